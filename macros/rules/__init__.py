"""The meaning of data/: a Comparison in, problems out; one function a rule."""

from macros.rules import claims, criteria, references, sources, words
from macros.rules.registry import RULES, check

__all__ = ["RULES", "check", "claims", "criteria", "references", "sources", "words"]
