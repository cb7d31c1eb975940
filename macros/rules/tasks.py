"""Rules about tasks: what they name is there, both sides are whole and tested, and no file gives bad advice."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from macros.model import TASKS, Comparison, Task, TaskSide, Where, or_meant, tested
from macros.rules.references import criterion_meant
from macros.rules.registry import Violations, rule

_SECRET = re.compile(r"(?i)\b(\w*(?:secret|password|token|api_?key)\w*)\s*[=:]\s*[rbf]?[\"'][^\"'\s{}<>]{4,}[\"']")
_UNESCAPED = re.compile(r"\|\s*safe\b|\bmark_safe\(|\bMarkup\(|autoescape (?:off|false)")
_DEBUG = re.compile(r"(?i)\bdebug\s*=\s*true|--debug\b")


def _sides(comparison: Comparison) -> Iterator[tuple[Task, str, TaskSide]]:
    for task in comparison.tasks.values():
        yield from ((task, name, side) for name, side in task.frameworks.items() if name in comparison.frameworks)


def _own_files(comparison: Comparison) -> Iterator[tuple[Where, str, str]]:
    """The place and text of each file that somebody wrote for a task, and what a command wrote there before."""
    for task, name, side in _sides(comparison):
        begun = comparison.begun(task, name)
        for path, text in comparison.side_files[task.id, name].items():
            if begun.get(path) != text and not side.writer(path):
                yield Where(f"{task.folder(name)}/{path}"), text, begun.get(path, "")


@rule
def task_has_a_side_for_each_framework(comparison: Comparison) -> Violations:
    """Each task is done in every framework, and in none that is not compared."""
    for task in comparison.tasks.values():
        for name in comparison.whole:
            if name not in task.frameworks:
                yield (
                    task.at_key("frameworks"),
                    f"has no side for `{name}`; write one, or the nearest thing to it and say so in `note`",
                )
        for name in task.frameworks:
            if name not in comparison.frameworks:
                todo = or_meant(name, comparison.frameworks, "describe it in data/frameworks.yml")
                yield task.at_entry("frameworks", name), f"`{name}` is no framework of data/frameworks.yml; {todo}"


@rule
def task_names_what_exists(comparison: Comparison) -> Violations:
    """The criteria, the earlier task and the files that a task names exist."""
    for task in comparison.tasks.values():
        for place, name in enumerate(task.criteria):
            if name not in comparison.criteria:
                todo = criterion_meant(name, comparison)
                yield task.at_entry("criteria", place), f"names the criterion `{name}`, which does not exist; {todo}"
        if task.follows and (task.follows not in comparison.tasks or task.follows == task.id):
            others = comparison.tasks.keys() - {task.id}
            todo = or_meant(task.follows, others, "write it, or remove the line")
            yield task.at_key("follows"), f"follows `{task.follows}`, which is no other task; {todo}"
    for task, name, side in _sides(comparison):
        texts = comparison.side_files[task.id, name]
        for place, path in enumerate(side.files):
            if path not in texts:
                todo = or_meant(path, texts, f"put it into {task.folder(name)}/")
                yield side.at_entry("files", place), f"names the file `{path}`, which is not there; {todo}"
        for path in side.generated:
            if not any(side.writer(each) == side.generated[path] for each in texts):
                yield side.at_entry("generated", path), f"no file of this side is `{path}` or in it; correct the path"


@rule
def task_begins_with_a_known_project(comparison: Comparison) -> Violations:
    """A side that begins with a command's files begins with those that data/skeletons/ keeps of its framework."""
    for _, name, side in _sides(comparison):
        if side.begins and not comparison.skeletons.get(name):
            yield (
                side.at_key("begins"),
                f"data/skeletons/{name}/ has no files; put there what the command writes, or remove the line",
            )


@rule
def task_is_tested(comparison: Comparison) -> Violations:
    """Each task has one test file, which runs against every side, and each of those has a task."""
    for task in comparison.tasks.values():
        if task.test not in comparison.task_tests:
            yield task.where, f"has no test; write {task.test}, which asks both sides for what `must` says"
    for file in comparison.task_tests:
        if (id := tested(file)) not in comparison.tasks:
            todo = or_meant(id, comparison.tasks, f"write {TASKS}/{id}/task.yml")
            yield Where(file), f"there is no task `{id}`; {todo}"


@rule
def task_file_is_python(comparison: Comparison) -> Violations:
    """Each Python file of a task can be read as Python."""
    for where, text, _ in _own_files(comparison):
        if where.file.endswith(".py"):
            try:
                ast.parse(text)
            except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
                line = getattr(error, "lineno", None) or 1
                yield Where(where.file, line), f"is not valid Python: {getattr(error, 'msg', error)}"


@rule
def task_keeps_secrets_and_escapes_what_it_shows(comparison: Comparison) -> Violations:
    """No file of a task has a secret in it, shows text as markup, or turns on debugging."""
    for where, text, before in _own_files(comparison):
        begun = set(before.splitlines())
        for number, line in enumerate(text.splitlines(), start=1):
            if line in begun:
                continue
            if found := _SECRET.search(line):
                yield (
                    Where(where.file, number),
                    f"`{found[1]}` has its value in the code; read it from the environment",
                )
            if _UNESCAPED.search(line):
                yield Where(where.file, number), "turns escaping off; show the text as text"
            if _DEBUG.search(line):
                yield Where(where.file, number), "turns debugging on; leave it to the command that starts the server"
