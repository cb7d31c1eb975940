"""Built HTML as a small tree: what a test asks of a page, without a browser."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
LINKS = frozenset({"href", "src", "action", "poster", "data", "formaction"})
LOADING = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "embed": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "object": "data",
}
LOADING_RELATIONS = frozenset(
    [
        "stylesheet",
        "icon",
        "preload",
        "prefetch",
        "modulepreload",
        "preconnect",
        "dns-prefetch",
        "manifest",
        "apple-touch-icon",
    ]
)


@dataclass(eq=False)
class Element:
    """One element: its attributes, and its children in order, text among them."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is in it, its spaces made single, without scripts, styles and the glossary's notes."""
        return " ".join(self.raw_text.split())

    @property
    def raw_text(self) -> str:
        """What is in it, to the character, without the glossary's notes."""
        if self.tag in {"script", "style"} or self.attributes.get("role") == "tooltip":
            return ""
        return "".join(child if isinstance(child, str) else child.raw_text for child in self.children)

    def walk(self) -> Iterator[Element]:
        """Every element below this one, in reading order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.walk()

    def all(self, tag: str = "", *, css: str = "") -> list[Element]:
        """Every element below this one of that tag or class."""
        return [
            element
            for element in self.walk()
            if tag in ("", element.tag) and (not css or css in element.attributes.get("class", "").split())
        ]

    def one(self, tag: str = "", *, css: str = "") -> Element:
        """The only element of that tag or class."""
        (found,) = self.all(tag, css=css)
        return found


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """A piece of HTML as a tree below a nameless element."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.open[0]


@dataclass(frozen=True)
class Page:
    """One HTML file of a built site; `path` is below the site's root."""

    path: str
    html: str

    @cached_property
    def root(self) -> Element:
        """The page as a tree."""
        return parse(self.html)

    @property
    def address(self) -> str:
        """The page's address below the site's root."""
        return self.path.removesuffix("index.html")

    @cached_property
    def ids(self) -> Counter[str]:
        """How often the page has each id."""
        return Counter(element.attributes["id"] for element in self.root.walk() if "id" in element.attributes)

    def id(self, id: str) -> Element:
        """The only element with that id."""
        (found,) = (element for element in self.root.walk() if element.attributes.get("id") == id)
        return found

    @property
    def links(self) -> Iterator[tuple[Element, str]]:
        """Every address that the page names, with the element that names it."""
        for element in self.root.walk():
            for name, value in element.attributes.items():
                if name in LINKS:
                    yield element, value
                elif name == "srcset":
                    yield from ((element, part.split()[0]) for part in value.split(",") if part.strip())
            if element.attributes.get("http-equiv", "").lower() == "refresh":
                yield element, element.attributes["content"].partition("url=")[2]

    @property
    def loaded(self) -> Iterator[str]:
        """Every address that a browser loads, unasked, to show the page."""
        for element in self.root.walk():
            relations = set(element.attributes.get("rel", "").split())
            if element.tag == "link" and relations & LOADING_RELATIONS:
                yield element.attributes["href"]
            elif LOADING.get(element.tag, "") in element.attributes:
                yield element.attributes[LOADING[element.tag]]
            yield from re.findall(r"url\(\s*['\"]?([^'\")]+)", element.attributes.get("style", ""))


def pages(site: Path) -> dict[str, Page]:
    """Every page of a built site, by its path below the site's root."""
    return {
        path.relative_to(site).as_posix(): Page(path.relative_to(site).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def dead_links(site: Path, root: str) -> list[str]:
    """Every address inside a built site that leads nowhere, as "page: address". `root` is the site's own address."""
    known = pages(site)
    dead = []
    for page in known.values():
        here = urljoin(root, page.address)
        for element, address in page.links:
            whole = urljoin(here, address)
            if urlsplit(whole).scheme not in {"http", "https", "mailto"}:
                dead.append(f"{page.path}: {address} (in <{element.tag}>)")
            elif urlsplit(whole).netloc == urlsplit(root).netloc and not _leads(site, known, whole, root):
                dead.append(f"{page.path}: {address}")
    return dead


def _leads(site: Path, known: dict[str, Page], whole: str, root: str) -> bool:
    if not whole.startswith(root):
        return False
    path, _, anchor = whole[len(root) :].partition("#")
    path = unquote(path.partition("?")[0])
    if path == "" or path.endswith("/"):
        path += "index.html"
    if not (site / path).is_file():
        return False
    return not anchor or unquote(anchor) in known[path].ids
