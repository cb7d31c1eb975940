"""Whatever is in data/ ends in a problem or in a page: never in a traceback, and never as markup.

The examples are the same in each run: hypothesis draws them from a fixed seed.
"""

from __future__ import annotations

import copy
import inspect
import json
import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros import exports, pages, permalinks, plugin, rules
from macros.blocks import Blocks
from macros.glossary import marked
from macros.load import read
from macros.model import CONTROL
from macros.tools.markup import parse
from macros.views import drawing
from tests.small_task import DATA, TASK
from tests.tree import VALID, text_of, write

FILES = sorted(file for file in VALID if file.endswith(".yml"))
PROBE = "tests/probes/test_fuzz_probe.py"
MARK = "fuzz"
HOSTILE = [
    f"<{MARK}>", f"</p><{MARK} on{MARK}=1>", f'" on{MARK}="1', f"' on{MARK}='1", f"<script>{MARK}()</script>",
    "<!--", "-->", "]]>", "</script>", "</template>", "{{ 7 * 7 }}", "{% for", "{#", "`", "``", "&amp;", "&#60;", "\\",
    f"[x](javascript:{MARK})", "](", "**", "# ", "> ", "- ", "| ", ": ", f"{{: #{MARK} }}", f"{{ #{MARK} }}", "[TOC]",
    "\u200b", "\u202e", "\t", "\n", "é", "漢", "🧪", "\x00", "\ud800", "Flask", "Django", "5.2", "..", "/", "=1+1",
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=8)), max_size=6).map("".join)
plain = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), texts,
    st.sampled_from(["", "orm", "flask", "django", "flask-ships-no-orm", "data", "1", "x" * 2000]),
)  # fmt: skip
values = st.recursive(
    plain,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(st.sampled_from(["id", "says", "claims", "evidence", "docs"]), texts), inner, max_size=4
        ),
    ),
    max_leaves=8,
)
bounded = settings(
    max_examples=80, derandomize=True, deadline=None, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


def spots(value, way=()):
    """The way to every value in a file, the file itself among them."""
    yield way
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from spots(each, (*way, key))


SPOTS = [(file, way) for file in FILES for way in spots(VALID[file]) if way]
TEXTS = {
    "title", "about", "term", "says", "when", "then", "question", "why", "leaves_out", "answer", "name", "summary",
    "label", "because", "publisher", "section", "cites", "phrase", "finds", "also", "first_steps", "differs", "author",
}  # fmt: skip


def with_text(value, text):
    """A part of the data with one text in the place of each of its texts."""
    if isinstance(value, dict):
        return {
            key: text
            if key in TEXTS and isinstance(each, str) and (key != "then" or each.endswith("."))
            else with_text([text] if key == "also" else each, text)
            for key, each in value.items()
        }
    if isinstance(value, list):
        return [text if isinstance(each, str) and each.endswith(".") else with_text(each, text) for each in value]
    return value


def with_value(file, way, value):
    content = copy.deepcopy(VALID[file])
    here = content
    for key in way[:-1]:
        here = here[key]
    here[way[-1]] = value
    return content


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return write(tmp_path_factory.mktemp("fuzz"), DATA)


def checked(root, file, content):
    """What is told of the small data with one other file: the comparison and its problems; the file is put back."""
    path = root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(content)
    try:
        comparison, problems = read(root)
        problems += rules.check(comparison)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
    for problem in problems:
        assert (root / problem.where.file).exists() or problem.where.file.startswith(("data/", "tests/")), problem
        assert problem.where.line >= 1
        assert problem.text.strip()
        assert "\n" not in str(problem)
        assert "Traceback" not in problem.text
    return comparison, problems


def drawn(comparison):
    """Every block of HTML and every page that a comparison makes."""
    macros: dict[str, Any] = {}
    page = SimpleNamespace(url="compare/data/")
    guest = SimpleNamespace(
        page=page, macros=macros, macro=lambda function: macros.setdefault(function.__name__, function)
    )
    host: Any = SimpleNamespace(comparison=comparison, blocks=Blocks(), draw=drawing(comparison), failed=None)
    sys.modules[plugin.HOST] = host
    try:
        plugin.define_env(guest)
    finally:
        del sys.modules[plugin.HOST]
    for name, macro in macros.items():
        takes = list(inspect.signature(macro).parameters)
        of = {"topic": comparison.topics, "article": comparison.articles, "task": comparison.tasks}
        for arguments in [(id,) for id in of[takes[0]]] if takes else [()]:
            html = macro(*arguments)
            assert not host.failed, (name, host.failed)
            yield name, host.blocks.put(html)


def assert_inert(comparison):
    for name, html in drawn(comparison):
        noted = marked(html, tuple(comparison.glossary.values()))
        for element in parse(noted).walk():
            assert element.tag != MARK, (name, noted)
            assert not [each for each in element.attributes if MARK in each], (name, noted)
            assert not element.attributes.get("href", "").lower().startswith("javascript:"), (name, noted)
            if element.tag == "script":
                assert element.attributes == {"type": "application/json"}
    for text in pages.generated(comparison).values():
        front, _, body = text.removeprefix("---\n").partition("\n---\n")
        assert yaml.safe_load(front)
        assert f"<{MARK}" not in body
    assert exports.files(comparison)
    permalinks.redirect_pages(comparison)


@bounded
@given(spot=st.sampled_from(SPOTS), value=values)
def test_any_value_in_any_place_is_a_problem_or_a_page(root, spot, value):
    file, way = spot
    comparison, problems = checked(root, file, written(with_value(file, way, value)))
    if not problems:
        assert_inert(comparison)


class Quick(yaml.CSafeDumper):
    """The quick one of YAML's two writers."""

    def ignore_aliases(self, data):
        return True


def written(content):
    """As YAML; half of a surrogate pair, which no file can hold, is left out."""
    content = json.loads(
        json.dumps(content, default=lambda day: f"day {day}", ensure_ascii=False).encode("utf-8", "ignore")
    )
    text = yaml.dump(content, Dumper=Quick, sort_keys=False, allow_unicode=True, width=10_000)
    return re.sub(r"""['"]?day (\d{4}-\d\d-\d\d)['"]?""", r"\1", text).encode("utf-8", "ignore")


def hostile_task(text):
    """A task that has the text in every line of it and in each of its files."""
    line = text[:300].strip()
    task = TASK | {"title": text, "says": text, "must": [text]}
    sides = {name: side | {"packages": {line: text}, "note": text} for name, side in TASK["frameworks"].items()}
    files = {file: content + f"# {text}\n" for file, content in DATA.items() if isinstance(content, str)}
    return files | {"data/tasks/a-page/task.yml": written(task | {"frameworks": sides})}


@settings(bounded, max_examples=40)
@given(before=texts, after=texts)
def test_a_hostile_text_in_every_place_comes_out_as_text(tmp_path, before, after):
    told = f"Flask {before} \" '><{MARK} on{MARK}=1>`<{MARK}>` {after} x."
    text = " ".join(re.sub(rf"[^ -\U0010ffff]|[\ud800-\udfff]|{CONTROL}", "", told).split())
    at = {"at": f"a/{text.replace(' ', '')}".replace("#", "").replace("..", "").replace("\\", "")}
    change = {file: with_text(VALID[file], text) for file in FILES}
    change["data/glossary.yml"]["orm"]["docs"] |= at
    files = {file: written(content) for file, content in change.items()} | hostile_task(text)
    comparison, problems = read(write(tmp_path, files))
    # The rules refuse this; how a page shows a text must not lean on a rule.
    assert problems == []
    assert_inert(comparison)


@bounded
@given(
    file=st.sampled_from([*FILES, PROBE]),
    content=st.one_of(st.binary(max_size=300), texts.map(lambda text: text.encode("utf-8", "ignore"))),
)
def test_any_file_is_a_problem_or_a_page(root, file, content):
    comparison, problems = checked(root, file, content)
    if not problems:
        assert_inert(comparison)


@bounded
@given(
    file=st.sampled_from(FILES),
    cuts=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 40), texts), min_size=1, max_size=3),
)
def test_a_file_with_pieces_changed_is_a_problem_or_a_page(root, file, cuts):
    text = text_of(VALID[file])
    for start, length, new in cuts:
        place = start % (len(text) + 1)
        text = text[:place] + new + text[place + length :]
    comparison, problems = checked(root, file, text.encode("utf-8", "ignore"))
    if not problems:
        assert_inert(comparison)


def test_the_small_data_is_drawn_whole(root):
    comparison, problems = read(root)
    assert problems == []
    assert len(list(drawn(comparison))) >= len(
        re.findall("@env.macro", Path(plugin.__file__).read_text(encoding="utf-8"))
    )
    assert_inert(comparison)
