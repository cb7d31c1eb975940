"""Many releases with few starts of pip: no code of theirs runs, and what can't be had takes no other with it."""

from __future__ import annotations

import subprocess
from hashlib import sha256
from pathlib import Path
from unittest.mock import Mock

import pytest

from macros.evidence import Releases, downloads
from macros.evidence.downloads import Pin

from .parts import Shelf, pkg_info, sdist

BUILD = "raise SystemExit('the code of a package ran')"


@pytest.fixture
def links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only place where pip looks."""
    folder = tmp_path / "links"
    folder.mkdir()
    for name, value in {"NO_INDEX": "1", "FIND_LINKS": str(folder), "CONFIG_FILE": "/dev/null"}.items():
        monkeypatch.setenv(f"PIP_{name}", value)
    return folder


def add(links: Path, package: str, version: str) -> Pin:
    name = f"{package}-{version}"
    data = sdist({"PKG-INFO": pkg_info(package, version), "setup.py": BUILD}, name)
    (links / f"{name}.tar.gz").write_bytes(data)
    return package, version, sha256(data).hexdigest()


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*.tar.gz"))


def test_pip_fetches_releases_without_building_them(links: Path, tmp_path: Path) -> None:
    pins = [add(links, "one", "1.0"), add(links, "two", "1.0"), add(links, "one", "2.0")]
    downloads.download(pins, tmp_path / "found")
    assert kept(tmp_path / "found") == ["one-1.0.tar.gz", "one-2.0.tar.gz", "two-1.0.tar.gz"]


def test_another_hash_is_refused_by_pip(links: Path, tmp_path: Path) -> None:
    package, version, _ = add(links, "one", "1.0")
    downloads.download([(package, version, "0" * 64)], tmp_path / "found")
    assert kept(tmp_path / "found") == []


def test_pip_that_takes_too_long_leaves_them_to_the_caller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Mock(side_effect=subprocess.TimeoutExpired("pip", 600))
    monkeypatch.setattr("macros.evidence.downloads.subprocess.run", run)
    downloads.download([("one", "1.0", "0" * 64)], tmp_path / "found")
    assert run.call_count == 1


def test_a_package_is_once_in_a_group_and_a_pin_in_one() -> None:
    pins = [("a", "1", "x"), ("b", "1", "y"), ("a", "2", "z"), ("a", "1", "x")]
    groups = list(downloads._groups(pins))
    assert sorted(pin for group in groups for pin in group) == sorted(set(pins))
    assert all(len({package for package, _, _ in group}) == len(group) for group in groups)


@pytest.mark.parametrize("made", [True, False])
def test_what_many_downloads_left_is_kept_by_its_hash_and_the_rest_is_asked_for_singly(
    made: bool, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = shelf.folder / "not" / "there"
    if made:
        cache.mkdir(parents=True)
    sources = [shelf.add("there", {"1.0": {}}), shelf.add("refused", {"1.0": {}})]

    def download(pins: list[Pin], folder: Path) -> None:
        assert [package for package, _, _ in pins] == ["There", "Refused"]
        (folder / "0").mkdir()
        (folder / "0" / "there.tar.gz").write_bytes(shelf.index.archives["There", "1.0"])

    monkeypatch.setattr(downloads, "download", download)
    monkeypatch.setattr("macros.evidence.releases.pip_download", shelf.index)
    releases = Releases(cache, progress=shelf.told.append)
    releases.fetch((source, source.releases[0]) for source in sources)
    assert shelf.index.asked == [("Refused", "1.0")]
    assert shelf.told == ["downloading 2 releases", "downloading Refused 1.0"]
    releases.fetch((source, source.releases[0]) for source in sources)
    assert len(shelf.told) == 2
