"""The meaning of data/: a Comparison in, problems out; one function a rule."""

from macros.rules import (
    addresses,
    articles,
    characters,
    chooser,
    claims,
    coverage,
    criteria,
    days,
    links,
    publishing,
    references,
    sentences,
    sources,
    texts,
    universals,
    words,
)
from macros.rules.addresses import removed
from macros.rules.registry import RULES, check

__all__ = [
    "RULES", "addresses", "articles", "characters", "check", "chooser", "claims", "coverage", "criteria", "days",
    "links", "publishing", "references", "removed", "sentences", "sources", "texts", "universals", "words",
]  # fmt: skip
