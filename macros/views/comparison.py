"""What the pages of the comparison show: criteria, claims with their keys, sources, totals."""

from __future__ import annotations

import datetime
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import assert_never
from urllib.parse import quote, urlsplit

from macros.model import (
    Absence,
    Cell,
    Claim,
    Code,
    Criterion,
    Docs,
    Figure,
    Finding,
    Grade,
    Key,
    Measurement,
    Metadata,
    Probe,
    Publication,
    Release,
    Released,
    Source,
    SourceKind,
    Stated,
    Term,
    ordered,
)

from .articles import ArticleViews, AssertionRow
from .links import Cite, CitedText, Cites, Link, Links

KEY_WORDS = {
    Key.DOCS: "in the docs",
    Key.CODE: "in the code",
    Key.RAN: "we ran it",
    Key.MEASURED: "measured",
    Key.PUBLISHED: "published",
}
GRADE_WORDS = {
    Grade.BUILT_IN: "Built in",
    Grade.FIRST_PARTY: "First party",
    Grade.THIRD_PARTY: "Third party",
    Grade.ABSENT: "Absent",
    Grade.NOT_APPLICABLE: "Does not apply",
}
SOURCE_WORDS = {
    SourceKind.PACKAGE: "Released packages",
    SourceKind.PAPER: "Papers",
    SourceKind.SURVEY: "Surveys",
    SourceKind.DECISION_RECORD: "Decision records",
    SourceKind.ARTICLE: "Articles",
    SourceKind.PROJECT_PAGE: "Pages of the projects",
}


@dataclass(frozen=True)
class GradeMark:
    """Who provides a thing, as a labelled mark; `name` picks its shape."""

    name: str
    words: str


@dataclass(frozen=True)
class KeyMark:
    """One key a claim holds; `versions` are those it was checked in, `whole` is false while something is open."""

    name: str
    words: str
    versions: tuple[str, ...]
    whole: bool


@dataclass(frozen=True)
class Looked:
    """One citation in one version: found or not yet looked up, with its one or two links."""

    version: str
    found: bool
    public: str | None
    release: Link | None


@dataclass(frozen=True)
class FigureRow:
    """One figure in words: of what, the median, the spread, and how often it was measured."""

    subject: str
    median: str
    spread: str
    runs: int


@dataclass(frozen=True)
class FigureTable:
    """The figures of one quantity in a recorded run, and how they were measured."""

    quantity: str
    note: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True)
class EvidenceItem:
    """One piece of evidence: its key, what was looked for, in which source, and what was found where."""

    key: KeyMark
    kind: str
    source: Link | None
    place: str
    sought: str | None
    looked: tuple[Looked, ...]
    figures: FigureTable | None = None


@dataclass(frozen=True)
class ClaimCard:
    """A claim with its own address, its bounds in words, its keys and its evidence."""

    id: str
    framework: str
    says: str
    kind: str
    bounds: str | None
    keys: tuple[KeyMark, ...]
    evidence: tuple[EvidenceItem, ...]


@dataclass(frozen=True, kw_only=True)
class NumberedClaim:
    """A claim with the number by which citations of its row name it."""

    number: int
    claim: ClaimCard


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One cell: a framework's answer, its grade and its claims."""

    framework: str
    name: str
    answer: str
    grade: GradeMark | None
    claims: tuple[NumberedClaim, ...]


@dataclass(frozen=True, kw_only=True)
class AdviceItem:
    """One line of a takeaway, with its citations."""

    when: str | None
    then: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, kw_only=True)
class CriterionSection:
    """One criterion in full, as its topic's page shows it."""

    id: str
    question: str
    also: tuple[str, ...]
    why: str
    leaves_out: str
    advice: tuple[AdviceItem, ...]
    answers: tuple[Answer, ...]
    figures: tuple[FigureTable, ...]
    edit: str | None
    said: tuple[AssertionRow, ...]


