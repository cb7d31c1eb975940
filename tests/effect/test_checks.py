"""What is said of tests and probes that changed: exact words for each way to show less."""

from __future__ import annotations

import json
import textwrap

import pytest

from tests.effect.sides import section, shown

WEAKER = "Checks that became weaker, or may have"
OTHER = "Other changes of tests and settings"
PROBE = "tests/probes/test_a.py"


def probe(body: str, above: str = "") -> str:
    """A file with one probe."""
    return (
        f"import pytest\n{above}\ndef test_it(run):\n"
        + textwrap.indent(textwrap.dedent(body).strip("\n"), "    ")
        + "\n"
    )


def told(before: str | None, after: str | None, title: str = WEAKER, file: str = PROBE) -> list[str]:
    """The lines below a heading that say something: not the code that follows them."""
    sides = ({} if text is None else {file: text.encode()} for text in (before, after))
    return [
        line
        for line in section(shown(*sides), title)
        if (line.lstrip().startswith("- ") and "`" in line) or "    - " in line
    ]


def said(before: str, after: str) -> list[str]:
    """Only the sentences about one changed probe."""
    return [line.removeprefix("    - ") for line in told(before, after)[1:]]


THREE = 'seen = run("")\nassert seen == [1, 2]\nassert seen[0] == 1\nassert "a" in seen'


@pytest.mark.parametrize(
    ("before", "after", "sentences"),
    [
        (THREE, THREE.rpartition("\n")[0], ["this probe asserts less: 3 assertions became 2"]),
        ("assert a == 1 and b == 2", "assert a == 1", ["this probe asserts less: 2 assertions became 1"]),
        ("assert x == 1", "assert x", ["the comparison became looser: `x == 1` → `x`"]),
        ("assert x == 1", "assert x != 2", ["the comparison became looser: `x == 1` → `x != 2`"]),
        ("assert x == 1", "assert x in (1, 2)", ["the comparison became looser: `x == 1` → `x in (1, 2)`"]),
        ("assert x == 1", "assert x == 1 or y", ["the comparison became looser: `x == 1` → `x == 1 or y`"]),
        ("assert x is None", "assert x is not None", ["the comparison became looser: `x is None` → `x is not None`"]),
        (
            "assert x == 1.5",
            "assert x == approx(1.5)",
            ["the comparison became looser: `x == 1.5` → `x == approx(1.5)`"],
        ),
        ("assert all(x)", "assert any(x)", ["the comparison became looser: `all(x)` → `any(x)`"]),
        (
            "assert x == [1, 2, 3]",
            "assert x[:1] == [1]",
            ["fewer values are compared, 3 became 2: `x == [1, 2, 3]` → `x[:1] == [1]`"],
        ),
        ("assert x < 5", "assert x < 50", ["the bound moved: `x < 5` → `x < 50`"]),
        ("assert x >= 5", "assert x >= 1", ["the bound moved: `x >= 5` → `x >= 1`"]),
        ("assert x == 1", "assert True", ["this is always true: `x == 1` → `True`"]),
        ("assert x == 1", "assert x == 1 or True", ["this is always true: `x == 1` → `x == 1 or True`"]),
        ("assert x == y", "assert x == x", ["this is always true: `x == y` → `x == x`"]),
        ("assert x == 1", "assert x == ANY", ["this is always true: `x == 1` → `x == ANY`"]),
        (
            'tried("a", broke=x, noticed=y)',
            'tried("a", broke=x, noticed=True)',
            ["this is always true: `tried('a', broke=x, noticed=y)` → `tried('a', broke=x, noticed=True)`"],
        ),
        (
            'with pytest.raises(ValueError, match="no"):\n    f()',
            "with pytest.raises(ValueError):\n    f()",
            ["any message is accepted: `pytest.raises(ValueError, match='no')` → `pytest.raises(ValueError)`"],
        ),
        (
            "with pytest.raises(ValueError):\n    f()",
            "with pytest.raises(Exception):\n    f()",
            [
                "the comparison became looser: `pytest.raises(ValueError)` → `pytest.raises(Exception)`",
                "now catches everything: `pytest.raises(Exception)`",
            ],
        ),
        (
            'run("""\n    assert 1 == x\n    """)',
            'run("""\n    pass\n    """)',
            ["this probe asserts less: 1 assertion became 0"],
        ),
        ("assert x == 1", "pytest.skip()\nassert x == 1", ["now skips"]),
        ("assert x == 1", "pytest.importorskip('a')\nassert x == 1", ["now skips"]),
        ("assert x == 1", "pytest.xfail()\nassert x == 1", ["now expects failure"]),
        (
            "assert x == 1",
            "try:\n    assert x == 1\nexcept:\n    pass",
            ["now catches everything: `except:`", "1 assertion more in a `try`"],
        ),
        (
            "assert x == 1",
            "try:\n    assert x == 1\nexcept AssertionError:\n    pass",
            ["now catches everything: `except AssertionError`", "1 assertion more in a `try`"],
        ),
        (
            "assert x == 1",
            "with suppress(Exception):\n    assert x == 1",
            ["now catches everything: `suppress(Exception)`"],
        ),
        ("assert x == 1", "if x:\n    assert x == 1", ["1 assertion more only on a condition"]),
        (
            "assert x == 1\nassert y == 1",
            "for each in z:\n    assert x == 1\n    assert y == 1",
            ["2 assertions more in a loop that may be empty"],
        ),
        (
            "assert x == 1",
            "return\nassert x == 1",
            [
                "an assertion can't be reached: the code returns or raises before it",
                "it may now return before its assertions",
            ],
        ),
        ("assert x == 1", "if x:\n    return\nassert x == 1", ["it may now return before its assertions"]),
        (
            "assert x == 1",
            "mock.patch('x')\nassert x == 1",
            ["now replaces a part of what it runs (a patch or a mock)"],
        ),
    ],
)
def test_a_probe_that_shows_less_is_told_in_words(before, after, sentences):
    assert said(probe(before), probe(after)) == sentences


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("assert x == 1", "assert x == 1\nassert y == 2"),
        ("assert x", "assert x == 1"),
        ("assert x != 1", "assert x == 2"),
        ("assert x < 50", "assert x < 5"),
        ("assert x == [1]", "assert x == [1, 2]"),
        ("try:\n    assert x == 1\nexcept:\n    pass", "assert x == 1"),
        ("pytest.skip()\nassert x == 1", "assert x == 1"),
        ('assert x == "skip"', 'assert x == "xfail mock"'),
        ("assert y == 1\nassert x == 2", "assert x == 2\nassert y == 1"),
        ("def inner():\n    pass\nassert x == 1", "def inner():\n    return 1\nassert x == 1"),
    ],
)
def test_a_probe_that_shows_as_much_is_only_listed_as_changed(before, after):
    assert told(probe(before), probe(after)) == []
    assert told(probe(before), probe(after), OTHER) == ["- probe `test_it` (`tests/probes/test_a.py:3`) changed"]


