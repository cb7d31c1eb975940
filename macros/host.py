"""What the site's builder calls. With mkdocs.yml, the only place that knows MkDocs; plugin.py is its guest."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

if str(root := Path(__file__).resolve().parent.parent) not in sys.path:
    sys.path.insert(0, str(root))

if TYPE_CHECKING:
    from macros.blocks import Blocks
    from macros.checking import Checking
    from macros.folded import Draw
    from macros.model import Comparison
    from macros.preview import Preview

comparison: Comparison
checking: Checking | None = None
"""The rules, which run while pages are drawn."""
failed: Exception | None = None
"""Why a macro could not draw what a page calls."""
written: dict[str, str]
"""The Markdown of every page in docs/, by its address."""
_pictures: dict[tuple[str, str, str], bytes] = {}
"""Drawn before, so that `make serve` draws none twice."""
OURS = {".py", ".html"}
_imported: dict[str, int] = {}
"""When each file of this package had last changed, when it was imported."""
blocks: Blocks
classes: set[str]
"""Every class that the pages of this build set."""
draw: Draw


@event_priority(100)
def on_config(config: MkDocsConfig) -> None:
    """Before each build, and before plugin.py: load data/, have it checked, and give its pages their places in `nav`.

    Raises PluginError, with every problem of the data, when it can't be read; the builder prints it unchanged.
    """
    global comparison, checking, failed, blocks, classes, draw  # plugin.py reads them from here
    checking = None  # that of the build before says nothing of this one
    _forget()
    from macros import pages
    from macros.blocks import Blocks
    from macros.checking import Checking
    from macros.load import read
    from macros.views import drawing

    root = Path(config.config_file_path).parent
    checking, failed = Checking(root), None
    blocks, classes = Blocks(), set()
    comparison, unreadable = read(root)
    if unreadable:
        # A file saved in between may be whole for the one and not for the other.
        raise PluginError(checking.problems or "\n".join(map(str, unreadable)))
    draw = drawing(comparison, os.environ.get("REPO_URL"))
    try:
        pages.add_to_navigation(config.nav or [], comparison)
    except LookupError as error:
        raise PluginError(f"mkdocs.yml: {error.args[0]}") from None


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the pages that data makes, and keep those that people write for the search."""
    global written
    from macros import pages

    written = {file.url: file.content_string for file in files.documentation_pages()}
    for path, text in pages.generated(comparison).items():
        place = InclusionLevel.NOT_IN_NAV if pages.listed_on(path) else InclusionLevel.UNDEFINED
        files.append(File.generated(config, path, content=text, inclusion=place))


def on_nav(nav: Any, files: Files, **_: Any) -> None:
    """Put the pages that a list leads to below the page with that list: in the navigation that one is active then."""
    from macros import pages

    listed = {page.url: page for page in nav.pages}
    for file in files.documentation_pages():
        if file.page and (above := pages.listed_on(file.src_uri)):
            file.page.parent = listed.get(above)


@event_priority(100)
def _before_macros(markdown: str, page: Any, config: MkDocsConfig, **_: Any) -> str:
    """Before a page's macros: look at its calls. Raises PluginError with every one that is wrong."""
    from macros import calls

    known = getattr(config.plugins["macros"], "macros", {})
    # The front matter is cut off here, and the lines of the file are what a writer sees.
    front = (page.file.content_string.partition(markdown[:80])[0] if markdown else "").count("\n")
    found = calls.wrong(markdown, known, comparison)
    problems = [f"docs/{page.file.src_uri}:{front + line}: {text}" for line, text in found]
    if problems:
        raise PluginError("\n".join(problems))
    return markdown


@event_priority(-100)
def _after_macros(markdown: str, page: Any, **_: Any) -> str:
    """After a page's macros: say where anchors went that moved away from the page."""
    from macros import permalinks
    from macros.render import render

    moved = permalinks.moved_anchors(comparison, page.url)
    if not moved:
        return markdown
    base = "../" * page.url.count("/")
    block = render("moved", moved={old: base + new for old, new in moved.items()})
    return f"{markdown}\n\n{blocks.keep(block)}"