@dataclass(frozen=True)
class Row:
    """One criterion in a table: its question as a link, and the answers."""

    href: str
    question: str
    differs: bool
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Group:
    """The rows of one topic."""

    id: str
    title: str
    href: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class CriterionTable:
    """A table of criteria: a caption, a column for each framework, rows in groups."""

    caption: str
    frameworks: tuple[str, ...]
    groups: tuple[Group, ...]

    @property
    def count(self) -> int:
        """How many rows there are in all groups."""
        return sum(len(group.rows) for group in self.groups)

    @property
    def columns(self) -> int:
        """How many columns there are, with that of the questions."""
        return len(self.frameworks) + 1


@dataclass(frozen=True, kw_only=True)
class FrameworkCard:
    """What a framework is: one sentence with its citations, and the versions checked."""

    name: str
    summary: CitedText
    versions: tuple[str, ...]
    home: str


@dataclass(frozen=True, kw_only=True)
class ChoiceCard:
    """One way to go, and the situations that lead there."""

    id: str
    title: str
    reasons: tuple[CitedText, ...]


@dataclass(frozen=True, kw_only=True)
class TermLine:
    """One entry of the glossary: the term, its other spellings, what it means, and where that is written."""

    id: str
    term: str
    also: tuple[str, ...]
    says: str
    source: Link
    edit: str | None


@dataclass(frozen=True)
class Total:
    """One line of the totals: what is counted, how many, and of how many."""

    words: str
    count: int
    of: int | None = None


@dataclass(frozen=True)
class Checked:
    """What was checked: counts, versions and the day."""

    totals: tuple[Total, ...]
    versions: tuple[str, ...]
    day: datetime.date | None


@dataclass(frozen=True)
class ReleaseLine:
    """A checked release: version and day."""

    version: str
    released: datetime.date
    href: str | None


@dataclass(frozen=True)
class SourceCard:
    """A source with its releases or publication, and every claim that rests on it."""

    id: str
    title: str
    url: str
    note: str
    releases: tuple[ReleaseLine, ...]
    claims: tuple[Link, ...]
    edit: str | None


@dataclass(frozen=True)
class SourceGroup:
    """The sources of one kind."""

    id: str
    title: str
    sources: tuple[SourceCard, ...]


@dataclass(frozen=True)
class RuleItem:
    """A rule's published name and its docstring."""

    name: str
    text: str


@dataclass(frozen=True)
class TopicCard:
    """A topic as a link with what it is about and how much it holds."""

    href: str
    title: str
    about: str
    criteria: int
    claims: int