MARKED = '@pytest.mark.claim("flask-a", "flask-b")\n@pytest.mark.tries("flask-a", "one", "two", "three")\n'
CASES = '@pytest.mark.parametrize("engine", ["a", "b", "c"])\n'
NAMED = 'ENGINES = ["a", "b", "c"]\n@pytest.mark.parametrize("engine", ENGINES)\n'


@pytest.mark.parametrize(
    ("above", "now", "sentences"),
    [
        (MARKED, MARKED.replace(', "three"', ""), ["a `tries` case was removed: `three` for `flask-a`"]),
        (
            MARKED,
            MARKED.partition("\n")[0],
            [f"a `tries` case was removed: `{case}` for `flask-a`" for case in ("one", "two", "three")],
        ),
        (MARKED, MARKED.replace(', "flask-b"', ""), ["it is no longer for the claim `flask-b`"]),
        (CASES, CASES.replace(', "c"', ""), ["parametrised cases fewer: 3 became 2 (`'engine'`)"]),
        (CASES, "", ["parametrised cases fewer: 3 became 0 (`'engine'`)"]),
        ("", "@pytest.mark.skipif(True, reason='x')\n", ["now skips"]),
        ("", "@pytest.mark.xfail\n", ["now expects failure"]),
    ],
)
def test_what_a_probes_marks_lost_is_told(above, now, sentences):
    assert said(probe("assert x == 1", above), probe("assert x == 1", now)) == sentences


def test_cases_that_a_name_holds_are_counted():
    lines = told(probe("assert x == 1", NAMED), probe("assert x == 1", NAMED.replace(', "c"', "")))
    assert lines == ["- value `ENGINES` (`tests/probes/test_a.py:2`) changed:", "    - fewer entries: 3 became 2"]


def test_the_claims_that_a_weaker_probe_is_for_are_named():
    before, after = (probe(body, MARKED.partition("\n")[0]) for body in (THREE, "assert seen"))
    assert (
        told(before, after)[0]
        == "- probe `test_it` (`tests/probes/test_a.py:3`) changed, evidence for `flask-a`, `flask-b`:"
    )


