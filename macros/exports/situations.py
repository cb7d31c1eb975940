"""The situations, as they are published."""

from __future__ import annotations

import csv
import datetime
import io

from pydantic import Field

from macros import addresses
from macros.model import Comparison, Group, Situation
from macros.walk import Tree, finished, tree

from .record import Exported, inert

COLUMNS = ("id", "group", "says", "outcome", "accepts", "because", "answers", "address", "chooser")


class DecidedOut(Exported):
    """A public decision."""

    publication: str = Field(description="Id of a source")
    at: str
    read: datetime.date
    became: str


class SituationOut(Exported):
    """An example of somebody who must choose, and where the chooser sends it."""

    id: str
    group: Group
    says: str
    answers: dict[str, str] = Field(description="Question to option, as the sentence gives them")
    path: dict[str, str] = Field(description="Question to option, as asked; what is not given is `not-sure`")
    outcome: str | None = Field(description="Where the chooser leads")
    accepts: list[str] = Field(description="Ids of the outcomes that an expert accepts")
    because: str
    claims: list[str] = Field(description="Ids of claims")
    decided: DecidedOut | None = Field(description="Where it was decided in public, if it was")
    address: str
    chooser: str = Field(description="Address of the chooser with these answers")


def situations_out(comparison: Comparison) -> list[SituationOut]:
    """Every situation as it is published."""
    walked = tree(comparison.chooser)
    return [_situation(each, walked, comparison.chooser.version) for each in comparison.situations.values()]


def _situation(situation: Situation, walked: Tree, version: str) -> SituationOut:
    path = finished(walked, situation.answers)
    return SituationOut(
        **situation.model_dump(),
        path=path.answers,
        outcome=path.outcome,
        address=addresses.situation(situation.id),
        chooser=addresses.walked(version, path.answers),
    )


def situations_csv(comparison: Comparison, site_url: str = "") -> str:
    """Every situation as one line of CSV; `answers` are those that it gives, `chooser` opens them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in situations_out(comparison):
        answers = " ".join(f"{question}={option}" for question, option in each.answers.items())
        line = (
            each.id, each.group, each.says, each.outcome or "", " ".join(each.accepts), each.because, answers,
            each.address, each.chooser,
        )  # fmt: skip
        writer.writerow(map(inert, line))
    return out.getvalue()
