"""The newest releases of a package, and how a pin is replaced by one of them."""

from __future__ import annotations

import datetime
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from macros.model import Release, Source

from .releases import LONGEST_DOWNLOAD, Archive, ReleaseUnavailable

Newest = Callable[[str, str, Path], Path]
"""Puts the newest source distribution that a requirement admits into a folder. Raises ReleaseUnavailable."""


def newest(source: Source, download: Newest | None = None) -> Iterator[tuple[Release, Release]]:
    """Each pinned release with the one to pin instead: the first is the newest of all, the others of their series.

    Raises ReleaseUnavailable.
    """
    if source.package is None:
        raise ReleaseUnavailable(f"{source.title} names no `package` in data/sources/{source.id}.yml")
    for place, pinned in enumerate(source.releases):
        series = ".".join(pinned.version.split(".")[:2])
        wanted = source.package if place == 0 else f"{source.package}=={series}.*"
        with tempfile.TemporaryDirectory() as folder:
            data = (download or pip_newest)(source.package, wanted, Path(folder)).read_bytes()
        version = str(Archive(source.package, wanted, data).pkg_info()["Version"])
        tag = pinned.tag and pinned.tag.replace(pinned.version, version)
        sha256 = hashlib.sha256(data).hexdigest()
        yield pinned, Release(version=version, released=_packed(data), sha256=sha256, tag=tag)


def _packed(data: bytes) -> datetime.date:
    """The day of the archive's newest file: no archive says when it was published, so this is the best estimate."""
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as tar:
        seconds = max(member.mtime for member in tar)
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).date()


def repinned(text: str, pinned: Release, wanted: Release) -> str:
    """The text of a source's file with one release replaced by another; everything else stays the same."""
    lines = text.splitlines(keepends=True)
    for key, old, new in (
        ("version", pinned.version, wanted.version),
        ("released", pinned.released.isoformat(), wanted.released.isoformat()),
        ("sha256", pinned.sha256, wanted.sha256),
        ("tag", pinned.tag, wanted.tag),
    ):
        if old is not None and new is not None:
            number = pinned.at_key(key).line - 1
            lines[number] = lines[number].replace(old, new, 1)
    return "".join(lines)


def repin(root: Path, source: Source, pinned: Release, wanted: Release) -> None:
    """Replace a pinned release in the file of a source by another one."""
    file = root / source.where.file
    file.write_text(repinned(file.read_text(encoding="utf-8"), pinned, wanted), encoding="utf-8")


def pip_newest(package: str, wanted: str, folder: Path) -> Path:
    """Download the release that pip chooses: no pre-release, and none that needs a newer Python.

    Only the package index that pip uses vouches for this archive; once it is pinned, its hash does.
    Raises ReleaseUnavailable.
    """
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", package, "--dest", str(folder)]
    command += ["--no-input", "--disable-pip-version-check", "--progress-bar", "off", wanted]
    try:
        run = subprocess.run(  # noqa: S603 - a list of arguments, no shell
            command, capture_output=True, text=True, timeout=LONGEST_DOWNLOAD, check=False
        )
    except subprocess.TimeoutExpired:
        raise ReleaseUnavailable(f"{wanted} could not be downloaded within {LONGEST_DOWNLOAD} seconds") from None
    archives = list(folder.glob("*.tar.gz"))
    if run.returncode or len(archives) != 1:
        errors = re.findall(r"^ERROR: (.*)", run.stdout + run.stderr, re.MULTILINE)
        raise ReleaseUnavailable(f"{wanted} could not be downloaded; pip says: {(errors or ['no reason given'])[-1]}")
    return archives[0]
