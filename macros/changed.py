"""Which claims a change is about: those of the files that it touches, and those that cite what it touches."""

from __future__ import annotations

import dataclasses
import subprocess
from collections.abc import Collection
from pathlib import Path

from macros.model import TASKS, Claim, Comparison, PlacedClaim, Probe, TaskTest

MAIN = ("origin/main", "main")


class NoBase(Exception):  # noqa: N818
    """Git can't tell what changed."""


def base(root: Path) -> str:
    """The commit that a change started from: the last one shared with main. Raises NoBase."""
    for main in MAIN:
        found = _git(root, "merge-base", "HEAD", main)
        if found.returncode == 0:
            return found.stdout.strip()
    raise NoBase("git knows no branch main to compare with; name a claim instead: make check CLAIM=<id>")


def changed_files(root: Path) -> set[str]:
    """The files that differ from that commit, by path below `root`. Raises NoBase."""
    tracked = _git(root, "diff", "--name-only", "-z", base(root))
    new = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return set(filter(None, (tracked.stdout + new.stdout).split("\0")))


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - words of our own
    except OSError:
        raise NoBase("git is not installed; name a claim instead: make check CLAIM=<id>") from None


def concerned(comparison: Comparison, files: Collection[str]) -> set[str]:
    """The claims written in one of the files, or that cite a source, a probe or a task written there."""
    return {placed.claim.id for placed in comparison.placed_claims() if _is_in(placed, comparison, files)}


def _is_in(placed: PlacedClaim, comparison: Comparison, files: Collection[str]) -> bool:
    sources = [comparison.sources[item.source] for item in placed.claim.sourced() if item.source in comparison.sources]
    named = [item.probe for item in placed.claim.evidence if isinstance(item, Probe)]
    tests = [comparison.probes[name] for name in named if name in comparison.probes]
    places = [placed.claim.where, *(each.where for each in sources), *(each.where for each in tests)]
    return any(where.file in files for where in places) or any(
        file == comparison.tasks[item.task].test or file.startswith(f"{TASKS}/{item.task}/")
        for item in placed.claim.evidence
        if isinstance(item, TaskTest) and item.task in comparison.tasks
        for file in files
    )


def narrowed(comparison: Comparison, claims: Collection[str], files: Collection[str] = ()) -> Comparison:
    """The comparison with these claims alone, and with the glossary only if its file is among the files."""

    def kept(cell_claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
        return tuple(claim for claim in cell_claims if claim.id in claims)

    criteria = {
        id: criterion.model_copy(
            update={
                "frameworks": {
                    name: cell.model_copy(update={"claims": kept(cell.claims)})
                    for name, cell in criterion.frameworks.items()
                }
            }
        )
        for id, criterion in comparison.criteria.items()
    }
    glossary = comparison.glossary if "data/glossary.yml" in files else {}
    return dataclasses.replace(comparison, criteria=criteria, glossary=glossary)
