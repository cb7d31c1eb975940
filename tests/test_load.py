"""What a contributor may write wrongly, and the exact problem each gets."""

import datetime
from itertools import pairwise

import pytest

from macros.load import DataError, load, read_permalinks
from macros.model import Where
from tests.measured import record
from tests.tree import VALID, compared, text_of, write

ORM = "data/criteria/data/orm.yml"
FLASK = "data/sources/flask.yml"
TOPICS = "data/topics.yml"
ORM_TEXT = text_of(VALID[ORM])


def problems_of(tmp_path, change):
    with pytest.raises(DataError) as caught:
        compared(tmp_path, change)
    return [str(problem) for problem in caught.value.problems]


def replaced(old, new, file=ORM):
    """The change that puts `new` for `old` in one valid file, so that every other line keeps its number."""
    text = text_of(VALID[file])
    assert old in text
    return {file: text.replace(old, new, 1)}


DJANGO = "data/sources/django.yml"
FIRST_EVIDENCE = """absence: flask
        pattern: \\bORM\\b
        folder: src/flask
        finds: an ORM here"""
SECOND_OPTION = """  - id: learning
    label: Something to learn with
    claims:
    - flask-ships-no-orm
"""
WHY = "why: Most sites keep data."
HINT = "check the indentation, and quote a text that contains `: ` or begins with a sign such as @ or %"
ANCHOR = "shape: uses a YAML anchor or alias (& or *); write the text out, or put it in quotes"
TAG = "shape: has a YAML tag (a word that begins with !); remove it, or put the text in quotes"
NO_ID = "can't be an id; use small letters, digits and single hyphens"
ADDRESS = "shape: `url` must be a whole web address that starts with https:// or http://"
PLAIN = "shape: `why` must be one line of plain text, without control characters"
DAY = "write a day that exists, without quotes, such as 2026-11-21"
KINDS = (
    "must begin with one of the kinds of evidence: "
    "docs, code, metadata, absence, probe, task, measurement, speed, publication"
)
HOME = "https://flask.palletsprojects.com/"
DEEP = "shape: is nested more than 20 levels deep; no record needs that"

