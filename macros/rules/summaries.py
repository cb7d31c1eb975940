"""Rules about texts above measured claims: they say "fastest" and "less than" of what the record says it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from macros.model import BYTES, PACKAGES, READY, Comparison, Measurement
from macros.rules.comparisons import COMPARES, EXTENSION, LESS, MORE, SPEAKS_OF, Subject
from macros.rules.coverage import Leaning, leanings, reasons
from macros.rules.projects import frameworks_in, plain
from macros.rules.registry import Violations, rule

_LEAST = {"fastest": (READY,), "soonest": (READY,), "quickest": (READY,), "smallest": (BYTES, PACKAGES),
          "lightest": (BYTES, PACKAGES)}  # fmt: skip
_MOST = {"slowest": (READY,), "latest": (READY,), "largest": (BYTES, PACKAGES), "biggest": (BYTES, PACKAGES),
         "heaviest": (BYTES, PACKAGES)}  # fmt: skip
_SUPERLATIVE = re.compile(rf"\b({'|'.join((*_LEAST, *_MOST))})\b", re.IGNORECASE)
# "Flask installs far less" compares with the other framework, and names neither it nor "than".
_COMPARES_ALONE = re.compile(
    r"\b(?:takes?|needs?|uses?|installs?|requires?|loads?|starts?|is|are|was|were)(?: up| ready)?"
    rf"(?: far| much| even| a lot)? ({'|'.join((*LESS, *MORE))})\b"
    r"(?=[.,;:)]|$| (?:and|but|disk|space|packages|dependencies|bytes|time)\b)(?![^.;]*\bthan\b)",
    re.IGNORECASE,
)
_PART = re.compile(r"[.;:] |, and ")
_ALONE = re.compile(r"\b(?:alone|without extensions)\b")
_ADDED = re.compile(r"\bwith (?:its |the )?(?:usual )?extensions\b")


@rule
def summary_agrees_with_the_record(comparison: Comparison) -> Violations:
    """An answer, advice, the first page, the chooser or a verdict says "fastest" or "less than" as its claims do.

    What is compared there is recorded so under one of the claims that it names, or, for a verdict, in their row.
    """
    under: list[tuple[Leaning, Iterable[str]]] = [(each, each.claims) for each in leanings(comparison)]
    under += [(each, _of_the_same_rows(comparison, each)) for each in reasons(comparison)]
    for leaning, claims in under:
        items = _compared(comparison, claims)
        for words in dict.fromkeys(_wrong(comparison, leaning, items)) if items else ():
            yield (
                leaning.where,
                f'`{leaning.field}` says "{words}", and no claim that it names has that from the record; correct it, '
                "or name the claim that has it",
            )


def _of_the_same_rows(comparison: Comparison, leaning: Leaning) -> list[str]:
    """The claims of every row that the claims of a verdict are of."""
    rows = {comparison.claims[id].criterion.id for id in leaning.claims if id in comparison.claims}
    cells = [cell for id in sorted(rows) for cell in comparison.criteria[id].frameworks.values()]
    return [claim.id for cell in cells for claim in cell.claims]


def _compared(comparison: Comparison, claims: Iterable[str]) -> list[Measurement]:
    """What these claims compare; nothing where one of them names what was not recorded, which is told already."""
    cited = [item for id in claims if id in comparison.claims for item in comparison.claims[id].claim.evidence]
    measured = [item for item in cited if isinstance(item, Measurement)]
    known = all(_is_recorded(comparison, item) for item in measured)
    return [item for item in measured if item.less and item.more] if known else []


def _is_recorded(comparison: Comparison, item: Measurement) -> bool:
    run = comparison.runs.get(item.measurement)
    return run is not None and any(figure.quantity == item.quantity for figure in run.figures)


def _wrong(comparison: Comparison, leaning: Leaning, items: list[Measurement]) -> Iterator[str]:
    text = plain(leaning.text)
    for match in _SUPERLATIVE.finditer(text):
        subject, word = _subject(comparison, leaning, text, match.start()), match[1].lower()
        least = word in _LEAST
        fits = [item for item in items if item.quantity in (_LEAST if least else _MOST)[word]]
        if subject and not any(_all(comparison, subject, item, "less" if least else "more") for item in fits):
            yield match[0]
    for match in _COMPARES_ALONE.finditer(text):
        subject, side = _subject(comparison, leaning, text, match.start()), _side(match[1])
        fits = _of_quantity(match[0], items)
        if subject and fits and not any(_all(comparison, subject, item, side) for item in fits):
            yield match[0]
    for match in COMPARES.finditer(text):
        subject = _subject(comparison, leaning, text, match.start())
        other = frameworks_in(comparison).search(text, match.end())
        known = _spoken(match[0]) or len(match[0].split()) == len(("less", "than"))
        if subject and other and known and (fits := _of_quantity(match[0], items)):
            low = _side(match[1])
            high = "more" if low == "less" else "less"
            second = Subject(other[0])
            if not any(_all(comparison, subject, item, low) and _all(comparison, second, item, high) for item in fits):
                yield f"{match[0]} {other[0]}"


def _side(word: str) -> str:
    return "less" if word.lower() in LESS else "more"


def _spoken(words: str) -> set[str]:
    """The quantities that words such as "less space" and "starts sooner" speak of."""
    return {quantity for quantity, pattern in SPEAKS_OF.items() if pattern.search(words)}


def _of_quantity(words: str, items: list[Measurement]) -> list[Measurement]:
    """The measurements that "less space" can be said of; "takes less" can be of any."""
    spoken = _spoken(words)
    return [item for item in items if not spoken or item.quantity in spoken]


def _all(comparison: Comparison, subject: Subject, item: Measurement, side: str) -> bool:
    stacks = comparison.runs[item.measurement].stacks
    return any(subject.is_(each, stacks) for each in getattr(item, side))


def _subject(comparison: Comparison, leaning: Leaning, text: str, end: int) -> Subject | None:
    """What a text speaks of where it compares: the framework named last, or the one whose claims it names."""
    names = frameworks_in(comparison)
    named = [match[0] for match in names.finditer(text[:end]) if not text[: match.start()].endswith("than ")]
    meant = set(names.findall(leaning.listing)) or {
        comparison.claims[id].framework.name for id in leaning.claims if id in comparison.claims
    }
    framework = named[-1] if named else meant.pop() if len(meant) == 1 else None
    start = max((match.end() for match in _PART.finditer(text[:end])), default=0)
    finish = _PART.search(text, end)
    part, whole = text[start:end], text[start : finish.start() if finish else len(text)]
    packages = frozenset(EXTENSION.findall(part))
    added = bool(packages or _ADDED.search(part))
    return Subject(framework, bool(_ALONE.search(whole)), added, packages) if framework else None
