"""Read one Markdown page, a README or MyST, into sections. Small on purpose: it keeps lines, and knows no HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping

from docutils import nodes

from .documents import Block, Document, Draft, document
from .lenient import KNOWN, Admonition, Listing, Module, Names, Nothing, Titled, Unknown, Versioned
from .restructured import NO_TITLES, clean, curled, fragment
from .roles import shown

FENCE = re.compile(r"^(?P<indent>\s*)(?P<marks>`{3,}|~{3,}|:{3,})\s*(?P<info>.*)$")
HEADING = re.compile(r"^ {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
ITEM = re.compile(r"^\s*(?:[-*+]|[0-9]+[.)])\s+")
LABEL = re.compile(r"^\(([\w.:-]+)\)=\s*$")
RULER = re.compile(r"^\s*(?:[-*_]\s*){3,}$|^\s*(?:={2,}|-{2,})\s*$")
TABLE = re.compile(r"^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-*:?\s*)*$")
UNSEEN = re.compile(r"^\s*(?:<!--.*-->\s*$|%|\[[^\]]+\]:\s)")


def slug(title: str) -> str:
    """The anchor a code host makes of a heading's words."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def read(
    text: str,
    *,
    titles: Mapping[str, str] = NO_TITLES,
    slug: Callable[[str], str] | None = slug,
) -> Document:
    """A page's sections. With `slug` headings get its anchors and quotes stay straight; without, both are MyST's.

    Raises Unreadable when a part in reST can't be read.
    """
    text = clean(text)
    lines = text.split("\n")
    page = _Page(lines, titles, slug)
    page.scan(list(enumerate(lines, 1)))
    return document(page.drafts, text, made_from_code=page.names.made_from_code)