UNREADABLE = {
    "a colon in a text": (
        replaced(WHY, "why: Most sites: keep data."),
        f"{ORM}:2: shape: is not valid YAML (mapping values are not allowed in this context); {HINT}",
    ),
    "a bracket left open": (
        replaced(WHY, "why: [Most sites"),
        f"{ORM}:2: shape: is not valid YAML (while parsing a flow sequence, did not find expected ',' or ']'); {HINT}",
    ),
    "a quote left open": (
        replaced(WHY, "why: 'Most sites"),
        f"{ORM}:2: shape: is not valid YAML (while scanning a quoted scalar, found unexpected end of stream); {HINT}",
    ),
    "a sign that begins a text": (
        replaced(WHY, "why: @Most sites"),
        f"{ORM}:2: shape: is not valid YAML (while scanning for the next token, "
        f"found character that cannot start any token); {HINT}",
    ),
    "a key indented too far": (
        replaced(WHY, f"  {WHY}"),
        f"{ORM}:2: shape: is not valid YAML (mapping values are not allowed in this context); {HINT}",
    ),
    "two documents": (
        {ORM: "question: one\n---\nquestion: two\n"},
        f"{ORM}:2: shape: is not valid YAML (expected a single document in the stream, "
        f"but found another document); {HINT}",
    ),
    "a tab as indentation": (replaced("  flask:", "\tflask:"), f"{ORM}:11: shape: contains a tab; use spaces"),
    "a tab after a dash": (replaced("- id:", "-\tid:"), f"{ORM}:15: shape: contains a tab; use spaces"),
    "Latin-1": (
        {ORM: "question: one\nwhy: café\n".encode("latin-1")},
        f"{ORM}:2: shape: is not UTF-8 text here; save the file as UTF-8",
    ),
    "UTF-16": (
        {ORM: "question: one\n".encode("utf-16")},
        f"{ORM}:1: shape: starts with a byte-order mark; save it as UTF-8 without BOM",
    ),
    "UTF-16 of the other kind": (
        {ORM: "\ufeffquestion: one\n".encode("utf-16-be")},
        f"{ORM}:1: shape: starts with a byte-order mark; save it as UTF-8 without BOM",
    ),
    "a byte more than fits": (
        {ORM: ORM_TEXT.encode() + b"#" * (256 * 1024 + 1 - len(ORM_TEXT.encode()))},
        f"{ORM}:1: shape: is larger than 256 KiB; split it into smaller files",
    ),
    "a byte-order mark": (
        {ORM: b"\xef\xbb\xbf" + ORM_TEXT.encode()},
        f"{ORM}:1: shape: starts with a byte-order mark; save it as UTF-8 without BOM",
    ),
    "an invisible character": (
        replaced(WHY, "why: Most sites\u202e keep data."),
        f"{ORM}:2: shape: contains an invisible control character; delete it",
    ),
    "a NUL": (replaced(WHY, "why: Most\0"), f"{ORM}:2: shape: contains an invisible control character; delete it"),
    "an alias": (replaced(WHY, "why: *Most sites"), f"{ORM}:2: {ANCHOR}"),
    "an anchor, which YAML would drop from the text": (replaced(WHY, "why: &Most sites"), f"{ORM}:2: {ANCHOR}"),
    "an anchor inside itself": ({ORM: "question: &a [*a]\n"}, f"{ORM}:1: {ANCHOR}"),
    "10 MB": (
        {ORM: f"why: {'x' * 10_000_000}\n"},
        f"{ORM}:1: shape: is larger than 256 KiB; split it into smaller files",
    ),
    "brackets nested deeply": ({ORM: f"question: one\nwhy: {'[' * 50_000}{']' * 50_000}\n"}, f"{ORM}:2: {DEEP}"),
    "one level too many": ({ORM: f"question: one\nwhy: {'[' * 20}{']' * 20}\n"}, f"{ORM}:2: {DEEP}"),
    "brackets nested deeply in a second document": (
        {ORM: f"question: one\n---\nwhy: {'[' * 21}{']' * 21}\n"},
        f"{ORM}:3: {DEEP}",
    ),
    "dashes nested deeply": ({ORM: f"question: one\nwhy:\n  {'- ' * 50_000}x\n"}, f"{ORM}:3: {DEEP}"),
    "an empty file": ({ORM: ""}, f"{ORM}:1: shape: is empty; fill it, or delete it"),
    "only a comment": ({ORM: "# later\n"}, f"{ORM}:1: shape: is empty; fill it, or delete it"),
    "a list": ({ORM: "# criteria\n- orm\n"}, f"{ORM}:2: shape: must contain lines of `key: value`"),
    "a bare text": ({ORM: "orm\n"}, f"{ORM}:1: shape: must contain lines of `key: value`"),
    "a missing file": (
        {"data/home.yml": None},
        "data/home.yml:1: shape: is missing; create it, or restore it with git",
    ),
    "a duplicate key": (
        replaced("advice:", "why: Again.\nadvice:"),
        f"{ORM}:4: shape: the key `why` is here and on line 2; keep one",
    ),
    "a key that is a list": (replaced("why:", "[a, b]: c\nwhy:"), f"{ORM}:2: shape: a key must be a single word"),
    "a Python object": (replaced(WHY, "why: !!python/object:os.system x"), f"{ORM}:2: {TAG}"),
    "a Python call": (replaced(WHY, "why: !!python/object/apply:os.system [x]"), f"{ORM}:2: {TAG}"),
    "a tagged mapping": (replaced("frameworks:", "frameworks: !!python/dict"), f"{ORM}:10: {TAG}"),
    "a stray file": (
        {"data/notes.txt": "later"},
        "data/notes.txt:1: shape: nothing reads this file; see CONTRIBUTING.md for where data goes",
    ),
    "a stray ending": (
        {"data/criteria/data/mro.yaml": ORM_TEXT},
        "data/criteria/data/mro.yaml:1: shape: nothing reads this file, because its name ends in .yaml; "
        "rename it to mro.yml",
    ),
    "a spoilt record of evidence": (
        {"data/recorded/evidence.json": "{}"},
        "data/recorded/evidence.json:1: shape: is not what the command wrote; "
        "restore it with git, and leave writing it to a maintainer",
    ),
}

