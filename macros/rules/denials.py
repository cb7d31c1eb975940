"""Rules about claims that deny: what is said to be missing was looked for, and a claim says what its id says."""

from __future__ import annotations

import re

from macros.model import Absence, Claim, Comparison, Kind, Publication, Ran, TaskTest
from macros.rules.projects import plain
from macros.rules.registry import Violations, rule

VERBS = "ship|have|include|provide|offer|support|publish|name|map|contain|install|require|keep|record|store"
_DENIES = re.compile(
    rf"\b(?:has|{VERBS}|publishes|(?:{VERBS})s) (?:no|neither)\b|\bthere (?:is|are) no\b|\b(?:comes?|came) without\b"
    r"|\blacks?\b",
    re.IGNORECASE,
)
# Words with which a claim can say that something is not so.
NEGATIVE = (
    "no", "not", "never", "none", "nothing", "nobody", "nowhere", "neither", "nor", "without", "cannot", "unless",
    "until", "only", "stops", "leaves", "left", "lacks", "refuses", "drops", "raises", "ignores", "points",
    "instead of", "in place of", "may be empty", "one after the other", "switched off", "must be unique", "404",
    "synchronous", "returns a truth value",
)  # fmt: skip
_NEGATIVE = re.compile(rf"(?<![\w-])(?:{'|'.join(NEGATIVE)})(?![\w-])|n't\b", re.IGNORECASE)
_ID_DENIES = re.compile(r"-(?:no|not|never|without|none|nothing|cannot|neither)(?:-|$)")
_ID_DENIES_AT_ONCE = re.compile(r"-(?:ships|has|promises|sends|makes|takes|names|serves|publishes|includes)-no-")
_ID_AFFIRMS = re.compile(r"^[a-z0-9]+-(?:ships|has|includes|supports|provides|publishes|offers)-(?!no-|not-|none-)")
_NO = r"(?:no|neither|nothing|none)"
# What is said of the framework itself, and not of a thing "that" or a case "if".
_HEAD = r"^(?:(?!\b(?:If|When|that|who|which|whose|if|when|where|while|with|after|you)\b)[^,;:])*?"
_HEAD_DENIES = re.compile(
    rf"{_HEAD}\b((?:has|{VERBS}|publishes|(?:{VERBS})s) (?:no|neither)"
    r"|(?:does|do|is|are|was|were|can|will) not|cannot)\b"
)
_NAME_DENIES = re.compile(
    r"(?:^|[-_])(?:no|not|never|none|nothing|nobody|without|cannot|neither|only|until|unless|misses|lacks|refuses|raises|"
    r"leaves|drops|loses|ignores|fails|stops|skips|keeps|needs|off|outside|gaps|[a-z]+less)(?:[-_]|$)"
)
_PHRASE_DENIES = re.compile(
    r"\b(?:no|not|never|nothing|without|cannot|only|refuse\w*|raise\w*|disabled|off|unless|instead|but|False)\b"
    r"|[:=] None\b|n't\b"
)
_OPPOSITE: dict[str, set[str]] = {}
for _pair in (
    "accepts refuses", "accepts rejects", "keeps loses", "keeps drops", "shorter longer", "smaller larger",
    "sooner later", "fewer more", "newest oldest", "required optional", "allowed forbidden", "same different",
    "public private", "open closed", "enabled disabled", "before after", "first last", "inside outside", "above below",
):  # fmt: skip
    _one, _other = _pair.split()
    _OPPOSITE.setdefault(_one, set()).add(_other)
    _OPPOSITE.setdefault(_other, set()).add(_one)
_DENIES_A_VERB = re.compile(rf"\b(?:(\w+) {_NO}\b(?! \w+ itself)|(?:not|never) (\w+))")
_OF_ANOTHER = re.compile(r"\b(?:that|which|who|if|when|where)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:]")
_FIRST = re.compile(r"[;:,]")


@rule
def denial_is_looked_for(comparison: Comparison) -> Violations:
    """A fact that says "has no", "ships no" or "lacks" cites an absence or a probe, or whose publication says so."""
    for placed in comparison.placed_claims():
        claim = placed.claim
        if denies := _not_looked_for(claim):
            yield (
                claim.at_key("says"),
                f'`{claim.id}` says "{denies[0]}"; cite an absence that finds nothing, or a probe that looks for it',
            )


def _not_looked_for(claim: Claim) -> re.Match[str] | None:
    """Where a fact denies, and cites nothing with which one looks for a thing."""
    shown = any(isinstance(item, Absence | Ran | Publication) for item in claim.evidence)
    return _DENIES.search(plain(claim.says)) if claim.kind is Kind.FACT and not shown else None


