"""The command: two folders in, Markdown out, and the exit code is 0 whatever a change holds."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from macros.tools.effect import trees
from macros.tools.effect.__main__ import main
from tests.tree import HERE, write


@pytest.fixture
def sides(tmp_path):
    """Two folders that git knows, of the small data."""
    folders = tmp_path / "base", tmp_path / "change"
    for folder in folders:
        write(folder)
        subprocess.run(["git", "init", "-q", str(folder)], check=True)
    return folders


def test_equal_folders_differ_in_nothing(sides, capsys):
    assert main([str(side) for side in sides]) == 0
    assert capsys.readouterr().out == "# What this change does\n\nNothing differs.\n"


def test_what_differs_is_printed_with_the_most_important_first(sides, capsys):
    base, change = sides
    write(change, {"data/home.yml": {"answer": [{"says": "Take the smaller one."}]}})
    (base / "tests").mkdir(exist_ok=True)
    (base / "tests/test_a.py").write_text("def test_it():\n    assert x == 1\n", encoding="utf-8")
    assert main([str(base), str(change)]) == 0
    assert capsys.readouterr().out.splitlines()[:8] == [
        "# What this change does",
        "",
        "2 files differ. What weighs most is first.",
        "",
        "- Checks that became weaker, or may have: 1",
        "- What is read first: 1",
        "- Every file that differs: 2",
        "",
    ]


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("data/home.yml", b"\xff\xfe"),
        ("data/home.yml", b"[" * 10_000),
        ("data/recorded/evidence.json", b"[" * 100_000),
        ("data/recorded/evidence.json", b"{"),
        ("data/redirects.yml", b"moved: [1, {a: b}]\n"),
        ("data/chooser.yml", b"version: 1\n"),
        ("data/frameworks.yml", b"- a\n"),
        ("data/criteria/data/orm.yml", b"frameworks: {django: {claims: [a, {id: [b]}, {id: c, evidence: d}]}}\n"),
        ("data/sources/flask.yml", b"url: 'https://[x'\n"),
        ("tests/test_a.py", b"def broken(:\n"),
        ("tests/test_a.py", b"\xff"),
        ("tests/test_a.py", b"x = " + b"(" * 5000),
        ("tests/test_a.py", b"\0"),
    ],
)
def test_no_content_ends_it_with_an_error(sides, capsys, file, content):
    for folder in sides:
        path = folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        assert main([str(side) for side in sides]) == 0
    assert main([str(side) for side in sides]) == 0
    assert "# What this change does" in capsys.readouterr().out


def test_it_runs_as_the_workflow_runs_it(sides):
    command = [sys.executable, "-m", "macros.tools.effect", *map(str, sides)]
    done = subprocess.run(
        command, cwd=HERE.parent, capture_output=True, text=True, check=False, env={**os.environ, "LC_ALL": "C"}
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("# What this change does\n")


def test_a_folder_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(subprocess.CalledProcessError):
        main([str(tmp_path / "no"), str(tmp_path)])


def test_files_are_those_that_git_has_or_would_have(tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    for name, text in {
        "a.txt": "a",
        ".gitignore": "cache/\nkept.txt\n",
        "cache/b": "b",
        "kept.txt": "c",
        "é/ü": "d",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    subprocess.run(["git", "-C", str(tmp_path), "add", "-f", "kept.txt"], check=True)
    assert sorted(trees.read(tmp_path)) == [".gitignore", "a.txt", "kept.txt", "é/ü"]


def test_a_symbolic_link_is_shown_and_not_followed(tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (tmp_path / "link").symlink_to("secret")
    assert trees.read(tmp_path)["link"] == b"a symbolic link to secret"
