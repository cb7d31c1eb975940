"""Every claim as a line of CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from macros.model import Comparison

from .criteria import CriterionOut, criterion_out
from .record import inert

COLUMNS = ("id", "topic", "criterion", "framework", "kind", "says", "since", "until", "evidence", "address")


def claims_csv(comparison: Comparison, site_url: str = "") -> str:
    """Every claim as one line of CSV (UTF-8, comma, a header line); `evidence` lists the kinds.

    A row that a framework does not answer yet is a line without an `id`, which says "not compared yet".
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for topic in comparison.topics.values():
        for id in topic.criteria:
            for line in _lines(topic.id, criterion_out(comparison, comparison.criteria[id])):
                writer.writerow(map(inert, line))
    return out.getvalue()


def _lines(topic: str, criterion: CriterionOut) -> Iterator[tuple[str, ...]]:
    for framework, answer in criterion.frameworks.items():
        if not answer.compared:
            yield ("", topic, criterion.id, framework, "", answer.answer, "", "", "", criterion.address)
        for claim in answer.claims:
            kinds = " ".join(dict.fromkeys(item.kind for item in claim.evidence))
            yield (
                claim.id, topic, criterion.id, framework, claim.kind, claim.says,
                claim.since or "", claim.until or "", kinds, claim.address,
            )  # fmt: skip
