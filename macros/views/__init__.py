"""What a page shows: a Comparison in, small frozen objects out. Order, wording and links are decided here."""

from .disagreements import FOUND
from .evidence import KEY_WORDS
from .links import Link
from .site import Site, drawing
from .totals import rule_items

__all__ = ["FOUND", "KEY_WORDS", "Link", "Site", "drawing", "rule_items"]