MISSHAPEN = {
    "an unknown key": (
        replaced("advice:", "author: me\nadvice:"),
        f"{ORM}:4: shape: `author` is not a key here; remove it",
    ),
    "the id again": (
        replaced("why:", "id: mro\nwhy:"),
        f"{ORM}:2: shape: `id` is not a key here, its place makes it `orm`; remove the line",
    ),
    "a bare yes": (replaced(WHY, "why: yes"), f'{ORM}:2: shape: `why` is read as yes or no; put it in quotes: "yes"'),
    "a bare No as an answer": (
        replaced("answer: Its own", "answer: No"),
        f'{ORM}:24: shape: `answer` is read as yes or no; put it in quotes: "No"',
    ),
    "a version read as a number": (
        replaced("kind: fact", "kind: fact\n      since: 6.0"),
        f'{ORM}:17: shape: `since` is read as a number; put it in quotes: "6.0"',
    ),
    "a version that loses its zero": (
        replaced("kind: fact", "kind: fact\n      since: 5.10"),
        f'{ORM}:17: shape: `since` is read as a number; put it in quotes: "5.10"',
    ),
    "a word for a version": (
        replaced("kind: fact", "kind: fact\n      since: latest"),
        f'{ORM}:17: shape: `since` is `latest`, which does not fit; write a version in quotes, such as "6.0"',
    ),
    "a time read as a number": (
        replaced(WHY, "why: 1:30"),
        f'{ORM}:2: shape: `why` is read as a number; put it in quotes: "1:30"',
    ),
    "an id with a slash": (
        replaced("id: flask-ships-no-orm", "id: flask/orm"),
        f"{ORM}:15: shape: `id` is `flask/orm`, which does not fit; use small letters, digits and single hyphens",
    ),
    "an id of dots": (
        replaced("id: flask-ships-no-orm", "id: .."),
        f"{ORM}:15: shape: `id` is `..`, which does not fit; use small letters, digits and single hyphens",
    ),
    "an id in a list": (
        replaced("- orm", "- ../orm", TOPICS),
        f"{TOPICS}:5: shape: entry 1 of `criteria` is `../orm`, which does not fit; "
        "use small letters, digits and single hyphens",
    ),
    "an id as a key of a file": (replaced("data:", "../data:", TOPICS), f"{TOPICS}:1: shape: `../data` {NO_ID}"),
    "an id as a key that ends a line": (
        replaced("data:", '"data\\n":', TOPICS),
        f"{TOPICS}:1: shape: `data\\n` {NO_ID}",
    ),
    "an id as an inner key": (replaced("flask:", "fl/ask:"), f"{ORM}:11: shape: `fl/ask` {NO_ID}"),
    "dots in a file's name": (
        {"data/sources/a..b.yml": VALID[FLASK]},
        f"data/sources/a..b.yml:1: shape: `a..b` {NO_ID}",
    ),
    "capitals in a file's name": (
        {"data/sources/My Source.yml": VALID[FLASK]},
        f"data/sources/My Source.yml:1: shape: `My Source` {NO_ID}",
    ),
    "dots in a folder's name": (
        {"data/criteria/da..ta/mro.yml": VALID[ORM]},
        f"data/criteria/da..ta/mro.yml:1: shape: `da..ta` {NO_ID}",
    ),
    "a script for an address": (replaced(HOME, "javascript:alert(1)", FLASK), f"{FLASK}:3: {ADDRESS}"),
    "a script with a host": (replaced(HOME, "javascript://example.org/%0aalert(1)", FLASK), f"{FLASK}:3: {ADDRESS}"),
    "a relative address": (replaced(HOME, "docs/index.html", FLASK), f"{FLASK}:3: {ADDRESS}"),
    "an address without its scheme": (replaced(HOME, "//example.org/", FLASK), f"{FLASK}:3: {ADDRESS}"),
    "an address without a host": (replaced(HOME, "https:///docs", FLASK), f"{FLASK}:3: {ADDRESS}"),
    "an address with a quote": (replaced(HOME, 'https://example.org/"onclick=', FLASK), f"{FLASK}:3: {ADDRESS}"),
    "an address with a broken host": (replaced(HOME, "'https://[x/'", FLASK), f"{FLASK}:3: {ADDRESS}"),
    "a folder outside the release": (
        replaced("folder: src/flask", "folder: ../src"),
        f"{ORM}:21: shape: `folder` must be a path inside the release, without a leading / and without ..",
    ),
    "a pattern that is none": (
        replaced("pattern: \\bORM\\b", "pattern: (ORM"),
        f"{ORM}:20: shape: `pattern` is not a regular expression: missing ), unterminated subpattern at position 0",
    ),
    "an empty text": (replaced(WHY, "why: ''"), f"{ORM}:2: shape: `why` is empty; write a text"),
    "a blank text": (replaced(WHY, "why: '  '"), f"{ORM}:2: shape: `why` is empty; write a text"),
    "a key without a value": (replaced(WHY, "why:"), f"{ORM}:2: shape: `why` is empty; write its value"),
    "a list for a text": (
        replaced(WHY, "why: [a, b]"),
        f"{ORM}:2: shape: `why` must be a text; put it in quotes if it begins with a sign such as [ or {{",
    ),
    "a long text": (
        replaced(WHY, f"why: {'x' * 1001}"),
        f"{ORM}:2: shape: `why` is longer than 1000 characters; shorten it",
    ),
    "a newline in a text": (replaced(WHY, "why: |\n  Most sites\n  keep data."), f"{ORM}:2: {PLAIN}"),
    "an escaped control character": (
        replaced(WHY, 'why: "Most \\e[31m sites"'),
        f"{ORM}:2: shape: `why` holds an invisible character, U+001B a control character; delete it",
    ),
    "an escaped direction mark": (
        replaced(WHY, 'why: "Most \\u202e sites"'),
        f"{ORM}:2: shape: `why` holds an invisible character, U+202E RIGHT-TO-LEFT OVERRIDE; delete it",
    ),
    "space around a text": (
        replaced(WHY, "why: '  Most sites.'"),
        f"{ORM}:2: shape: `why` begins or ends with a space; delete it",
    ),
    "a text of spaces": (replaced(WHY, "why: '  '"), f"{ORM}:2: shape: `why` is empty; write a text"),
    "evidence of no kind": (
        replaced("absence: flask", "says: so"),
        f"{ORM}:19: shape: entry 1 of `evidence` {KINDS}",
    ),
    "evidence of a misspelt kind": (
        replaced("absence: flask", "absense: flask"),
        f"{ORM}:19: shape: entry 1 of `evidence` {KINDS}; did you mean `absence`?",
    ),
    "a wrong grade": (
        replaced("grade: absent", "grade: none"),
        f"{ORM}:13: shape: `grade` is `none`; it must be one of "
        "'built-in', 'first-party', 'third-party', 'absent' or 'not-applicable'",
    ),
    "a wrong kind": (
        replaced("kind: fact", "kind: truth"),
        f"{ORM}:16: shape: `kind` is `truth`; it must be one of 'fact', 'measurement' or 'judgement'",
    ),
    "a missing key": (replaced(f"{WHY}\n", ""), f"{ORM}:1: shape: `why` is missing; add it"),
    "a missing key deep inside": (
        replaced("      says: Flask ships no ORM.\n", ""),
        f"{ORM}:15: shape: `says` is missing; add it",
    ),
    "a list left empty": (
        replaced("  claims:\n  - flask-ships-no-orm", "  claims: []", "data/frameworks.yml"),
        "data/frameworks.yml:5: shape: `claims` is empty; give at least one entry",
    ),
    "a text for a list": (
        replaced("  claims:\n  - flask-ships-no-orm", "  claims: flask-ships-no-orm", "data/frameworks.yml"),
        "data/frameworks.yml:5: shape: `claims` must be a list: one `- ` line for each entry",
    ),
    "a text for a mapping": (
        {"data/redirects.yml": {"moved": "nothing"}},
        "data/redirects.yml:1: shape: `moved` must contain lines of `key: value`",
    ),
    "a text for a record": (
        replaced("data:", "other: text\ndata:", TOPICS),
        f"{TOPICS}:1: shape: `other` must contain lines of `key: value`",
    ),
    "a date in quotes": (
        replaced("released: 2026-02-19", "released: '2026-02-19'", FLASK),
        f"{FLASK}:8: shape: `released` is `2026-02-19`; {DAY}",
    ),
    "a day that does not exist": (
        replaced("released: 2026-02-19", "released: 2026-02-31", FLASK),
        f"{FLASK}:8: shape: `released` is `2026-02-31`; {DAY}",
    ),
    "a date with a time": (
        replaced("released: 2026-02-19", "released: 2026-02-19 10:00:00", FLASK),
        f"{FLASK}:8: shape: `released` is `2026-02-19 10:00:00`; {DAY}",
    ),
    "a day for a text": (
        replaced(WHY, "why: 2026-02-19"),
        f'{ORM}:2: shape: `why` is read as a date; put it in quotes: "2026-02-19"',
    ),
    "a day that does not exist for a text": (
        replaced(WHY, "why: 2026-02-31"),
        f'{ORM}:2: shape: `why` is read as a date; put it in quotes: "2026-02-31"',
    ),
    "a whole number for a text": (
        replaced(WHY, "why: 5"),
        f'{ORM}:2: shape: `why` is read as a number; put it in quotes: "5"',
    ),
    "a sign that YAML merges with": (
        replaced(WHY, "why: <<"),
        f'{ORM}:2: shape: `why` is read as a YAML sign; put it in quotes: "<<"',
    ),
    "a sign that YAML keeps for values": (
        replaced(WHY, "why: ="),
        f'{ORM}:2: shape: `why` is read as a YAML sign; put it in quotes: "="',
    ),
    "a number longer than a line": (
        replaced(WHY, f"why: {'1' * 61}"),
        f'{ORM}:2: shape: `why` is read as a number; put it in quotes: "{"1" * 60}..."',
    ),
    "an id longer than a line": (
        replaced("id: flask-ships-no-orm", f"id: {'A' * 61}"),
        f"{ORM}:15: shape: `id` is `{'A' * 60}...`, which does not fit; use small letters, digits and single hyphens",
    ),
    "an id of more than 80 characters": (
        replaced("id: flask-ships-no-orm", f"id: {'a' * 81}"),
        f"{ORM}:15: shape: `id` is longer than 80 characters; shorten it",
    ),
    "a file's name of more than 80 characters": (
        {f"data/sources/{'a' * 81}.yml": VALID[FLASK]},
        f"data/sources/{'a' * 81}.yml:1: shape: `{'a' * 81}` {NO_ID}",
    ),
    "an address of more than 500 characters": (
        replaced(HOME, f"https://example.org/{'a' * 481}", FLASK),
        f"{FLASK}:3: shape: `url` is longer than 500 characters; shorten it",
    ),
    "an address with a port that is none": (replaced(HOME, "https://example.org:0/", FLASK), f"{FLASK}:3: {ADDRESS}"),
    "a word for the last version": (
        replaced("kind: fact", "kind: fact\n      until: soon"),
        f'{ORM}:17: shape: `until` is `soon`, which does not fit; write a version in quotes, such as "5.2"',
    ),
    "a word for a release": (
        replaced("version: 3.1.3", "version: three", FLASK),
        f'{FLASK}:7: shape: `version` is `three`, which does not fit; write a version in quotes, such as "6.1.3"',
    ),
    "two anchors": (
        replaced("db/models#models", "db/models#models#x"),
        f"{ORM}:32: shape: `at` is `topics/db/models#models#x`, which does not fit; "
        "write the page, then # and the section's anchor: ref/databases#mysql-notes",
    ),
    "a page outside the release": (
        replaced("topics/db/models#models", "../models#models"),
        f"{ORM}:32: shape: `at` must be a path inside the release, without a leading / and without ..",
    ),
    "a URL for a page": (
        replaced("topics/db/models#models", "https://docs.djangoproject.com/en/6.1/topics/db/models/#models"),
        f"{ORM}:32: shape: `at` must be a path inside the release, not a URL; "
        "leave out what is in front of the page's name",
    ),
    "a folder from the root": (
        replaced("folder: src/flask", "folder: /src"),
        f"{ORM}:21: shape: `folder` must be a path inside the release, without a leading / and without ..",
    ),
    "a folder with a backslash": (
        replaced("folder: src/flask", "folder: src\\flask"),
        f"{ORM}:21: shape: `folder` must be a path inside the release, without a leading / and without ..",
    ),
    "a symbol of two words": (
        replaced(FIRST_EVIDENCE, "code: flask\n        file: a.py\n        symbol: def x"),
        f"{ORM}:21: shape: `symbol` is `def x`, which does not fit; "
        "write a name as the code defines it, such as Field.clean",
    ),
    "a probe in capitals": (
        replaced(FIRST_EVIDENCE, "probe: Test-One"),
        f"{ORM}:19: shape: `probe` is `Test-One`, which does not fit; "
        "write the test's name: small letters, digits and single underscores",
    ),
    "a short hash": (
        replaced("sha256: 0ef0", "sha256: ef0", FLASK),
        f"{FLASK}:9: shape: `sha256` is `ef0e52b8a9cd932855379197dd8f94047b359ca0a78695144304cb45f87c...`, "
        "which does not fit; write the 64 hex digits, in small letters, that `make evidence` prints; "
        "here are 63 characters",
    ),
    "a tag with a space": (
        replaced("tag: 3.1.3", "tag: v 3", FLASK),
        f"{FLASK}:10: shape: `tag` is `v 3`, which does not fit; write the release's tag, such as v1.2.3",
    ),
    "files without a page": (
        replaced("docs/{page}.txt", "docs/page.txt", DJANGO),
        f"{DJANGO}:7: shape: `files` is `docs/page.txt`, which does not fit; "
        "write the path with {page} where the page's name goes: docs/{page}.txt",
    ),
    "a chooser's version with a zero in front": (
        {"data/chooser.yml": {"version": "01"}},
        'data/chooser.yml:1: shape: `version` is `01`, which does not fit; write a version in quotes, such as "6.1.3"',
    ),
    "a text for an entry": (
        {"data/home.yml": {"choices": ["Choose"]}},
        "data/home.yml:8: shape: entry 1 of `choices` must contain lines of `key: value`",
    ),
    "a text for a place": (
        {DJANGO: {"docs": "docs/"}},
        f"{DJANGO}:6: shape: `docs` must contain lines of `key: value`",
    ),
    "three sentences of an answer": (
        {"data/home.yml": {"answer": [{}, *({"claims": ["a"], "says": "x"} for _ in range(2))]}},
        "data/home.yml:1: shape: `answer` has more than 2 entries; keep the best",
    ),
    "a question of one option": (
        {"data/chooser.yml": text_of(VALID["data/chooser.yml"]).replace(SECOND_OPTION, "")},
        "data/chooser.yml:7: shape: `options` has fewer than 2 entries; add to them",
    ),
    "one step alone": (
        replaced("  - Make a project.\n", "", "data/chooser.yml"),
        "data/chooser.yml:79: shape: `first_steps` has fewer than 2 entries; add to them",
    ),
    "evidence that says which key it is": (
        replaced("folder: src/flask", "keys: code\n        folder: src/flask"),
        f"{ORM}:21: shape: `keys` is not a key here; remove it",
    ),
    "an entry that does not fit": (
        replaced("says: Flask ships no ORM.", "says: ''"),
        f"{ORM}:17: shape: `says` is empty; write a text",
    ),
    "a topic twice over": (
        {"data/criteria/other/orm.yml": VALID[ORM]},
        f"data/criteria/other/orm.yml:1: shape: the id `orm` is taken by {ORM}; rename this file",
    ),
}


