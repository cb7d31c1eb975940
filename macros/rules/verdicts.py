"""Rules about the reason given for a verdict: it does not say another verdict's words."""

from __future__ import annotations

import re

from macros.model import Comparison, Verdict
from macros.rules.registry import Violations, rule

_SUPPORT = re.compile(r"\bwould support (?:it|them)\b", re.IGNORECASE)
_TASTE = re.compile(r"\btaste\b", re.IGNORECASE)
_RIGHT = re.compile(
    r"^(?:that is )?(?:true|right|correct|yes|exactly)\b(?! of\b)|\bis (?:right|true|correct)\b", re.IGNORECASE
)
_FALSE = r"(?:false|wrong|untrue|incorrect)"
_WRONG = re.compile(rf"^(?:that is )?(?:{_FALSE}|no longer|not true)\b|\b(?:is|was) {_FALSE}\b", re.IGNORECASE)
_MISSING = re.compile(
    r"\b(?:no|not|none|nothing|neither|never|nobody|without|which|who|how|preliminary|choose themselves|would)\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b(?:\d{4}|\d+\.\d+|no longer|any more|since|before|until|last|own maintainer)\b", re.IGNORECASE)
_RIGHTLY = {Verdict.RIGHT, Verdict.INCOMPLETE, Verdict.OPINION, Verdict.UNSUPPORTED}


@rule
def because_fits_its_verdict(comparison: Comparison) -> Violations:
    """The reason for a verdict does not say another one.

    "Would support it" is for what is unsupported, "taste" for an opinion; what is right is not called wrong, and what
    is wrong or outdated not true. What is unsupported says what is missing, what is outdated since when.
    """
    for article in comparison.articles.values():
        for assertion in article.assertions:
            verdict, because = assertion.verdict, assertion.because
            if why := _misfit(verdict, because):
                yield assertion.at_key("because"), f"`{assertion.id}` is {verdict}, but its reason {why}"


def _misfit(verdict: Verdict, because: str) -> str | None:
    change = "; change the verdict or the reason"
    if verdict is not Verdict.UNSUPPORTED and (said := _SUPPORT.search(because)):
        return f'says "{said[0]}", as of what is unsupported{change}'
    if verdict is not Verdict.OPINION and _TASTE.search(because):
        return f'says "taste", as of an opinion{change}'
    if verdict not in _RIGHTLY and (said := _RIGHT.search(because)):
        return f'says "{said[0]}"{change}'
    if verdict is Verdict.RIGHT and (said := _WRONG.search(because)):
        return f'says "{said[0]}"{change}'
    if verdict is Verdict.UNSUPPORTED and not _MISSING.search(because):
        return "does not say what is missing; name the source, number or method that it would need"
    if verdict is Verdict.OUTDATED and not _TIME.search(because):
        return "does not say since when; name the version or the year"
    return None
