"""A file that is no file, or that holds what no editor writes, gets one plain problem."""

import os
import shutil
from pathlib import Path

import pytest

from macros import rules
from macros.load import read
from tests.tree import VALID, text_of, write

ORM = "data/criteria/data/orm.yml"
HOME = "data/home.yml"
PROBE = "tests/probes/test_x.py"
RECORD = "data/recorded/evidence.json"
LINK = "shape: is a link to another file; put the file itself here"
FOLDER = "shape: is a folder where a file belongs; rename or delete it"
SPOILT = "shape: is not what the command wrote; restore it with git, and leave writing it to a maintainer"
DEEP = "shape: is nested too deeply for Python to read it; write it with fewer brackets or signs"
PUBLISHED = "compare/data/#orm\ncompare/data/#flask-ships-no-orm\ncompare/data/#django-ships-an-orm\n"


def put(file, content):
    def change(root):
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(content if isinstance(content, bytes) else content.encode())

    return change


def moved(old, new):
    def change(root):
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        (root / old).rename(root / new)

    return change


def linked(file, target):
    def change(root):
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).unlink(missing_ok=True)
        (root / file).symlink_to(target)

    return change


def folder(file):
    def change(root):
        (root / file).unlink(missing_ok=True)
        (root / file).mkdir(parents=True)

    return change


def oddly_named(root):
    Path(os.fsdecode(os.fsencode(root) + b"/data/sources/\xff.yml")).write_text("x: 1", encoding="utf-8")