@pytest.mark.parametrize(("change", "expected"), (UNREADABLE | MISSHAPEN).values(), ids=UNREADABLE | MISSHAPEN)
def test_bad_input_gets_one_clear_problem(change, expected, tmp_path):
    assert problems_of(tmp_path, change) == [expected]


MISSPELT = {
    ("advice:", "advise:"): "4: shape: `advise` is not a key here; did you mean `advice`?",
    ("says:", "say:"): "17: shape: `say` is not a key here; did you mean `says`?",
    ("phrase:", "phrse:"): "33: shape: `phrse` is not a key here; did you mean `phrase`?",
    ("folder:", "foldr:"): "21: shape: `foldr` is not a key here; did you mean `folder`?",
    ("at:", "ta:"): "32: shape: `ta` is not a key here; did you mean `at`?",
}


@pytest.mark.parametrize(("old", "new"), MISSPELT)
def test_a_misspelt_key_is_one_problem_that_names_the_nearest_one_that_fits_there(old, new, tmp_path):
    assert problems_of(tmp_path, replaced(old, new)) == [f"{ORM}:{MISSPELT[old, new]}"]


def test_a_key_that_fits_elsewhere_is_not_suggested(tmp_path):
    change = replaced("grade: absent", "question: Is it?")
    assert problems_of(tmp_path, change) == [f"{ORM}:13: shape: `question` is not a key here; remove it"]


