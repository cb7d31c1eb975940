"""The first page, the glossary, the vocabulary, what moved, and what was corrected."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from .evidence import Docs
from .record import Id, Record, Text, Url


class Backed(Record):
    """A text of ours, and the claims it is based on."""

    says: Text
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)


class Reason(Record):
    """One line of "choose this when", and the claims it is based on."""

    when: Text
    claims: tuple[Id, ...] = Field(strict=False, min_length=1)


class Choice(Record):
    """One way a reader can go, with the situations that lead there."""

    id: Id
    title: Text
    advice: tuple[Reason, ...] = Field(strict=False, min_length=1)


class Home(Record):
    """What the first page shows: the answer in two sentences, the choices, the criteria that decide most often."""

    answer: tuple[Backed, ...] = Field(strict=False, min_length=1, max_length=2)
    deciding: tuple[Id, ...] = Field(strict=False, min_length=1)
    choices: tuple[Choice, ...] = Field(strict=False, min_length=1)


class Term(Record):
    """One entry of the glossary: what a word means, the spellings it has in our texts, and where that is written.

    `docs` cites a package's documentation as evidence does; any other work is cited by `url`.
    """

    id: Id
    term: Text
    also: tuple[Text, ...] = Field(default=(), strict=False)
    says: Text
    docs: Docs | None = None
    url: Url | None = None


class Word(Record):
    """One line of the vocabulary: what to say, and instead of which words."""

    say: Text
    instead_of: tuple[Text, ...] = Field(strict=False, min_length=1)


class Vocabulary(Record):
    """The words that the site's texts use, each with those it does not use."""

    words: tuple[Word, ...] = Field(strict=False, min_length=1)


class Hosts(Record):
    """The hosts that links lead to, and for the few without https why they are linked.

    A host on which anybody can have pages is listed with its owner: github.com/django.
    """

    known: tuple[Text, ...] = Field(default=(), strict=False)
    http: dict[str, Text] = Field(default_factory=dict)


class Correction(Record):
    """A wording that was wrong and was turned, as it was before, and why. It is no text of ours any more."""

    was: Annotated[str, StringConstraints(min_length=1, max_length=1000)]
    why: Text


class Corrections(Record):
    """What was turned although what is under it stayed."""

    corrected: tuple[Correction, ...] = Field(default=(), strict=False)


class Redirects(Record):
    """Addresses that moved: old page or page#anchor to the new one."""

    moved: dict[str, str] = Field(default_factory=dict)