class _Page:
    def __init__(self, lines: list[str], titles: Mapping[str, str], slug: Callable[[str], str] | None) -> None:
        self.lines = lines
        self.titles = titles
        self.slug = slug
        self.names = Names()
        self.pending: set[str] = set()
        self.taken: set[str] = set()
        self.drafts = [Draft()]
        self.paragraph: list[tuple[int, str]] = []

    def scan(self, numbered: list[tuple[int, str]]) -> None:
        place = self.after_front_matter(numbered)
        while place < len(numbered):
            number, line = numbered[place]
            if fence := FENCE.match(line):
                self.flush()
                end = self.closing(numbered, place, fence)
                self.fenced(fence["info"].strip(), numbered[place + 1 : end], number)
                place = end + 1
                continue
            if line.lstrip().startswith("<!--") and "-->" not in line:
                self.flush()
                while place < len(numbered) and "-->" not in numbered[place][1]:
                    place += 1
            else:
                self.line(number, re.sub(r"^\s{0,3}(?:>\s?)+", "", line))
            place += 1
        self.flush()

    def after_front_matter(self, numbered: list[tuple[int, str]]) -> int:
        if numbered and numbered[0] == (1, "---"):
            for place, (_, line) in enumerate(numbered[1:], 1):
                if line.rstrip() == "---":
                    return place + 1
        return 0

    def closing(self, numbered: list[tuple[int, str]], place: int, fence: re.Match[str]) -> int:
        for end in range(place + 1, len(numbered)):
            line = numbered[end][1].strip()
            if line.startswith(fence["marks"]) and not line.strip(fence["marks"][0]):
                return end
        return len(numbered)

    def line(self, number: int, line: str) -> None:
        if heading := HEADING.match(line):
            self.flush()
            self.heading(heading[2], number)
        elif label := LABEL.match(line):
            self.flush()
            self.pending.add(nodes.make_id(label[1]))
        elif not line.strip() or UNSEEN.match(line):
            self.flush()
        elif self.paragraph and re.fullmatch(r" {0,3}(=+|-+)\s*", line) and len(self.paragraph) == 1:
            (number, title), self.paragraph = self.paragraph[0], []
            self.heading(title, number)
        elif RULER.match(line):
            self.flush()
        else:
            if ITEM.match(line):
                self.flush()
            self.paragraph.append((number, line))

    def heading(self, title: str, number: int) -> None:
        plain = "".join(text for _, text in self.tokens(title)).strip()
        anchor = self.slug(plain) if self.slug else nodes.make_id(plain)
        anchors = {anchor} if anchor and anchor not in self.taken else set()
        self.taken |= anchors
        self.drafts.append(Draft(anchors | self.pending, heading=True))
        self.pending = set()
        self.block(self.inline(title), number, number)

    def flush(self) -> None:
        rows, self.paragraph = self.paragraph, []
        if len(rows) > 1 and "|" in rows[0][1] and TABLE.match(rows[1][1]):
            for number, row in [rows[0], *rows[2:]]:
                for cell in re.split(r"(?<!\\)\|", row.strip().strip("|")):
                    self.block(self.inline(cell), number, number)
        elif rows:
            text = "\n".join([ITEM.sub("", rows[0][1]), *(row for _, row in rows[1:])])
            self.block(self.inline(text), rows[0][0], rows[-1][0])

    def block(self, text: str, first: int, last: int) -> None:
        text = " ".join(text.split())
        if text:
            block = Block(text, first, last)
            self.drafts[-1].blocks.append(block)
            if self.pending:
                self.drafts.insert(-1, Draft(self.pending, [block]))
                self.pending = set()

    def fenced(self, info: str, body: list[tuple[int, str]], number: int) -> None:
        directive = re.match(r"\{([\w:.+-]+)\}\s*(.*)", info)
        if directive is None:
            self.listing(body)
            return
        name, argument = directive[1].lower(), directive[2]
        kind = KNOWN.get(name, Unknown)
        body = self.without_options(body)
        if name == "eval-rst":
            self.restructured(body)
        elif issubclass(kind, Module):
            self.names.module = argument.strip()
            self.scan(body)
        elif issubclass(kind, Listing):
            self.listing(body)
        elif not issubclass(kind, Nothing):
            if issubclass(kind, Versioned):
                argument = argument.partition(" ")[2]
            if issubclass(kind, Admonition | Titled | Versioned) and (kind is not Unknown or " " in argument):
                self.block(self.inline(argument), number, number)
            self.scan(body)

    def without_options(self, body: list[tuple[int, str]]) -> list[tuple[int, str]]:
        start = 0
        if body and body[0][1].strip() == "---":
            ends = [place for place, (_, line) in enumerate(body[1:], 1) if line.strip() == "---"]
            start = ends[0] + 1 if ends else 0
        while start < len(body) and re.match(r"\s*:[\w-]+:(\s|$)", body[start][1]):
            start += 1
        return body[start:]

    def listing(self, body: list[tuple[int, str]]) -> None:
        if body:
            self.block("\n".join(line for _, line in body), body[0][0], body[-1][0])

    def restructured(self, body: list[tuple[int, str]]) -> None:
        if not body:
            return
        text = "\n".join(line for _, line in body)
        drafts = fragment(text, self.names, titles=self.titles, slug=self.slug, lines=self.lines, offset=body[0][0] - 1)
        self.drafts[-1].blocks.extend(drafts[0].blocks)
        self.drafts[-1].anchors.update(drafts[0].anchors)
        current = self.drafts.pop()
        self.drafts.extend([*drafts[1:], current])

    def inline(self, text: str) -> str:
        """The words of inline markup, as the page shows them."""
        tokens = self.tokens(text)
        return "".join(words for _, words in tokens) if self.slug else curled(tokens)

    def tokens(self, text: str) -> Iterator[tuple[str, str]]:
        for part in re.split(r"(\{[\w:+.-]+\}`[^`]+`|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`))", text, flags=re.DOTALL):
            if part is None or re.fullmatch(r"`+", part):
                continue
            if role := re.fullmatch(r"\{([\w:+.-]+)\}`([^`]+)`", part, re.DOTALL):
                words, code = shown(role[1], role[2], self.titles)
                yield "literal" if code else "plain", words
            elif part.startswith("`"):
                yield "literal", part.strip("`").strip()
            else:
                yield "plain", self.prose(part)

    def prose(self, text: str) -> str:
        text = re.sub(r"!\[[^\]]*\]\([^)]*\)|!\[[^\]]*\]\[[^\]]*\]", "", text)
        text = re.sub(r"\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)|\[([^\]]+)\]\[[^\]]*\]", _first, text)
        text = re.sub(r"<((?:https?|mailto):[^>\s]+)>", r"\1", text)
        text = re.sub(r"</?[A-Za-z][^>]*>", "", text)
        text = re.sub(r"(?<!\\)(\*{1,3})(?=\S)(.+?)(?<=\S)\1", r"\2", text, flags=re.DOTALL)
        text = re.sub(r"(?<![\w\\])(_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)", r"\2", text, flags=re.DOTALL)
        text = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
        return html.unescape(text)


def _first(match: re.Match[str]) -> str:
    return next((group for group in match.groups() if group is not None), "")
