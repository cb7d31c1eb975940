"""The files of the two sides, as git lists them: whatever is new is seen, wherever it lies."""

from __future__ import annotations

import subprocess
from pathlib import Path

Tree = dict[str, bytes]
"""Every file by its path below the root, with what is in it."""


def read(root: Path) -> Tree:
    """Every file that git keeps or would keep below a root. A symbolic link is not followed."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8", "surrogateescape")  # noqa: S603
    found = {}
    for name in sorted(set(filter(None, listed.split("\0")))):
        path = root / name
        if path.is_symlink():
            found[name] = b"a symbolic link to " + str(path.readlink()).encode("utf-8", "surrogateescape")
        elif path.is_file():
            found[name] = path.read_bytes()
    return found


def text(tree: Tree, name: str) -> str:
    """A file as text; nothing when it is missing, `(not text)` when it is something else."""
    try:
        return tree.get(name, b"").decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return "(not text)"


def changed(before: Tree, after: Tree) -> list[str]:
    """Each path whose file appeared, vanished or is another one."""
    return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))
