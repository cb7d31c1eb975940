"""The commands: what they print, and with which exit code they end."""

import csv
import json
import subprocess
import sys
from typing import Any

import pytest

from macros.__main__ import main
from macros.evidence import ReleaseUnavailable, Result
from macros.load import load
from macros.model import Finding
from tests.tree import HERE, laid_over, write

ORM = "data/criteria/data/orm.yml"
WORDED = {ORM: {"why": "Most sites currently keep data."}}
PROBLEM = f'{ORM}:2: text-does-not-age: `why` says "currently"; say since which version instead'

UNKNOWN = "No base is known to compare with; name a folder or a revision: make check BASE=<it>\n"


@pytest.fixture(autouse=True)
def outside_github(monkeypatch):
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


def run(root, *arguments):
    return main(["--root", str(root), *map(str, arguments)])


def test_check_counts_what_is_there_and_ends_with_0(tmp_path, capsys):
    assert run(write(tmp_path), "check") == 0
    assert capsys.readouterr().out == "1 criteria, 2 claims, 2 sources: no problems.\n"


def test_check_prints_what_a_rule_found_and_ends_with_1(tmp_path, capsys):
    assert run(write(tmp_path, WORDED), "check") == 1
    printed = capsys.readouterr()
    assert printed.out == f"{PROBLEM}\n"
    assert printed.err == f"{UNKNOWN}1 problem.\n"


def test_check_prints_what_can_not_be_read_and_ends_with_1(tmp_path, capsys):
    once = "compare/data/#orm\ncompare/data/#flask-ships-no-orm\ncompare/data/#django-ships-an-orm\n"
    change = {ORM: "", "data/home.yml": "", "data/permalinks.txt": once}
    assert run(write(tmp_path, change), "check") == 1
    printed = capsys.readouterr()
    assert printed.out.splitlines() == [
        f"{ORM}:1: shape: is empty; fill it, or delete it",
        "data/home.yml:1: shape: is empty; fill it, or delete it",
    ]
    assert printed.err == f"{UNKNOWN}2 problems.\n"


def test_check_without_a_base_compares_with_nothing_and_says_nothing_of_it(tmp_path, capsys):
    assert run(write(tmp_path, WORDED), "check", "--no-base") == 1
    printed = capsys.readouterr()
    assert printed.out == f"{PROBLEM}\n"
    assert printed.err == "1 problem.\n"


def test_check_compares_the_addresses_with_those_of_a_base(tmp_path, capsys):
    before = write(tmp_path / "before", {"data/permalinks.txt": "./\n"})
    assert run(write(tmp_path / "after"), "check", "--base", before) == 1
    assert capsys.readouterr().out.startswith(
        "data/permalinks.txt:1: published-address-is-kept: the line `./` was removed;"
    )
    assert run(before, "check", "--base", before) == 0
    assert run(before, "check", "--base", "no-such-place") == 2
    assert "there is no folder and no git revision `no-such-place`" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["chekc"], ["check", "more"], ["export"], ["permalinks"]])
