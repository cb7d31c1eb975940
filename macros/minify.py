"""Pages, and our own scripts and styles, as they are published: without comments and spaces that nobody sees."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin

_AS_IT_IS = re.compile(r"(<(pre|textarea|script|template)\b.*?</\2>)", re.DOTALL)
_GAP = re.compile(r"(?:(?<=>)|\A)\s*\n\s*(?=<|\Z)")


def minify(site: Path) -> None:
    """Rewrite the scripts and styles of a built site. The theme's are minified already."""
    for pattern, shorter in (("javascripts/*.js", jsmin), ("stylesheets/*.css", cssmin)):
        for path in site.glob(pattern):
            path.write_text(shorter(path.read_text(encoding="utf-8")), encoding="utf-8", newline="")


@lru_cache(500)  # `make serve` builds every page again, and most are the same
def close_up(html: str) -> str:
    """A page with each gap between two elements as short as it shows; the theme's were a fiftieth of a page."""
    parts = _AS_IT_IS.split(html)
    return "".join(_GAP.sub("\n", text) + kept for text, kept in zip(parts[::3], [*parts[1::3], ""], strict=True))
