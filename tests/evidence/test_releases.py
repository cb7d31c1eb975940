from __future__ import annotations

import gzip
import io
import subprocess
import sys
import tarfile
import threading
from hashlib import sha256
from pathlib import Path
from unittest.mock import Mock

import pytest

from macros.evidence import Releases, ReleaseUnavailable
from macros.evidence.releases import Archive, NoSuchFile, pip_download
from macros.model import Release

from .parts import DAY, Shelf, pkg_info, sdist

FILES: dict[str, str | bytes] = {"docs/index.rst": "Hello\r\nyou\r", "src/a.py": "\ufeffx = 1\n", "logo.png": b"\0\xff"}


def test_an_archive_gives_its_files_without_the_top_folder() -> None:
    archive = Archive("Django", "6.1.3", sdist({"PKG-INFO": pkg_info("Django", "6.1.3"), **FILES}))
    assert archive.paths() == ["PKG-INFO", "docs/index.rst", "logo.png", "src/a.py"]
    assert archive.paths("docs") == archive.paths("docs/") == ["docs/index.rst"]
    assert archive.paths("doc") == []
    assert archive.paths("/docs/") == ["docs/index.rst"]
    assert archive.paths("") == archive.paths(".") == archive.paths("/") == archive.paths()
    assert archive.folders() == ["docs", "src"]
    assert archive.exists("src/a.py")
    assert not archive.exists("package-1/src/a.py")
    assert archive.pkg_info()["Version"] == "6.1.3"


def test_text_has_one_kind_of_line_end_and_no_mark() -> None:
    archive = Archive("Django", "1", sdist(FILES))
    assert archive.read("docs/index.rst") == "Hello\nyou\n"
    assert archive.read("src/a.py") == "x = 1\n"
    assert [path for path, _ in archive.texts("")] == ["docs/index.rst", "src/a.py"]
    assert list(archive.texts("src/a.py")) == [("src/a.py", "\ufeffx = 1\n")]
    assert list(archive.texts("docs")) == [("docs/index.rst", "Hello\nyou\n")]
    assert archive.read("logo.png") == "\0\N{REPLACEMENT CHARACTER}"


def test_a_file_that_is_no_text_is_passed_over() -> None:
    archive = Archive("Django", "1", sdist({"a.txt": "a", "b.txt": b"\xff", "c.txt": b"c\0", "d.txt": "d"}))
    assert list(archive.texts("")) == [("a.txt", "a"), ("d.txt", "d")]
    assert list(archive.texts("b.txt")) == []


def test_folders_are_told_in_one_order() -> None:
    names = [f"folder-{number:02}" for number in range(20)]
    archive = Archive("Django", "1", sdist({f"{name}/deep/a.py": "" for name in reversed(names)}, top="./top"))
    assert archive.folders() == [f"{name}/deep" for name in names]
    assert archive.paths(names[0]) == ["folder-00/deep/a.py"]


def test_a_missing_file_is_named() -> None:
    with pytest.raises(NoSuchFile, match=r"^docs/no\.rst$"):
        Archive("Django", "1", sdist(FILES)).read("docs/no.rst")


def test_links_and_climbing_paths_reach_nothing_outside(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as tar:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE):
            link = tarfile.TarInfo(f"top/link-{kind!r}")
            link.type, link.linkname = kind, str(secret)
            tar.addfile(link)
        climbing = tarfile.TarInfo(f"top/../../{tmp_path.name}/planted")
        climbing.size = 4
        tar.addfile(climbing, io.BytesIO(b"evil"))
    archive = Archive("Django", "1", gzip.compress(plain.getvalue()))
    assert archive.paths() == [f"../../{tmp_path.name}/planted"]
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_a_download_is_kept_under_its_hash_and_asked_for_once(shelf: Shelf) -> None:
    source = shelf.add("django", {"6.1.3": FILES})
    release = source.releases[0]
    assert shelf.releases().get(source, release).read("docs/index.rst") == "Hello\nyou\n"
    assert shelf.releases().get(source, release).exists("src/a.py")
    assert shelf.index.asked == [("Django", "6.1.3")]
    assert shelf.told == ["downloading Django 6.1.3"]
    assert [path.name for path in (shelf.folder / "cache").iterdir()] == [f"{release.sha256}.tar.gz"]
    assert shelf.releases().kept(source, release) == shelf.folder / "cache" / f"{release.sha256}.tar.gz"


