"""Rules about evidence of absence: a pattern that could match nothing shows nothing."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from macros.model import Absence, Code, Comparison, PlacedClaim
from macros.rules.projects import plain
from macros.rules.registry import Violations, rule

_WHOLE_TEXT = re.compile(r"\\[AZz]")
# A command is looked for where commands are.
_SHIPS_NO = re.compile(r"\b(?:ships|includes|contains) (?:no|neither|nothing)\b(?! commands?\b)")
_HAS_NO = re.compile(r"\b(?:ships|includes|contains|has|offers|provides) (?:no|neither|nothing)\b")
_NOT_CODE = re.compile(r"(?:PKG-INFO|docs?|.*\.(?:rst|md|txt))(?:/.*)?")
FEWEST_WORDS = 5


@rule
def absence_is_found_elsewhere(comparison: Comparison) -> Violations:
    """The pattern of an absence matches in another framework, in the package `found_in`, or `nowhere` says why not.

    That it matches there is looked up with the evidence.
    """
    widest = _widest(comparison)
    for _, item in comparison.cited(Absence):
        if item.found_in and item.nowhere:
            yield item.at_key("nowhere"), "has `found_in` and `nowhere`; keep one"
        elif item.nowhere and len(item.nowhere.split()) < FEWEST_WORDS:
            yield item.at_key("nowhere"), f"say in `nowhere`, in {FEWEST_WORDS} words or more, why no package has it"
        elif item.found_in:
            if item.found_in == item.source and _folder(item) == widest.get(item.source):
                yield item.at_key("found_in"), f"`{item.found_in}` is where it was not found; name another package"
            source = comparison.sources.get(item.found_in)
            if not comparison.unread.mentions(item.found_in) and (source is None or not source.releases):
                yield item.at_key("found_in"), f"`{item.found_in}` is no package in data/sources/; name one"


@rule
def absence_pattern_matches_in_any_line(comparison: Comparison) -> Violations:
    r"""A pattern of an absence is not tied to the beginning or end of a file by `\A` or `\Z`, where little can be."""
    for _, item in comparison.cited(Absence):
        if _WHOLE_TEXT.search(item.pattern):
            yield (
                item.at_key("pattern"),
                r"the pattern is tied to a file's beginning or end by `\A` or `\Z`; use ^ or $",
            )


@rule
def what_is_not_shipped_is_sought_in_the_whole_package(comparison: Comparison) -> Violations:
    """A claim that a framework ships no such thing looks in its whole package, not in one folder of it."""
    widest = _widest(comparison)
    for placed in comparison.placed_claims():
        own = _own(placed)
        says = plain(placed.claim.says)
        if not own or not (_SHIPS_NO.search(says) or says.startswith(f"{placed.framework.name} has no code ")):
            continue
        whole = widest.get(placed.framework.source)
        if whole not in {_folder(item) for item in own}:
            yield (
                own[0].at_key("folder"),
                f"looks in {own[0].folder} alone; look in {whole or 'the code'}, the whole package",
            )


@rule
def what_is_not_shipped_is_sought_in_more_than_a_file(comparison: Comparison) -> Violations:
    """A claim that something is not there looks in a folder, or in a file that it names: one file shows little."""
    for placed in comparison.placed_claims():
        own = _own(placed)
        files = [PurePosixPath(item.folder) for item in own]
        alone = bool(files) and all(file.suffix == ".py" and file.stem not in placed.claim.says for file in files)
        if alone and _HAS_NO.search(plain(placed.claim.says)):
            yield (
                own[0].at_key("folder"),
                f"looks in the file {files[0]} alone, which `{placed.claim.id}` does not name; look in its folder",
            )


@rule
def another_package_is_searched_beyond_a_file(comparison: Comparison) -> Violations:
    """A claim that cites an absence in one file of another package names or cites that file, or looks elsewhere too."""
    for placed in comparison.placed_claims():
        absences = [item for item in placed.claim.evidence if isinstance(item, Absence)]
        cited = {item.file for item in placed.claim.evidence if isinstance(item, Code)}
        for item in absences:
            file = PurePosixPath(item.folder)
            known = len(absences) > 1 or item.folder in cited or file.stem in placed.claim.says
            if item.source != placed.framework.source and file.suffix == ".py" and not known:
                yield (
                    item.at_key("folder"),
                    f"looks in the file {file} alone, which `{placed.claim.id}` neither names nor cites; look in its "
                    "folder",
                )


def _own(placed: PlacedClaim) -> list[Absence]:
    """The absences of a claim that look in its framework's own package."""
    absences = (item for item in placed.claim.evidence if isinstance(item, Absence))
    return [item for item in absences if item.source == placed.framework.source]


def _folder(item: Absence) -> str:
    return item.folder.removesuffix("/")


def _widest(comparison: Comparison) -> dict[str, str]:
    """The folder of each source with the shortest path that any absence looks in: its package."""
    widest: dict[str, str] = {}
    for _, item in comparison.cited(Absence):
        folder = _folder(item)
        if not _NOT_CODE.fullmatch(folder):
            shortest = widest.get(item.source, folder)
            widest[item.source] = min(shortest, folder, key=lambda path: (path.count("/"), len(path)))
    return widest