class Views(Links):
    """Every view of the comparison."""

    @cached_property
    def _articles(self) -> ArticleViews:
        return ArticleViews(self.comparison, self.base, self.repository)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(framework.name for framework in self.comparison.frameworks.values())

    def topic_list(self) -> tuple[TopicCard, ...]:
        """Every topic, in reading order."""
        claims = Counter(stated.criterion.topic for stated in self.comparison.stated())
        return tuple(
            TopicCard(
                self.topic_href(topic.id),
                topic.title,
                topic.about,
                len(topic.criteria),
                claims[topic.id],
            )
            for topic in self.comparison.topics.values()
        )

    def criterion_table(self, topic: str) -> CriterionTable:
        """The criteria of one topic; the links stay on its page."""
        found = self.comparison.topics[topic]
        rows = tuple(self._row(self.comparison.criteria[id], "") for id in found.criteria)
        return CriterionTable(f"{found.title}: the answers side by side", self._names, (self._group(topic, rows),))

    def deciding_table(self) -> CriterionTable:
        """The criteria that decide most often."""
        criteria = [self.comparison.criteria[id] for id in self.comparison.home.deciding]
        rows = tuple(self._row(criterion, self.topic_href(criterion.topic)) for criterion in criteria)
        return CriterionTable(
            "Each question leads to its claims and their evidence", self._names, (Group("", "", "", rows),)
        )

    def everything(self) -> CriterionTable:
        """All criteria, grouped by topic."""
        groups = tuple(
            self._group(
                topic.id,
                tuple(self._row(self.comparison.criteria[id], self.topic_href(topic.id)) for id in topic.criteria),
            )
            for topic in self.comparison.topics.values()
        )
        return CriterionTable("Every criterion, by topic", self._names, groups)

    def criteria(self, topic: str) -> tuple[CriterionSection, ...]:
        """Every criterion of a topic in full."""
        return tuple(self.criterion(id) for id in self.comparison.topics[topic].criteria)

    def criterion(self, id: str) -> CriterionSection:
        """One criterion in full."""
        criterion = self.comparison.criteria[id]
        answers = self._answers(criterion, whole=True)
        claims = [each.claim for answer in answers for each in answer.claims]
        cites = Cites(self, [claim.id for claim in claims])
        measured = [item.figures for claim in claims for item in claim.evidence]
        return CriterionSection(
            id=criterion.id,
            question=criterion.question,
            also=criterion.also,
            why=criterion.why,
            leaves_out=criterion.leaves_out,
            advice=tuple(
                AdviceItem(when=line.when, then=line.then, cites=cites.of(line.claims)) for line in criterion.advice
            ),
            answers=answers,
            figures=tuple(dict.fromkeys(table for table in measured if table)),
            edit=self.edit(criterion.where.file),
            said=self._articles.on_criterion(id),
        )

    def _group(self, topic: str, rows: tuple[Row, ...]) -> Group:
        return Group(topic, self.comparison.topics[topic].title, self.topic_href(topic), rows)

    def _row(self, criterion: Criterion, page: str) -> Row:
        return Row(
            f"{page}#{criterion.id}", criterion.question, differs(criterion), self._answers(criterion, whole=False)
        )

    def _answers(self, criterion: Criterion, *, whole: bool) -> tuple[Answer, ...]:
        counted = itertools.count(1)
        return tuple(
            self._answer(id, criterion.frameworks[id], counted, whole=whole) for id in self.comparison.frameworks
        )

    def _answer(self, id: str, cell: Cell, counted: Iterator[int], *, whole: bool) -> Answer:
        framework = self.comparison.frameworks[id]
        claims = cell.claims if whole else ()
        return Answer(
            framework=id,
            name=framework.name,
            answer=cell.answer,
            grade=GradeMark(cell.grade.value, GRADE_WORDS[cell.grade]) if cell.grade else None,
            claims=tuple(NumberedClaim(number=next(counted), claim=self.cards[claim.id]) for claim in claims),
        )

    @cached_property
    def cards(self) -> dict[str, ClaimCard]:
        """Every claim's card by its id, made once for all pages at one depth."""
        return {stated.claim.id: self.claim(stated) for stated in self.comparison.stated()}

    def claim(self, stated: Stated) -> ClaimCard:
        """A claim with its keys and its evidence."""
        claim = stated.claim
        items = tuple(self._evidence(item, stated) for item in claim.evidence)
        return ClaimCard(
            claim.id, stated.framework.name, claim.says, claim.kind.value, bounds(claim, stated.framework.name),
            merged(item.key for item in items), items,
        )  # fmt: skip

    def _evidence(self, item: Released | Probe | Measurement | Publication, stated: Stated) -> EvidenceItem:
        if isinstance(item, Probe):
            return self._ran(item, stated)
        if isinstance(item, Measurement):
            return self._measured(item)
        source = self.comparison.sources[item.source]
        link = Link(f"{self.base}sources/#{source.id}", source.title)
        if isinstance(item, Publication):
            mark = KeyMark(item.key.value, KEY_WORDS[item.key], (), True)
            read = Looked(f"read {item.read.isoformat()}", True, source.url, None)
            return EvidenceItem(mark, "publication", link, item.at, None, (read,))
        recorded = self.comparison.recorded(item, stated)
        looked = tuple(looked_up(item, source, version, finding) for version, finding in recorded.items())
        found = tuple(look.version for look in looked if look.found)
        mark = KeyMark(item.key.value, KEY_WORDS[item.key], found, len(found) == len(looked))
        return EvidenceItem(mark, type(item).__name__.lower(), link, place(item), sought(item), looked)

    def _ran(self, item: Probe, stated: Stated) -> EvidenceItem:
        test = self.comparison.probes[item.probe]
        lines = f"{test.where.file}#L{test.where.line}-L{test.end}"
        source = Link(f"{self.repository}/blob/main/{lines}", "the test") if self.repository else None
        recorded = self.comparison.recorded(item, stated)
        # The frameworks are not in the lock: each pair has its own.
        uses = test.uses
        looked, versions = [], []
        for pair in self.comparison.pairs():
            if pair.name in recorded:
                finding = recorded[pair.name]
                names = (f"{self.comparison.frameworks[id].name} {number}" for id, number in pair.versions)
                words = " with ".join(names) + "".join(f", {name} {version}" for name, version in uses)
                looked.append(Looked(words, bool(finding and finding.found), None, source))
                versions += [pair.version(stated.framework.id)] if finding and finding.found else []
        mark = KeyMark(
            item.key.value, KEY_WORDS[item.key], tuple(dict.fromkeys(versions)), all(look.found for look in looked)
        )
        return EvidenceItem(mark, "probe", None, test.where.file, f"test_{item.probe}", tuple(looked))

    def _measured(self, item: Measurement) -> EvidenceItem:
        run = self.comparison.runs[item.measurement]
        rows = tuple(figure_row(figure) for figure in run.figures if figure.quantity == item.quantity)
        mark = KeyMark(item.key.value, KEY_WORDS[item.key], (), True)
        note = f"{run.measured.isoformat()}, {run.machine}, Python {run.python}; {'; '.join(run.commands)}"
        return EvidenceItem(mark, "measurement", None, item.quantity, None, (), FigureTable(item.quantity, note, rows))

    @cached_property
    def _home_cites(self) -> Cites:
        """The first page counts its citations in one row, from top to bottom."""
        home, frameworks = self.comparison.home, self.comparison.frameworks.values()
        named = [id for sentence in home.answer for id in sentence.claims]
        named += [id for framework in frameworks for id in framework.claims]
        named += [id for choice in home.choices for reason in choice.advice for id in reason.claims]
        return Cites(self, named)

    def home_answer(self) -> tuple[CitedText, ...]:
        """The answer in two sentences, for somebody who knows neither framework."""
        return tuple(
            CitedText(sentence.says, self._home_cites.of(sentence.claims)) for sentence in self.comparison.home.answer
        )

    def framework_cards(self) -> tuple[FrameworkCard, ...]:
        """What each framework is."""
        cards = []
        for framework in self.comparison.frameworks.values():
            source = self.comparison.sources[framework.source]
            cards.append(
                FrameworkCard(
                    name=framework.name,
                    summary=CitedText(framework.summary, self._home_cites.of(framework.claims)),
                    versions=tuple(release.version for release in source.releases),
                    home=source.url,
                )
            )
        return tuple(cards)

    def choices(self) -> tuple[ChoiceCard, ...]:
        """When to choose which."""
        return tuple(
            ChoiceCard(
                id=choice.id,
                title=choice.title,
                reasons=tuple(CitedText(line.when, self._home_cites.of(line.claims)) for line in choice.advice),
            )
            for choice in self.comparison.home.choices
        )

    def glossary(self) -> tuple[TermLine, ...]:
        """Every term in the order of the alphabet."""
        terms = sorted(self.comparison.glossary.values(), key=lambda term: term.term.lower())
        return tuple(
            TermLine(
                id=term.id,
                term=term.term,
                also=term.also,
                says=term.says,
                source=self._explained(term),
                edit=self.edit(term.where.file),
            )
            for term in terms
        )

    def _explained(self, term: Term) -> Link:
        """Where a term's meaning is written: a public page."""
        if term.docs is None:
            return Link(term.url or "", urlsplit(term.url or "").hostname or "")
        source = self.comparison.sources[term.docs.docs]
        newest = max(source.releases, key=lambda release: ordered(release.version))
        return Link(docs_url(source, newest, term.docs, None) or source.url, source.title)

    def checked(self) -> Checked:
        """What was checked, and when: the honest totals."""
        cards = self.cards.values()
        held = Counter(key.words for card in cards for key in card.keys if key.whole)
        by_machine = [item for card in cards for item in card.evidence if item.kind != "publication"]
        looked = [look for item in by_machine for look in item.looked]
        totals = (
            Total("topics", len(self.comparison.topics)),
            Total("criteria", len(self.comparison.criteria)),
            Total("claims", len(cards)),
            *(Total(f"claims {words}", held[words], len(cards)) for words in KEY_WORDS.values() if held[words]),
            Total("citations found by machine, counted in each version", sum(look.found for look in looked)),
        )
        versions = tuple(
            f"{framework.name} {release.version}"
            for framework in self.comparison.frameworks.values()
            for release in self.comparison.sources[framework.source].releases
        )
        day = self.comparison.evidenced.checked if self.comparison.evidenced else None
        return Checked(totals, versions, day)

    def unchecked(self) -> tuple[str, ...]:
        """The ids of the claims that no machine has checked: not looked up yet, or resting on what a person read."""
        return tuple(
            card.id
            for card in self.cards.values()
            if not all(key.whole for key in card.keys) or all(key.name == Key.PUBLISHED for key in card.keys)
        )

    def topic_totals(self) -> tuple[tuple[str, int, tuple[int, ...]], ...]:
        """For each topic: its title, its claims, and how many hold each key, in the order of KEY_WORDS."""
        claims: Counter[str] = Counter()
        held: Counter[tuple[str, str]] = Counter()
        for stated in self.comparison.stated():
            topic = stated.criterion.topic
            claims[topic] += 1
            held.update((topic, key.name) for key in self.cards[stated.claim.id].keys if key.whole)
        return tuple(
            (topic.title, claims[topic.id], tuple(held[topic.id, key.value] for key in KEY_WORDS))
            for topic in self.comparison.topics.values()
        )

    def source_list(self) -> tuple[SourceGroup, ...]:
        """Every source by kind, each with the claims that rest on it."""
        groups = []
        for kind, title in SOURCE_WORDS.items():
            sources = [source for source in self.comparison.sources.values() if source.kind is kind]
            if sources:
                cards = tuple(self._source(source) for source in sorted(sources, key=lambda each: each.title.lower()))
                groups.append(SourceGroup(f"kind-{kind.value}", title, cards))
        return tuple(groups)

    @cached_property
    def _resting(self) -> dict[str, list[Link]]:
        resting: dict[str, list[Link]] = {}
        for stated in self.comparison.stated():
            cited = {item.source for item in stated.claim.sourced()}
            for id in cited:
                resting.setdefault(id, []).append(self.claim_link(stated.claim.id))
        return resting

    def _source(self, source: Source) -> SourceCard:
        releases = tuple(
            ReleaseLine(release.version, release.released, release_page(source, release)) for release in source.releases
        )
        parts = (source.author, source.publisher, source.published and source.published.isoformat())
        note = ", ".join(part for part in parts if part)
        return SourceCard(
            source.id, source.title, source.url, note, releases, tuple(self._resting.get(source.id, ())),
            self.edit(source.where.file),
        )  # fmt: skip