def test_a_kept_file_that_changed_is_not_believed(shelf: Shelf) -> None:
    source = shelf.add("django", {"6.1.3": FILES})
    release = source.releases[0]
    kept = shelf.folder / "cache" / f"{release.sha256}.tar.gz"
    kept.parent.mkdir()
    kept.write_bytes(sdist({"PKG-INFO": pkg_info("Django", "6.1.3"), "docs/index.rst": "changed"}))
    assert shelf.releases().get(source, release).read("docs/index.rst") == "Hello\nyou\n"
    assert shelf.index.asked == [("Django", "6.1.3")]
    assert shelf.releases().get(source, release).read("docs/index.rst") == "Hello\nyou\n"
    assert len(shelf.index.asked) == 1


def test_another_archive_than_the_pinned_one_is_refused_and_not_kept(shelf: Shelf) -> None:
    source = shelf.add("django", {"6.1.3": FILES})
    release = source.releases[0]
    other = sdist({"PKG-INFO": pkg_info("Django", "6.1.3"), "docs/index.rst": "changed"})
    shelf.index.archives["Django", "6.1.3"] = other
    expected = (
        f"Django 6.1.3 is not the release that was pinned: expected sha256 {release.sha256}, "
        f"got {sha256(other).hexdigest()}"
    )
    with pytest.raises(ReleaseUnavailable) as caught:
        shelf.releases().get(source, release)
    assert str(caught.value) == expected
    assert list((shelf.folder / "cache").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "version", "message"),
    [
        ("Flask", "6.1.3", "Django 6.1.3: the archive of that sha256 is Flask 6.1.3; correct the pin"),
        ("Django", "6.1.2", "Django 6.1.3: the archive of that sha256 is Django 6.1.2; correct the pin"),
    ],
)
def test_a_hash_copied_from_another_release_is_refused(shelf: Shelf, name: str, version: str, message: str) -> None:
    source = shelf.add("django", {"6.1.3": {**FILES, "PKG-INFO": pkg_info(name, version)}})
    with pytest.raises(ReleaseUnavailable) as caught:
        shelf.releases().get(source, source.releases[0])
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("id", "name"), [("django", "DJANGO"), ("flask-login", "flask__Login"), ("flask-wtf", "Flask.WTF")]
)
def test_names_are_compared_as_packages_are_named(shelf: Shelf, id: str, name: str) -> None:
    source = shelf.add(id, {"6.1.3": {"PKG-INFO": pkg_info(name, "6.1.3")}})
    assert shelf.releases().get(source, source.releases[0]).exists("PKG-INFO")


@pytest.mark.parametrize(
    "data",
    [b"", b"not gzip", gzip.compress(b"not tar"), sdist(FILES)[:-40]],
    ids=["empty", "not gzip", "not tar", "cut off"],  # gzip keeps the time, which differs between xdist's workers
)
def test_what_is_no_archive_is_said(data: bytes) -> None:
    with pytest.raises(ReleaseUnavailable, match=r"^Django 1: the download is not a \.tar\.gz archive \("):
        Archive("Django", "1", data)


def test_an_archive_without_metadata_is_said(shelf: Shelf) -> None:
    source = shelf.add("django", {"1.0": {}})
    data = sdist(FILES)
    release = Release(version="1.0", released=DAY, sha256=sha256(data).hexdigest())
    shelf.index.archives["Django", "1.0"] = data
    with pytest.raises(ReleaseUnavailable, match=r"^Django 1\.0: the archive has no PKG-INFO$"):
        shelf.releases().get(source, release)


def test_a_failure_is_not_tried_again_in_the_same_run(shelf: Shelf) -> None:
    source = shelf.add("django", {"6.1.3": FILES}, have=False)
    found = shelf.releases()
    for _ in range(2):
        with pytest.raises(ReleaseUnavailable, match="pip says: no such thing"):
            found.get(source, source.releases[0])
    assert len(shelf.index.asked) == 1


def test_several_are_fetched_at_the_same_time(shelf: Shelf) -> None:
    sources = [shelf.add(f"package{number}", {"1.0": FILES}) for number in range(4)]
    together = threading.Barrier(4, timeout=5)

    def download(package: str, release: Release, folder: Path) -> Path:
        together.wait()
        return shelf.index(package, release, folder)

    found = Releases(shelf.folder / "cache", download)
    found.fetch((source, source.releases[0]) for source in sources)
    assert len(shelf.index.asked) == 4


