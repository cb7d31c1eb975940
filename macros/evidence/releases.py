"""Released source distributions: fetched once, believed only by their hash, read from memory."""

from __future__ import annotations

import contextlib
import email
import email.message
import gzip
import hashlib
import io
import re
import subprocess
import sys
import tarfile
import tempfile
import threading
import zlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from packaging.utils import canonicalize_name

from macros.model import Release, Source

from . import downloads

Download = Callable[[str, Release, Path], Path]
"""Puts the source distribution of a package's release into a folder; says where. Raises ReleaseUnavailable."""

LONGEST_DOWNLOAD = 600
AT_ONCE = 4
FEW = 2
"""Fewer releases than this are not worth another way."""


class ReleaseUnavailable(Exception):  # noqa: N818
    """A release that can't be downloaded as pinned, with one line that says what was expected."""


class NoSuchFile(LookupError):  # noqa: N818
    """A path that is not in an archive."""


class Archive:
    """The files of one release, by their path below the archive's top folder. Nothing is unpacked to disk."""

    def __init__(self, package: str, version: str, data: bytes) -> None:
        """Read the index of a .tar.gz. Raises ReleaseUnavailable when it is none."""
        self.package = package
        self.version = version
        try:
            self._bytes = gzip.decompress(data)
            with tarfile.open(fileobj=io.BytesIO(self._bytes)) as tar:
                members = [member for member in tar if member.isreg() and not member.issparse()]
        except (OSError, EOFError, zlib.error, tarfile.TarError) as error:
            raise ReleaseUnavailable(f"{self}: the download is not a .tar.gz archive ({error})") from error
        self._places = {
            member.name.removeprefix("./").partition("/")[2]: (member.offset_data, member.size) for member in members
        }

    def __str__(self) -> str:
        return f"{self.package} {self.version}"

    def exists(self, path: str) -> bool:
        """Whether there is a file of that path."""
        return path in self._places

    def bytes(self, path: str) -> bytes:
        """A file's bytes. Raises NoSuchFile."""
        try:
            start, size = self._places[path]
        except KeyError:
            raise NoSuchFile(path) from None
        return self._bytes[start : start + size]

    def read(self, path: str) -> str:
        """A file's text, lines ended by a newline alone. Raises NoSuchFile."""
        text = self.bytes(path).decode("utf-8", errors="replace")
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")

    def paths(self, folder: str = "") -> list[str]:
        """The files in a folder and below, sorted; all of them without one."""
        prefix = "" if folder.strip("/") in {"", "."} else f"{folder.strip('/')}/"
        return [path for path in self._sorted if path.startswith(prefix)]

    def folders(self) -> list[str]:
        """Every folder that has files, sorted."""
        return sorted({path.rpartition("/")[0] for path in self._places if "/" in path})

    def texts(self, folder: str) -> Iterable[tuple[str, str]]:
        """Path and text of every text file in a folder, or of the one file of that name."""
        for path in [folder] if self.exists(folder) else self.paths(folder):
            data = self.bytes(path)
            if b"\0" not in data:
                with contextlib.suppress(UnicodeDecodeError):
                    yield path, data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")

    def pkg_info(self) -> email.message.Message:
        """The metadata of the release. Raises NoSuchFile."""
        return email.message_from_string(self.read("PKG-INFO"))

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._places)


@dataclass(frozen=True)
class _Pin:
    package: str
    version: str
    sha256: str


