"""What every exported record shares."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


def inert(text: str) -> str:
    """A cell of CSV. A spreadsheet runs one that begins with such a sign; an apostrophe makes it text."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text


class Exported(BaseModel):
    """A record of the published JSON; its docstring and descriptions become the schema's."""

    model_config = ConfigDict(extra="forbid", frozen=True)
