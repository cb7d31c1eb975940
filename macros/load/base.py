"""What a change started from: the project as it was, in a folder of its own."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from macros.model import TESTS

from .reader import PERMALINKS, PROBES

HELD = ("data", PROBES, TESTS)
"""What is compared: the data, and the probes and the tests of tasks that its claims name."""


class BaseError(Exception):
    """Raised when there is no such folder and no such git revision."""


@contextmanager
def project_at(base: str, root: Path) -> Iterator[Path]:
    """A folder with what is compared of a project as it was: `base` itself, or what git has of that revision.

    Raises BaseError when `base` is neither.
    """
    if Path(base).is_dir():
        if not (Path(base) / PERMALINKS).is_file():
            raise BaseError(f"{base} has no {PERMALINKS}; name a folder of the project as it was before")
        yield Path(base)
        return
    kept = _kept(base, root)
    with TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(_git(root, "archive", "--prefix=base/", *kept))) as archive:
            archive.extractall(folder, filter="data")
        yield Path(folder) / "base"


def _kept(base: str, root: Path) -> list[str]:
    """The commit of a revision, and what of the folders compared it has."""
    try:
        commit = _git(root, "rev-parse", "--verify", "--end-of-options", f"{base}^{{commit}}").decode().strip()
        _git(root, "cat-file", "-e", f"{commit}:./{PERMALINKS}")
    except (subprocess.CalledProcessError, OSError) as error:
        told = getattr(error, "stderr", b"").decode(errors="replace").strip() or error
        raise BaseError(f"there is no folder and no git revision `{base}` with {PERMALINKS}: {told}") from None
    listed = _git(root, "ls-tree", "--name-only", "-z", commit, *HELD).decode().split("\0")
    return [commit, *filter(None, listed)]


def _git(root: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603
