"""Rules about measured claims: "longer", "smaller" and numbers agree with the recorded figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from macros.model import BYTES, PACKAGES, READY, Claim, Comparison, Kind, Measurement, PlacedClaim, Run
from macros.rules.figures import unversioned
from macros.rules.projects import frameworks_in, plain
from macros.rules.registry import Violations, rule

LESS = ("less", "fewer", "shorter", "sooner", "smaller", "faster", "quicker", "lighter", "lower", "earlier")
MORE = ("more", "longer", "later", "larger", "slower", "bigger", "greater", "heavier", "higher")
COMPARES = re.compile(rf"\b({'|'.join((*LESS, *MORE))})\b(?:(?!\bthan\b)[^.;])*?\bthan\b", re.IGNORECASE)
# What a sentence compares, by the words around its "more" or "longer".
SPEAKS_OF = {
    PACKAGES: re.compile(r"\b(?:packages|dependencies)\b"),
    BYTES: re.compile(r"\b(?:space|disk|bytes|MB|larger|smaller|bigger|heavier|lighter)\b"),
    READY: re.compile(r"\b(?:ready|start\w*|load\w*|sooner|later|earlier|faster|slower|quicker|time|longer|shorter)\b"),
}
_ALONE = re.compile(r"(?: application)? (?:alone|without extensions)\b")
_ADDED = re.compile(r"(?: application)? with (?!the packages|those|or without|more\b)")
_EITHER = re.compile(r"\bwith or without (extensions|the [\w ]+|[\w-]+)", re.IGNORECASE)
_WORDS_BEFORE = re.compile(r"(?:\S+ +){0,3}$")
_UNIT = {"ms": ("ms", "milliseconds"), "MB": ("MB", "megabytes"), "packages": ("packages",)}
_TIMES = {"twice": 2, "double": 2, "half": 2, "a third": 3, "a quarter": 4, "three": 3, "four": 4, "five": 5, "ten": 10}
_RATIO = re.compile(
    r"\b(?:(twice|double|half|a third|a quarter)\b|(three|four|five|ten|\d+(?:\.\d+)?) times\b)", re.IGNORECASE
)
EXTENSION = re.compile(r"(?<![\w-])[Ff]lask-\w[\w-]*")
_PERCENT = re.compile(r"\b(\d+(?:\.\d+)?) ?(?:%|percent\b|per cent\b)")


@dataclass(frozen=True)
class Subject:
    """What a text compares: a framework, and whether it is said to be alone, with more, or with which extensions."""

    framework: str
    alone: bool = False
    added: bool = False
    packages: frozenset[str] = frozenset()

    def __str__(self) -> str:
        return (
            f"{self.framework} alone" if self.alone else f"{self.framework} with more" if self.added else self.framework
        )

    def is_(self, subject: str, stacks: Mapping[str, tuple[str, ...]]) -> bool:
        """Whether a recorded subject, such as "Flask with 4 extensions", is meant; `stacks` has their packages."""
        if subject == self.framework:
            return not self.added
        start, _, added = subject.partition(" with ")
        named = not self.packages or self.packages == set(stacks.get(added, ()))
        return start == self.framework and not self.alone and named


@dataclass(frozen=True)
class _Said:
    """One comparison in a claim's words: what has the smaller figure, what the larger, and the words around."""

    word: str
    less: Subject
    more: Subject
    around: str


def _measured(comparison: Comparison) -> Iterator[tuple[PlacedClaim, Measurement, Run]]:
    for placed, item in comparison.cited(Measurement):
        if item.measurement in comparison.runs:
            yield placed, item, comparison.runs[item.measurement]


def medians(run: Run, quantity: str, subject: str) -> list[float]:
    """The recorded medians of a subject, in each of its versions."""
    return [each.median for each in run.figures if each.quantity == quantity and unversioned(each.subject) == subject]


