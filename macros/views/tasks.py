"""Tasks: the same work in each framework, its files side by side, and what can be counted of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from macros import addresses
from macros.lines import new, written
from macros.model import Stage, Task, TaskSide

from .links import Link, Links
from .once import once

STAGES = {
    Stage.START: "First steps",
    Stage.PAGES: "Pages and forms",
    Stage.DATA: "Data",
    Stage.APIS: "APIs",
    Stage.PEOPLE: "People and what they may do",
    Stage.BESIDE: "Beside the request",
    Stage.RUNNING: "Settings, tests and running it",
}


LONG = 40


STYLES = "stylesheets/tasks.css"
"""What only the pages of tasks need: they load it themselves, beside the code."""


@dataclass(frozen=True, kw_only=True)
class FileView:
    """One file of a side: its text, the lines to mark, how many were written by hand, and where it is edited.

    `by` is the command that wrote it, if nobody did.
    """

    id: str
    path: str
    text: str
    marked: frozenset[int]
    written: int
    by: str | None
    edit: str | None

    @property
    def lines(self) -> int:
        """How many lines it has."""
        return len(self.text.splitlines())

    @property
    def empty(self) -> bool:
        """Whether nothing is in it."""
        return not self.text.strip()

    @property
    def folds(self) -> bool:
        """Whether most of a long file is not new: its page shows how much is, and the rest when it is asked for."""
        return bool(self.marked) and self.lines > LONG and len(self.marked) * 4 < self.lines


@dataclass(frozen=True, kw_only=True)
class SideView:
    """One framework's side: what to install and type, its files to read, and those that a command wrote."""

    framework: str
    name: str
    packages: tuple[tuple[str, str], ...]
    environment: tuple[tuple[str, str], ...]
    install: str
    commands: tuple[str, ...]
    worker: str | None
    note: str | None
    files: tuple[FileView, ...]
    made: tuple[FileView, ...]
    download: Link

    @property
    def written(self) -> int:
        """How many lines of code in its files were written by hand."""
        return sum(file.written for file in self.files)


@dataclass(frozen=True, kw_only=True)
class CountRow:
    """One thing that is counted, with the figure of each framework."""

    what: str
    figures: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class TaskPage:
    """A task whole: what both must do, both sides, and what was counted."""

    id: str
    says: str
    must: tuple[str, ...]
    criteria: tuple[Link, ...]
    all: Link
    follows: Link | None
    sides: tuple[SideView, ...]
    counts: tuple[CountRow, ...]
    test: str
    test_edit: str | None
    report: str | None
    styles: str


@dataclass(frozen=True, kw_only=True)
class TaskLine:
    """A task in the list, with the lines that each side takes."""

    link: Link
    says: str
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True)
class TaskGroup:
    """The tasks under one heading."""

    id: str
    title: str
    tasks: tuple[TaskLine, ...]


class TaskViews(Links):
    """Every task whole, the list of them, and those that a criterion belongs to."""

    def tasks_of(self, criterion: str) -> tuple[Link, ...]:
        """The tasks that show a criterion in code."""
        tasks = self.comparison.tasks.values()
        return tuple(self.task_link(task.id) for task in tasks if criterion in task.criteria)

    @once
    def task_groups(self) -> tuple[TaskGroup, ...]:
        """Every task, under the headings of their stages."""
        tasks = self.comparison.tasks.values()
        found = ((stage, title, [each for each in tasks if each.stage is stage]) for stage, title in STAGES.items())
        return tuple(
            TaskGroup(id=f"stage-{stage}", title=title, tasks=tuple(map(self._task_line, here)))
            for stage, title, here in found
            if here
        )

    def _task_line(self, task: Task) -> TaskLine:
        sides = self.task(task.id).sides
        lines = tuple((side.name, side.written) for side in sides)
        return TaskLine(link=self.task_link(task.id), says=task.says, lines=lines)

    @once
    def task(self, id: str) -> TaskPage:
        """One task whole."""
        task = self.comparison.tasks[id]
        sides = tuple(
            self._task_side(task, name, task.frameworks[name])
            for name in self.comparison.frameworks
            if name in task.frameworks
        )
        return TaskPage(
            id=id,
            says=task.says,
            must=task.must,
            criteria=tuple(self.criterion_link(name) for name in task.criteria),
            all=Link(href=self.base + addresses.TASKS, text="All tasks"),
            follows=self.task_link(task.follows) if task.follows else None,
            sides=sides,
            counts=tuple(_counted(sides)),
            test=task.test,
            test_edit=self.edit(task.test),
            report=self.report(addresses.task(id)),
            styles=self.base + STYLES,
        )

    def _task_side(self, task: Task, name: str, side: TaskSide) -> SideView:
        texts = self.comparison.side_files[task.id, name]
        ordered = [*side.files, *(path for path in texts if path not in side.files)]
        files = [self._task_file(task, name, path) for path in ordered]
        return SideView(
            framework=name,
            name=self.comparison.frameworks[name].name,
            packages=tuple(side.packages.items()),
            environment=tuple(side.environment.items()),
            install=f"pip install {' '.join(side.packages)}",
            commands=(*filter(None, [side.begins]), *side.commands),
            worker=side.worker,
            note=side.note,
            files=tuple(file for file in files if not file.by),
            made=tuple(file for file in files if file.by),
            download=Link(href=self.base + addresses.task_download(task.id, name), text=f"{task.id}-{name}.zip"),
        )

    def _task_file(self, task: Task, name: str, path: str) -> FileView:
        text = self.comparison.side_files[task.id, name][path]
        begun = self.comparison.begun(task, name).get(path)
        before = self.comparison.side_files.get((task.follows or "", name), {}).get(path, begun or "")
        by = task.frameworks[name].writer(path, unchanged=text == begun)
        return FileView(
            id=f"{name}-{addresses.slug(path.replace('/', ' ').replace('.', ' '))}",
            path=path,
            text=text,
            marked=new(text, before) if before or task.follows else frozenset(),
            written=0 if by else len(written(path, text, begun or "")),
            by=by,
            edit=self.edit(f"{task.folder(name)}/{path}"),
        )


def _counted(sides: tuple[SideView, ...]) -> Iterator[CountRow]:
    def row(what: str, *figures: int) -> CountRow:
        return CountRow(what=what, figures=figures)

    yield row("Files written or changed by hand", *(sum(bool(file.written) for file in side.files) for side in sides))
    yield row("Lines of code in them", *(side.written for side in sides))
    yield row("Files that a command wrote", *(len(side.made) for side in sides))
    yield row("Packages to install by name", *(len(side.packages) for side in sides))
    yield row("Commands to type after that", *(len(side.commands) + bool(side.worker) for side in sides))
