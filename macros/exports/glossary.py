"""The glossary, as it is published."""

from __future__ import annotations

from pydantic import Field

from macros import addresses
from macros.model import Term

from .record import Exported


class TermOut(Exported):
    """One entry of the glossary."""

    id: str
    term: str
    also: list[str] = Field(description="Other spellings")
    says: str
    address: str


def term_out(term: Term) -> TermOut:
    """One term of the glossary, as it is published."""
    return TermOut(id=term.id, term=term.term, also=list(term.also), says=term.says, address=addresses.term(term.id))
