"""One object for all that pages show: every view of the comparison, from pages at one depth."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from macros.model import Comparison

from .chooser import ChooserViews
from .criteria import CriterionViews
from .disagreements import DisagreementViews
from .heads import HeadViews
from .home import HomeViews
from .repeated import RepeatedViews
from .situations import SituationViews
from .sources import SourceViews
from .totals import TotalViews
from .verdicts import VerdictViews
from .worked import WorkedViews


class Site(
    CriterionViews, DisagreementViews, RepeatedViews, HeadViews, VerdictViews, WorkedViews, ChooserViews,
    SituationViews, HomeViews, SourceViews, TotalViews,
):  # fmt: skip
    """Every view. What they share, such as the claims' cards, is made once for each Site."""


def drawing(comparison: Comparison, repository: str | None = None) -> Callable[[int], Site]:
    """Every view as pages at a depth below the site's root need it, each made once."""
    return cache(lambda depth: Site(comparison, "../" * depth, repository))
