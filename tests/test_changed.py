"""Which claims a change is about, as git and the citations tell."""

import subprocess

import pytest

from macros.__main__ import main
from macros.changed import NoBase, changed_files, concerned, narrowed
from tests.tree import compared, write

ORM = "data/criteria/data/orm.yml"
DJANGO = "data/sources/django.yml"
PROBE = "tests/probes/test_orm.py"
BOTH = {"django-ships-an-orm", "flask-ships-no-orm"}


def git(root, *arguments):
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, "-C", str(root), *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """The small data, committed to main, with a branch checked out."""
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
        monkeypatch.delenv(name, raising=False)
    write(tmp_path)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "--message", "one")
    git(tmp_path, "checkout", "--quiet", "-b", "mine")
    return tmp_path


def edited(root, file, more="# a comment\n"):
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text(encoding="utf-8") if path.exists() else "") + more, encoding="utf-8")


def test_committed_uncommitted_and_new_files_are_changed(repository):
    assert changed_files(repository) == set()
    edited(repository, ORM)
    git(repository, "commit", "--quiet", "--all", "--message", "two")
    edited(repository, DJANGO)
    edited(repository, PROBE)
    assert changed_files(repository) == {ORM, DJANGO, PROBE}


def test_what_main_did_meanwhile_is_not_ours(repository):
    git(repository, "checkout", "--quiet", "main")
    edited(repository, DJANGO)
    git(repository, "commit", "--quiet", "--all", "--message", "two")
    git(repository, "checkout", "--quiet", "mine")
    assert changed_files(repository) == set()


def test_without_git_or_a_main_branch_another_way_is_named(tmp_path, monkeypatch):
    with pytest.raises(NoBase, match="make check CLAIM="):
        changed_files(tmp_path)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoBase, match="git is not installed"):
        changed_files(tmp_path)


def test_a_claim_is_concerned_by_its_file_its_sources_and_its_probes(tmp_path):
    claims = [{"id": "flask-ships-no-orm", "evidence": [{}, {"probe": "no_orm"}]}]
    probe = 'import pytest\n\n\n@pytest.mark.claim("flask-ships-no-orm")\ndef test_no_orm():\n    pass\n'
    comparison = compared(tmp_path, {ORM: {"frameworks": {"flask": {"claims": claims}}}, PROBE: probe})
    assert concerned(comparison, {ORM}) == BOTH
    assert concerned(comparison, {DJANGO}) == {"django-ships-an-orm"}
    assert concerned(comparison, {PROBE}) == {"flask-ships-no-orm"}
    assert concerned(comparison, {"README.md"}) == set()


def test_a_narrowed_comparison_has_these_claims_alone_each_in_its_place(tmp_path):
    comparison = compared(tmp_path)
    small = narrowed(comparison, {"django-ships-an-orm"}, {ORM})
    assert list(small.claims) == ["django-ships-an-orm"]
    assert small.claims["django-ships-an-orm"].claim.where == comparison.claims["django-ships-an-orm"].claim.where
    assert small.glossary == {}
    assert narrowed(comparison, (), {"data/glossary.yml"}).glossary == comparison.glossary
    assert list(comparison.claims) == ["flask-ships-no-orm", "django-ships-an-orm"]


def test_the_evidence_of_a_change_is_that_of_its_claims(repository, capsys, monkeypatch):
    looked = []

    def check(comparison, *arguments, **named):
        looked.append(list(comparison.claims))
        return []

    monkeypatch.setattr("macros.evidence.check", check)
    edited(repository, DJANGO)
    assert main(["--root", str(repository), "evidence", "--changed"]) == 0
    assert looked == [["django-ships-an-orm"]]
    assert capsys.readouterr().out.startswith(
        "claims that you changed, or that cite what you changed: django-ships-an-orm\n"
    )
    assert main(["--root", str(repository), "evidence", "--changed", "--record"]) == 2


def test_where_git_knows_no_main_the_command_says_so(tmp_path, capsys):
    assert main(["--root", str(write(tmp_path)), "evidence", "--changed"]) == 1
    assert "make check CLAIM=<id>" in capsys.readouterr().err


TURNED = "text-turns-with-what-is-under-it: `says` now says"


def turn(root):
    path = root / ORM
    path.write_text(path.read_text(encoding="utf-8").replace("ships an ORM", "ships no ORM"), encoding="utf-8")


def checked(root, capsys, *arguments):
    """What `check` prints, and its exit code."""
    code = main(["--root", str(root), "check", *arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_what_is_checked_is_compared_with_what_it_started_from(repository, capsys):
    edited(repository, "data/permalinks.txt", "./\n")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "addresses")
    git(repository, "branch", "--force", "main")
    assert checked(repository, capsys)[0] == 0
    turn(repository)
    code, out, err = checked(repository, capsys)
    assert (code, TURNED in out, "base" in err) == (1, True, False)
    git(repository, "commit", "--quiet", "--all", "--message", "two")
    assert TURNED in checked(repository, capsys)[1]
    assert TURNED not in checked(repository, capsys, "--base", "HEAD")[1]


def test_where_nothing_that_is_read_differs_the_base_is_not_opened(repository, capsys):
    edited(repository, "README.md")
    assert checked(repository, capsys) == (0, "1 criteria, 2 claims, 2 sources: no problems.\n", "")


def test_without_a_base_one_line_says_so_and_nothing_is_compared(tmp_path, capsys):
    assert checked(write(tmp_path), capsys) == (
        0,
        "1 criteria, 2 claims, 2 sources: no problems.\n",
        "No base is known to compare with; name a folder or a revision: make check BASE=<it>\n",
    )


def test_what_can_not_be_read_of_the_base_is_named(tmp_path, capsys):
    before = write(tmp_path / "before", {"data/permalinks.txt": "./\n", "data/glossary.yml": "orm: ["})
    after = write(tmp_path / "after", {"data/permalinks.txt": "./\n"})
    turn(after)
    _, out, err = checked(after, capsys, "--base", str(before))
    assert TURNED in out
    assert err.startswith("What can't be read of the base is not compared: data/glossary.yml:")
