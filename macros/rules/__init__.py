"""The meaning of data/: a Comparison in, problems out; one function a rule."""

from macros.rules import articles, claims, criteria, references, sources, words
from macros.rules.registry import RULES, check

__all__ = ["RULES", "articles", "check", "claims", "criteria", "references", "sources", "words"]