def test_the_lines_that_changed_are_shown():
    text = section(shown({PROBE: probe("assert x == 1").encode()}, {PROBE: probe("assert x").encode()}), WEAKER)
    assert text[3:] == [
        "what changed",
        "```diff",
        "@@ -1,2 +1,2 @@",
        " def test_it(run):",
        "-    assert x == 1",
        "+    assert x",
        "```",
    ]


def test_the_claims_that_a_weaker_test_of_a_task_is_for_are_named_and_it_comes_first():
    claim = {"id": "flask-a", "evidence": [{"task": "a-page", "test": "it", "file": "app.py", "phrase": "a"}]}
    row = json.dumps({"frameworks": {"flask": {"claims": [claim]}}}).encode()
    sides = [
        {
            "data/criteria/data/orm.yml": row,
            "tests/a/test_a.py": f"def test_other():\n    {body}\n".encode(),
            "tests/tasks/test_a_page.py": f"def test_it(client):\n    {body}\n".encode(),
        }
        for body in ("assert x == 1", "assert x")
    ]
    lines = [line for line in section(shown(*sides), WEAKER) if line.startswith("- test")]
    assert lines == [
        "- test `test_it` (`tests/tasks/test_a_page.py:1`) changed, evidence for `flask-a`:",
        "- test `test_other` (`tests/a/test_a.py:1`) changed:",
    ]


def test_a_probe_that_vanished_is_told_with_what_it_was():
    lines = section(shown({PROBE: probe("assert x == 1").encode()}, {}), WEAKER)
    assert lines[1] == "- probe `test_it` (`tests/probes/test_a.py:3`) vanished"
    assert lines[2:] == ["what it was", "```python", "def test_it(run):", "    assert x == 1", "```"]


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("tests/test_a.py", "def test_it():\n    assert x == 1\n", "- test `test_it` (`tests/test_a.py:1`) appeared"),
        (
            "tests/probes/test_a.py",
            "def test_it():\n    assert x == 1\n",
            "- probe `test_it` (`tests/probes/test_a.py:1`) appeared",
        ),
        (
            "tests/probes/test_a.py",
            '@pytest.mark.claim("head")\ndef test_it():\n    """Fails if HEAD is refused.\n    And"""\n    assert x\n',
            "- probe `test_it` (`tests/probes/test_a.py:2`) appeared, evidence for `head`,"
            " which says `Fails if HEAD is refused.`",
        ),
        (
            "tests/test_a.py",
            'def test_it():\n    """HEAD is refused."""\n    assert x == 1\n',
            "- test `test_it` (`tests/test_a.py:1`) appeared",
        ),
        (
            "tests/conftest.py",
            "import pytest\n@pytest.fixture\ndef a():\n    pass\n",
            "- fixture `a` (`tests/conftest.py:3`) appeared",
        ),
        ("tests/probes/conftest.py", "def a():\n    pass\n", "- helper `a` (`tests/probes/conftest.py:1`) appeared"),
        (
            "tests/test_a.py",
            "class TestIt:\n    def test_it(self):\n        assert 1 == x\n",
            "- test `TestIt.test_it` (`tests/test_a.py:2`) appeared",
        ),
        ("tests/test_a.py", "A = 1\n", "- value `A` (`tests/test_a.py:1`) appeared"),
    ],
)
def test_what_appeared_is_listed_after_what_became_weaker(file, text, line):
    assert line in told(None, text, OTHER, file)


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("tests/test_a.py", "def test_it():\n    pass\n", "this test asserts nothing"),
        ("tests/test_a.py", "def test_it():\n    assert True\n", "this is always true: `True`"),
        ("tests/test_a.py", "@pytest.mark.skip\ndef test_it():\n    assert x == 1\n", "now skips"),
        (
            "tests/conftest.py",
            "def pytest_collection_modifyitems(items):\n    items.clear()\n",
            "a hook can change, skip or pass every test",
        ),
        ("conftest.py", "def pytest_runtest_call(item):\n    pass\n", "a hook can change, skip or pass every test"),
        (
            "tests/conftest.py",
            "@pytest.fixture(autouse=True)\ndef a():\n    pass\n",
            "it runs around every test that can see it",
        ),
        ("tests/test_a.py", "def broken(:\n", "nothing in it can run"),
    ],
)
def test_what_appeared_and_can_hide_something_is_told_first(file, text, sentence):
    assert f"    - {sentence}" in told(None, text, WEAKER, file)