on_page_markdown = CombinedEvent(_before_macros, _after_macros)


def on_page_content(html: str, **_: Any) -> str:
    """A page as HTML: put its blocks in, and show what a word of the glossary means at its first use."""
    from macros.glossary import marked

    return marked(blocks.put(html), tuple(comparison.glossary.values()))


def on_post_page(output: str, **_: Any) -> str:
    """A page whole: note the classes that it sets, so that the stylesheet can leave out the others."""
    from macros import minify, stylesheet

    classes.update(stylesheet.words(output))
    return minify.close_up(output)


def on_env(env: Any, **_: Any) -> None:
    """When every page is drawn, and before one is written: wait for the rules.

    Raises PluginError, with every problem of the data, which the builder prints unchanged, or what a macro raised.
    """
    if checking and (problems := checking.problems):
        raise PluginError(problems)
    if failed:
        raise failed


def on_build_error(error: Exception, **_: Any) -> None:
    """When a build fails: what breaks a rule may be what could not be drawn, so say that instead. Raises Abort then."""
    if checking and (problems := checking.problems) and str(error) != problems:
        logging.getLogger("mkdocs.hooks").error(problems)
        raise Abort("Aborted with a BuildError!") from error


def on_page_context(context: Any, page: Any, config: MkDocsConfig, **_: Any) -> Any:
    """Before a page is put into the theme: add what a link to it shows elsewhere, and draw the picture for it."""
    from macros.preview import Preview

    context["preview"] = shown = Preview(
        site=config.site_name,
        root=config.site_url or "",
        address="" if page.is_homepage else page.url,
        heading=unescape(page.meta.get("title") or page.title),
        description=unescape(page.meta.get("description") or ""),
        above=tuple(_above(page)),
    )
    if shown.url:
        _draw(shown, Path(config.site_dir))
    return context


def _above(page: Any) -> Iterator[tuple[str, str]]:
    """What holds a page, the outermost first: the title of each section and its first page, if that is another."""
    for section in reversed(page.ancestors):
        first = section if section.is_page else next((child for child in section.children if child.is_page), page)
        if first is not page:
            yield unescape(section.title), first.url


def _draw(shown: Preview, site: Path) -> None:
    from macros import pictures, preview

    texts = (shown.heading, preview.counted(comparison, shown.address), shown.site)
    if texts not in _pictures:
        _pictures[texts] = pictures.picture(*texts)
    target = site / shown.address / preview.PICTURE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_pictures[texts])


def on_post_build(config: MkDocsConfig) -> None:
    """When the pages are written: add the exports, the search, the pages that redirect, and what pages fold away."""
    from macros import archives, dark, exports, folded, minify, permalinks, rules, search, stylesheet

    site = Path(config.site_dir)
    # It contains the time of the build, so two equal builds would differ; sitemap.xml says the same.
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    listed = {
        "rule_list": " ".join(rules.docstrings().values()),
        "export_list": " ".join(f"{file.path} {file.about}" for file in exports.export_list()),
    }
    published = exports.files(comparison, config.site_url or "") | search.files(comparison, written, listed)
    published |= {permalinks.PLACES: permalinks.places(comparison), dark.NAME: dark.dark_styles(site)}
    beside = folded.pages(draw, [*stylesheet.of_theme(site), *map(str, config.extra_css)])
    for page in beside.values():
        classes.update(stylesheet.words(page))
    stylesheet.trim(site, classes)
    minify.minify(site)
    for name, text in (published | permalinks.redirect_pages(comparison) | beside).items():
        target = site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
    for name, packed in archives.archives(comparison).items():
        (site / name).write_bytes(packed)


def _forget() -> None:
    """Drop what was imported of this package when a file of it changed, so that `make serve` needs no restart.

    The builder keeps this file and all it imports from one build to the next; so its functions import what they need.
    What did not change is kept with its caches: a change of data is shown sooner.
    """
    global _imported
    now = {str(path): path.stat().st_mtime_ns for path in Path(__file__).parent.rglob("*") if path.suffix in OURS}
    if now != _imported:
        for name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
            del sys.modules[name]
    _imported = now
