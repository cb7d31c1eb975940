"""Tasks: the same work done in each framework, as complete files that the tests run."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .record import Id, Line, Record, Text

TASKS = "data/tasks"


TESTS = "tests/tasks"


class Stage(StrEnum):
    """Under which heading a task is shown."""

    START = "start"
    PAGES = "pages"
    DATA = "data"
    APIS = "apis"
    PEOPLE = "people"
    BESIDE = "beside"
    RUNNING = "running"


class TaskSide(Record):
    """One framework's side of a task: what to install, what to type, and which of its files to read first.

    `begins` is the command that writes data/skeletons/<framework>/, over which the side's own files are laid.
    `commands` are typed in this order, the last one starts the server, and `worker` starts what runs beside it.
    `environment` are the variables that must be set, each with why. `generated` names what a command wrote: a file,
    or a folder with a slash at its end.
    """

    packages: dict[Line, Text] = Field(min_length=1)
    environment: dict[Line, Text] = Field(default_factory=dict)
    begins: Line | None = None
    commands: tuple[Line, ...] = Field(strict=False, min_length=1)
    worker: Line | None = None
    files: tuple[Line, ...] = Field(strict=False, min_length=1)
    generated: dict[Line, Line] = Field(default_factory=dict)
    note: Text | None = None

    def begun(self, skeleton: dict[str, str]) -> dict[str, str]:
        """Of the files that begin a project of its framework, those that it begins with: all or none."""
        return skeleton if self.begins else {}

    def writer(self, path: str, *, unchanged: bool = False) -> str | None:
        """The command that wrote a whole file, if nobody did by hand; `unchanged` since its project was begun."""
        made = (command for name, command in self.generated.items() if _is_in(path, name))
        return next(made, self.begins if unchanged else None)


class Task(Record):
    """One piece of work: what both sides must do, and how each does it. The folder's name is its id.

    `follows` names the task whose files this one changes: what is new in them is marked.
    """

    id: Id
    title: Text
    stage: Annotated[Stage, Field(strict=False)]
    says: Text
    must: tuple[Text, ...] = Field(strict=False, min_length=1)
    criteria: tuple[Id, ...] = Field(strict=False, min_length=1)
    follows: Id | None = None
    frameworks: dict[Id, TaskSide]

    @property
    def test(self) -> str:
        """The file that tests it."""
        return test_file(self.id)

    def folder(self, framework: str) -> str:
        """The folder of the files of one side."""
        return f"{TASKS}/{self.id}/{framework}"


def test_file(id: str) -> str:
    """The file that tests a task."""
    return f"{TESTS}/test_{id.replace('-', '_')}.py"


def tested(file: str) -> str:
    """The id of the task that a test file is for, by its name."""
    return file.rpartition("/")[2].removeprefix("test_").removesuffix(".py").replace("_", "-")


def _is_in(path: str, name: str) -> bool:
    return path.startswith(name) if name.endswith("/") else path == name
