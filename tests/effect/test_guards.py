"""What is said of rules, broken data, locked packages, workflows and settings."""

from __future__ import annotations

import pytest

from tests.effect.sides import section, shown, side

WEAKER = "Checks that became weaker, or may have"
OTHER = "Other changes of tests and settings"
RULES = "macros/rules/claims.py"
RULE = "@rule\ndef a_claim_is_short(comparison):\n    for each in comparison:\n        yield each\n"


def told(before: dict[str, str], after: dict[str, str], title: str = WEAKER) -> list[str]:
    sides = ({name: text.encode() for name, text in files.items()} for files in (before, after))
    return [
        line
        for line in section(shown(*sides), title)
        if (line.lstrip().startswith("- ") and "`" in line) or "    - " in line
    ]


def test_a_rule_that_vanished_is_told():
    assert told({RULES: RULE}, {}) == [f"- rule `a_claim_is_short` (`{RULES}:2`) vanished"]


def test_a_rule_that_is_no_longer_registered_is_told():
    assert told({RULES: RULE}, {RULES: RULE.partition("\n")[2]}) == [
        f"- helper `a_claim_is_short` (`{RULES}:1`) changed:",
        "    - it was a rule and is a helper, so that nothing calls it by itself",
    ]


def test_a_rule_that_changed_is_shown_among_what_may_be_weaker():
    assert told({RULES: RULE}, {RULES: RULE.replace("yield each", "yield None")}) == [
        f"- rule `a_claim_is_short` (`{RULES}:2`) changed"
    ]
    there = {"macros/__init__.py": ""}
    assert told(there, {**there, RULES: RULE}) == [f"- rule `a_claim_is_short` (`{RULES}:2`) appeared"]


BROKEN = "tests/broken/a-claim-is-short.yml"


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("# expect: a\n", None, f"- broken data `{BROKEN}` vanished: the rule's message is no longer tested with it"),
        ("# expect: a\n# expect: b\n", "# expect: a\n", f"- broken data `{BROKEN}` expects 2 messages became 1"),
        ("# expect: a\n", "# expect: b\n", f"- broken data `{BROKEN}` expects another message"),
    ],
)
def test_broken_data_that_expects_less_is_told(before, after, line):
    assert told({BROKEN: before}, {BROKEN: after} if after else {})[0] == line


def test_broken_data_that_appeared_is_listed():
    assert told({}, {BROKEN: "# expect: a\n"}, OTHER) == [f"- broken data `{BROKEN}` appeared"]
    assert told({BROKEN: "# expect: a\nx: 1\n"}, {BROKEN: "# expect: a\nx: 2\n"}, OTHER) == [
        f"- broken data `{BROKEN}` changed"
    ]


LOCK = "tests/probes/requirements.txt"


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("a==1 \\\n    --hash=sha256:1\n", "a==2 \\\n    --hash=sha256:2\n", "    - `a`: `1` → `2`"),
        (
            "a==1 \\\n    --hash=sha256:1\n",
            "a==1 \\\n    --hash=sha256:2\n",
            "    - `a`: other hashes are believed for the same version `1`",
        ),
        ("a==1\n", "", "    - `a==1` was removed"),
        ("", "a==1\n", "    - `a==1` was added"),
        (
            "a==1\n",
            "--extra-index-url https://x.example\na==1\n",
            "    - `--extra-index-url https://x.example` was added",
        ),
        ("a==1\n", "# by hand\na==1\n", "    - comments or order"),
    ],
)
def test_what_changed_in_a_lock_is_told(before, after, line):
    assert told({LOCK: before}, {LOCK: after}) == [f"- `{LOCK}` changed:", line]


CHECK = ".github/workflows/check.yml"


