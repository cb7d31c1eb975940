"""A claim of a change is shown with its sources opened, and with what is based on it."""

from __future__ import annotations

import datetime

import pytest

from macros.model import BYTES, Figure, Run
from macros.tools.effect import claims, values
from macros.tools.effect.based import based_on
from macros.tools.effect.summary import summary
from tests.effect.sides import ORM, plain, section
from tests.evidence.parts import DAY, Shelf
from tests.small_task import DATA
from tests.tree import VALID, laid_over, text_of

PAGE = "Models\n======\n\nOne.\n\nA model is the source of truth.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n"
CODE = (
    '"""A module."""\n\n\nclass Model:\n    """Truth."""\n\n    def save(self):\n        return 1\n'
    + "        # more\n" * 20
)
FILES = {
    "docs/models.rst": PAGE,
    "src/models.py": CODE,
    "src/more.py": "x = 1\n# SQLAlchemy is not here\n" + "y = 2\n" * 60,
    "tests/other.py": "import sqlalchemy\n",
}


@pytest.fixture
def shelf(tmp_path):
    shelf = Shelf(tmp_path / "shelf")
    shelf.add(
        "django",
        {"2.0": {**FILES}, "1.0": {**FILES, "docs/models.rst": "Models\n======\n\nNothing.\n"}},
        metadata="License: BSD\n",
    )
    return shelf


def opened(tmp_path, shelf, *evidence, says="Django ships models.", **more):
    """The blocks of the summary for one new claim of Django's, as a reader sees them."""
    source = shelf.sources["django"].model_dump(mode="json", exclude_none=True, exclude={"id"})
    source["repository"] = "https://github.com/django/django"
    source["releases"] = [{**each, "released": DAY, "tag": f"v{each['version']}"} for each in source["releases"]]
    base = laid_over(VALID, {"data/sources/django.yml": None}) | {"data/sources/django.yml": source} | more
    new = {"id": "django-ships-models", "kind": "fact", "says": says, "evidence": list(evidence)}
    cell = {"claims": [*VALID[ORM]["frameworks"]["django"]["claims"], new]}
    before, after = (
        write_all(tmp_path / name, files)
        for name, files in (("base", base), ("change", laid_over(base, {ORM: {"frameworks": {"django": cell}}})))
    )
    opening = claims.opener(tmp_path / "change", after, shelf.releases())
    return section(plain(summary(before, after, opening)), "Claims")


def write_all(root, files):
    """The files below a folder, and the same as a side of a change."""
    written = {name: content if isinstance(content, str) else text_of(content) for name, content in files.items()}
    for name, content in written.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return {name: content.encode() for name, content in written.items()}


def citation(lines, number=1):
    """The lines of one citation."""
    (start,) = [place for place, line in enumerate(lines) if line.startswith(f"**Citation {number}.**")]
    ends = [
        place for place, line in enumerate(lines[start + 1 :], start + 1) if line.startswith(("**Citation", "**What"))
    ]
    return lines[start : ends[0]]


def test_a_phrase_is_shown_with_the_lines_around_it_and_its_public_address(tmp_path, shelf):
    lines = opened(tmp_path, shelf, {"docs": "django", "at": "models#models", "phrase": "source of truth"})
    assert lines[1:3] == ["### New: `django-ships-models`", "`Django ships models.`"]
    assert citation(lines) == [
        '**Citation 1.** **Not found** in `1.0`: `the phrase "source of truth" is not in models#models of Django 1.0`',
        "Phrase `source of truth` in `models#models` of `Django 2.0`",
        "`https://docs.example.org/models/#models`",
        "`https://github.com/django/django/blob/v2.0/docs/models.rst#L6`",
        "```text",
        "      3  ",
        "      4  One.",
        "      5  ",
        ">     6  A model is the source of truth.",
        "      7  ",
        "      8  Two.",
        "      9  ",
        "```",
    ]


def test_a_symbol_is_shown_with_its_head(tmp_path, shelf):
    lines = citation(opened(tmp_path, shelf, {"code": "django", "file": "src/models.py", "symbol": "Model.save"}))
    assert lines[:3] == [
        "**Citation 1.** Symbol `Model.save` in `src/models.py` of `Django 2.0` (found in `1.0` too)",
        "`https://github.com/django/django/blob/v2.0/src/models.py#L7-L8`",
        "```text",
    ]
    assert lines[3:] == ["      7      def save(self):", "      8          return 1", "```"]


