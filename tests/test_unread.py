"""What could be read is held to the rules though something else is broken, and nothing is said that only follows."""

import pytest

from macros import rules
from macros.load import DataError, load, read
from tests.tree import VALID, laid_over, text_of, write

ORM = "data/criteria/data/orm.yml"
FLASK = "data/sources/flask.yml"
FRAMEWORKS = "data/frameworks.yml"
AGES = {ORM: {"why": "Currently most sites keep data."}}
AGED = f'{ORM}:2: text-does-not-age: `why` says "currently"; say since which version instead'
PUBLISHED = "compare/data/#orm\ncompare/data/#flask-ships-no-orm\ncompare/data/#django-ships-an-orm\nsources/#flask\n"


def told(root):
    """All that `check` says of a data/."""
    comparison, problems = read(root)
    return [str(problem) for problem in sorted(problems + rules.check(comparison))]


def spoilt(file, old, new, change=None):
    """A change, with one text of one file put for another on top of it."""
    content = text_of(laid_over(VALID, change or {})[file])
    assert old in content
    return {**(change or {}), file: content.replace(old, new, 1)}


@pytest.mark.parametrize("file", [file for file in VALID if file.endswith(".yml") and file not in {ORM, FRAMEWORKS}])
@pytest.mark.parametrize("content", ["", "- a\n", "x: [\n", b"\xff"], ids=["empty", "a list", "no YAML", "no text"])
def test_a_file_that_can_not_be_read_is_one_problem_and_hides_no_other(file, content, tmp_path):
    first, *others = told(write(tmp_path, {**AGES, file: content}))
    assert {first, *others} == {AGED, next(line for line in (first, *others) if line != AGED)}
    assert len(others) == 1


@pytest.mark.parametrize("content", ["", "- a\n", b"\xff"], ids=["empty", "a list", "no text"])
def test_claims_that_were_published_are_not_said_to_be_missing_when_their_file_can_not_be_read(content, tmp_path):
    change = {ORM: content, "data/permalinks.txt": PUBLISHED, "data/topics.yml": {"data": {"about": "Just data."}}}
    assert [line.split(": ")[:2] for line in told(write(tmp_path, change))] == [
        [f"{ORM}:{2 if content == b'later' else 1}", "shape"],
        ["data/topics.yml:3", "text-does-not-sell"],
    ]


def test_a_claim_that_only_others_name_is_not_said_to_be_missing_when_its_file_is_empty(tmp_path):
    change = {
        "data/topics.yml": {"data": {"criteria": ["cache", "orm"]}},
        "data/criteria/data/cache.yml": "",
        "data/home.yml": {"answer": [{"claims": ["django-ships-a-cache"]}]},
    }
    assert told(write(tmp_path, change)) == ["data/criteria/data/cache.yml:1: shape: is empty; fill it, or delete it"]


def test_a_statement_with_the_id_of_a_claim_is_not_taken_for_it_when_the_file_is_empty(tmp_path):
    change = {
        ORM: "",
        "data/permalinks.txt": "compare/data/#flask-ships-no-orm\n",
        "data/articles/example.yml": {"assertions": [{"id": "flask-ships-no-orm"}]},
    }
    assert told(write(tmp_path, change)) == [f"{ORM}:1: shape: is empty; fill it, or delete it"]


def test_published_addresses_are_not_said_to_be_gone_when_the_list_that_makes_them_is_missing(tmp_path):
    change = {
        "data/chooser.yml": {"outcomes": None},
        "data/permalinks.txt": "choose/#o-django\nchoose/#o-flask\n",
        "docs/choose.md": "# Choose\n",
    }
    assert told(write(tmp_path, change)) == ["data/chooser.yml:1: shape: `outcomes` is missing; add it"]


def test_ids_are_found_in_a_file_that_is_no_yaml(tmp_path):
    assert len(told(write(tmp_path, spoilt(ORM, "grade: absent", "grade: [absent")))) == 1


def test_a_name_that_is_nowhere_is_told_though_another_file_is_broken(tmp_path):
    change = {"data/home.yml": {"deciding": ["orm", "kitchen"]}, FLASK: ""}
    assert [line for line in told(write(tmp_path, change)) if FLASK not in line] == [
        "data/home.yml:5: deciding-criterion-exists: `deciding` names the criterion `kitchen`, which does not exist; "
        "write it in data/criteria/, or name another"
    ]