class Releases:
    """The releases that evidence is looked up in, kept as downloaded in a cache folder."""

    def __init__(
        self,
        cache: Path,
        download: Download | None = None,
        progress: Callable[[str], None] = lambda line: None,
    ) -> None:
        """`download` is replaced in tests; `progress` is called for each download.

        Without one of its own, `fetch` first tries to get many at once.
        """
        self._cache = cache
        self._many = download is None
        self._download = download or pip_download
        self._progress = progress
        self._archives: dict[_Pin, Archive | ReleaseUnavailable] = {}
        self._locks: dict[_Pin, threading.Lock] = {}
        self._lock = threading.Lock()

    def get(self, source: Source, release: Release) -> Archive:
        """The files of a release. Raises ReleaseUnavailable; a failure is not tried twice."""
        if source.package is None:
            raise ReleaseUnavailable(f"{source.title} names no `package` in data/sources/{source.id}.yml")
        pin = _Pin(source.package, release.version, release.sha256)
        with self._lock:
            lock = self._locks.setdefault(pin, threading.Lock())
        with lock:
            if pin not in self._archives:
                try:
                    self._archives[pin] = self._read(pin, release)
                except ReleaseUnavailable as error:
                    self._archives[pin] = error
            found = self._archives[pin]
        if isinstance(found, ReleaseUnavailable):
            raise found
        return found

    def kept(self, source: Source, release: Release) -> Path:
        """The source distribution itself, verified, in the cache. Raises ReleaseUnavailable."""
        self.get(source, release)
        return self._kept(release.sha256)

    def fetch(self, wanted: Iterable[tuple[Source, Release]]) -> None:
        """Get several releases at once; get() says later which of them failed."""
        wanted = list(wanted)
        if self._many:
            self._fetch_many([(source.package, release) for source, release in wanted if source.package])
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for future in [pool.submit(self.get, source, release) for source, release in wanted]:
                if (error := future.exception()) and not isinstance(error, ReleaseUnavailable):
                    raise error

    def _fetch_many(self, wanted: Iterable[tuple[str, Release]]) -> None:
        """Keep those that can be had quickly. What is kept is believed by its hash alone, as ever."""
        pins = [(package, release.version, release.sha256) for package, release in wanted]
        pins = [pin for pin in pins if not self._kept(pin[2]).exists()]
        if len(pins) < FEW:
            return
        self._progress(f"downloading {len(pins)} releases")
        self._cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._cache) as folder:
            downloads.download(pins, Path(folder))
            for path in Path(folder).rglob("*.tar.gz"):
                path.replace(self._kept(_sha256(path.read_bytes())))

    def _kept(self, sha256: str) -> Path:
        return self._cache / f"{sha256}.tar.gz"

    def _read(self, pin: _Pin, release: Release) -> Archive:
        kept = self._kept(pin.sha256)
        data = kept.read_bytes() if kept.exists() else b""
        if _sha256(data) != pin.sha256:
            data = self._fetched(pin, release, kept)
        archive = Archive(pin.package, pin.version, data)
        _expect(archive, pin)
        return archive

    def _fetched(self, pin: _Pin, release: Release, kept: Path) -> bytes:
        self._progress(f"downloading {pin.package} {pin.version}")
        self._cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._cache) as folder:
            path = self._download(pin.package, release, Path(folder))
            data = path.read_bytes()
            if (found := _sha256(data)) != pin.sha256:
                raise ReleaseUnavailable(_other_hash(pin.package, release, found))
            path.replace(kept)
        return data


def _expect(archive: Archive, pin: _Pin) -> None:
    """A hash alone does not say whose release it is: a pin copied from another source must not pass."""
    try:
        info = archive.pkg_info()
    except NoSuchFile:
        raise ReleaseUnavailable(f"{archive}: the archive has no PKG-INFO") from None
    name, version = str(info["Name"]), str(info["Version"])
    if canonicalize_name(name) != canonicalize_name(pin.package) or version != pin.version:
        raise ReleaseUnavailable(f"{archive}: the archive of that sha256 is {name} {version}; correct the pin")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _other_hash(package: str, release: Release, found: str) -> str:
    return (
        f"{package} {release.version} is not the release that was pinned: expected sha256 {release.sha256}, got {found}"
    )


def pip_download(package: str, release: Release, folder: Path) -> Path:
    """Download a source distribution into a folder with pip; its own configuration says from where.

    pip prepares metadata with the package's own build code. It is given the hash, so that it
    refuses another archive before anything in it runs. Raises ReleaseUnavailable.
    """
    pins = folder / "pins.txt"
    pins.write_text(f"{package}=={release.version} --hash=sha256:{release.sha256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", package, "--dest", str(folder)]
    command += ["--requirement", str(pins), "--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    try:
        run = subprocess.run(  # noqa: S603 - a list of arguments, no shell
            command, capture_output=True, text=True, timeout=LONGEST_DOWNLOAD, check=False
        )
    except subprocess.TimeoutExpired:
        raise ReleaseUnavailable(
            f"{package} {release.version} could not be downloaded within {LONGEST_DOWNLOAD} seconds"
        ) from None
    if run.returncode:
        raise ReleaseUnavailable(_pip_says(package, release, run.stdout + run.stderr))
    archives = list(folder.glob("*.tar.gz"))
    if len(archives) != 1:
        raise ReleaseUnavailable(f"{package} {release.version} has no source distribution that is a .tar.gz")
    return archives[0]


def _pip_says(package: str, release: Release, output: str) -> str:
    if other := re.search(r"\bGot\s+([0-9a-f]{64})", output):
        return _other_hash(package, release, other[1])
    errors = re.findall(r"^ERROR: (.*)", output, re.MULTILINE)
    reason = errors[-1] if errors else "no reason given"
    return f"{package} {release.version} could not be downloaded; pip says: {reason}"
