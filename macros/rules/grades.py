"""Rules about grades: who provides a thing is what the evidence and the answer say too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from macros.model import Absence, Cell, Comparison, Framework, Grade, Metadata, Publication, Ran
from macros.rules.projects import named, same_project, third_party
from macros.rules.registry import Violations, rule

_NONE = re.compile(r"(?:none|no|not|neither|nothing|never)\b", re.IGNORECASE)
_THIRD = re.compile(r"\bthird[- ]party\b", re.IGNORECASE)
_NOT_APPLICABLE = re.compile(r"does not apply\b", re.IGNORECASE)


class _Graded:
    """A graded cell, with what its evidence and its answer say about who provides the thing."""

    def __init__(self, comparison: Comparison, framework: Framework, cell: Cell) -> None:
        self.comparison = comparison
        self.framework = framework
        self.cell = cell
        self.evidence = [item for claim in cell.claims for item in claim.evidence]
        self.cited = {item.source for claim in cell.claims for item in claim.sourced()}
        self.required = {
            re.split(r"[^\w.-]", item.value)[0].lower()
            for item in self.evidence
            if isinstance(item, Metadata) and item.source == framework.source and item.field == "Requires-Dist"
        }
        # What comes after a semicolon is a remark: "Built in; on 5.2 django-csp".
        self.first = cell.answer.partition(";")[0]

    def of_its_own(self) -> bool:
        """Whether a claim shows the thing in the framework's own release, or running."""
        return any(
            isinstance(item, Ran)
            or (not isinstance(item, Absence | Publication) and getattr(item, "source", "") == self.framework.source)
            for item in self.evidence
        )

    def sources_of(self, ids: Iterable[str]) -> set[str]:
        """Those of the sources that the cell cites, and that installing the framework does not bring along."""
        return {id for id in ids if id in self.cited and self._package(id) not in self.required}

    def _package(self, id: str) -> str:
        return (self.comparison.sources[id].package or id).lower()

    def others(self) -> set[str]:
        """The packages of other people that the cell cites."""
        return self.sources_of(third_party(self.comparison, self.framework))

    def own_others(self) -> set[str]:
        """The other packages of the framework's own project that the cell cites."""
        return self.sources_of(same_project(self.comparison, self.framework) - {self.framework.source})

    def names(self, ids: Iterable[str], text: str) -> bool:
        """Whether a text names one of these packages."""
        return any(named(text, _spellings(self.comparison.sources[id].title)) for id in ids)

    def names_itself(self, text: str, ending: str = "") -> bool:
        """Whether a text names the framework, and not only a package whose name begins with it."""
        for id in self.cited - {self.framework.source}:
            text = re.sub(re.escape(self.comparison.sources[id].title), "", text, flags=re.IGNORECASE)
        return named(text, {self.framework.name + ending})


def _spellings(title: str) -> set[str]:
    """How an answer may spell a package: "Strawberry GraphQL" as "Strawberry" too, but "Flask-Login" as that alone."""
    first = title.split(" ")[0]
    return {title} if first in {"Django", "Flask"} else {title, first}


def _graded(comparison: Comparison) -> Iterator[_Graded]:
    for criterion in comparison.criteria.values():
        for name, cell in criterion.frameworks.items():
            framework = comparison.frameworks.get(name)
            if cell.grade and framework and _described(comparison, framework, cell):
                yield _Graded(comparison, framework, cell)


def _described(comparison: Comparison, framework: Framework, cell: Cell) -> bool:
    """Whether every source is known: of one that is not, another rule speaks."""
    cited = {item.source for claim in cell.claims for item in claim.sourced()}
    return {framework.source, *cited} <= comparison.sources.keys()


def _is_built_in(graded: _Graded) -> str | None:
    if not graded.of_its_own():
        return "no claim shows it in the framework's own docs, code or metadata or by a probe; add one"
    return None


def _is_first_party(graded: _Graded) -> str | None:
    if not graded.own_others():
        return "no claim cites another package whose `repository` is of the same organisation; add one"
    return None


def _is_third_party(graded: _Graded) -> str | None:
    if not graded.others():
        return "no claim cites a package that others publish; add one"
    return None


def _is_absent(graded: _Graded) -> str | None:
    if packages := sorted(graded.others() | graded.own_others() - _installed_along(graded)):
        return f"a claim cites `{packages[0]}`, which adds it; grade it third-party or first-party"
    return None


def _installed_along(graded: _Graded) -> set[str]:
    """The libraries of its own project that a framework is built on: they add nothing that it has not."""
    return graded.own_others() - {id for id in graded.own_others() if graded.names({id}, graded.cell.answer)}


_FITS: dict[Grade, Callable[[_Graded], str | None]] = {
    Grade.BUILT_IN: _is_built_in,
    Grade.FIRST_PARTY: _is_first_party,
    Grade.THIRD_PARTY: _is_third_party,
    Grade.ABSENT: _is_absent,
}


@rule
def grade_fits_its_evidence(comparison: Comparison) -> Violations:
    """A grade fits the claims under it.

    Built-in: one shows it in the framework's own release. First-party: one cites another package of the same project.
    Third-party: one cites a package that others publish. Absent: none cites a package that adds it.
    """
    for graded in _graded(comparison):
        grade = graded.cell.grade
        if grade in _FITS and (why := _FITS[grade](graded)):
            yield graded.cell.at_key("grade"), f"`{graded.framework.id}` is graded {grade}, but {why}"


def _says_built_in(graded: _Graded) -> bool:
    if _NONE.match(graded.cell.answer) or _THIRD.search(graded.cell.answer):
        return False
    if graded.names(graded.own_others(), graded.first):
        return False
    return graded.names_itself(graded.first) or not graded.names(graded.others(), graded.first)


def _says_third_party(graded: _Graded) -> bool:
    if _NONE.match(graded.cell.answer) or _THIRD.search(graded.cell.answer):
        return True
    return graded.names(graded.others(), graded.first) and not graded.names_itself(graded.first, "'s")


_SAYS: dict[Grade, tuple[Callable[[_Graded], bool], str]] = {
    Grade.BUILT_IN: (
        _says_built_in,
        'does not begin with "None" or "No" and names no package of others before a semicolon',
    ),
    Grade.FIRST_PARTY: (
        lambda graded: graded.names(graded.own_others(), graded.first),
        "names the package of the framework's own project that a claim cites",
    ),
    Grade.THIRD_PARTY: (
        _says_third_party,
        'begins with "None" or "No", says "third-party", or names a package that a claim cites before a semicolon',
    ),
    Grade.ABSENT: (lambda graded: bool(_NONE.match(graded.cell.answer)), 'begins with "None", "No" or "Not"'),
    Grade.NOT_APPLICABLE: (
        lambda graded: bool(_NOT_APPLICABLE.match(graded.cell.answer)),
        'begins with "Does not apply"',
    ),
}


@rule
def grade_fits_its_answer(comparison: Comparison) -> Violations:
    """An answer says what its grade says: one that is built in is not "None", one that is absent is."""
    for graded in _graded(comparison):
        assert graded.cell.grade is not None
        fits, how = _SAYS[graded.cell.grade]
        if not fits(graded):
            yield (
                graded.cell.at_key("answer"),
                f"`{graded.framework.id}` is graded {graded.cell.grade}: such an answer {how}; "
                "change the answer or the grade",
            )