@pytest.mark.parametrize(
    ("file", "before", "after", "sentence"),
    [
        (
            CHECK,
            "- run: make test",
            "- run: make test || true",
            "a failure may be passed over: `- run: make test || true`",
        ),
        (CHECK, "a", "a\n  continue-on-error: true", "a failure may be passed over: `continue-on-error: true`"),
        (CHECK, "a", "a\n  contents: write", "a job may write: `contents: write`"),
        (CHECK, "on: pull_request", "on: pull_request_target", "a job may reach secrets: `on: pull_request_target`"),
        (CHECK, "a", "a\n    if: false", "something runs only on a condition: `if: false`"),
        (CHECK, "  - run: make test", "", "a step or a command vanished or changed: `- run: make test`"),
        (CHECK, "  - uses: a@1", "  - uses: a@2", "an action is another one: `- uses: a@1`"),
        (
            "Makefile",
            "unit:\n\tpytest tests",
            "unit:\n\tpytest tests --ignore tests/site",
            "something is left out: `pytest tests --ignore tests/site`",
        ),
        ("Makefile", "test: lint check", "test: lint", "a step or a command vanished or changed: `test: lint check`"),
        ("pyproject.toml", "xfail_strict = true", "", "a strict setting vanished or changed: `xfail_strict = true`"),
        (
            "tests/probes/pytest.ini",
            "addopts = --strict-markers",
            "addopts =",
            "a strict setting vanished or changed: `addopts = --strict-markers`",
        ),
    ],
)
def test_what_a_workflow_or_setting_may_let_through_is_told(file, before, after, sentence):
    lines = told({file: before}, {file: after})
    assert f"- `{file}` changed:" in lines
    assert f"    - {sentence}" in lines


LINKS = ".github/workflows/links.yml"
OVER, OUT, OTHERS = "a failure may be passed over", "something is left out", "other tests may be collected"
WRITES, SECRETS, ELSEWHERE = "a job may write", "a job may reach secrets", "packages may come from elsewhere"
FILLED, RUNS = "an expression is filled in", "a script fetches or runs something"
VANISHED, STRICT = "a step or a command vanished or changed", "a strict setting vanished or changed"


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        *((line, [OVER]) for line in ("a || true", "a || :", "continue-on-error: a", "\t-rm a", "exit 0", "set +e")),
        *((line, [OUT]) for line in ("--ignore a", "--deselect a", "pytest -k a", "--maxfail 1", "collect_ignore")),
        *((line, [OUT]) for line in ("paths-ignore: a", "extend-exclude = []")),
        *((line, [OTHERS]) for line in ("testpaths = []", "norecursedirs = a", "addopts = -q", "pytest -p no:a")),
        *((f"python_{kind} = a", [OTHERS]) for kind in ("files", "classes", "functions")),
        *((line, [WRITES]) for line in ("contents: write", "contents:write", "permissions: write-all")),
        *((line, [SECRETS]) for line in ("on: pull_request_target", "on: workflow_run", "a: secrets.b")),
        *((line, [ELSEWHERE]) for line in ("index-url a", "find-links a", "trusted-host a", "no-require-hashes")),
        ("    if: always()", ["something runs only on a condition"]),
        ("a: ${{ b }}", [FILLED]),
        ("a: ${{ secrets.b }}", [SECRETS, FILLED]),
        *((line, [RUNS]) for line in ("curl a", "wget a", "base64 a", "eval a")),
        *((line, []) for line in ("evaluate", "contents: writer", "a-if: b", "exit 1")),
    ],
)
def test_each_sign_of_what_a_workflow_may_let_through_is_told(line, sentences):
    lines = told({LINKS: "name: a\n"}, {LINKS: f"name: a\n{line}\n"}, WEAKER if sentences else OTHER)
    said = [f"    - {sentence}: `{line.strip()}`" for sentence in sentences]
    assert lines == [f"- `{LINKS}` changed{':' if said else ''}", *said]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        *((line, VANISHED) for line in ("  - run: a", "run: a", "  .venv/bin/a", "\t$(RUN) a", "lint: a")),
        *((line, STRICT) for line in ("xfail_strict = true", "filterwarnings = a", "--require-hashes", "select = []")),
        ("  - uses: a@1", "an action is another one"),
        *((line, None) for line in ("name: a", "  a: b", "A: b")),
    ],
)
def test_each_line_whose_loss_lets_something_through_is_told(line, sentence):
    lines = told({LINKS: f"a\n{line}\n"}, {LINKS: "a\n"}, WEAKER if sentence else OTHER)
    said = [f"    - {sentence}: `{line.strip()}`"] if sentence else []
    assert lines == [f"- `{LINKS}` changed{':' if said else ''}", *said]


@pytest.mark.parametrize(
    ("file", "title"),
    [
        *((file, WEAKER) for file in ("requirements.txt", "a/requirements-dev.txt", "requirements.in")),
        *((file, OTHER) for file in (".github/a.yml", "Makefile", "a/Makefile", "pytest.ini", "a/pytest.ini")),
        *((file, OTHER) for file in ("tox.ini", "setup.cfg", "pyproject.toml", ".python-version")),
        *((file, OTHER) for file in (".gitignore", ".gitattributes")),
    ],
)
def test_each_file_that_decides_what_is_checked_is_told(file, title):
    line = f"- `{file}` changed:" if title == WEAKER else f"- `{file}` changed"
    assert told({file: "a\n"}, {file: "b\n"}, title)[:1] == [line]