@rule
def comparison_agrees_with_the_record(comparison: Comparison) -> Violations:
    """A measured claim names what is `less` and what is `more`, and so it is recorded, in every version."""
    for _, item, run in _measured(comparison):
        if bool(item.less) != bool(item.more):
            yield item.where, "needs both `less` and `more`, the subjects whose figures are compared"
        known = sorted({unversioned(each.subject) for each in run.figures if each.quantity == item.quantity})
        for key in ("less", "more"):
            for subject in getattr(item, key) or ():
                if known and subject not in known:
                    yield item.at_key(key), f"`{item.measurement}` has no {subject!r}, but: {', '.join(known)}"
        for less, more in product(item.less or (), item.more or ()):
            low, high = medians(run, item.quantity, less), medians(run, item.quantity, more)
            if low and high and max(low) >= min(high):
                yield (
                    item.at_key("less"),
                    f"`less` names {less}, which is not less than {more} by `{item.measurement}`: "
                    f"{max(low):g} and {min(high):g}; correct the claim",
                )


@rule
def measured_claim_says_what_is_compared(comparison: Comparison) -> Violations:
    """A claim that says "longer" or "smaller" of a recorded run says it of what `less` and `more` name."""
    for placed in comparison.placed_claims():
        items = [item for item in placed.claim.evidence if isinstance(item, Measurement)]
        if not items:
            continue
        said = list(_said(comparison, placed.claim))
        for each in said:
            if not any(_meant(each, item) for item in items):
                yield (
                    placed.claim.at_key("says"),
                    f'`{placed.claim.id}` says "{each.word} than", but no measurement under it has {each.less} under '
                    f"`less` and {each.more} under `more`; add them, or correct the sentence",
                )
        for item in items:
            if item.less and not any(_meant(each, item) for each in said):
                yield (
                    item.at_key("less"),
                    f'`{placed.claim.id}` does not say "less than" or "more than" of these; say it, or leave them out',
                )


def _said(comparison: Comparison, claim: Claim) -> Iterator[_Said]:
    """Each "longer than" of a claim: of the framework it begins with, and of the one named after it."""
    says = plain(claim.says)
    name = frameworks_in(comparison)
    subject = name.search(says)
    for match in COMPARES.finditer(says):
        other = name.search(says, match.end())
        if subject and other:
            one, two = _named(says, subject), _named(says, other)
            before = _WORDS_BEFORE.search(says[: match.start()])
            around = (before[0] if before else "") + match[0]
            yield _Said(match[1], *((one, two) if match[1].lower() in LESS else (two, one)), around)


def _named(says: str, name: re.Match[str]) -> Subject:
    """The framework that a sentence names, with what it says at once of what is added to it."""
    after = says[name.end() :]
    return Subject(name[0], _ALONE.match(after) is not None, _ADDED.match(after) is not None)


def _meant(said: _Said, item: Measurement) -> bool:
    speaks = SPEAKS_OF.get(item.quantity)
    return (
        all(said.less.is_(each, {}) for each in item.less or ("",))
        and all(said.more.is_(each, {}) for each in item.more or ("",))
        and (speaks is None or speaks.search(said.around) is not None)
    )


@rule
def measured_packages_are_those_named(comparison: Comparison) -> Violations:
    """A claim that compares a set of extensions names its packages, and no others."""
    meant: dict[str, set[str]] = {}
    for placed, item, run in _measured(comparison):
        subjects = (*(item.less or ()), *(item.more or ()))
        packages = {name for stack in run.stacks if _names_stack(subjects, stack) for name in run.stacks[stack]}
        meant.setdefault(placed.claim.id, set()).update(packages)
    for id, packages in meant.items():
        claim = comparison.claims[id].claim
        named = set(EXTENSION.findall(claim.says))
        for package in sorted(packages - named):
            yield claim.at_key("says"), f"`{id}` compares a set with {package}; name it too"
        for package in sorted(named - packages):
            yield claim.at_key("says"), f"`{id}` names {package}, which is in no set that it compares; leave it out"


def _names_stack(subjects: tuple[str, ...], stack: str) -> bool:
    return any(subject.endswith(f" with {stack}") for subject in subjects)