def test_a_phrase_in_code_is_shown_in_its_context(tmp_path, shelf):
    item = {"code": "django", "file": "src/models.py", "symbol": "Model", "phrase": "return 1"}
    lines = citation(opened(tmp_path, shelf, item))
    assert lines[0].startswith("**Citation 1.** Symbol `Model` in `src/models.py`, phrase `return 1` of `Django 2.0`")
    assert ">     8          return 1" in lines


def test_metadata_is_shown_in_its_file(tmp_path, shelf):
    lines = citation(opened(tmp_path, shelf, {"metadata": "django", "field": "License", "value": "BSD"}))
    assert lines[0] == "**Citation 1.** Field `License`, value `BSD` of `Django 2.0` (found in `1.0` too)"
    assert ">     4  License: BSD" in lines


def test_an_absence_tells_where_its_pattern_would_match(tmp_path, shelf):
    item = {"absence": "django", "pattern": "import sqlalchemy", "folder": "src", "finds": "import sqlalchemy"}
    item["nowhere"] = "Flask has no such import."
    assert citation(opened(tmp_path, shelf, item))[:8] == [
        "**Citation 1.** Pattern `import sqlalchemy` that matches nothing in `src` of `Django 2.0` "
        "(found in `1.0` too)",
        "`https://github.com/django/django/tree/v2.0/src`",
        "Looked in 2 text files with 90 lines. `finds` says it would match `import sqlalchemy`.",
        "Elsewhere in the release it matches in 1 file:",
        "- `tests/other.py:1`: `import sqlalchemy`",
        "Its most telling word is in 1 of the files that were looked in:",
        "- `src/more.py:2`: `# SQLAlchemy is not here`",
    ]


def test_an_absence_that_can_match_nothing_is_told(tmp_path, shelf):
    item = {"absence": "django", "pattern": "^import zebra$", "folder": "src", "finds": "import zebra"}
    lines = citation(opened(tmp_path, shelf, item))
    assert (
        lines[-1]
        == "It matches nowhere else in the release: look whether it can match anything that a release would hold."
    )


def test_a_pattern_that_runs_for_ever_takes_nothing_else_away(tmp_path, shelf, monkeypatch):
    monkeypatch.setattr(claims, "SECONDS", 0.5)
    shelf.add("django", {"2.0": {**FILES, "src/long.py": "a" * 60 + "!\n"}})
    item = {"absence": "django", "pattern": "^(a+)+$", "folder": "src", "finds": "aa"}
    told = "Nothing is opened here: after 0.5 seconds it was not done. Is a pattern made to run for ever?"
    assert citation(opened(tmp_path, shelf, item)) == [f"**Citation 1.** {told}"]


def test_a_probe_is_shown_with_its_code(tmp_path, shelf):
    code = '@pytest.mark.claim("django-ships-models")\ndef test_it(run):\n    assert run("") == 1\n'
    lines = opened(tmp_path, shelf, {"probe": "it"}, **{"tests/probes/test_a.py": code})
    assert citation(lines) == [
        "**Citation 1.** Probe `tests/probes/test_a.py:2`", "```python", *code.splitlines(), "```"
    ]  # fmt: skip
    assert citation(opened(tmp_path / "b", shelf, {"probe": "none"})) == [
        "**Citation 1.** Probe `none`: there is no such test"
    ]


def test_a_test_of_a_task_is_shown_with_the_line_that_it_shows(tmp_path, shelf):
    item = {"task": "a-page", "test": "it", "file": "config/urls.py", "phrase": "b = 2"}
    code = "def test_it(client):\n    assert client\n"
    files = DATA | {"tests/tasks/test_a_page.py": code}
    lines = citation(opened(tmp_path, shelf, item, **files))
    assert lines[0] == (
        "**Citation 1.** Line `b = 2` of `data/tasks/a-page/django/config/urls.py`, shown by the test "
        "`tests/tasks/test_a_page.py:1`"
    )
    assert [line for line in lines if line.startswith(">")] == [">     2  b = 2"]
    assert lines[-len(code.splitlines()) - 2 :] == ["```python", *code.splitlines(), "```"]
    gone = citation(opened(tmp_path / "b", shelf, item | {"phrase": "b = 3"}, **files))
    assert "No line there has it." in gone
    assert citation(opened(tmp_path / "c", shelf, item | {"test": "none"}, **files)) == [
        "**Citation 1.** Task `a-page`: there is no test `test_none`"
    ]


