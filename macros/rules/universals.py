"""Rules about claims that say only, every or never, and about claims that say the opposite of each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros import numerals
from macros.model import Absence, Claim, Comparison, Kind, PlacedClaim, Probe
from macros.rules.projects import plain
from macros.rules.registry import Violations, rule

FEWEST_CASES = 3
UNIVERSAL = (
    "only", "every", "everything", "everyone", "all", "any", "anything", "anyone", "always", "never", "none", "nothing",
    "nobody", "no one", "nowhere", "cannot", "can't", "whatever", "whichever", "no setting", "no other", "no way",
    "impossible", "entirely", "exclusively", "solely", "without exception", "without fail", "invariably",
    "unconditionally", "in no case", "at no time", "under no circumstances", "no matter", "regardless", "not a single",
)  # fmt: skip
# Phrases with such a word that leave exceptions open: "not only", "nearly all", "every two weeks", "if any".
_OPEN = re.compile(
    r"\b(?:not (?:only|all|every\w*|always|entirely|exclusively|solely)"
    r"|(?:almost|nearly|hardly|virtually) (?:all|any\w*|every\w*|always|never|no one|nobody|none|nothing|entirely|only)"
    r"|every (?:few|other|second|third|\d+|" + "|".join(numerals.WORDS) + r")"
    r"|at all(?! times)|after all|above all|first of all|once and for all|in all(?= *[,;:.)]|$)"
    r"|if any|in any case|any more|any longer|if anything)\b",
    re.IGNORECASE,
)
_UNIVERSAL = re.compile(rf"(?<![\w-])(?:{'|'.join(UNIVERSAL)})(?![\w-])", re.IGNORECASE)
_HAS = "ships|has|includes|publishes|provides|offers|supports|sets|makes|requires|sends|keeps|checks"
_DENIES = re.compile(rf"\b({_HAS}) no (\w[\w -]*?)(?=[,.;:(]| (?:of|for|in|on|that|which|and|or|to|by|as|at|from)\b)")
_FIGURE = re.compile(r"\b\d[\d,.]*\s+(?:\w+\s+)?(?:a|per) (?:second|day|month)\b")
_FIGURES = re.compile(r"\b(?:figures?|numbers?|benchmarks?)\b")


def universals(claim: Claim) -> list[str]:
    """The words of a claim that make it hold without exception, each once; code and phrases that allow one are out."""
    text = _OPEN.sub("X", plain(claim.says))
    return list(dict.fromkeys(word.lower() for word in _UNIVERSAL.findall(text)))


@rule
def universal_is_tried(comparison: Comparison) -> Violations:
    """A fact that says only, every, all, any, never, nothing or cannot has survived an attempt to break it.

    That is evidence of absence, or a probe whose `tries` mark names at least three cases.
    """
    for placed in comparison.placed_claims():
        claim = placed.claim
        words = universals(claim)
        if claim.kind is Kind.FACT and words and not (_absent(claim) or _cases(comparison, claim) >= FEWEST_CASES):
            yield (
                claim.at_key("says"),
                f'`{claim.id}` says "{words[0]}"; cite an absence, or a probe that tries to break it with at least '
                f'three cases, marked @pytest.mark.tries("{claim.id}", ...), or say it without the word',
            )


def _absent(claim: Claim) -> bool:
    return any(isinstance(item, Absence) for item in claim.evidence)


def _cases(comparison: Comparison, claim: Claim) -> int:
    """How many different cases the probes that a claim cites try to break it with."""
    cited = {item.probe for item in claim.evidence if isinstance(item, Probe)}
    tests = [comparison.probes[name] for name in cited if name in comparison.probes]
    return len({case for test in tests for each in test.attempts if each.claim == claim.id for case in each.cases})


@rule
def attempt_is_for_a_claim_of_its_probe(comparison: Comparison) -> Violations:
    """A probe's `tries` mark names a claim that its `claim` mark names too."""
    for name, test in comparison.probes.items():
        for attempt in test.attempts:
            if attempt.claim not in test.claims:
                yield (
                    test.where,
                    f"`test_{name}` tries to break `{attempt.claim}` without being its evidence; "
                    f'mark it @pytest.mark.claim("{attempt.claim}") too',
                )


@rule
def claims_do_not_contradict_each_other(comparison: Comparison) -> Violations:
    """No claim says that a framework has no such thing when another claim says that it has; the words are compared."""
    for framework in comparison.frameworks:
        every = [placed for placed in comparison.placed_claims() if placed.framework.id == framework]
        for placed in every:
            for denied, affirms in _denials(placed.claim):
                for other in every:
                    if other is not placed and affirms.search(other.claim.says) and _overlap(placed, other):
                        yield (
                            placed.claim.at_key("says"),
                            f'`{placed.claim.id}` says "{denied}" and `{other.claim.id}` says that there is; '
                            "correct one, or give them `since` and `until`",
                        )


def _denials(claim: Claim) -> Iterator[tuple[str, re.Pattern[str]]]:
    """What a claim says its framework does not have, each with a pattern for a claim that says the opposite."""
    plain = re.sub(r"^(\w+) ", "", claim.says)
    for match in _DENIES.finditer(plain):
        verb, thing = match.groups()
        # "No setting for X" denies X alone, so only a thing without more words after it is compared.
        if plain[match.end() :].startswith((".", ",", ";")):
            article = r"(?:an? |its own |the |own )?"
            yield match[0], re.compile(rf"^\w+ {verb} {article}{re.escape(thing.strip())}\b")
        if _FIGURES.search(thing):
            yield match[0], _FIGURE


def _overlap(one: PlacedClaim, other: PlacedClaim) -> bool:
    """Whether two claims speak of a common version, as far as their bounds tell."""
    return not (one.claim.until and other.claim.since) and not (other.claim.until and one.claim.since)
