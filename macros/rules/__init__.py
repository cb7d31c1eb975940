"""The meaning of data/: a Comparison in, problems out; one function a rule."""

from macros.rules import articles, chooser, claims, coverage, criteria, references, sources, universals, words
from macros.rules.registry import RULES, check

__all__ = [
    "RULES", "articles", "check", "chooser", "claims", "coverage", "criteria", "references", "sources", "universals",
    "words",
]  # fmt: skip