def test_without_the_frameworks_no_rule_has_anything_to_say(tmp_path):
    change = {**AGES, FRAMEWORKS: ""}
    assert told(write(tmp_path, change)) == [f"{FRAMEWORKS}:1: shape: is empty; fill it, or delete it"]


MISTAKES = {
    "a misspelt key of a claim": (ORM, "says: Flask", "say: Flask"),
    "a claim without a sentence": (ORM, "      says: Flask ships no ORM.\n", ""),
    "a claim without an id": (ORM, "- id: flask-ships-no-orm\n      kind", "- kind"),
    "a claim of no kind that is known": (ORM, "kind: fact", "kind: truth"),
    "a bound that is a number": (ORM, "kind: fact", "kind: fact\n      since: 6.0"),
    "evidence of no known kind": (ORM, "absence: flask", "absense: flask"),
    "an incomplete absence": (ORM, "        finds: an ORM here\n", ""),
    "a text for evidence": (
        ORM,
        "- docs: django\n        at: topics/db/models#models\n        phrase: single, definitive source of information",
        "- django",
    ),
    "a cell that is a text": (ORM, "answer: Its own", "answer:"),
    "a framework without a name": ("data/frameworks.yml", "  name: Flask\n", ""),
    "a source of no kind": (FLASK, "kind: package\n", ""),
    "a release without its day": (FLASK, "  released: 2026-02-19\n", ""),
    "a release with a short hash": (FLASK, "sha256: 0", "sha256: "),
    "releases that are a text": (FLASK, "releases:", "releases: none\nrelease:"),
    "a question without its criterion": ("data/chooser.yml", "  criterion: orm\n", ""),
    "an option that is a text": ("data/chooser.yml", "- id: site", "- site\n  - id: place"),
    "an outcome's other side": ("data/chooser.yml", "says: It brings much.", "say: It brings much."),
    "an assertion without a verdict": ("data/articles/example.yml", "  verdict: right\n", ""),
    "claims that are a text": ("data/home.yml", "claims:\n  - django-ships-an-orm", "claims: django-ships-an-orm"),
    "an answer of three": ("data/home.yml", "deciding:", "x: 1\ndeciding:"),
}


@pytest.mark.parametrize(("file", "old", "new"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_one_record_is_one_problem_and_the_rest_of_its_file_is_held_to_the_rules(file, old, new, tmp_path):
    lines = told(write(tmp_path, {**spoilt(file, old, new), "data/permalinks.txt": PUBLISHED}))
    assert lines
    assert {line.split(": ")[1] for line in lines} == {"shape"}
    assert len(lines) <= 2


def test_what_is_wrong_beside_a_claim_that_can_not_be_read_is_told_with_it(tmp_path):
    claims = [{"id": "django-ships-an-orm", "says": "Django currently ships an ORM."}]
    change = spoilt(ORM, "says: Flask", "say: Flask", {ORM: {"frameworks": {"django": {"claims": claims}}}})
    assert told(write(tmp_path, change)) == [
        f"{ORM}:17: shape: `say` is not a key here; did you mean `says`?",
        f'{ORM}:29: text-does-not-age: `says` says "currently"; say since which version instead',
    ]


def test_tests_that_are_no_python_are_not_said_to_be_missing(tmp_path):
    probe = 'import pytest\n\n\n@pytest.mark.claim("flask-ships-no-orm")\ndef test_no_orm(:\n    pass\n'
    claims = [{"id": "flask-ships-no-orm", "evidence": [{}, {"probe": "no_orm"}]}]
    change = {ORM: {"frameworks": {"flask": {"claims": claims}}}, "tests/probes/test_orm.py": probe}
    assert told(write(tmp_path, change)) == ["tests/probes/test_orm.py:5: shape: is not valid Python: invalid syntax"]


def test_what_is_built_is_whole_or_every_problem(tmp_path):
    write(tmp_path, {FLASK: "", "data/home.yml": ""})
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    assert [problem.where.file for problem in caught.value.problems] == ["data/home.yml", FLASK]


def test_a_problem_of_a_statement_is_told_though_a_file_can_not_be_read(tmp_path):
    once = "articles/example/#django-has-no-orm\n"
    wrong: dict[str, object] = {"data/articles/example.yml": {"assertions": [{}, {"contradicted_by": []}]}}
    change = {**wrong, FLASK: "", "data/permalinks.txt": once}
    assert [line for line in told(write(tmp_path, change)) if "verdict-fits" in line] == [
        "data/articles/example.yml:25: verdict-fits-its-claims: `django-has-no-orm` is wrong; "
        "name a claim under `contradicted_by`"
    ]
