"""The tasks, as they are published: in a JSON file of their own with its schema, and as lines of CSV."""

from __future__ import annotations

import csv
import io

from pydantic import Field

from macros import addresses
from macros.lines import written
from macros.model import Comparison, Stage, Task

from .comparison import LICENCE, json_text
from .record import Exported, inert
from .schema import schema_json

SCHEMA = "tasks.schema.json"
COLUMNS = ("id", "stage", "title", "framework", "files", "lines", "packages", "commands", "address")


class FileOut(Exported):
    """One file of a side."""

    path: str
    lines: int = Field(description="How many of its lines are code that somebody wrote by hand")
    written_by: str | None = Field(description="The command that wrote all of it, if nobody did by hand")


class SideOut(Exported):
    """How a task is done in one framework."""

    packages: dict[str, str] = Field(description="Each package to install, and why")
    environment: dict[str, str] = Field(description="Each variable that must be set, and why")
    commands: list[str] = Field(description="What to type after the installation, in this order")
    worker: str | None = Field(description="The command that runs beside the server")
    note: str | None = Field(description="What a reader must know of this side, such as what is not possible in it")
    files: list[FileOut]
    lines: int = Field(description="The sum of the lines of its files")
    address: str
    download: str = Field(description="Address of an archive with all of its files")


class TaskOut(Exported):
    """One piece of work, done in each framework and tested by the same tests."""

    id: str
    title: str
    stage: Stage
    says: str
    must: list[str] = Field(description="What the tests ask each side for")
    criteria: list[str] = Field(description="Ids of the criteria that it shows in code")
    follows: str | None = Field(description="Id of the task whose files it goes on from")
    test: str = Field(description="The file in the repository that tests every side")
    address: str
    frameworks: dict[str, SideOut]


class TasksOut(Exported):
    """Every task with both sides, without the text of their files."""

    schema_address: str = Field(alias="$schema")
    licence: str = Field(description="SPDX identifier of the licence of this file")
    tasks: list[TaskOut]


def tasks_json(comparison: Comparison, site_url: str = "") -> str:
    """Every task: what each side must do, its files with their lines, packages and commands; see tasks.schema.json."""
    tasks = [_task(comparison, each) for each in comparison.tasks.values()]
    whole = TasksOut(**{"$schema": SCHEMA}, licence=LICENCE, tasks=tasks)
    return json_text(whole.model_dump(mode="json", by_alias=True))


def tasks_schema_json(comparison: Comparison, site_url: str = "") -> str:
    """The JSON Schema (draft 2020-12) of tasks.json."""
    return schema_json(TasksOut, SCHEMA, site_url)


def tasks_csv(comparison: Comparison, site_url: str = "") -> str:
    """Each side of every task as one line of CSV; `files` and `lines` count what somebody wrote by hand."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for task in comparison.tasks.values():
        for framework, side in _task(comparison, task).frameworks.items():
            files = sum(bool(file.lines) for file in side.files)
            line = (
                task.id, task.stage, task.title, framework, str(files), str(side.lines), " ".join(side.packages),
                "; ".join(side.commands), side.address,
            )  # fmt: skip
            writer.writerow(map(inert, line))
    return out.getvalue()


def _task(comparison: Comparison, task: Task) -> TaskOut:
    return TaskOut(
        id=task.id,
        title=task.title,
        stage=task.stage,
        says=task.says,
        must=list(task.must),
        criteria=list(task.criteria),
        follows=task.follows,
        test=task.test,
        address=addresses.task(task.id),
        frameworks={name: _side(comparison, task, name) for name in comparison.frameworks if name in task.frameworks},
    )


def _side(comparison: Comparison, task: Task, name: str) -> SideOut:
    side = task.frameworks[name]
    files = [_file(comparison, task, name, path) for path in comparison.side_files[task.id, name]]
    return SideOut(
        packages=side.packages,
        environment=side.environment,
        commands=[*filter(None, [side.begins]), *side.commands],
        worker=side.worker,
        note=side.note,
        files=files,
        lines=sum(file.lines for file in files),
        address=addresses.task_side(task.id, name),
        download=addresses.task_download(task.id, name),
    )


def _file(comparison: Comparison, task: Task, name: str, path: str) -> FileOut:
    text, begun = comparison.side_files[task.id, name][path], comparison.begun(task, name).get(path)
    by = task.frameworks[name].writer(path, unchanged=text == begun)
    return FileOut(path=path, lines=0 if by else len(written(path, text, begun or "")), written_by=by)
