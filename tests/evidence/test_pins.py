"""The newest releases, and how they are written into the file that people wrote."""

from __future__ import annotations

import datetime
import gzip
import hashlib
import io
import re
import subprocess
import sys
import tarfile
from pathlib import Path
from unittest.mock import Mock

import pytest

from macros.evidence import ReleaseUnavailable, newest, repin
from macros.evidence.pins import pip_newest, repinned
from macros.load import load
from tests.tree import write

from .parts import Shelf, pkg_info

FILE = "data/sources/django.yml"
PACKED = datetime.datetime(2027, 4, 7, 23, 59, tzinfo=datetime.UTC)


def packed(version: str) -> bytes:
    """An archive whose newest file is of PACKED, and another a year older."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as tar:
        for age, name in enumerate(("PKG-INFO", "README")):
            data = pkg_info("Django", version).encode()
            member = tarfile.TarInfo(f"django-{version}/{name}")
            member.size, member.mtime = len(data), int(PACKED.timestamp()) - age * 31_536_000
            tar.addfile(member, io.BytesIO(data))
    return gzip.compress(plain.getvalue(), mtime=0)


class Pip:
    """A fake pip: for each requirement it has an archive of the given version."""

    def __init__(self, **versions: str) -> None:
        self.versions = {wanted.replace("_", "=="): version for wanted, version in versions.items()}
        self.asked: list[str] = []

    def __call__(self, package: str, wanted: str, folder: Path) -> Path:
        self.asked.append(wanted)
        path = folder / "whatever-pip-calls-it.tar.gz"
        path.write_bytes(packed(self.versions[wanted.removesuffix(".*")]))
        return path


def test_the_first_pin_gets_the_newest_of_all_and_another_the_newest_of_its_series(tmp_path: Path) -> None:
    source = load(write(tmp_path)).sources["django"]
    pip = Pip(**{"Django": "6.2.1", "Django_5.2": "5.2.20"})
    found = list(newest(source, pip))
    assert pip.asked == ["Django", "Django==5.2.*"]
    assert [(pinned.version, wanted.version, wanted.tag) for pinned, wanted in found] == [
        ("6.1.3", "6.2.1", "6.2.1"),
        ("5.2.19", "5.2.20", "5.2.20"),
    ]
    assert found[0][1].sha256 == hashlib.sha256(packed("6.2.1")).hexdigest()
    assert found[0][1].released == PACKED.date()


def test_a_source_without_a_package_has_no_newest_release(shelf: Shelf) -> None:
    source = shelf.add("survey", {}).model_copy(update={"package": None})
    with pytest.raises(ReleaseUnavailable, match=r"^Survey names no `package` in data/sources/survey\.yml$"):
        list(newest(source, Pip()))


def test_without_another_way_pip_is_asked(tmp_path: Path, monkeypatch) -> None:
    source = load(write(tmp_path)).sources["django"]
    pip = Pip(**{"Django": "6.1.3", "Django_5.2": "5.2.19"})
    monkeypatch.setattr("macros.evidence.pins.pip_newest", pip)
    assert [wanted.version for _, wanted in newest(source)] == ["6.1.3", "5.2.19"]


def test_a_release_without_a_tag_gets_none(tmp_path: Path) -> None:
    source = load(write(tmp_path)).sources["django"]
    untagged = source.model_copy(update={"releases": (source.releases[0].model_copy(update={"tag": None}),)})
    ((pinned, wanted),) = newest(untagged, Pip(Django="6.2"))
    assert (wanted.version, wanted.tag) == ("6.2", None)
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    for one, other in (
        (source.releases[0], wanted),
        (pinned, source.releases[0].model_copy(update={"version": "6.2"})),
    ):
        changed = repinned(text, one, other)
        assert "- version: 6.2\n" in changed
        assert changed.count("tag: 6.1.3\n") == text.count("tag: 6.1.3\n") == 1


def test_a_pin_is_changed_in_its_own_lines_only(tmp_path: Path) -> None:
    root = write(tmp_path)
    written = (root / FILE).read_text(encoding="utf-8")
    (root / FILE).write_text(
        "# Said by people.\n" + written.replace("version: 5.2.19", 'version: "5.2.19"  # 5.2.19 first'),
        encoding="utf-8",
    )
    source = load(root).sources["django"]
    for pinned, wanted in newest(source, Pip(**{"Django": "6.1.3", "Django_5.2": "5.2.20"})):
        if pinned.version != wanted.version:
            repin(root, source, pinned, wanted)
    text = (root / FILE).read_text(encoding="utf-8")
    assert text.startswith("# Said by people.\n")
    assert '- version: "5.2.20"  # 5.2.19 first\n' in text
    first, second = load(root).sources["django"].releases
    assert first == source.releases[0]
    assert (second.version, second.tag, second.released) == ("5.2.20", "5.2.20", PACKED.date())
    assert second.sha256 == hashlib.sha256(packed("5.2.20")).hexdigest()


def test_the_keys_of_a_pin_may_be_in_any_order(tmp_path: Path) -> None:
    file = write(tmp_path) / FILE
    written = re.sub(r"- (version: .*)\n  (released: .*)\n", r"- \2\n  \1\n", file.read_text(encoding="utf-8"))
    file.write_text(written, encoding="utf-8")
    pinned = load(tmp_path).sources["django"].releases[1]
    wanted = pinned.model_copy(update={"version": "5.2.20", "released": PACKED.date()})
    expected = written.replace("  version: 5.2.19", "  version: 5.2.20")
    before, _, after = expected.rpartition(pinned.released.isoformat())
    assert repinned(written, pinned, wanted) == f"{before}2027-04-07{after}"


def test_two_pins_of_one_day_are_told_apart_by_their_lines(tmp_path: Path) -> None:
    root = write(tmp_path)
    source = load(root).sources["django"]
    first, second = source.releases
    assert first.released == second.released
    wanted = second.model_copy(update={"released": PACKED.date()})
    changed = repinned((root / FILE).read_text(encoding="utf-8"), second, wanted)
    assert changed.index(first.released.isoformat()) < changed.index("2027-04-07")


@pytest.mark.parametrize(
    ("code", "output", "says"),
    [
        (1, "ERROR: first\nERROR: No matching distribution found\n", "pip says: No matching distribution found"),
        (0, "", "pip says: no reason given"),
        (0, "two", "pip says: no reason given"),
        (1, "one", "pip says: no reason given"),
    ],
)
def test_what_pip_can_not_get_is_one_line(tmp_path, monkeypatch, code, output, says) -> None:
    for number in range(["", "one", "two"].index(output) if output in {"one", "two"} else 0):
        (tmp_path / f"django-{number}.tar.gz").touch()
    done = subprocess.CompletedProcess([], code, stdout="", stderr=output)
    monkeypatch.setattr("macros.evidence.pins.subprocess.run", lambda *arguments, **named: done)
    with pytest.raises(ReleaseUnavailable, match=rf"^Django==5\.2\.\* could not be downloaded; {says}$"):
        pip_newest("Django", "Django==5.2.*", tmp_path)


def test_pip_is_asked_for_the_source_distribution_alone(tmp_path, monkeypatch) -> None:
    def run(command: list[str], **named: object) -> subprocess.CompletedProcess[str]:
        assert command == [
            sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", "Django", "--dest", str(tmp_path),
            "--no-input", "--disable-pip-version-check", "--progress-bar", "off", "Django==6.*",
        ]  # fmt: skip
        assert named == {"capture_output": True, "text": True, "timeout": 600, "check": False}
        (tmp_path / "django-6.1.3.tar.gz").touch()
        return subprocess.CompletedProcess(command, 0, stdout="", stderr="")

    monkeypatch.setattr("macros.evidence.pins.subprocess.run", run)
    assert pip_newest("Django", "Django==6.*", tmp_path) == tmp_path / "django-6.1.3.tar.gz"


def test_pip_that_takes_too_long_is_one_line(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("macros.evidence.pins.subprocess.run", Mock(side_effect=subprocess.TimeoutExpired("pip", 600)))
    with pytest.raises(ReleaseUnavailable, match=r"^Django==6\.\* could not be downloaded within 600 seconds$"):
        pip_newest("Django", "Django==6.*", tmp_path)
