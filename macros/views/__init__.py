"""What a page shows: a Comparison in, small frozen objects out. Order, wording and links are decided here."""

from .cards import KEY_WORDS
from .disagreements import FOUND
from .links import Link
from .outcomes import OutcomeSection
from .site import Site, drawing
from .totals import rule_items

__all__ = ["FOUND", "KEY_WORDS", "Link", "OutcomeSection", "Site", "drawing", "rule_items"]
