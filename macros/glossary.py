"""Show what a word means at its first use on a page: the page's HTML in, the same with notes out."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from functools import cache, lru_cache
from html import escape
from itertools import accumulate
from typing import NamedTuple

from macros.model import Term

# Where a note would be inside another control, out of place, or cut off.
SKIPPED = {
    "a", "button", "code", "details", "h1", "h2", "h3", "h4", "h5", "h6", "label", "legend", "math", "nav", "option",
    "pre", "q", "script", "style", "summary", "svg", "table", "template", "textarea", "title",
}  # fmt: skip
NOT_HERE = "data-no-terms"
PAGES = 500
"""How many pages are kept as they are marked: `make serve` builds all again, and most are the same."""
_TAG = re.compile(r"<!--.*?-->|<(/?)([a-zA-Z][\w-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)


@lru_cache(PAGES)
def marked(html: str, terms: tuple[Term, ...]) -> str:
    """Give the first use of each term in the running text a note.

    Nothing inside links, code, headings, tables or an element with the attribute `data-no-terms` is touched.
    """
    places = list(_running(html))
    texts = [html[start:end] for start, end in places]
    waiting = {term.id: _Waiting(term, _spellings(term), _pattern(term)) for term in terms}
    out: list[str] = []
    last = 0
    for number in _using(texts, [each.spellings for each in waiting.values()]):
        start, end = places[number]
        out += [html[last:start], _text(texts[number], waiting)]
        last = end
    return "".join((*out, html[last:]))


def _running(html: str) -> Iterator[tuple[int, int]]:
    """Where each run of text between two tags starts and ends, of the text that may have notes."""
    inside: list[tuple[str, bool]] = []
    last = 0
    while tag := _TAG.search(html, last):
        skipped = bool(inside) and inside[-1][1]
        if not skipped and tag.start() > last:
            yield last, tag.start()
        last = tag.end()
        closes, name, attributes = tag[1], (tag[2] or "").lower(), tag[3] or ""
        if closes:
            # HTML lets some end tags be left out, and some elements have none: one closes all that is open inside.
            while any(open_ == name for open_, _ in reversed(inside)) and inside.pop()[0] != name:
                pass
        elif name and not attributes.endswith("/"):
            skips = skipped or name in SKIPPED or NOT_HERE in attributes
            if skips and (end := _end(html, name, last)):
                last = end
            else:
                inside.append((name, skips))


def _using(texts: list[str], spellings: list[tuple[str, ...]]) -> list[int]:
    """The numbers of the texts in which a spelling could be a term, in their order: to look in all takes long."""
    small = [text.lower() for text in texts]
    starts, whole = list(accumulate((len(text) + 1 for text in small), initial=0)), "\n".join(small)
    found = (match.start() for each in spellings for text in each for match in re.finditer(re.escape(text), whole))
    return sorted({bisect(starts, place) - 1 for place in found})


def _end(html: str, name: str, start: int) -> int:
    """Where the element with this name that is open at `start` ends; 0 when its end tag was left out.

    To read on there is much faster than to look at each tag on the way.
    """
    depth = 1
    for tag in _named(name).finditer(html, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return 0


@cache
def _named(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){name}(?=[\s>])[^>]*>", re.IGNORECASE)


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