def test_all_problems_of_all_files_come_at_once_by_file_and_line(tmp_path):
    change = {
        **replaced("- orm", "- Orm", TOPICS),
        **replaced(HOME, "docs/", FLASK),
        ORM: ORM_TEXT.replace(WHY, "why: yes").replace("grade: absent", "grade: none"),
        "data/home.yml": "deciding: [orm\n",
        "data/notes.txt": "later",
    }
    places = [problem.split(": shape: ")[0] for problem in problems_of(tmp_path, change)]
    assert places == [f"{ORM}:2", f"{ORM}:13", "data/home.yml:1", "data/notes.txt:1", f"{FLASK}:3", f"{TOPICS}:5"]


def test_an_alias_bomb_is_refused_before_it_goes_off(tmp_path):
    letters = "abcdefghijklmnop"
    lines = [f"a: &a [{', '.join('x' * 9)}]"]
    lines += [f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in pairwise(letters)]
    assert problems_of(tmp_path, {ORM: "\n".join(lines)}) == [f"{ORM}:1: {ANCHOR}"]


def test_a_file_with_windows_line_ends_is_read_like_any_other(tmp_path):
    comparison = compared(tmp_path, {ORM: ORM_TEXT.replace("\n", "\r\n").encode()})
    claim = comparison.claims["django-ships-an-orm"].claim
    assert claim.says == "Django ships an ORM."
    assert claim.where == Where(ORM, 27)


