"""The dark colours as a stylesheet of their own, for a dark system without a script that chooses them."""

from __future__ import annotations

from pathlib import Path

NAME = "assets/stylesheets/dark.css"


def dark_styles(site: Path) -> str:
    """What a built site's stylesheets say for the dark scheme, said for the one that every page begins with."""
    sheets = [*sorted((site / "assets/stylesheets").glob("palette.*.css")), site / "stylesheets/site.css"]
    return "\n".join(_dark(sheet.read_text(encoding="utf-8")) for sheet in sheets)


def _dark(styles: str) -> str:
    """The later of two equal selectors wins, and in both sheets the dark scheme comes after the light one."""
    return styles.replace('"slate"', '"default"').replace("=slate]", "=default]").partition("/* Text */")[0]
