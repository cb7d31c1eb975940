"""Rules about the reason given for a verdict: it does not say another verdict's words."""

from __future__ import annotations

import re

from macros.model import Assertion, Comparison, PlacedClaim, Verdict
from macros.rules.projects import named, plain
from macros.rules.registry import Violations, rule

_SUPPORT = re.compile(r"\bwould support (?:it|them)\b", re.IGNORECASE)
_TASTE = re.compile(r"\btaste\b", re.IGNORECASE)
_RIGHT = re.compile(
    r"^(?:that is )?(?:true|right|correct|yes|exactly)\b(?! of\b)|\bis (?:right|true|correct)\b", re.IGNORECASE
)
_FALSE = r"(?:false|wrong|untrue|incorrect)"
_WRONG = re.compile(rf"^(?:that is )?(?:{_FALSE}|no longer|not true)\b|\b(?:is|was) {_FALSE}\b", re.IGNORECASE)
# "No measure is named", and a reason that begins with a denial of what was said.
_NOTHING_GIVEN = re.compile(r"^No [\w ,']+ (?:is|are|was|were) (?:given|named|stated)\b")
_DENIES_AT_ONCE = re.compile(r"^(?:[^\s,;:.]+ ){1,4}?(?:is|are|does|do|has|have) not\b")
_GIVEN = re.compile(
    r"^(?!(?:No|None|Neither|Nothing|Nobody)\b)[^.;]*?\b(?:is|are|was|were) "
    r"(?:given|named|stated|counted|measured|compared|watched|cited|shown|recorded|timed)\b"
)
_FIRST = re.compile(r"[.;](?:\s|$)")
_HAS = "has|have|ships?|includes?|provides?|offers?|supports?|contains?|publish(?:es)?"
_LACKS_AT_ONCE = re.compile(rf"^(?:[^\s,;:.]+ ){{1,6}}?(?:{_HAS}) (?:no|nothing|none|neither)\b")
_HAS_IT = re.compile(rf"\b(?:{_HAS}|features|comes? with|built in|protects?|limits?)\b")
_CONTRADICTS = re.compile(r"\b(?:contradicts?|refutes?|disproves?|den(?:y|ies)) (?:it|them|that|this(?! one))\b")
_DENIAL = re.compile(
    r"\b(?:no|not|never|without|neither|nor|none|nothing|cannot|lacks?|only|few|less)\b|n't\b", re.IGNORECASE
)
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
    is wrong or outdated not true. What is right is not denied at once. What is unsupported says what is missing, what
    is outdated since when.
    """
    for article in comparison.articles.values():
        for assertion in article.assertions:
            verdict, because = assertion.verdict, assertion.because
            if why := _misfit(verdict, because) or _denied(assertion):
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
    if verdict is Verdict.RIGHT and (said := _NOTHING_GIVEN.search(because) or _CONTRADICTS.search(because)):
        return f'says "{said[0]}"{change}'
    if verdict is Verdict.UNSUPPORTED and not _MISSING.search(because):
        return "does not say what is missing; name the source, number or method that it would need"
    if verdict is Verdict.UNSUPPORTED and (given := _given(because)):
        return f'says "{given}"; what is unsupported lacks it, so change the verdict or the reason'
    if verdict is Verdict.OUTDATED and not _TIME.search(because):
        return "does not say since when; name the version or the year"
    return None


def _given(because: str) -> str | None:
    """What a reason says is given at once, where what is unsupported says that it is not."""
    first = _FIRST.split(because)[0]
    said = _GIVEN.search(first)
    return said[0] if said and not _DENIAL.search(first) else None


def _denied(assertion: Assertion) -> str | None:
    """Why the reason for what is right begins with a denial, though nothing was denied there."""
    because = plain(assertion.because)
    said = _DENIES_AT_ONCE.search(because)
    if not said and _HAS_IT.search(assertion.says):
        said = _LACKS_AT_ONCE.search(because)
    if assertion.verdict is Verdict.RIGHT and said and not _DENIAL.search(assertion.says):
        return f'begins with "{said[0]}"; change the verdict or the reason'
    return None


@rule
def what_is_right_is_supported_by_a_claim_about_it(comparison: Comparison) -> Violations:
    """A statement that is right is supported by a claim about a framework that it is about, or one that names it."""
    for article in comparison.articles.values():
        for each in article.assertions:
            claims = [comparison.claims[id] for id in each.supported_by if id in comparison.claims]
            about = {comparison.name(id) for id in each.about if id in comparison.frameworks | comparison.sources}
            known = claims and len(claims) == len(each.supported_by) and len(about) == len(each.about)
            if each.verdict is not Verdict.RIGHT or not known or not named(each.says, about):
                continue
            if not any(_is_about(claim, about) for claim in claims):
                yield (
                    each.at_key("supported_by"),
                    f"`{each.id}` is about {' and '.join(sorted(about))}, and no claim that supports it is; name one",
                )


def _is_about(placed: PlacedClaim, frameworks: set[str]) -> bool:
    return placed.framework.name in frameworks or named(plain(placed.claim.says), frameworks)


@rule
def same_statement_is_of_the_same_row(comparison: Comparison) -> Violations:
    """Of the statements with one `same`, each shares its row or a claim with another."""
    groups: dict[str, list[Assertion]] = {}
    for article in comparison.articles.values():
        for each in article.assertions:
            if each.same:
                groups.setdefault(each.same, []).append(each)
    for same, group in groups.items():
        for each in group:
            others = [other for other in group if other is not each]
            if others and not any(_alike(each, other) for other in others) and not comparison.unread:
                yield (
                    each.at_key("same"),
                    f"`{each.id}` shares neither its row nor a claim with the other statements of `{same}`; "
                    "correct `same`, or leave it out",
                )


def _alike(one: Assertion, other: Assertion) -> bool:
    unweighed = not one.claims and not other.claims
    shared = one.criterion == other.criterion or set(one.claims) & set(other.claims) or unweighed
    return bool(shared)