@pytest.mark.parametrize("file", ["a/b/requirements.txt.old", "my-requirements.txt", "a/b.github", "Makefile.old"])
def test_a_file_of_another_name_decides_nothing(file):
    text = shown({file: b"a\n"}, {file: b"b\n"})
    assert section(text, WEAKER) == section(text, OTHER) == []


def test_another_change_of_a_setting_is_listed_with_its_lines():
    lines = section(shown({CHECK: b"name: check"}, {CHECK: b"name: checks"}), OTHER)
    assert lines == [
        f"- `{CHECK}` changed",
        "what changed",
        "```diff",
        "@@ -1 +1 @@",
        "-name: check",
        "+name: checks",
        "```",
    ]


def test_a_workflow_that_vanished_is_told_first():
    assert told({".github/workflows/links.yml": "name: links"}, {})[:1] == ["- `.github/workflows/links.yml` vanished"]


@pytest.mark.parametrize("file", ["macros/tools/effect/hosts.py", CHECK])
def test_a_change_of_what_makes_the_summary_is_told_before_all(file):
    lines = told({file: "x = 1\n"}, {file: "x = 2\n"})
    assert lines[0] == f"- What makes this summary changes too, so read that yourself: `{file}`"


def test_a_probe_that_no_claim_names_any_more_is_told():
    probe = {"tests/probes/test_a.py": b"def test_it(run):\n    assert x == 1\n"}
    evidence = {"data/criteria/data/orm.yml": {"frameworks": {"django": {"claims": [{"evidence": [{"probe": "it"}]}]}}}}
    assert section(shown(side(evidence) | probe, side() | probe), WEAKER)[1:] == [
        "- probe `test_it` is no longer named by a claim"
    ]


def test_pages_and_reviewed_texts_are_shown_line_by_line_and_all_else_by_name():
    before = {
        "docs/a.md": b"one\n",
        "tests/reviewed/shown.txt": b"one\n",
        "mkdocs.yml": b"a: 1\n",
        "macros/templates/a.html": b"one\n",
    }
    after = {name: content.replace(b"one", b"two").replace(b"1", b"2") for name, content in before.items()}
    text = shown(before, after)
    assert section(text, "Pages and reviewed texts") == [
        "Line by line.",
        "`docs/a.md` (+1 -1 lines)", "```diff", "@@ -1 +1 @@", "-one", "+two", "```",
        "`mkdocs.yml` (+1 -1 lines)", "```diff", "@@ -1 +1 @@", "-a: 1", "+a: 2", "```",
        "`tests/reviewed/shown.txt` (+1 -1 lines)", "```diff", "@@ -1 +1 @@", "-one", "+two", "```",
    ]  # fmt: skip
    assert section(text, "Every file that differs") == [
        "Programs, templates, styles and pictures are only named here.",
        *(f"- `{name}` (+1 -1 lines)" for name in sorted(before)),
    ]


def test_every_file_that_differs_is_named_whatever_it_is():
    before, after = {"a.bin": b"\xff\xfe", "c": b"x"}, {"a.bin": b"\xff\xfd", "b/new": b"x\n"}
    assert section(shown(before, after), "Every file that differs")[1:] == [
        "- `a.bin` (other bytes)",
        "- `b/new` (appeared, +1 -0 lines)",
        "- `c` (vanished, +0 -1 lines)",
    ]


@pytest.mark.parametrize("file", ["sitecustomize.py", "yaml/__init__.py", "pytest.py"])
def test_a_file_that_can_take_the_place_of_a_library_is_told(file):
    lines = told({"macros/a.py": "x = 1\n"}, {"macros/a.py": "x = 1\n", file: "x = 1\n"})
    assert lines == [f"- `{file}` appeared, and can take the place of a library of that name"]


@pytest.mark.parametrize("folder", ["evidence", "load", "model"])
def test_a_changed_program_that_judges_data_is_told_with_its_lines(folder):
    file = f"macros/{folder}/a.py"
    lines = section(shown({file: b"def find(x):\n    return x\n"}, {file: b"def find(x):\n    return True\n"}), WEAKER)
    assert lines[1:3] == [f"- helper `find` (`{file}:1`) changed", "what changed"]
    assert "+    return True" in lines