RUN = Run(
    measured=datetime.date(2026, 1, 2),
    machine="Linux x86_64, 2 cores",
    python="3.13.0",
    commands=("make measure",),
    figures=(Figure.of("Django 2.0", BYTES, [2.5, 2.0, 3.0]),),
    digest="none",
).sealed()


def test_a_measurement_is_shown_with_its_figures(tmp_path, shelf):
    item = {"measurement": "footprint", "quantity": BYTES}
    lines = opened(tmp_path, shelf, item, **{"data/recorded/footprint.json": RUN.model_dump_json(indent=1)})
    assert citation(lines) == [
        f"**Citation 1.** Run `footprint`, `{BYTES}`, measured on 2026-01-02",
        "- `Django 2.0`: 2.5 `MB` (2.0 to 3.0, 3 runs)",
    ]
    missing = opened(tmp_path / "b", shelf, item)
    assert citation(missing) == [f"**Citation 1.** Run `footprint`, `{BYTES}`", "- no such figure"]


def test_a_publication_is_shown_with_its_address(tmp_path, shelf):
    paper = {"title": "A paper", "kind": "paper", "url": "https://example.org/paper", "publisher": "P"}
    item = {"publication": "paper", "at": "page 3", "read": VALID["data/articles/example.yml"]["read"]}
    lines = opened(tmp_path, shelf, item, **{"data/sources/paper.yml": paper})
    day = VALID["data/articles/example.yml"]["read"].isoformat()
    assert citation(lines) == [
        f"**Citation 1.** `A paper`, at `page 3`, read on {day}; no machine opens this one",
        "`https://example.org/paper`",
    ]


def test_a_source_that_is_not_described_is_told(tmp_path, shelf):
    lines = citation(opened(tmp_path, shelf, {"docs": "djagno", "at": "models", "phrase": "of truth"}))
    assert lines == [
        "**Citation 1.** Phrase `of truth` in `models`",
        '**Not found** in `any version`: `no source "djagno" in data/sources/; nearest: "django"`',
    ]


def test_a_release_that_can_not_be_had_is_told(tmp_path):
    shelf = Shelf(tmp_path / "shelf")
    shelf.add("django", {"2.0": {**FILES}, "1.0": {**FILES}}, have=False)
    lines = citation(opened(tmp_path, shelf, {"docs": "django", "at": "models#models", "phrase": "source of truth"}))
    reason = "could not be downloaded; pip says: no such thing"
    assert lines[0] == f"**Citation 1.** **Not found** in `2.0`: `Django 2.0 {reason}`"
    assert lines[-1] == f"The release can't be opened: `Django 2.0 {reason}`"


def test_what_is_based_on_a_claim_is_listed_with_what_it_says(tmp_path, shelf):
    named = {
        "data/home.yml": laid_over(VALID["data/home.yml"], {"answer": [{"claims": ["django-ships-models"]}]}),
        "data/chooser.yml": laid_over(
            VALID["data/chooser.yml"], {"rules": [{}, {}, {"claims": ["django-ships-models"]}]}
        ),
    }
    lines = opened(tmp_path, shelf, {"code": "django", "file": "src/models.py", "symbol": "Model"}, **named)
    start = lines.index("**What is based on it:**")
    assert lines[start:] == [
        "**What is based on it:**",
        "- `data/chooser.yml`: `rules / 3 / claims`: `It is known.`",
        "- `data/home.yml`: `answer / 1 / claims`: `Take the larger one for its ORM.`",
        f"- `{ORM}`: `frameworks / django / answer`: `Its own`",
        "Ways through the chooser that pass it: 1 of 4",
        "- `kind=site data=none know=flask -> flask`",
    ]


def change_of_orm(tmp_path, shelf, change):
    before = write_all(tmp_path / "base", VALID)
    after = write_all(tmp_path / "change", laid_over(VALID, change))
    return section(plain(summary(before, after, claims.opener(tmp_path / "change", after, shelf.releases()))), "Claims")