def looked_up(item: Released, source: Source, version: str, finding: Finding | None) -> Looked:
    """One citation in one version, with its links."""
    release = source.release(version)
    public = docs_url(source, release, item, finding) if isinstance(item, Docs) else None
    return Looked(version, bool(finding and finding.found), public, release_link(source, release, item, finding))


def figure_row(figure: Figure) -> FigureRow:
    """A figure with its unit; the spread is the least and the most."""
    return FigureRow(
        figure.subject, f"{figure.median:g} {figure.unit}", f"{figure.least:g} to {figure.most:g}", figure.runs
    )


def merged(marks: Iterable[KeyMark]) -> tuple[KeyMark, ...]:
    """One mark for each key a claim holds: whole when all its evidence of that key was found."""
    by_name: dict[str, list[KeyMark]] = {}
    for mark in marks:
        by_name.setdefault(mark.name, []).append(mark)
    return tuple(
        KeyMark(
            name,
            same[0].words,
            tuple(sorted({version for mark in same for version in mark.versions}, key=ordered, reverse=True)),
            all(mark.whole for mark in same),
        )
        for name, same in by_name.items()
    )


def bounds(claim: Claim, framework: str) -> str | None:
    """A claim's bounds in words, or nothing when it holds in every checked version."""
    if claim.since and claim.since == claim.until:
        return f"{framework} {claim.since}"
    if claim.since and claim.until:
        return f"{framework} {claim.since} to {claim.until}"
    if claim.since:
        return f"since {framework} {claim.since}"
    return f"up to {framework} {claim.until}" if claim.until else None