@rule
def measured_conditions_are_said(comparison: Comparison) -> Violations:
    """A measured claim says what its figures hold for.

    "Without bytecode" where files were counted without it, "recorded run" of a time, and "with or without" of a thing
    of which both are compared.
    """
    for placed, item, run in _measured(comparison):
        says = plain(placed.claim.says)
        for words in _conditions(item, run):
            if words.lower() not in says.lower():
                yield (
                    placed.claim.at_key("says"),
                    f'`{placed.claim.id}` does not say "{words}", for which its figures hold; say it',
                )
        for match in _EITHER.finditer(says):
            if item.less and not _both_compared(match[1], placed.claim, run):
                yield (
                    placed.claim.at_key("says"),
                    f'`{placed.claim.id}` says "{match[0]}", but `less` and `more` do not name both; name both, '
                    "or leave it out",
                )


def _conditions(item: Measurement, run: Run) -> Iterator[str]:
    """What a claim must say of its figures: what its quantity leaves out, and what its subjects have."""
    yield from item.quantity.split(", ")[1:]
    if item.quantity == READY:
        yield "recorded run"
    for subject in (*(item.less or ()), *(item.more or ())):
        _, _, added = subject.partition(" with ")
        if added and added not in run.stacks:
            yield added


def _both_compared(thing: str, claim: Claim, run: Run) -> bool:
    """Whether a claim compares a subject that has a thing, and the same without it."""
    items = [item for item in claim.evidence if isinstance(item, Measurement)]
    subjects = {subject for item in items for subject in (*(item.less or ()), *(item.more or ()))}
    parts = [(subject, *subject.partition(" with ")[::2]) for subject in subjects]
    having = {start for subject, start, added in parts if added and _has(added, thing, run)}
    lacking = {start for subject, start, added in parts if not (added and _has(added, thing, run))}
    return bool(having & lacking)


def _has(added: str, thing: str, run: Run) -> bool:
    """Whether "4 extensions" or "the apps of a new project" has a thing that a claim names."""
    return thing in run.stacks.get(added, ()) or (thing in added if thing != "extensions" else added in run.stacks)


@rule
def measured_number_is_recorded(comparison: Comparison) -> Violations:
    """A number in a measured claim is a recorded figure, rounded; "twice" and "percent" follow from the figures."""
    for placed, item, run in _measured(comparison):
        if placed.claim.kind is Kind.MEASUREMENT or len(placed.claim.evidence) == 1:
            for number in _wrong_numbers(plain(placed.claim.says), item, run):
                yield (
                    placed.claim.at_key("says"),
                    f"`{placed.claim.id}` says {number!r}, which `{item.measurement}` does not record; correct it",
                )


def _wrong_numbers(says: str, item: Measurement, run: Run) -> Iterator[str]:
    figures = [figure for figure in run.figures if figure.quantity == item.quantity]
    units = [word for unit in {figure.unit for figure in figures} for word in _UNIT.get(unit, (unit,))]
    for match in re.finditer(rf"\b(\d+(?:\.\d+)?) ?(?:{'|'.join(map(re.escape, units))})\b", says):
        decimals = len(match[1].partition(".")[2])
        if float(match[1]) not in {round(figure.median, decimals) for figure in figures}:
            yield match[0]
    ratios = list(_ratios(item, run))
    for match in _RATIO.finditer(says):
        times = _TIMES.get((match[1] or match[2]).lower()) or float(match[2])
        if not ratios or any(round(ratio) != round(times) for ratio in ratios):
            yield match[0]
    for match in _PERCENT.finditer(says):
        percents = [each for ratio in ratios for each in (100 * (ratio - 1), 100 * (1 - 1 / ratio))]
        if not any(abs(each - float(match[1])) < 1 for each in percents):
            yield match[0]


def _ratios(item: Measurement, run: Run) -> Iterator[float]:
    for less, more in product(item.less or (), item.more or ()):
        for low, high in product(medians(run, item.quantity, less), medians(run, item.quantity, more)):
            yield high / low