def test_a_changed_claim_shows_its_values(tmp_path, shelf):
    change = {ORM: {"frameworks": {"django": {"claims": [{"says": "Django ships an ORM of its own."}]}}}}
    lines = change_of_orm(tmp_path, shelf, change)
    assert lines[1:6] == [
        "### Changed: `django-ships-an-orm`",
        "`Django ships an ORM of its own.`",
        "| where | before | after |",
        "| --- | --- | --- |",
        f"| `{ORM}:29 says` | `Django ships an ORM.` | `Django ships an ORM of its own.` |",
    ]


def test_a_claim_that_cites_less_is_told(tmp_path, shelf):
    two = [VALID[ORM]["frameworks"]["django"]["claims"][0]["evidence"][0], {"probe": "it"}]
    base = laid_over(VALID, {ORM: {"frameworks": {"django": {"claims": [{"evidence": two}]}}}})
    before, after = (write_all(tmp_path / name, files) for name, files in (("base", base), ("change", VALID)))
    lines = section(
        plain(summary(before, after, claims.opener(tmp_path / "change", after, shelf.releases()))), "Claims"
    )
    assert lines[3] == "It cites less: 2 citations became 1."


def test_a_claim_that_is_gone_shows_what_is_still_based_on_it(tmp_path, shelf):
    change = {ORM: {"frameworks": {"django": {"claims": [{"id": "django-ships-models"}]}}}}
    lines = change_of_orm(tmp_path, shelf, change)
    start = lines.index("### Gone: `django-ships-an-orm`")
    assert lines[start + 1] == "`Django ships an ORM.`"
    assert "**What still is based on it:**" in lines[start:]
    assert "- `data/frameworks.yml`: `django / claims`: `A set of parts.`" in lines[start:]
    assert not any(line.startswith("**Citation") for line in lines[start:])


def test_new_claims_come_before_changed_ones(tmp_path, shelf):
    new = {**VALID[ORM]["frameworks"]["flask"]["claims"][0], "id": "flask-new"}
    change = {ORM: {"frameworks": {"flask": {"claims": [{}, new]}, "django": {"claims": [{"says": "It ships one."}]}}}}
    heads = [line for line in change_of_orm(tmp_path, shelf, change) if line.startswith("###")]
    assert heads == ["### New: `flask-new`", "### Changed: `django-ships-an-orm`"]


def test_data_that_can_not_be_loaded_is_told_and_the_rest_is_shown(tmp_path, shelf):
    change = {ORM: {"frameworks": {"django": {"claims": [{"says": "Other.", "phrse": "x"}]}}}}
    lines = change_of_orm(tmp_path, shelf, change)
    assert f"| `{ORM}:29 says` | `Django ships an ORM.` | `Other.` |" in lines
    assert citation(lines) == [
        "**Citation 1.** The data of this change can't be loaded, so nothing is opened here; the check says why."
    ]


def test_of_very_many_claims_the_last_are_only_listed(tmp_path):
    asked: list[str] = []

    def look(claim: str) -> list[str]:
        asked.append(claim)
        return []

    new = {"claims": [{"id": f"flask-{number}", "says": "A."} for number in range(70)]}
    data = {ORM: {"frameworks": {"flask": new}}}
    blocks = claims.blocks(values.changes({}, data), {}, data, look)
    assert len(blocks) == 70
    assert len(asked) == claims.MOST_OPENED == 60


CLAIM = {"id": "flask-a", "says": "A.", "evidence": [{"docs": "flask"}]}


def block_of_one(before, after):
    """The block of the one claim that differs, as a reader sees it."""
    (block,) = claims.blocks(values.changes(before, after), before, after, lambda claim: ["One.", "Two."])
    return [line for line in plain(block).split("\n") if line]


def test_a_new_claim_shows_each_value_each_citation_and_twelve_of_the_places_that_name_it():
    data = {ORM: {"frameworks": {"flask": {"claims": [CLAIM]}}}}
    places = {"data/home.yml": {"all": [{"says": f"S{number}", "claims": ["flask-a"]} for number in range(13)]}}
    home = [f"- `data/home.yml`: `all / {number + 1} / claims`: `S{number}`" for number in range(13)]
    blocks = claims.blocks(values.changes({}, data), {}, data | places, lambda claim: ["One.", "Two."])
    assert [line for line in plain("".join(blocks)).split("\n") if line] == [
        "### New: `flask-a`",
        "`A.`",
        "3 values",
        "| where | before | after |",
        "| --- | --- | --- |",
        f"| `{ORM} id` |  | `flask-a` |",
        f"| `{ORM} says` |  | `A.` |",
        f"| `{ORM} evidence / 1 / docs` |  | `flask` |",
        "**Citation 1.** One.",
        "**Citation 2.** Two.",
        "**What is based on it:**",
        *home[:12],
        "2 places more",
        home[12],
        f"- `{ORM}`: `frameworks / flask / answer`",
    ]


