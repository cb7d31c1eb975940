"""What a workflow may do, and what it runs."""

from __future__ import annotations

import re
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
}


def read(name: str) -> dict[str, Any]:
    """A workflow; BaseLoader, because YAML 1.1 takes the key `on` for a boolean."""
    workflow: dict[str, Any] = yaml.load(WORKFLOWS[name].read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - it makes texts only
    return workflow


def jobs() -> list[Any]:
    return [pytest.param(name, job, id=f"{name}-{job}") for name in WORKFLOWS for job in read(name)["jobs"]]


def test_these_are_the_workflows():
    assert list(WORKFLOWS) == ["check.yml", "links.yml", "newest.yml", "publish.yml"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_action_is_pinned_by_commit_with_its_version_beside_it(name):
    text = WORKFLOWS[name].read_text(encoding="utf-8")
    used = re.findall(r"uses: (.*)", text)
    assert used or name == "links.yml"
    for action in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_one_action_has_one_pin():
    text = "".join(path.read_text(encoding="utf-8") for path in WORKFLOWS.values())
    pins: dict[str, set[str]] = {}
    for action, pin in re.findall(r"uses: (\S+)@(.*)", text):
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


def test_what_is_published_was_tested_and_what_it_commits_starts_nothing():
    workflow = read("publish.yml")
    runs = [step["run"] for step in workflow["jobs"]["build"]["steps"] if "run" in step]
    assert runs == ["make test", "make record permalinks"]
    kept = next(step for step in workflow["jobs"]["build"]["steps"] if step.get("with", {}).get("name") == "record")
    assert workflow["on"]["push"]["paths-ignore"] == ["data/recorded/**", "data/permalinks.txt"]
    assert kept["with"]["path"].split() == ["data/recorded/evidence.json", "data/permalinks.txt"]


def test_a_change_is_checked_by_the_command_a_contributor_has():
    workflow = read("check.yml")
    assert "pull_request" in workflow["on"]
    assert "push" in workflow["on"]
    assert [step["run"] for step in workflow["jobs"]["test"]["steps"] if "run" in step] == ["make test"]


@pytest.mark.parametrize("name", ["links.yml", "newest.yml"])
def test_what_runs_by_the_week_runs_by_hand_too_and_reports_from_a_job_of_its_own(name):
    workflow = read(name)
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    assert len(workflow["on"]["schedule"][0]["cron"].split()) == 5
    looking, reporting = workflow["jobs"].values()
    assert looking["permissions"] == {"contents": "read"}
    assert reporting["permissions"] == {"issues": "write"}
    assert not any("uses" in step for step in reporting["steps"])
    handed = {value for step in reporting["steps"] for value in step["env"].values() if "needs." in value}
    assert handed == {f"${{{{ needs.{reporting['needs']}.outputs.{output} }}}}" for output in looking["outputs"]}
