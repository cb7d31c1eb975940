"""`python -m macros.tools.moved [BASE]`: the situations that end elsewhere than in git's BASE (or main), one a line."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from .effect.chooser import UNLIKE
from .effect.situations import FOLDER, moved
from .effect.trees import Tree
from .effect.values import parsed

ROOT = Path(__file__).resolve().parent.parent.parent
MAIN = ("origin/main", "main")
NAMES = ("data/chooser.yml", FOLDER)


def main(arguments: Sequence[str] | None = None, root: Path = ROOT) -> int:
    """Print them. The exit code is 0, unless there is nothing to compare with."""
    chosen = sys.argv[1:] if arguments is None else list(arguments)
    for base in chosen or MAIN:
        if before := _committed(base, root):
            return _tell(base, before, _written(root))
    print(f"git knows none of {', '.join(chosen or MAIN)}; name a revision", file=sys.stderr)
    return 1


def _tell(base: str, before: Tree, after: Tree) -> int:
    try:
        found = list(moved(parsed(before), parsed(after)))
    except UNLIKE:
        print(f"The chooser of {base} has another shape, so the situations can't be compared.")
        return 0
    print(f"Situations that end elsewhere than in {base}: {len(found)}")
    for each in found:
        print(f"  {each}")
    return 0


def _written(root: Path) -> Tree:
    files = [root / NAMES[0], *sorted((root / FOLDER).glob("*.yml"))]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def _committed(base: str, root: Path) -> Tree:
    listed = _git(root, "ls-tree", "-r", "--name-only", base, *NAMES)
    return {name: _git(root, "show", f"{base}:{name}") for name in listed.decode().splitlines()}


def _git(root: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, check=False, capture_output=True).stdout  # noqa: S603 - words of our own


if __name__ == "__main__":
    sys.exit(main())
