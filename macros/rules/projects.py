"""Who maintains a source, and which words name a framework or a package."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from urllib.parse import urlsplit

from macros.model import Comparison, Framework, Source, SourceKind

_CODE = re.compile(r"`[^`]*`")


def plain(text: str) -> str:
    """A text without its code words, which say nothing about whom it speaks of."""
    return _CODE.sub("X", text)


def project(source: Source) -> str:
    """The organisation that keeps a source's repository, such as github.com/pallets; the id where it has none."""
    return _owner(source.repository) if source.repository else source.id


@cache
def _owner(repository: str) -> str:
    address = urlsplit(repository)
    return f"{address.netloc}/{address.path.strip('/').partition('/')[0]}".lower()


def same_project(comparison: Comparison, framework: Framework) -> set[str]:
    """The ids of the sources that the framework's own project maintains, its own among them."""
    own = comparison.sources.get(framework.source)
    if own is None:
        return set()
    return {source.id for source in comparison.sources.values() if project(source) == project(own)}


def is_named_after(source: Source, framework: Framework) -> bool:
    """Whether a source's title has a framework's name in it, as Flask-Login's does."""
    return framework.name.lower() in re.split(r"\W", source.title.lower())


def named(text: str, names: Iterable[str]) -> bool:
    """Whether a text names one of these, as a word of its own: Flask, and not Flask-Login."""
    return place_of(text, names) is not None


def place_of(text: str, names: Iterable[str]) -> int | None:
    """Where a text first names one of these, counted in characters, or nothing."""
    pattern = _any_of(frozenset(names))
    found = pattern.search(text) if pattern else None
    return found.start() if found else None


@cache
def _any_of(names: frozenset[str]) -> re.Pattern[str] | None:
    words = "|".join(map(re.escape, sorted(names)))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE) if words else None


def frameworks_in(comparison: Comparison) -> re.Pattern[str]:
    """What finds the name of any framework in a text, as a word of its own and as it is spelled."""
    names = "|".join(re.escape(framework.name) for framework in comparison.frameworks.values())
    return re.compile(rf"(?<![\w-])(?:{names})(?![\w-])")


def names_of(comparison: Comparison, framework: Framework) -> set[str]:
    """The names by which a text speaks of a framework: its own, and those of the libraries its project maintains."""
    return {framework.name, *(comparison.sources[id].title for id in same_project(comparison, framework))}


def others(comparison: Comparison, framework: Framework) -> Iterator[Framework]:
    """Every framework that is another package and has a whole column: one that begins may be named in any cell."""
    return (other for other in comparison.whole.values() if other.source != framework.source)


def third_party(comparison: Comparison, framework: Framework) -> set[str]:
    """The ids of the packages that neither the framework's project maintains nor another framework is."""
    own = same_project(comparison, framework) | {each.source for each in comparison.frameworks.values()}
    packages = {source.id for source in comparison.sources.values() if source.kind is SourceKind.PACKAGE}
    return packages - own
