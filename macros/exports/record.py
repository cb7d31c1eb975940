"""What every exported record shares."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Exported(BaseModel):
    """A record of the published JSON; its docstring and descriptions become the schema's."""

    model_config = ConfigDict(extra="forbid", frozen=True)
