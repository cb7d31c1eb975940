"""Read data/ into a Comparison. The only part that opens a data file."""

from __future__ import annotations

from pathlib import Path

from macros.model import (
    Article,
    Chooser,
    Comparison,
    Criterion,
    EvidenceRecord,
    Framework,
    Home,
    Hosts,
    Redirects,
    Source,
    Term,
    Topic,
    Vocabulary,
    Where,
)

from .base import BaseError, is_address, permalinks_at
from .headings import pages
from .reader import PERMALINKS, PROBES, RECORDED, Reader
from .strict import DataError

__all__ = ["PERMALINKS", "PROBES", "RECORDED", "BaseError", "DataError", "load", "permalinks_at", "read_permalinks"]


def read_permalinks(root: Path) -> tuple[str, ...]:
    """Every address ever published: a page, a page#anchor or a file, below the site's root."""
    return tuple(_listed(root))


def _listed(root: Path) -> dict[str, Where]:
    path = root / PERMALINKS
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return {
        line: Where(PERMALINKS, number) for number, line in enumerate(text.splitlines(), start=1) if is_address(line)
    }


def load(root: Path) -> Comparison:
    """Read everything below `root`/data.

    Returns the whole comparison. Raises DataError with every problem of every file when one of them
    can't be read or does not have the shape that macros/model/ describes.
    """
    reader = Reader(root)
    frameworks = reader.each("data/frameworks.yml", Framework)
    topics = reader.each("data/topics.yml", Topic)
    criteria = reader.files("data/criteria/*/*.yml", Criterion, topic=True)
    sources = reader.files("data/sources/*.yml", Source)
    home = reader.one("data/home.yml", Home)
    chooser = reader.one("data/chooser.yml", Chooser)
    articles = reader.files("data/articles/*.yml", Article)
    redirects = reader.one("data/redirects.yml", Redirects)
    glossary = reader.each("data/glossary.yml", Term)
    vocabulary = reader.one("data/vocabulary.yml", Vocabulary)
    hosts = reader.one("data/hosts.yml", Hosts)
    evidence_record = reader.recorded(RECORDED, EvidenceRecord)
    probes = reader.probes()
    runs = reader.runs()
    reader.strays()
    if reader.problems:
        raise DataError(reader.problems)
    assert home is not None
    assert chooser is not None
    return Comparison(
        root,
        frameworks,
        topics,
        criteria,
        sources,
        home,
        chooser,
        articles,
        redirects or Redirects(),
        evidence_record,
        probes,
        runs,
        glossary,
        vocabulary.words if vocabulary else (),
        hosts=hosts or Hosts(),
        permalinks=_listed(root),
        pages=pages(root / "docs"),
    )
