"""What breaks a rule is told as that, though pages are drawn while the rules run, and nothing of it is published."""

from __future__ import annotations

from pathlib import Path

from tests.site.building import built, small_project

GONE = (
    "data/home.yml:{line}: deciding-criterion-exists: "
    "`deciding` names the criterion `ormm`, which does not exist; did you mean `orm`?"
)


def refused(project: Path) -> tuple[str, list[str]]:
    """What a build that fails prints, and which files it leaves."""
    site = project.parent / "site"
    done = built(project, site)
    assert done.returncode == 1
    return done.stdout + done.stderr, [str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()]


def line_of(project: Path, file: str, text: str) -> int:
    return (project / file).read_text(encoding="utf-8").partition(text)[0].count("\n") + 1


def test_a_criterion_that_is_not_there_is_told_once_and_not_as_a_page_that_could_not_be_drawn(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project", {"data/home.yml": {"deciding": ["ormm"]}})
    line = line_of(project, "data/home.yml", "deciding:")
    said, left = refused(project)
    assert [each for each in said.splitlines() if each and not each.startswith("INFO")] == [
        "Aborted with a BuildError!",
        "ERROR   -  1 problem(s) in data/:",
        f"  {GONE.format(line=line)}",
    ]
    assert left == []


def test_what_is_drawn_well_and_breaks_a_rule_is_not_published(tmp_path: Path) -> None:
    project = small_project(
        tmp_path / "project", {"data/criteria/data/orm.yml": {"why": "Most sites currently keep data."}}
    )
    said, left = refused(project)
    assert "1 problem(s) in data/:\n  data/criteria/data/orm.yml:2: text-does-not-age: `why` says" in said
    assert left == []


def test_what_can_not_be_read_is_told_with_what_breaks_a_rule(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project", {"data/topics.yml": "", "data/home.yml": {"deciding": ["ormm"]}})
    said, left = refused(project)
    assert "2 problem(s) in data/:\n  data/home.yml" in said
    assert "data/topics.yml:1: shape: is empty; fill it, or delete it" in said
    assert left == []


def test_a_mistake_in_the_code_is_told_with_its_traceback(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project")
    module = project / "macros/plugin.py"
    module.write_text(
        module.read_text(encoding="utf-8").replace(
            'return block("home_answer"', '1 / 0\n        return block("home_answer"'
        ),
        encoding="utf-8",
    )
    said, left = refused(project)
    assert "ZeroDivisionError" in said
    assert "problem(s)" not in said
    assert left == []


def test_rules_that_do_not_run_stop_the_build(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project")
    with (project / "macros/rules/__init__.py").open("a", encoding="utf-8") as module:
        module.write("\n\ndef check(comparison):\n    raise RuntimeError('a rule is broken')\n")
    said, left = refused(project)
    assert "the rules could not run:\n" in said
    assert "RuntimeError: a rule is broken" in said
    assert left == []