def test_a_folded_text_is_one_line(tmp_path):
    comparison = compared(tmp_path, replaced(WHY, "why: >\n  Most sites\n  keep data."))
    assert comparison.criteria["orm"].why == "Most sites keep data."


def test_words_in_quotes_stay_words(tmp_path):
    comparison = compared(tmp_path, replaced(WHY, "why: 'no'"))
    assert comparison.criteria["orm"].why == "no"


def test_the_valid_data_is_read_whole(tmp_path):
    comparison = compared(tmp_path)
    assert list(comparison.frameworks) == ["flask", "django"]
    assert list(comparison.claims) == ["flask-ships-no-orm", "django-ships-an-orm"]
    assert comparison.criteria["orm"].topic == "data"
    assert comparison.sources["flask"].releases[0].released == datetime.date(2026, 2, 19)
    assert comparison.evidence_record is None
    assert comparison.probes == {}


def test_each_record_knows_its_file_and_line(tmp_path):
    comparison = compared(tmp_path)
    lines = (tmp_path / ORM).read_text(encoding="utf-8").splitlines()
    claim = comparison.claims["django-ships-an-orm"].claim
    assert lines[claim.where.line - 1].strip() == "- id: django-ships-an-orm"
    assert lines[claim.at_key("says").line - 1].strip() == "says: Django ships an ORM."
    assert lines[claim.evidence[0].where.line - 1].strip() == "- docs: django"
    assert claim.at_key("until") == claim.where
    assert comparison.frameworks["django"].at_key("source") == Where("data/frameworks.yml", 9)


