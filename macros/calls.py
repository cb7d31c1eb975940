"""The calls of macros in a page's Markdown, looked at before they run: a wrong one gets a line and not a traceback."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from macros.model import Comparison, or_meant

_CALL = re.compile(r"\{\{\s*(\w+)\s*(\(([^(){}]*)\))?\s*\}\}")


def wrong(text: str, macros: Mapping[str, Callable[..., Any]], comparison: Comparison) -> Iterator[tuple[int, str]]:
    """The line and what to do, for each call of an unknown macro, or with arguments that do not fit."""
    for call in _CALL.finditer(text):
        name, parentheses, arguments = call.groups()
        line = text.count("\n", 0, call.start()) + 1
        if name not in macros:
            yield line, f"`{name}` is no macro; {or_meant(name, macros, 'macros/plugin.py has all of them')}"
        elif parentheses is None:
            yield line, f"`{name}` is not called; write {name}()"
        else:
            for text_of_problem in _arguments(name, arguments, macros[name], comparison):
                yield line, text_of_problem


def _arguments(name: str, written: str, macro: Callable[..., Any], comparison: Comparison) -> Iterator[str]:
    wanted = list(inspect.signature(macro).parameters)
    given = [each.strip() for each in written.split(",") if each.strip()]
    if len(given) != len(wanted):
        takes = f"the id of a {wanted[0]} in quotes" if wanted else "nothing"
        yield f"`{name}` takes {takes} in its parentheses"
        return
    known: dict[str, list[str]] = {"topic": list(comparison.topics), "article": list(comparison.articles)}
    for parameter, value in zip(wanted, given, strict=True):
        id = value.strip("\"'")
        if parameter in known and id not in known[parameter]:
            todo = or_meant(id, known[parameter], f"name one of data/{parameter}s")
            yield f"`{name}` names the {parameter} `{id}`, which does not exist; {todo}"