def named_in(data):
    """What names the claim, as a reader sees it."""
    return [plain(line) for line in based_on(data, "flask-a")]


def test_a_claim_that_is_gone_and_that_nothing_names_says_so():
    before = {ORM: {"frameworks": {"flask": {"claims": [CLAIM]}}}}
    lines = block_of_one(before, {ORM: {}})
    assert lines[:3] == ["### Gone: `flask-a`", "`A.`", "3 values"]
    assert lines[-2:] == [f"| `{ORM} evidence / 1 / docs` | `flask` |  |", "Nothing else names it."]


def test_a_claim_that_is_gone_names_what_still_names_it():
    home = {"data/home.yml": {"answer": {"then": "T.", "when": "W.", "claims": ["flask-a"]}}}
    before = {ORM: {"frameworks": {"flask": {"claims": [CLAIM]}}}}
    (block,) = claims.blocks(values.changes(before, {}), before, home, lambda claim: ["One."])
    assert plain(block).split("\n\n")[-2:] == [
        "**What still is based on it:**",
        "- `data/home.yml`: `answer / claims`: `W.: T.`",
    ]


def test_a_claim_that_only_its_answer_holds_and_cites_as_much_is_only_changed():
    before, after = (
        {ORM: {"frameworks": {"flask": {"claims": [{**CLAIM, "says": says}], "answer": "Yes"}}}}
        for says in ("A.", "B.")
    )
    assert block_of_one(before, after) == [
        "### Changed: `flask-a`",
        "`B.`",
        "| where | before | after |",
        "| --- | --- | --- |",
        f"| `{ORM} says` | `A.` | `B.` |",
        "**Citation 1.** One.",
        "**Citation 2.** Two.",
        "**What is based on it:**",
        f"- `{ORM}`: `frameworks / flask / answer`: `Yes`",
    ]


def test_a_claim_of_a_framework_that_is_not_listed_is_not_opened(tmp_path, shelf):
    after = write_all(tmp_path, VALID)
    assert claims.opener(tmp_path, after, shelf.releases())("bottle-a") == [
        "Its framework is not in data/frameworks.yml, so nothing is opened here."
    ]


def test_what_is_read_first_is_first_among_what_is_based_on_a_claim():
    files = ["data/articles/a.yml", "data/b.yml", "data/chooser.yml", "data/frameworks.yml", "data/home.yml"]
    files += ["data/recorded/a.json", "data/a.yml"]
    named = named_in({file: {"says": "S.", "claims": ["flask-a"]} for file in files})
    assert named == [
        f"- `data/{file}.yml`: `claims`: `S.`" for file in ("chooser", "frameworks", "home", "a", "b", "articles/a")
    ]


@pytest.mark.parametrize(
    ("record", "says"),
    [
        ({"because": "B.", "then": "T."}, "B."),
        ({"when": "W.", "then": "T."}, "W.: T."),
        ({"when": {"a": "b"}, "then": "T.", "because": "B."}, "B."),
        ({"when": "W.", "label": "L."}, "W."),
        ({"label": "L.", "answer": "A.", "title": "T."}, "L."),
        ({"answer": "A.", "title": "T."}, "A."),
        ({"title": "T.", "question": "Q?"}, "T."),
        ({"question": "Q?", "summary": "S."}, "Q?"),
        ({"summary": "S."}, "S."),
        ({"then": "T.", "label": "L."}, "T."),
        ({"other": "O."}, None),
    ],
)
def test_a_record_says_of_itself_what_is_asked_first(record, says):
    named = named_in({"data/a.yml": {"one": [{**record, "id": "it", "claims": ["flask-a"]}]}})
    assert named == ["- `data/a.yml`: `one / it / claims`" + (f": `{says}`" if says else "")]
