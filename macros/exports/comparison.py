"""The whole comparison as one JSON document."""

from __future__ import annotations

import datetime
import json

from pydantic import Field

from macros.model import Comparison

from .articles import ArticleOut, NotSoOut, article_out, not_so_out
from .chooser import ChooserOut, chooser_out
from .criteria import TopicOut, topic_out
from .glossary import TermOut, term_out
from .record import Exported
from .situations import SituationOut, situations_out
from .sources import FrameworkOut, SourceOut, framework_out, source_out

LICENCE = "CC-BY-4.0"
SCHEMA = "comparison.schema.json"


class ComparisonOut(Exported):
    """Everything the site says, with its evidence."""

    schema_address: str = Field(alias="$schema")
    licence: str = Field(description="SPDX identifier of the licence of this file")
    checked: datetime.date | None = Field(description="The day of the last recorded evidence run")
    frameworks: list[FrameworkOut]
    topics: list[TopicOut]
    sources: list[SourceOut]
    articles: list[ArticleOut]
    not_so: list[NotSoOut]
    chooser: ChooserOut
    glossary: list[TermOut]
    situations: list[SituationOut]


def comparison_json(comparison: Comparison, site_url: str = "") -> str:
    """Everything: topics with criteria and claims, sources, articles, the chooser; see comparison.schema.json."""
    return json_text(_everything(comparison).model_dump(mode="json", by_alias=True))


def json_text(value: object) -> str:
    """A value as a published JSON file: indented, so that two versions can be compared line by line."""
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _everything(comparison: Comparison) -> ComparisonOut:
    return ComparisonOut(
        **{"$schema": SCHEMA},
        licence=LICENCE,
        checked=comparison.evidence_record.checked if comparison.evidence_record else None,
        frameworks=[framework_out(comparison, framework) for framework in comparison.frameworks.values()],
        topics=[topic_out(comparison, topic) for topic in comparison.topics.values()],
        sources=[source_out(source) for source in comparison.sources.values()],
        articles=[article_out(article) for article in comparison.articles.values()],
        not_so=not_so_out(comparison),
        chooser=chooser_out(comparison.chooser),
        glossary=[term_out(term) for term in comparison.glossary.values()],
        situations=situations_out(comparison),
    )