def test_a_release_that_can_not_be_had_does_not_stop_the_others(shelf: Shelf) -> None:
    missing = shelf.add("missing", {"1.0": FILES}, have=False)
    there = shelf.add("there", {"1.0": FILES})
    shelf.releases().fetch([(missing, missing.releases[0]), (there, there.releases[0])])
    assert sorted(shelf.index.asked) == [("Missing", "1.0"), ("There", "1.0")]


def test_an_error_that_nobody_expects_ends_a_fetch(shelf: Shelf) -> None:
    source = shelf.add("django", {"1.0": FILES})
    found = Releases(shelf.folder / "cache", Mock(side_effect=RuntimeError("the disk is full")))
    with pytest.raises(RuntimeError, match=r"^the disk is full$"):
        found.fetch([(source, source.releases[0])])


def test_the_cache_is_made_with_the_folders_above_it_and_pip_fills_it(shelf: Shelf, monkeypatch) -> None:
    source = shelf.add("django", {"1.0": FILES})
    monkeypatch.setattr("macros.evidence.releases.pip_download", shelf.index)
    kept = Releases(shelf.folder / "not" / "there").kept(source, source.releases[0])
    assert kept == shelf.folder / "not" / "there" / f"{source.releases[0].sha256}.tar.gz"
    assert kept.read_bytes() == shelf.index.archives["Django", "1.0"]


class Pip:
    """A fake subprocess.run."""

    def __init__(self, code: int, output: str = "", leaves: tuple[str, ...] = ()) -> None:
        self.code, self.output, self.leaves = code, output, leaves
        self.command: list[str] = []
        self.options: dict[str, object] = {}
        self.pins = ""

    def __call__(self, command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        self.command, self.options = command, options
        self.pins = Path(command[command.index("--requirement") + 1]).read_text()
        for name in self.leaves:
            (Path(command[command.index("--dest") + 1]) / name).write_bytes(b"x")
        return subprocess.CompletedProcess(command, self.code, "", self.output)


RELEASE = Release(version="3.1.3", released=DAY, sha256="a" * 64)


def test_pip_is_given_the_hash_and_no_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pip = Pip(0, leaves=("flask-3.1.3.tar.gz",))
    monkeypatch.setattr("macros.evidence.releases.subprocess.run", pip)
    assert pip_download("Flask", RELEASE, tmp_path) == tmp_path / "flask-3.1.3.tar.gz"
    assert pip.pins == f"Flask==3.1.3 --hash=sha256:{'a' * 64}\n"
    assert pip.command == [
        sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", "Flask", "--dest", str(tmp_path),
        "--requirement", str(tmp_path / "pins.txt"),
        "--no-input", "--disable-pip-version-check", "--progress-bar", "off",
    ]  # fmt: skip
    assert pip.options == {"capture_output": True, "text": True, "timeout": 600, "check": False}


def test_pip_that_takes_too_long_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Mock(side_effect=subprocess.TimeoutExpired("pip", 600))
    monkeypatch.setattr("macros.evidence.releases.subprocess.run", run)
    with pytest.raises(ReleaseUnavailable, match=r"^Flask 3\.1\.3 could not be downloaded within 600 seconds$"):
        pip_download("Flask", RELEASE, tmp_path)


@pytest.mark.parametrize(
    ("pip", "message"),
    [
        (
            Pip(
                1,
                f"ERROR: THESE PACKAGES DO NOT MATCH\n    Expected sha256 {'a' * 64}\n         Got        {'b' * 64}\n",
            ),
            f"Flask 3.1.3 is not the release that was pinned: expected sha256 {'a' * 64}, got {'b' * 64}",
        ),
        (
            Pip(1, "ERROR: first\nERROR: No matching distribution found for Flask==3.1.3\n"),
            "Flask 3.1.3 could not be downloaded; pip says: No matching distribution found for Flask==3.1.3",
        ),
        (Pip(2, ""), "Flask 3.1.3 could not be downloaded; pip says: no reason given"),
        (Pip(1, leaves=("flask.tar.gz",)), "Flask 3.1.3 could not be downloaded; pip says: no reason given"),
        (Pip(0, leaves=("a.tar.gz", "b.tar.gz")), "Flask 3.1.3 has no source distribution that is a .tar.gz"),
        (Pip(0, leaves=("flask.zip",)), "Flask 3.1.3 has no source distribution that is a .tar.gz"),
    ],
)
def test_what_pip_says_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pip: Pip, message: str) -> None:
    monkeypatch.setattr("macros.evidence.releases.subprocess.run", pip)
    with pytest.raises(ReleaseUnavailable) as caught:
        pip_download("Flask", RELEASE, tmp_path)
    assert str(caught.value) == message
