"""Our own scripts and styles as they are published: without comments and the spaces between their words."""

from __future__ import annotations

from pathlib import Path

from rcssmin import cssmin
from rjsmin import jsmin


def minify(site: Path) -> None:
    """Rewrite the scripts and styles of a built site. The theme's are minified already."""
    for pattern, shorter in (("javascripts/*.js", jsmin), ("stylesheets/*.css", cssmin)):
        for path in site.glob(pattern):
            path.write_text(shorter(path.read_text(encoding="utf-8")), encoding="utf-8", newline="")