@rule
def denial_is_in_its_evidence(comparison: Comparison) -> Violations:
    """A fact that says "does not" or "has no" of its framework has something under it that denies too.

    That is an absence, a publication, or a probe, phrase or value with a word such as "not" or "refuses"; or its id.
    """
    for placed in comparison.placed_claims():
        claim = placed.claim
        denies = _HEAD_DENIES.search(plain(claim.says))
        if claim.kind is not Kind.FACT or not denies or _not_looked_for(claim):
            continue
        if not (_NAME_DENIES.search(claim.id) or _denied(claim)):
            yield (
                claim.at_key("says"),
                f'`{claim.id}` says "{denies[1]}", but nothing that it cites denies anything; cite an absence, or a '
                "probe or phrase that says so, or correct the sentence",
            )


def _denied(claim: Claim) -> bool:
    """Whether something that a claim cites denies."""
    for item in claim.evidence:
        if isinstance(item, Absence | Publication):
            return True
        if isinstance(item, Ran):
            if _NAME_DENIES.search(item.test if isinstance(item, TaskTest) else item.probe):
                return True
        elif any(_PHRASE_DENIES.search(str(value)) for value in item.model_dump(exclude_none=True).values()):
            return True
    return False


@rule
def absence_is_said(comparison: Comparison) -> Violations:
    """A claim with evidence of absence alone says that something is missing, and not that it is there."""
    for placed in comparison.placed_claims():
        claim = placed.claim
        alone = all(isinstance(item, Absence) for item in claim.evidence)
        if alone and not _NEGATIVE.search(plain(claim.says)):
            yield (
                claim.at_key("says"),
                f"`{claim.id}` cites absences alone, but does not say what is missing; say it, or cite what is there",
            )


@rule
def claim_says_what_its_id_says(comparison: Comparison) -> Violations:
    """A claim whose id says "no" or "not" denies; one whose id says that its framework has a thing does not deny it.

    Nor does it say the opposite of a word of its id: "unofficial" where the id says "official".
    """
    for placed in comparison.placed_claims():
        claim = placed.claim
        says = plain(claim.says)
        if _ID_DENIES.search(claim.id) and (
            not _NEGATIVE.search(_denying_part(claim, says)) or _has_what_its_id_denies(claim, says)
        ):
            yield claim.at_key("says"), _turned(claim, "denies something", "denies nothing")
        elif _ID_AFFIRMS.search(claim.id) and _DENIES.search(_FIRST.split(says)[0]):
            yield claim.at_key("says"), _turned(claim, "says that it is there", "denies it")
        elif said := _denied_verb(claim, says):
            yield claim.at_key("says"), _turned(claim, f'says "{said[0]}"', f'"{said[1]}"')
        elif opposite := _opposite(claim, says):
            yield claim.at_key("says"), _turned(claim, f'says "{opposite[0]}"', f'"{opposite[1]}"')


def _denying_part(claim: Claim, says: str) -> str:
    """Where a claim has to deny: one whose id says that its framework ships no such thing says so at once."""
    return _CLAUSE.split(says)[0] if _ID_DENIES_AT_ONCE.search(claim.id) else says


def _has_what_its_id_denies(claim: Claim, says: str) -> bool:
    """Whether a claim says "ships code" where its id says "ships no"."""
    found = _ID_DENIES_AT_ONCE.search(claim.id)
    verb = found[0].split("-")[1] if found else ""
    first = _CLAUSE.split(says)[0]
    has = re.search(rf"\b{verb} (?!{_NO}\b)", first)
    denies = re.search(rf"\b{verb} {_NO}\b", first)
    return bool(found and has and not denies and not _NEGATIVE.search(first[: has.start()]))


def _denied_verb(claim: Claim, says: str) -> tuple[str, str] | None:
    """A verb in an id, and where the claim denies it of what it speaks of: "keeps", and "keeps no"."""
    if _ID_DENIES.search(claim.id) or not _DENIES_A_VERB.search(says):
        return None
    verbs = {verb.removesuffix("s") for verb in claim.id.split("-")[1:3] if verb.endswith("s")} - {"i", "ha", "doe"}
    for clause in re.split(r"[;:,]", says):
        for found in _DENIES_A_VERB.finditer(clause):
            stem = (found[1] or found[2]).removesuffix("s")
            if stem in verbs and not _OF_ANOTHER.search(clause[: found.start()]):
                return f"{stem}s", found[0]
    return None


def _opposite(claim: Claim, says: str) -> tuple[str, str] | None:
    """A word of an id, and its opposite in a claim that does not say that word."""
    words = set(re.findall(r"[\w-]+", says.lower()))
    for word in claim.id.split("-")[1:]:
        opposites = words & {f"un{word}", f"non-{word}", f"in{word}", *_OPPOSITE.get(word, ())}
        if len(word) > len("with") and opposites and not any(each.startswith(word.rstrip("s")) for each in words):
            return word, min(opposites)
    return None


def _turned(claim: Claim, id: str, says: str) -> str:
    return (
        f"the id `{claim.id}` {id}, and the claim {says}; correct the claim, or give it a new id and move the old one"
    )