def differs(criterion: Criterion) -> bool:
    """Whether the frameworks differ: by grade where there are grades, else by the words of the answer."""
    cells = criterion.frameworks.values()
    return len({cell.grade or cell.answer for cell in cells}) > 1


def place(item: Released) -> str:
    """Where evidence points to, in a few words."""
    match item:
        case Docs():
            return item.at
        case Code():
            return item.file
        case Metadata():
            return item.field
        case Absence():
            return f"nowhere in {item.folder}"
        case _:
            assert_never(item)


def sought(item: Released) -> str:
    """What was looked for there."""
    match item:
        case Docs():
            return item.phrase
        case Code():
            return item.symbol
        case Metadata():
            return item.value
        case Absence():
            return item.pattern
        case _:
            assert_never(item)


def docs_url(source: Source, release: Release, item: Docs, finding: Finding | None) -> str | None:
    """The public page of that version, at the section, with a text fragment that marks the phrase."""
    if source.docs is None:
        return None
    page = item.page
    url = source.docs.url
    if url.endswith("/{page}/"):
        page = re.sub(r"(^|/)index$", "", page)
        url = url if page else url.replace("{page}/", "")
    series = ".".join(release.version.split(".")[:2])
    for name, text in {
        "page": page, "series": series, "version": release.version, "tag": release.tag or "",
    }.items():  # fmt: skip
        url = url.replace(f"{{{name}}}", text)
    phrase = (finding.text if finding else None) or item.phrase
    # `-` and `,` have a meaning inside a text fragment.
    fragment = quote(phrase, safe="").replace("-", "%2D")
    return f"{url}#{item.anchor}:~:text={fragment}"


def release_page(source: Source, release: Release) -> str | None:
    """The release in the public repository, where a tag is known."""
    return f"{source.repository}/tree/{release.tag}" if source.repository and release.tag else None


def release_link(source: Source, release: Release, item: Released, finding: Finding | None) -> Link | None:
    """A link that never changes: the file and lines at the release's tag."""
    page = release_page(source, release)
    if page is None:
        return None
    if isinstance(item, Metadata):
        return Link(page, f"tag {release.tag}")
    if isinstance(item, Absence):
        return Link(f"{page}/{quote(item.folder)}", item.folder)
    if finding is None or finding.file is None:
        return None
    lines = f"#L{finding.line}" if finding.line else ""
    if lines and finding.end and finding.end != finding.line:
        lines += f"-L{finding.end}"
    file = finding.file.rpartition("/")[2]
    words = f"{file}:{finding.line}" if finding.line else file
    return Link(f"{source.repository}/blob/{release.tag}/{finding.file}{lines}", words)


def rule_items(rules: Iterable[tuple[str, str]]) -> tuple[RuleItem, ...]:
    """Rules by name, with their docstrings on one line."""
    return tuple(RuleItem(name, " ".join(text.split())) for name, text in sorted(rules))
