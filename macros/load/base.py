"""What a change started from: the addresses that were listed then."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .reader import PERMALINKS


class BaseError(Exception):
    """Raised when there is no such folder and no such git revision."""


def is_address(line: str) -> bool:
    """Whether a line of data/permalinks.txt is an address, and not a comment or empty."""
    return bool(line) and not line.startswith("//")


def permalinks_at(base: str, root: Path) -> list[str]:
    """The addresses that data/permalinks.txt lists in another folder, or in a git revision of this project.

    Raises BaseError when `base` is neither.
    """
    text = _in_folder(Path(base)) if Path(base).is_dir() else _in_revision(base, root)
    return [line for line in text.splitlines() if is_address(line)]


def _in_folder(folder: Path) -> str:
    path = folder / PERMALINKS
    if not path.is_file():
        raise BaseError(f"{folder} has no {PERMALINKS}; name a folder of the project as it was before")
    return path.read_text(encoding="utf-8")


def _in_revision(base: str, root: Path) -> str:
    command = ["git", "-C", str(root), "cat-file", "blob", f"{base}:{PERMALINKS}"]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")  # noqa: S603
    if done.returncode:
        raise BaseError(f"there is no folder and no git revision `{base}` with {PERMALINKS}: {done.stderr.strip()}")
    return done.stdout