def test_a_wrong_call_ends_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m macros" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "evidence", "export", "permalinks"])
def test_help_names_every_command(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    assert f"\n    {command} " in capsys.readouterr().out


def test_outside_github_there_are_no_annotations(tmp_path, capsys):
    run(write(tmp_path, WORDED), "check")
    assert "::" not in capsys.readouterr().out


def test_on_github_each_problem_is_also_an_annotation_on_its_line(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    run(write(tmp_path, WORDED), "check")
    assert capsys.readouterr().out.splitlines() == [
        PROBLEM,
        f'::error file={ORM},line=2,title=text-does-not-age::`why` says "currently"; say since which version instead',
    ]


def test_an_annotation_holds_no_sign_that_github_would_read_as_its_own(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    name = "data/100%, a:b.txt"
    topics = '"x%0A::error::y\\r\\n":\n  title: x\n'
    run(write(tmp_path, {name: "stray", "data/topics.yml": topics}), "check")
    annotations = [line for line in capsys.readouterr().out.splitlines() if line.startswith("::error ")]
    assert [line for line in annotations if "100" in line] == [
        "::error file=data/100%25%2C a%3Ab.txt,line=1,title=shape::"
        "nothing reads this file; see CONTRIBUTING.md for where data goes"
    ]
    assert [line for line in annotations if "topics" in line] == [
        "::error file=data/topics.yml,line=1,title=shape::"
        "`x%250A::error::y\\r\\n` can't be an id; use small letters, digits and single hyphens"
    ]


def test_export_writes_every_published_file(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://example.org/")
    out = tmp_path / "out"
    assert run(write(tmp_path), "export", out) == 0
    assert json.loads((out / "api/v1/comparison.json").read_text(encoding="utf-8"))["topics"]
    schema = json.loads((out / "api/v1/comparison.schema.json").read_text(encoding="utf-8"))
    assert schema["$id"] == "https://example.org/api/v1/comparison.schema.json"
    with (out / "api/v1/claims.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == 3
    assert len(capsys.readouterr().out.splitlines()) == len([path for path in out.rglob("*") if path.is_file()])


@pytest.mark.parametrize("arguments", [("export", "out"), ("evidence",)])
def test_nothing_is_made_of_data_with_problems(arguments, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(write(tmp_path, WORDED), *arguments) == 1
    assert capsys.readouterr().out == f"{PROBLEM}\n"
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / ".cache").exists()


def test_evidence_for_a_claim_that_does_not_exist_ends_with_2(tmp_path, capsys):
    assert run(write(tmp_path), "evidence", "--claim", "django-ships-a-kitchen") == 2
    printed = capsys.readouterr()
    assert "django-ships-a-kitchen" in printed.err
    assert printed.out == ""


def test_a_part_of_the_evidence_is_not_recorded(tmp_path, capsys):
    assert run(write(tmp_path), "evidence", "--claim", "django-ships-an-orm", "--record") == 2
    assert "--record needs the whole run" in capsys.readouterr().err


OLDER = {
    "data/sources/django.yml": {
        "releases": [{"version": "4.2.30", "tag": "4.2.30"}, {"version": "3.2.25", "tag": "3.2.25"}]
    }
}
BOUNDED = {ORM: {"frameworks": {"django": {"claims": [{"id": "django-ships-an-orm", "since": "6.0"}]}}}}


@pytest.fixture
def without_packages(monkeypatch):
    """Every citation is found; no package is fetched."""
    monkeypatch.setattr("macros.evidence.check", lambda *arguments, **named: [])


def test_a_bound_that_leaves_no_version_is_listed_among_the_claims_that_do_not_hold(tmp_path, capsys, without_packages):
    root = write(tmp_path / "root", laid_over(OLDER, BOUNDED))
    assert run(root, "check") == 1
    assert "bounds-leave-a-version" in capsys.readouterr().out
    assert run(root, "evidence", "--lapses", tmp_path / "lapses.json") == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 claim does not hold: django-ships-an-orm"
    lapses = json.loads((tmp_path / "lapses.json").read_text(encoding="utf-8"))
    assert [lapse["claim"] for lapse in lapses] == ["django-ships-an-orm"]
    assert run(root, "evidence", "--record") == 1
    assert not (root / "data/recorded").exists()


def test_when_every_claim_holds_the_list_is_empty(tmp_path, without_packages):
    assert run(write(tmp_path / "root"), "evidence", "--lapses", tmp_path / "lapses.json") == 0
    assert json.loads((tmp_path / "lapses.json").read_text(encoding="utf-8")) == []


def result(comparison, finding, version="6.1.3"):
    placed = comparison.claims["django-ships-an-orm"]
    return Result(placed, placed.claim.evidence[0], version, finding)


@pytest.fixture
def found(tmp_path, monkeypatch):
    """A small root, with one look-up of which a test says what was found."""
    root = write(tmp_path / "root")

    def found(**finding):
        results = [result(load(root), Finding(**finding))]
        monkeypatch.setattr("macros.evidence.check", lambda *arguments, **named: list(results))
        return root

    return found


HERE_FOUND: dict[str, Any] = {
    "file": "docs/topics/db/models.txt",
    "line": 7,
    "end": 7,
    "text": "single, definitive source",
}


def test_what_was_found_is_recorded_and_agrees_with_itself(found, capsys):
    root = found(**HERE_FOUND)
    assert run(root, "evidence", "--record") == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 look-ups for 1 claims and terms: 1 found, 0 not found.",
        "recorded in data/recorded/evidence.json",
    ]
    assert run(root, "evidence") == 0
    evidence_record = load(root).evidence_record
    assert evidence_record
    assert list(evidence_record.findings.values()) == [{"6.1.3": Finding(**HERE_FOUND)}]


def test_a_record_that_says_otherwise_is_told_and_ends_with_1(found, capsys):
    run(found(**HERE_FOUND), "evidence", "--record")
    capsys.readouterr()
    assert run(found(**{**HERE_FOUND, "line": 8}), "evidence") == 1
    printed = capsys.readouterr()
    assert printed.out.splitlines()[-1] == (
        "data/recorded/evidence.json: docs: django | at: topics/db/models#models | "
        "phrase: single, definitive source of information: 6.1.3: was recorded otherwise"
    )
    assert "only `make record` may write it" in printed.err


def test_a_record_edited_by_hand_is_told(found, capsys):
    root = found(**HERE_FOUND)
    run(root, "evidence", "--record")
    path = root / "data/recorded/evidence.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"line": 7', '"line": 70'), encoding="utf-8")
    assert run(root, "evidence") == 1


def test_what_is_new_or_gone_is_left_to_whoever_merges(found):
    root = found(**HERE_FOUND)
    run(root, "evidence", "--record")
    path = root / "data/recorded/evidence.json"
    path.write_text(path.read_text(encoding="utf-8").replace("6.1.3", "6.1.2"), encoding="utf-8")
    assert run(root, "evidence") == 0


def test_what_was_not_found_ends_with_1_and_is_not_recorded(found, capsys):
    root = found(problem="the phrase is not there")
    assert run(root, "evidence", "--record") == 1
    assert not (root / "data/recorded").exists()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("data/criteria/data/orm.yml:31: django-ships-an-orm: docs: django")
    assert lines[0].endswith(": 6.1.3: the phrase is not there")
    assert lines[1:] == [
        "1 look-ups for 1 claims and terms: 0 found, 1 not found.",
        "1 claim does not hold: django-ships-an-orm",
    ]


def test_a_spoilt_record_is_told_before_anything_is_looked_up(found, capsys):
    root = found(**HERE_FOUND)
    (root / "data/recorded").mkdir()
    (root / "data/recorded/evidence.json").write_text("{}", encoding="utf-8")
    assert run(root, "evidence") == 1
    assert capsys.readouterr().out.startswith("data/recorded/evidence.json:1: shape: is not what the command wrote")


def test_newest_pins_what_is_newer_and_says_so(tmp_path, capsys, monkeypatch):
    def newest(source):
        for release in source.releases:
            newer = {"version": "5.2.20", "tag": "5.2.20"} if release.version == "5.2.19" else {}
            yield release, release.model_copy(update=newer)

    monkeypatch.setattr("macros.evidence.newest", newest)
    root = write(tmp_path)
    assert run(root, "newest") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Flask 3.1.3 is the newest",
        "Django 6.1.3 is the newest",
        "Django 5.2.19 -> 5.2.20",
    ]
    assert [release.version for release in load(root).sources["django"].releases] == ["6.1.3", "5.2.20"]


def test_what_can_not_be_downloaded_is_one_line(tmp_path, capsys, monkeypatch):
    def newest(source):
        raise ReleaseUnavailable(f"{source.title} could not be downloaded")

    monkeypatch.setattr("macros.evidence.newest", newest)
    assert run(write(tmp_path), "newest") == 1
    assert capsys.readouterr().err == "Flask could not be downloaded\n"


def test_permalinks_adds_what_is_new_and_never_removes(tmp_path, capsys):
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("", encoding="utf-8")
    write(tmp_path, {"data/permalinks.txt": "// head\ncompare/gone/#old\n"})
    assert run(tmp_path, "permalinks", site) == 0
    first = (tmp_path / "data/permalinks.txt").read_text(encoding="utf-8")
    assert {"compare/gone/#old", "./", "compare/data/#orm"} <= set(first.splitlines())
    assert first.startswith("// Every address ever published")
    assert run(tmp_path, "permalinks", site) == 0
    assert (tmp_path / "data/permalinks.txt").read_text(encoding="utf-8") == first
    assert capsys.readouterr().out.splitlines()[-1] == "0 addresses added to data/permalinks.txt"


def test_the_module_is_a_command_and_hands_its_exit_code_on(tmp_path):
    command = [sys.executable, "-m", "macros", "--root", str(write(tmp_path, WORDED)), "check"]
    ended = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (1, f"{PROBLEM}\n")


LOOKED = "data/criteria/data/orm.yml,line=31"


def annotated(capsys):
    return [line for line in capsys.readouterr().out.splitlines() if line.startswith("::")]


def test_on_github_what_is_not_found_is_one_annotation_on_the_line_of_the_citation(found, capsys, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    root = found(problem="the phrase is not there")
    both = [result(load(root), Finding(problem="not there"), version) for version in ("6.1.3", "5.2.19")]
    monkeypatch.setattr("macros.evidence.check", lambda *arguments, **named: both)
    assert run(root, "evidence") == 1
    assert annotated(capsys) == [
        f"::error file={LOOKED},title=evidence-is-found::`django-ships-an-orm`: 6.1.3: not there; 5.2.19: not there"
    ]


def test_on_github_a_record_that_says_otherwise_is_an_annotation_on_the_citation(found, capsys, monkeypatch):
    run(found(**HERE_FOUND), "evidence", "--record")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run(found(**{**HERE_FOUND, "line": 8}), "evidence") == 1
    (line,) = annotated(capsys)
    assert line.startswith(f"::error file={LOOKED},title=record-is-what-was-found::`django-ships-an-orm`: 6.1.3: was")
    assert line.endswith("a maintainer records it when the change is merged")


def test_on_github_a_claim_that_holds_nowhere_is_an_annotation_on_it(tmp_path, capsys, monkeypatch, without_packages):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run(write(tmp_path, laid_over(OLDER, BOUNDED)), "evidence") == 1
    assert annotated(capsys) == [
        "::error file=data/criteria/data/orm.yml,line=27,title=claim-holds::`django-ships-an-orm`: "
        "it holds since 6.0, in none of the pinned versions: 4.2.30, 3.2.25"
    ]


def test_what_is_not_found_does_not_hide_what_was_recorded_otherwise(found, capsys, monkeypatch):
    root = found(**HERE_FOUND)
    comparison = load(root)
    older = [result(comparison, Finding(**HERE_FOUND), version) for version in ("6.1.3", "5.2.19")]
    monkeypatch.setattr("macros.evidence.check", lambda *arguments, **named: list(older))
    run(root, "evidence", "--record")
    now = [
        result(comparison, Finding(**{**HERE_FOUND, "line": 8})),
        result(comparison, Finding(problem="gone"), "5.2.19"),
    ]
    monkeypatch.setattr("macros.evidence.check", lambda *arguments, **named: list(now))
    assert run(root, "evidence") == 1
    printed = capsys.readouterr().out
    assert "5.2.19: gone" in printed
    assert "6.1.3: was recorded otherwise" in printed