def test_probes_are_read_with_the_claims_they_are_for(tmp_path):
    text = """import pytest


@pytest.mark.claim("django-ships-an-orm", "flask-ships-no-orm")
def test_orm():
    assert True


def helper(): ...
"""
    probes = compared(tmp_path, {"tests/probes/data/test_orm.py": text}).probes
    assert list(probes) == ["orm"]
    assert probes["orm"].claims == ("django-ships-an-orm", "flask-ships-no-orm")
    assert probes["orm"].where == Where("tests/probes/data/test_orm.py", 5)
    assert probes["orm"].end == 6


def test_permalinks_are_its_lines_without_the_comment(tmp_path):
    assert read_permalinks(tmp_path) == ()
    write(tmp_path, {"data/permalinks.txt": "// head\n./\n\ncompare/data/#orm\n"})
    assert read_permalinks(tmp_path) == ("./", "compare/data/#orm")
    assert load(tmp_path)


def test_a_probe_that_is_no_python_is_a_problem(tmp_path):
    assert problems_of(tmp_path, {"tests/probes/test_orm.py": "def test_orm(:\n    pass\n"}) == [
        "tests/probes/test_orm.py:1: shape: is not valid Python: invalid syntax"
    ]


def test_two_probes_of_one_name_are_a_problem(tmp_path):
    text = "def test_orm():\n    pass\n"
    assert problems_of(tmp_path, {"tests/probes/a/test_one.py": text, "tests/probes/b/test_two.py": text}) == [
        "tests/probes/b/test_two.py:1: shape: `test_orm` is in tests/probes/a/test_one.py too; rename one"
    ]


def test_a_file_may_be_as_large_and_as_deep_as_is_said(tmp_path):
    comment = b"#" * (256 * 1024 - len(ORM_TEXT.encode()))
    assert compared(tmp_path / "large", {ORM: ORM_TEXT.encode() + comment}).criteria
    assert problems_of(tmp_path / "deep", {ORM: f"{ORM_TEXT}why: {'[' * 19}x{']' * 19}\n"})[0].endswith("keep one")


@pytest.mark.parametrize(
    ("old", "new", "file"),
    [
        ("id: flask-ships-no-orm", f"id: {'a' * 80}", ORM),
        (WHY, f"why: {'x' * 1000}", ORM),
        (HOME, f"https://example.org/{'a' * 480}", FLASK),
        (HOME, "http://example.org:8000/", FLASK),
        ("kind: fact", 'kind: fact\n      since: "6.1rc1"\n      until: 6.1.post2', ORM),
        ("tag: 3.1.3", "tag: v3.1-rc+1_a", FLASK),
        ("folder: src/flask", "folder: src/a..b", ORM),
        ("topics/db/models#models", "topics/db/models", ORM),
        (FIRST_EVIDENCE, "code: flask\n        file: a.py\n        symbol: _A.b2.c", ORM),
        (FIRST_EVIDENCE, "probe: a_1", ORM),
        ("'1'", "'120'", "data/chooser.yml"),
    ],
)
def test_what_just_fits_is_read(old, new, file, tmp_path):
    assert compared(tmp_path, replaced(old, new, file))


def test_text_is_read_without_the_line_end_that_yaml_leaves(tmp_path):
    assert compared(tmp_path, replaced(WHY, "why: >\n  Most sites.\n")).criteria["orm"].why == "Most sites."


def test_what_probes_import_is_named_with_its_locked_version(tmp_path):
    text = """import pytest

PROGRAM = '''
import flask, sqlalchemy
  from flask_login import login
'''
OTHER = UNUSED = "import celery"
COMMAND = ["-m", "gunicorn", "no module"]


def start():
    return run(PROGRAM, COMMAND, start)


@pytest.fixture
@pytest.mark.claim("a", name, "b", 3)
@pytest.mark.claim("c")
@pytest.mark.tries("a", "one", "two")
@pytest.mark.slow("d")
def test_orm():
    start()


def test_other():
    return OTHER, "from sqlalchemy import x"


async def test_later(): ...
"""
    lock = (
        "# pinned\nFlask-Login==0.6.3 \\\n    --hash=sha256:0==1\ngunicorn==23.0.0\ncelery==5.5\nSQLAlchemy==2.0.44\n"
    )
    change = {"tests/probes/a/test_orm.py": text, "tests/probes/requirements.txt": lock}
    probes = compared(tmp_path, change).probes
    assert list(probes) == ["orm", "other"]
    assert probes["orm"].claims == ("a", "b", "3", "c")
    assert [(attempt.claim, attempt.cases) for attempt in probes["orm"].attempts] == [("a", ("one", "two"))]
    assert probes["orm"].uses == (("Flask-Login", "0.6.3"), ("gunicorn", "23.0.0"))
    assert probes["other"].uses == (("celery", "5.5"), ("SQLAlchemy", "2.0.44"))


