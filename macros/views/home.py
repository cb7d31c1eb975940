"""The first page, and the glossary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from macros.model import Framework, Term, ordered

from .links import CitedText, Cites, Link, Links
from .released import docs_url


@dataclass(frozen=True, kw_only=True)
class FrameworkCard:
    """What a framework is: one sentence with its citations, the versions checked, and the rows answered so far.

    `begun` is nothing for a framework that answers every row.
    """

    name: str
    summary: CitedText
    versions: tuple[str, ...]
    begun: str | None
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


class HomeViews(Links):
    """What the first page and the glossary show."""

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
            CitedText(says=sentence.says, cites=self._home_cites.of(sentence.claims))
            for sentence in self.comparison.home.answer
        )

    def framework_cards(self) -> tuple[FrameworkCard, ...]:
        """What each framework is."""
        cards = []
        for framework in self.comparison.frameworks.values():
            source = self.comparison.sources[framework.source]
            cards.append(
                FrameworkCard(
                    name=framework.name,
                    summary=CitedText(says=framework.summary, cites=self._home_cites.of(framework.claims)),
                    versions=tuple(release.version for release in source.releases),
                    begun=self._begun(framework),
                    home=source.url,
                )
            )
        return tuple(cards)

    def _begun(self, framework: Framework) -> str | None:
        """How far the column of a framework with `rows: some` is."""
        if framework.id in self.comparison.whole:
            return None
        return f"Compared in {self.comparison.answered(framework.id)} of {len(self.comparison.criteria)} rows so far"

    def choices(self) -> tuple[ChoiceCard, ...]:
        """When to choose which."""
        return tuple(
            ChoiceCard(
                id=choice.id,
                title=choice.title,
                reasons=tuple(
                    CitedText(says=line.when, cites=self._home_cites.of(line.claims)) for line in choice.advice
                ),
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
            return Link(href=term.url or "", text=urlsplit(term.url or "").hostname or "")
        source = self.comparison.sources[term.docs.docs]
        newest = max(source.releases, key=lambda release: ordered(release.version))
        return Link(href=docs_url(source, newest, term.docs, None) or source.url, text=source.title)
