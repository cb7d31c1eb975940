"""What the search knows, written from the data: docs/javascripts/search.js loads `first.json` and then `more.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from macros.model import Comparison

from . import data, prose
from .entry import Entry

FIRST = "search/first.json"
MORE = "search/more.json"


def files(comparison: Comparison, written: Mapping[str, str], listed: Mapping[str, str]) -> dict[str, str]:
    """Both files of the search by their paths below the site's root.

    `written` are the Markdown pages of docs/ by their address, `listed` the text that a macro puts into one, by the
    name of the macro.
    """
    pages = prose.pages(written, listed)
    first = [*data.first(comparison), *(page.entry for page in pages)]
    more = [*data.more(comparison), *(entry for page in pages for entry in (page.begins, *page.sections))]
    # Names of frameworks are on nearly every page: a word of them alone tells no place from another.
    everywhere = [*comparison.frameworks, "python"]
    instead = [(avoided, word.say) for word in comparison.vocabulary for avoided in word.instead_of]
    return {FIRST: _json(first, everywhere, instead), MORE: _json(more)}


def _json(entries: Iterable[Entry], everywhere: Iterable[str] = (), instead: Iterable[tuple[str, str]] = ()) -> str:
    held = {"everywhere": [*everywhere], "instead": [*instead], "entries": [entry.held() for entry in entries]}
    return json.dumps(held, ensure_ascii=False, separators=(",", ":")) + "\n"