def test_probes_are_read_without_a_lock(tmp_path):
    probes = compared(tmp_path, {"tests/probes/test_a.py": "def test_a():\n    return 'import flask'\n"}).probes
    assert probes["a"].uses == ()


EVIDENCED = """{"checked": "2026-11-21", "findings": {"probe: a": {"6.1.3": {}, "5.2.19": {"problem": "no"}}}}"""


def test_what_commands_recorded_is_read(tmp_path):
    change = {"data/recorded/size.json": record(), "data/recorded/evidence.json": EVIDENCED}
    comparison = compared(tmp_path, change)
    assert list(comparison.runs) == ["size"]
    assert comparison.evidence_record
    assert comparison.runs["size"].figures[0].median == 7
    lines = (tmp_path / "data/recorded/size.json").read_text(encoding="utf-8").splitlines()
    for figure in comparison.runs["size"].figures:
        assert (figure.where.file, lines[figure.where.line - 1].strip()) == (
            "data/recorded/size.json",
            f'"subject": "{figure.subject}",',
        )
    assert {version: finding.found for version, finding in comparison.evidence_record.findings["probe: a"].items()} == {
        "6.1.3": True,
        "5.2.19": False,
    }


def test_a_spoilt_run_is_a_problem(tmp_path):
    assert problems_of(tmp_path, {"data/recorded/size.json": record().replace("runs", "run")}) == [
        "data/recorded/size.json:1: shape: is not what the command wrote; "
        "restore it with git, and leave writing it to a maintainer"
    ]


def test_each_kind_of_evidence_is_read_with_the_key_that_it_holds_a_claim_by(tmp_path):
    evidence = [
        {"docs": "a", "at": "b", "phrase": "c"},
        {"code": "a", "file": "b", "symbol": "c"},
        {"metadata": "a", "field": "b", "value": "c"},
        {"absence": "a", "pattern": "b", "folder": "c", "finds": "d"},
        {"probe": "a"},
        {"measurement": "a", "quantity": "b"},
        {"publication": "a", "at": "b", "read": datetime.date(2026, 1, 1)},
    ]
    claims = [{"id": "django-ships-an-orm", "evidence": evidence}]
    claim = (
        compared(tmp_path, {ORM: {"frameworks": {"django": {"claims": claims}}}}).claims["django-ships-an-orm"].claim
    )
    assert [item.key.value for item in claim.evidence] == [
        "docs", "code", "code", "code", "ran", "measured", "published",
    ]  # fmt: skip
    assert [item.model_dump(exclude_none=True) for item in claim.evidence] == evidence
    assert [item.source for item in claim.sourced()] == ["a"] * 5


def test_every_grade_kind_and_verdict_is_read(tmp_path):
    for number, grade in enumerate(["built-in", "first-party", "third-party", "absent", "not-applicable"]):
        change = {ORM: {"frameworks": {"django": {"grade": grade}}}}
        assert compared(tmp_path / str(number), change).criteria["orm"].frameworks["django"].grade == grade
    for kind in ["package", "paper", "survey", "decision-record", "article", "project-page"]:
        assert compared(tmp_path / kind, {DJANGO: {"kind": kind}}).sources["django"].kind == kind


def test_a_record_does_not_change(tmp_path):
    with pytest.raises(ValueError, match="frozen"):
        compared(tmp_path).criteria["orm"].why = "Another"  # type: ignore[misc]


def test_one_entry_is_enough_in_each_list(tmp_path):
    chooser = VALID["data/chooser.yml"]
    note = {**chooser["notes"][0], "outcomes": ["django"]}
    first = {part: chooser[part][:1] for part in ("questions", "rules", "outcomes")}
    article = {**VALID["data/articles/example.yml"], "assertions": VALID["data/articles/example.yml"]["assertions"][:1]}
    comparison = compared(
        tmp_path,
        {
            "data/chooser.yml": text_of({**chooser, **first, "notes": [note]}),
            "data/articles/example.yml": text_of(article),
        },
    )
    assert [len(comparison.chooser.questions), len(comparison.chooser.rules), len(comparison.chooser.outcomes)] == [
        1
    ] * 3
    assert len(comparison.chooser.notes[0].outcomes) == len(comparison.articles["example"].assertions) == 1
