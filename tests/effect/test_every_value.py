"""No field of any record can change without being shown: generated from the model, not listed by hand."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import itertools
import json
from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from macros import model
from macros.model import Comparison, Record, Vocabulary
from macros.tools.effect.trees import Tree
from tests.effect.sides import shown, side
from tests.tree import text_of

FILES = {
    "frameworks": "data/frameworks.yml",
    "topics": "data/topics.yml",
    "criteria": "data/criteria/data/orm.yml",
    "sources": "data/sources/flask.yml",
    "home": "data/home.yml",
    "chooser": "data/chooser.yml",
    "situations": "data/situations/a-site.yml",
    "articles": "data/articles/example.yml",
    "redirects": "data/redirects.yml",
    "evidence_record": "data/recorded/evidence.json",
    "runs": "data/recorded/footprint.json",
    "speed": "data/speed.yml",
    "speed_run": "data/recorded/speed.json",
    "glossary": "data/glossary.yml",
    "vocabulary": "data/vocabulary.yml",
    "hosts": "data/hosts.yml",
    "tasks": "data/tasks/a-page/task.yml",
    "corrections": "data/corrections.yml",
    "verdicts": "data/verdicts.yml",
    "fixed_answers": "data/fixed-answers.yml",
    "not_so": "data/not-so.yml",
    "worked_examples": "data/worked-examples.yml",
}
ONE_A_FILE = {"criteria", "sources", "situations", "articles", "runs", "tasks"}
# What is not written as data: code and its tests are shown as code.
NO_DATA = {"root", "probes", "pages", "permalinks", "unread", "side_files", "skeletons", "task_tests"}
COUNT = itertools.count(1001)


def value(shape: Any) -> Any:
    """A value of a type with every field filled in, each leaf unlike any other; of a union one value a member."""
    if get_origin(shape) is Annotated or get_origin(shape) is Literal:
        return value(get_args(shape)[0]) if get_origin(shape) is Annotated else str(get_args(shape)[0])
    if get_origin(shape) in {Union, UnionType}:
        return value(next(each for each in get_args(shape) if each is not type(None)))
    if get_origin(shape) is tuple:
        return [value(each) for each in members(get_args(shape)[0])]
    if get_origin(shape) is dict:
        return {f"key-{next(COUNT)}": value(get_args(shape)[1])}
    if isinstance(shape, type) and issubclass(shape, Record):
        fields = {name: field for name, field in shape.model_fields.items() if not field.exclude}
        hints = get_type_hints(shape, include_extras=True)
        inner = {name for name in fields if hints[name] == shape | None}  # which would have no end
        return {name: value(hints[name]) for name in fields if name not in inner} | {name: value(str) for name in inner}
    if shape is datetime.date:
        return datetime.date(2000, 1, 1) + datetime.timedelta(days=next(COUNT))
    return float(next(COUNT)) if shape in {int, float} else f"value-{next(COUNT)}"


def members(shape: Any) -> list[Any]:
    """The records of a union, such as the kinds of evidence; else the type itself."""
    while get_origin(shape) is Annotated:
        shape = get_args(shape)[0]
    parts = (
        [each for each in get_args(shape) if each is not type(None)] if get_origin(shape) in {Union, UnionType} else []
    )
    return parts or [shape]


def everything() -> dict[str, Any]:
    """Each file of data/ with every field of its record filled in, as the types of Comparison say."""
    found = {}
    for name, shape in get_type_hints(Comparison, include_extras=True).items():
        if name in FILES:
            whole = value(shape)
            found[FILES[name]] = next(iter(whole.values())) if name in ONE_A_FILE else whole
    found[FILES["vocabulary"]] = value(Vocabulary)
    return found


WHOLE = everything()


def leaves(content: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to each single value."""
    items = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, inner in items:
        yield from leaves(inner, (*way, key))
    if not isinstance(content, dict | list):
        yield way


def text(name: str, content: Any) -> str:
    return json.dumps(content, default=str) if name.endswith(".json") else text_of(content)


def at(content: Any, way: tuple[Any, ...]) -> Any:
    for key in way:
        content = content[key]
    return content


def other(old: Any) -> Any:
    if isinstance(old, datetime.date):
        return old + datetime.timedelta(days=9000)
    return old + 9000 if isinstance(old, float) else f"other-{old.removeprefix('value-')}"


def test_every_part_of_the_comparison_has_a_file_here():
    known = {field.name for field in dataclasses.fields(Comparison)}
    assert known == FILES.keys() | NO_DATA


def test_every_record_of_the_model_is_filled_in():
    shapes = {each for each in vars(model).values() if isinstance(each, type) and issubclass(each, Record)}
    named = {name for shape in shapes for name, field in shape.model_fields.items() if not field.exclude}
    filled = {key for content in WHOLE.values() for way in leaves(content) for key in way if isinstance(key, str)}
    assert named - filled == set()


LEAVES = [(name, way) for name, content in WHOLE.items() for way in leaves(content)]


@pytest.mark.parametrize(
    ("name", "way"), LEAVES, ids=lambda part: part if isinstance(part, str) else "-".join(map(str, part))
)
def test_a_changed_value_is_shown_before_and_after(name, way):
    changed = copy.deepcopy(WHOLE[name])
    old = at(changed, way)
    at(changed, way[:-1])[way[-1]] = other(old)
    before, after = ({name: text(name, content).encode()} for content in (WHOLE[name], changed))
    rows = [line for line in shown(before, after).splitlines() if line.startswith("| `data/")]
    told = [row.split(" | ") for row in rows]
    assert any(str(old) in row[-2] for row in told), rows
    assert any(str(other(old)) in row[-1] for row in told), rows
    assert all(row.startswith(f"| `{name}") for row in rows)


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_appears_or_vanishes_shows_all_its_values(name):
    there = {name: text(name, WHOLE[name]).encode()}
    gone: Tree = {}
    for before, after, filled in ((gone, there, -1), (there, gone, -2)):
        rows = [line.split(" | ") for line in shown(before, after).splitlines() if line.startswith("| `data/")]
        found = " ".join(row[filled] for row in rows)
        missing = [way for way in leaves(WHOLE[name]) if str(at(WHOLE[name], way)) not in found]
        assert missing == []


def test_a_field_that_no_shape_knows_is_shown():
    after = side({"data/home.yml": {"invented": {"deep": [{"id": "one", "says": "A new thing."}]}}})
    assert "| `data/home.yml:17 invented / deep / one / says` |  | `A new thing.` |" in shown(side(), after)


def test_a_file_that_no_part_reads_is_shown():
    assert "| `data/more.yml:1 says` |  | `Hello.` |" in shown(side(), side({"data/more.yml": {"says": "Hello."}}))


def test_a_file_that_is_no_yaml_is_shown_line_by_line():
    before = side({"data/odd.yml": "a: [b\nc: d\n"})
    after = side({"data/odd.yml": "a: [b\nc: e\n"})
    text = shown(before, after)
    assert "| `data/odd.yml c: e` |  | `c: e` |" in text
    assert "| `data/odd.yml c: d` | `c: d` |  |" in text
