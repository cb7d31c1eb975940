"""Show what a word means at its first use on a page: the page's HTML in, the same with notes out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from macros.model import Term

# Where a note would be inside another control, out of place, or cut off.
SKIPPED = {
    "a", "button", "code", "details", "h1", "h2", "h3", "h4", "h5", "h6", "label", "legend", "math", "nav", "option",
    "pre", "q", "script", "style", "summary", "svg", "table", "template", "textarea", "title",
}  # fmt: skip
NOT_HERE = "data-no-terms"
_TAG = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)


def marked(html: str, terms: Iterable[Term]) -> str:
    """Give the first use of each term in the running text a note.

    Nothing inside links, code, headings, tables or an element with the attribute `data-no-terms` is touched.
    """
    small = html.lower()
    of_the_page = (term for term in terms if any(spelling in small for spelling in _spellings(term)))
    waiting = {term.id: _Waiting(term, _spellings(term), _pattern(term)) for term in of_the_page}
    out: list[str] = []
    inside: list[tuple[str, bool]] = []
    last = 0
    for tag in _TAG.finditer(html):
        skipped = bool(inside) and inside[-1][1]
        out += [html[last : tag.start()] if skipped else _text(html[last : tag.start()], waiting), tag[0]]
        last = tag.end()
        closes, name, attributes = tag[1], (tag[2] or "").lower(), tag[3] or ""
        if closes:
            # HTML lets some end tags be left out, and some elements have none: one closes all that is open inside.
            while inside and any(open_ == name for open_, _ in inside) and inside.pop()[0] != name:
                pass
        elif name and not attributes.endswith("/"):
            inside.append((name, skipped or name in SKIPPED or NOT_HERE in attributes))
    return "".join((*out, html[last:]))


class _Waiting(NamedTuple):
    """A term that the page has not used yet; `spellings` are in small letters, to look for before the slow pattern."""

    term: Term
    spellings: tuple[str, ...]
    pattern: re.Pattern[str]


def _spellings(term: Term) -> tuple[str, ...]:
    return tuple({text.lower() for text in (term.term, *term.also)})


def _pattern(term: Term) -> re.Pattern[str]:
    """A term in its spellings, as whole words; with a capital after the first letter a spelling is case-sensitive."""
    spellings = sorted((term.term, *term.also), key=len, reverse=True)
    parts = [re.escape(text) if re.search(r"[A-Z]", text[1:]) else f"(?i:{re.escape(text)})" for text in spellings]
    return re.compile(rf"(?<![\w./-])(?:{'|'.join(parts)})(?![\w/-]|\.\w)")


def _text(text: str, waiting: dict[str, _Waiting]) -> str:
    """One run of text between two tags, with the notes of the terms that it uses first."""
    if not waiting or not text.strip():
        return text
    found: list[tuple[int, int, Term]] = []
    small = text.lower()
    for term, spellings, pattern in list(waiting.values()):
        if not any(spelling in small for spelling in spellings):
            continue
        match = pattern.search(text)
        if match and not any(match.start() < end and start < match.end() for start, end, _ in found):
            found.append((match.start(), match.end(), term))
            del waiting[term.id]
    for start, end, term in sorted(found, key=lambda each: each[0], reverse=True):
        text = text[:start] + _note(text[start:end], term) + text[end:]
    return text


def _note(word: str, term: Term) -> str:
    says = escape(term.says.replace("`", ""), quote=False)
    return (
        f'<span class="fd-term" tabindex="0" aria-describedby="tip-{term.id}">{word}'
        f'<span class="fd-term-says" role="tooltip" id="tip-{term.id}">{says}</span></span>'
    )