ODD = {
    "a folder for one of many": (folder("data/sources/x.yml"), [f"data/sources/x.yml:1: {FOLDER}"]),
    "a folder for the topics": (folder("data/topics.yml"), [f"data/topics.yml:1: {FOLDER}"]),
    "a folder for a record": (folder(RECORD), [f"{RECORD}:1: {FOLDER}"]),
    "a folder for a probe": (folder(PROBE), [f"{PROBE}:1: {FOLDER}"]),
    "a folder for the lock": (folder("tests/probes/requirements.txt"), []),
    "a folder for the addresses": (folder("data/permalinks.txt"), []),
    "a link that leads outside": (linked("data/sources/x.yml", "/etc/passwd"), [f"data/sources/x.yml:1: {LINK}"]),
    "a link that leads nowhere": (linked("data/sources/x.yml", "nowhere"), [f"data/sources/x.yml:1: {LINK}"]),
    "a link to itself": (linked(HOME, "home.yml"), [f"{HOME}:1: {LINK}"]),
    "a link among the probes": (linked(PROBE, "nowhere"), [f"{PROBE}:1: {LINK}"]),
    "a link to a folder above": (
        linked("data/criteria/loop", ".."),
        ["data/criteria/loop:1: shape: is a link to another folder; put the files themselves here"],
    ),
    "a name that is no text": (
        oddly_named,
        ["data/sources/\N{REPLACEMENT CHARACTER}.yml:1: shape: `\udcff` can't be an id; "
         "use small letters, digits and single hyphens"],
    ),
    "a name of two lines": (
        put("data/a\n::error::b.yml", "x: 1"),
        ["data/a\\n::error::b.yml:1: shape: nothing reads this file here; a criterion belongs in "
         "data/criteria/<topic>/, a source in data/sources/"],
    ),
    "a criterion in no topic's folder": (
        moved(ORM, "data/criteria/orm.yml"),
        ["data/criteria/orm.yml:1: shape: nothing reads this file here; a criterion belongs in "
         "data/criteria/<topic>/, a source in data/sources/"],
    ),
    "a criterion among the sources": (
        moved(ORM, "data/sources/orm.yml"),
        ["data/sources/orm.yml:1: shape: is in the wrong folder: move it to data/criteria/<topic>/"],
    ),
    "capitals in the name of a criterion": (
        moved(ORM, "data/criteria/data/Orm.yml"),
        ["data/criteria/data/Orm.yml:1: shape: `Orm` can't be an id; use small letters, digits and single hyphens"],
    ),
    "another ending": (
        moved(ORM, "data/criteria/data/orm.yaml"),
        ["data/criteria/data/orm.yaml:1: shape: nothing reads this file, because its name ends in .yaml; "
         "rename it to orm.yml"],
    ),
    "50 MB": (
        put(ORM, b"x" * 50_000_000), [f"{ORM}:1: shape: is larger than 256 KiB; split it into smaller files"],
    ),
    "a binary": (put(ORM, b"\x7fELF\0\xff"), [f"{ORM}:1: shape: is not UTF-8 text here; save the file as UTF-8"]),
    "half a character, escaped": (
        put(ORM, 'question: "\\ud800"\n'),
        [f"{ORM}:1: shape: is not valid YAML (while parsing a quoted scalar, found invalid Unicode character escape "
         "code); check the indentation, and quote a text that contains `: ` or begins with a sign such as @ or %"],
    ),
    "keys to merge": (
        put(ORM, text_of(VALID[ORM]) + "<<: {a: 1}\n"), [f"{ORM}:34: shape: `<<` is not a key here; remove it"],
    ),
    "a number for a key": (
        put(ORM, text_of(VALID[ORM]) + "1: 2\n"), [f"{ORM}:34: shape: `1` is not a key here; remove it"],
    ),
    "addresses that are no text": (put("data/permalinks.txt", b"\xff\0"), []),
    "a lock that is no text": (put("tests/probes/requirements.txt", b"\xff"), []),
    "a record that is no text": (put(RECORD, b"\xff"), [f"{RECORD}:1: {SPOILT}"]),
    "a record that is nested deeply": (put(RECORD, b"[" * 100_000), [f"{RECORD}:1: {SPOILT}"]),
    "a probe with a NUL": (
        put(PROBE, b"\0"), [f"{PROBE}:1: shape: is not valid Python: source code string cannot contain null bytes"],
    ),
    "a probe that is no text": (put(PROBE, b":\x80"), [f"{PROBE}:1: shape: is not UTF-8 text; save the file as UTF-8"]),
    "a probe of many brackets": (
        put(PROBE, b"(" * 10_000), [f"{PROBE}:1: shape: is not valid Python: too many nested parentheses"],
    ),
    "a probe of many signs": (put(PROBE, b"x = " + b"-" * 100_000 + b"1"), [f"{PROBE}:1: {DEEP}"]),
    "a probe that is too deep": (put(PROBE, b"x = " + b"1+" * 20_000 + b"1"), [f"{PROBE}:1: {DEEP}"]),
    "an empty mark": (
        put(PROBE, '@pytest.mark.claim("flask-ships-no-orm")\n@pytest.mark.tries()\ndef test_x(): pass\n'),
        [f"{PROBE}:3: probe-and-claim-name-each-other: `test_x` names the claim `flask-ships-no-orm`, "
         "which does not cite it as `probe: x`",
         f"{PROBE}:3: shape: a `tries` mark of `test_x` is empty; write the claim and then the cases"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("change", "expected"), ODD.values(), ids=ODD)
def test_an_odd_file_gets_one_plain_problem(change, expected, tmp_path):
    write(tmp_path, {"data/permalinks.txt": PUBLISHED} if change is not ODD["a folder for the addresses"][0] else {})
    change(tmp_path)
    comparison, problems = read(tmp_path)
    assert [str(problem) for problem in sorted(problems + rules.check(comparison))] == expected


def test_a_file_that_may_not_be_opened_is_a_problem(tmp_path, monkeypatch):
    write(tmp_path)
    opened = Path.read_bytes

    def refused(path):
        if path.name == "home.yml":
            raise PermissionError(13, "Permission denied")
        return opened(path)

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert [str(problem) for problem in read(tmp_path)[1]] == [
        f"{HOME}:1: shape: can't be opened (Permission denied); look at its permissions"
    ]


def test_without_any_data_each_missing_file_is_a_problem(tmp_path):
    shutil.rmtree(write(tmp_path) / "data")
    comparison, problems = read(tmp_path)
    assert {problem.text for problem in problems} == {"is missing; create it, or restore it with git"}
    assert rules.check(comparison) == []
