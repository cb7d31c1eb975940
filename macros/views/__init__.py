"""What a page shows: a Comparison in, small frozen objects out. Order, wording and links are decided here."""

from .articles import ArticleViews
from .chooser import ChooserViews
from .comparison import KEY_WORDS, Views, rule_items

__all__ = ["KEY_WORDS", "ArticleViews", "ChooserViews", "Views", "rule_items"]
