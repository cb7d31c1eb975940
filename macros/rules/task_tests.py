"""Rules about tasks as evidence: the test, the side and the line that a claim cites are there."""

from __future__ import annotations

from macros.model import Comparison, Task, TaskTest, Verdict, or_meant
from macros.rules.registry import Violations, rule

_NOT_RUN = {Verdict.OPINION, Verdict.UNSUPPORTED}


@rule
def task_test_is_there(comparison: Comparison) -> Violations:
    """A claim that cites a task's test names a task with a side of its framework, and a test that asks that side."""
    for placed, item in comparison.cited(TaskTest):
        task = comparison.tasks.get(item.task)
        if task is None:
            todo = or_meant(item.task, comparison.tasks, "write it")
            yield item.at_key("task"), f"there is no task `{item.task}` in data/tasks/; {todo}"
        elif placed.framework.id not in task.frameworks:
            yield (
                item.at_key("task"),
                f"the task `{task.id}` has no side for `{placed.framework.id}`; write one, or cite another task",
            )
        elif why := _no_test(comparison, task, item):
            yield item.at_key("test"), why


def _no_test(comparison: Comparison, task: Task, item: TaskTest) -> str | None:
    test = comparison.side_test(item)
    if test is None:
        todo = or_meant(item.test, comparison.task_tests.get(task.test, ()), "write it")
        return f"there is no test `test_{item.test}` in {task.test}; {todo}"
    if not test.takes_a_side:
        return f"`test_{item.test}` asks no side; let it take `client` or `side`, or cite another test"
    return None


@rule
def task_line_is_in_its_side(comparison: Comparison) -> Violations:
    """A claim that cites a task's test names a file of its framework's side, and words of a line in it.

    The test shows what happens, and the line who does it: without it, other code could make the test pass.
    """
    for placed, item in comparison.cited(TaskTest):
        texts = comparison.side_files.get((item.task, placed.framework.id), {})
        side = f"the {placed.framework.name} side of the task `{item.task}`"
        if texts and item.file not in texts:
            todo = or_meant(item.file, texts, "name one that it has")
            yield item.at_key("file"), f"{side} has no file `{item.file}`; {todo}"
        elif texts and not any(item.phrase in line for line in texts[item.file].splitlines()):
            yield (
                item.at_key("phrase"),
                f"no line of `{item.file}` in {side} has `{item.phrase}`; copy it from the line that does what the "
                "claim says",
            )


@rule
def task_is_of_the_row_that_cites_it(comparison: Comparison) -> Violations:
    """A task whose test a claim cites names the claim's criterion, so that the row links to the whole task."""
    for placed, item in comparison.cited(TaskTest):
        task = comparison.tasks.get(item.task)
        if task and placed.criterion.id not in task.criteria:
            yield (
                item.at_key("task"),
                f"the task `{task.id}` does not name the criterion `{placed.criterion.id}`; add it to `criteria` in "
                f"{task.where.file}",
            )


@rule
def statement_names_tasks_that_do_it(comparison: Comparison) -> Violations:
    """The tasks in which a statement of an article was run exist and do it in each framework that it is about.

    What is an opinion, or shown by nobody, no run can judge.
    """
    for article in comparison.articles.values():
        for each in article.assertions:
            for place, name in enumerate(each.tasks):
                where, task = each.at_entry("tasks", place), comparison.tasks.get(name)
                left = [id for id in each.about if id in comparison.frameworks and task and id not in task.frameworks]
                if task is None:
                    todo = or_meant(name, comparison.tasks, "write it")
                    yield where, f"names the task `{name}`, which does not exist; {todo}"
                elif left:
                    yield (
                        where,
                        f"the task `{name}` has no side for `{left[0]}`, which the statement is about; name another",
                    )
                elif each.criterion and each.criterion not in task.criteria:
                    yield (
                        where,
                        f"the task `{name}` does not name the criterion `{each.criterion}`; name one that does, or add "
                        f"it to `criteria` in {task.where.file}",
                    )
            if each.tasks and each.verdict in _NOT_RUN:
                yield (
                    each.at_key("tasks"),
                    f"`{each.id}` is judged {each.verdict}, which no run shows; remove the tasks or change the verdict",
                )