def test_a_test_that_a_later_one_replaces_is_told():
    after = "def test_it():\n    assert x == 1\n\n\ndef test_it():\n    assert x\n"
    assert "- test `test_it` (`tests/test_a.py:1`) is defined again below, and never runs" in told(
        "", after, WEAKER, "tests/test_a.py"
    )


@pytest.mark.parametrize(
    "gone", ["x = 1\n", "def it():\n    assert x == 1\n", "async def no_test():\n    assert x == 1\n"]
)
def test_a_test_that_is_no_longer_collected_has_vanished(gone):
    lines = told("def test_it():\n    assert y == 1\n", gone, WEAKER, "tests/test_a.py")
    assert lines[0] == "- test `test_it` (`tests/test_a.py:1`) vanished"


def test_a_test_that_only_moved_or_was_renamed_is_no_other_test():
    before = {"tests/test_a.py": b"def test_it():\n    assert x == 1\n"}
    moved = shown(before, {"tests/test_b.py": before["tests/test_a.py"]})
    assert section(moved, WEAKER) == []
    assert section(moved, OTHER) == [
        "- test `test_it` (`tests/test_b.py:1`), which was `test_it` (`tests/test_a.py:1`) changed: "
        "only its place changed"
    ]
    renamed = shown(before, {"tests/test_a.py": b"def test_that():\n    assert x == 1\n"})
    assert section(renamed, WEAKER) == []
    assert section(renamed, OTHER)[0].startswith("- test `test_that` (`tests/test_a.py:1`), which was `test_it`")


def test_a_probe_keeps_its_name_in_another_file():
    before, after = probe("assert x == 1\nassert y == 1"), probe("assert x == 1")
    lines = section(shown({PROBE: before.encode()}, {"tests/probes/b/test_b.py": after.encode()}), WEAKER)
    assert lines[1].startswith(
        "- probe `test_it` (`tests/probes/b/test_b.py:3`), which was `test_it` (`tests/probes/test_a.py:3`) changed"
    )
    assert lines[2] == "    - this probe asserts less: 2 assertions became 1"


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            "@pytest.fixture(autouse=True)\ndef a():\n    yield\n",
            "@pytest.fixture\ndef a():\n    yield\n",
            "it no longer runs for every test (`autouse`)",
        ),
        (
            "@pytest.fixture\ndef a():\n    yield\n",
            "def a():\n    yield\n",
            "it was a fixture and is a helper, so that nothing calls it by itself",
        ),
        (
            "@pytest.fixture\ndef a():\n    assert x == 1\n",
            "@pytest.fixture\ndef a():\n    x = 1\n",
            "this fixture asserts less: 1 assertion became 0",
        ),
        (
            "@pytest.fixture(params=[1, 2])\ndef a():\n    yield\n",
            "@pytest.fixture(params=[1])\ndef a():\n    yield\n",
            "parametrised cases fewer: 2 became 1 (`params`)",
        ),
    ],
)
def test_a_fixture_of_the_probes_that_shows_less_is_told(before, after, sentence):
    assert told(before, after, WEAKER, "tests/probes/conftest.py")[1:] == [f"    - {sentence}"]


def test_a_module_that_skips_itself_is_told():
    after = "pytestmark = pytest.mark.skip\n"
    lines = told("pytestmark = pytest.mark.slow\n", after, WEAKER, "tests/test_a.py")
    assert lines == ["- value `pytestmark` (`tests/test_a.py:1`) changed:", "    - now skips"]


def test_a_program_that_no_longer_imports_the_framework_is_told():
    before = probe('assert run("""\n    import json\n    from flask import Flask\n    print(1)\n    """) == 1')
    after = probe('assert run("""\n    import json\n    print(1)\n    """) == 1')
    assert said(before, after) == ["it no longer imports `flask`"]


def test_a_fixture_that_takes_the_place_of_another_is_told():
    fixture = "@pytest.fixture\ndef run():\n    yield\n"
    before = {"tests/probes/conftest.py": fixture.encode()}
    lines = section(shown(before, before | {"tests/probes/a/conftest.py": fixture.encode()}), WEAKER)
    assert lines[1:3] == [
        "- fixture `run` (`tests/probes/a/conftest.py:2`) appeared:",
        "    - it takes the place of the fixture in `tests/probes/conftest.py` for the tests that see it",
    ]


def test_probes_come_before_other_tests():
    test = b"def test_it():\n    assert x == 1\n"
    lines = section(
        shown({}, {"tests/a/test_a.py": test, "tests/probes/test_b.py": test.replace(b"_it", b"_b")}), OTHER
    )
    assert [line.split(" `")[0] for line in lines if line.startswith("- ")] == ["- probe", "- test"]
