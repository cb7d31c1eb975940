"""What a measured claim says of the recorded figures: each way of saying it is understood, and told when wrong."""

from __future__ import annotations

from typing import Any

import pytest

from macros.model import BYTES, PACKAGES, READY, Figure
from tests.measured import RECORD, record
from tests.test_rules import django, found

AGREES, SAYS = "comparison-agrees-with-the-record", "measured-claim-says-what-is-compared"
CONDITIONS, NUMBERS = "measured-conditions-are-said", "measured-number-is-recorded"
NAMED = "measured-packages-are-those-named"
LESS = ["less", "fewer", "shorter", "sooner", "smaller", "faster", "quicker", "lighter", "lower", "earlier"]
MORE = ["more", "longer", "later", "larger", "slower", "bigger", "greater", "heavier", "higher"]
STACK = "Flask with 2 extensions"


def measured(says: str, quantity: str = READY, less: object = "Django", more: object = "Flask", **claim: Any) -> Any:
    """Django's claim as one about a recorded run; `less` and `more` are a subject, several, or None."""
    item: dict[str, Any] = {"measurement": "footprint", "quantity": quantity}
    for key, subjects in (("less", less), ("more", more)):
        item |= {key: [subjects] if isinstance(subjects, str) else subjects} if subjects else {}
    change = django(**{"kind": "measurement", "evidence": [{}, item], **claim}, says=says)
    return {**change, RECORD: record()}


def timed(**medians: float) -> str:
    """A record in which the time of each framework, in every version, is the one given."""
    subjects = {"flask": ["Flask 3.1.3"], "django": ["Django 6.1.3", "Django 5.2.19"]}
    return record(
        {
            (subject, READY): Figure.of(subject, READY, [median] * 5).model_dump(mode="json")
            for name, median in medians.items()
            for subject in subjects[name]
        }
    )


@pytest.mark.parametrize("word", [*LESS, *MORE])
def test_each_word_that_compares_is_understood(word, tmp_path):
    less, more = ("Django", "Flask") if word in LESS else ("Flask", "Django")
    says = f"Django needs {word} packages than Flask."
    assert found(SAYS, tmp_path / "right", measured(says, PACKAGES, less, more)) == []
    assert sorted(found(SAYS, tmp_path / "wrong", measured(says, PACKAGES, more, less))) == [
        '`django-ships-an-orm` does not say "less than" or "more than" of these; say it, or leave them out',
        f'`django-ships-an-orm` says "{word} than", but no measurement under it has {less} under `less` and {more} '
        "under `more`; add them, or correct the sentence",
    ]


@pytest.mark.parametrize(
    ("quantity", "says"),
    [
        (PACKAGES, "Django has fewer packages than Flask."),
        (PACKAGES, "Django has fewer dependencies than Flask."),
        *((BYTES, f"Django is {word} than Flask.") for word in ("smaller", "lighter")),
        *((BYTES, f"Django takes less {word} than Flask.") for word in ("space", "disk", "of a disk", "MB")),
        (BYTES, "Django has fewer bytes than Flask."),
        *((READY, f"Django is {word} than Flask.") for word in ("sooner", "earlier", "faster", "quicker", "shorter")),
        *((READY, f"Django takes less {word} than Flask.") for word in ("time", "to start", "to load")),
        (READY, "Django is ready after less than Flask."),
    ],
)
def test_a_comparison_is_of_the_quantity_that_its_words_speak_of(quantity, says, tmp_path):
    for number, each in enumerate((PACKAGES, BYTES, READY)):
        assert (found(SAYS, tmp_path / str(number), measured(says, each)) == []) is (each == quantity), each


@pytest.mark.parametrize(
    ("says", "less", "more", "fits"),
    [
        ("Django is ready sooner than Flask.", "Django", "Flask", True),
        ("Django is ready sooner than Flask.", "Django", STACK, True),
        ("Django is ready sooner than Flask alone.", "Django", "Flask", True),
        ("Django is ready sooner than Flask alone.", "Django", STACK, False),
        ("Django is ready sooner than a Flask application without extensions.", "Django", STACK, False),
        ("Django is ready sooner than Flask with Flask-One.", "Django", STACK, True),
        ("Django is ready sooner than Flask with Flask-One.", "Django", "Flask", False),
        ("Django is ready sooner than Flask with more than that.", "Django", "Flask", True),
        ("Django is ready sooner than Flask with or without Flask-One.", "Django", "Flask", True),
        ("Django is ready sooner than Flask with the packages it needs.", "Django", "Flask", True),
        ("Django is ready sooner, in all versions, than Flask.", "Django", "Flask", True),
        ("Django is ready sooner; no other is quicker than Flask.", "Django", "Flask", True),
        ("Django is ready sooner. It starts, and so does Flask.", "Django", "Flask", False),
        ("Django is ready later than `Flask`, sooner than Flask.", "Django", "Flask", False),
        ("Ready sooner than Flask.", "Django", "Flask", False),
        ("Django is ready.", None, None, True),
    ],
)
def test_what_is_compared_is_what_the_sentence_names(says, less, more, fits, tmp_path):
    assert (found(SAYS, tmp_path, measured(says, READY, less, more)) == []) is fits


@pytest.mark.parametrize(
    ("less", "more", "told"),
    [
        ("Flask", "Django", []),
        (["Flask", "Django"], STACK, []),
        ("Django", "Flask", ["`less` names Django, which is not less than Flask by `footprint`: 2 and 1; correct it"]),
        (
            ["Flask", STACK],
            "Django",
            [f"`less` names {STACK}, which is not less than Django by `footprint`: 4 and 2; correct it"],
        ),
        ("Flask", None, ["needs both `less` and `more`, the subjects whose figures are compared"]),
        (None, "Flask", ["needs both `less` and `more`, the subjects whose figures are compared"]),
        (None, None, []),
        ("Bottle", "Flask", ["`footprint` has no 'Bottle', but: Django, Flask, Flask with 2 extensions"]),
        ("Flask", "Bottle", ["`footprint` has no 'Bottle', but: Django, Flask, Flask with 2 extensions"]),
    ],
)
def test_what_is_less_has_the_smaller_figure_in_every_version(less, more, told, tmp_path):
    texts = [
        text.replace("correct the claim", "correct it")
        for text in found(AGREES, tmp_path, measured("So.", READY, less, more))
    ]
    assert texts == told


@pytest.mark.parametrize(("flask", "told"), [(1.9, 0), (2.0, 1)])
def test_a_figure_that_is_equal_is_not_less(flask, told, tmp_path):
    change = {**measured("So.", READY, "Flask", "Django"), RECORD: timed(flask=flask)}
    assert len(found(AGREES, tmp_path, change)) == told


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (2, ["twice", "Double", "half", "2 times", "2.4 times"]),
        (3, ["a third", "three times", "Three times", "2.6 times"]),
        (4, ["a quarter", "four times"]),
        (5, ["five times"]),
        (10, ["ten times", "10 times"]),
    ],
)
def test_how_many_times_as_much_follows_from_the_figures(times, words, tmp_path):
    for number, word in enumerate(words):
        for ratio in (times, 7):
            change = {
                **measured(f"Django takes {word} as long.", READY, "Flask", "Django"),
                RECORD: timed(flask=1, django=ratio),
            }
            told = found(NUMBERS, tmp_path / f"{number}-{ratio}", change)
            wrong = [f"`django-ships-an-orm` says {word!r}, which `footprint` does not record; correct it"]
            assert told == ([] if ratio == times else wrong), word


@pytest.mark.parametrize(
    ("says", "wrong"),
    [
        ("50 percent", []), ("50 per cent", []), ("50%", []), ("50.9 %", []), ("49 percent", ["49 percent"]),
        ("51 percent", ["51 percent"]), ("33 percent", []), ("34 %", []), ("32 %", ["32 %"]),
        ("35 percent", ["35 percent"]), ("101.5 percent", ["101.5 percent"]),
    ],
)  # fmt: skip
def test_a_percentage_follows_from_the_figures(says, wrong, tmp_path):
    change = {**measured(f"Django takes {says} longer.", READY, "Flask", "Django"), RECORD: timed(flask=2, django=3)}
    assert [text.split("'")[1] for text in found(NUMBERS, tmp_path, change)] == wrong


def test_without_a_comparison_nothing_is_said_to_be_twice_as_much(tmp_path):
    change = measured("Django takes twice as long, or 50 percent more.", READY, None, None)
    assert [text.split("'")[1] for text in found(NUMBERS, tmp_path, change)] == ["50 percent", "twice"]


@pytest.mark.parametrize(
    ("quantity", "says", "wrong"),
    [
        (READY, "2 ms, 2 milliseconds and 2.0 ms", []),
        (READY, "3 ms and 2.04 ms", ["2.04 ms", "3 ms"]),
        (READY, "3 milliseconds", ["3 milliseconds"]),
        (READY, "9 packages, 9 seconds and `9 ms`", []),
        (PACKAGES, "3 packages and 9 packages", []),
        (PACKAGES, "4 packages", ["4 packages"]),
        (BYTES, "6 MB and 6 megabytes", []),
        (BYTES, "5 MB and 5 megabytes", ["5 MB", "5 megabytes"]),
    ],
)
def test_a_number_with_its_unit_is_a_recorded_one(quantity, says, wrong, tmp_path):
    size = Figure.of("Flask 3.1.3", BYTES, [6]).model_dump(mode="json")
    run = record({("Flask 3.1.3", PACKAGES): size} if quantity == BYTES else {})
    change = {**measured(f"Django takes {says}.", quantity, None, None), RECORD: run}
    assert [text.split("'")[1] for text in found(NUMBERS, tmp_path, change)] == wrong


@pytest.mark.parametrize(
    ("says", "wrong"), [("3 ms, 2.6 ms and 2.60 ms", []), ("2.5 ms", ["2.5 ms"]), ("2 ms", ["2 ms"])]
)
def test_a_recorded_figure_is_rounded_as_far_as_the_number_is(says, wrong, tmp_path):
    change = {**measured(f"Django takes {says}.", READY, None, None), RECORD: timed(flask=9.1, django=2.6)}
    assert [text.split("'")[1] for text in found(NUMBERS, tmp_path, change)] == wrong


@pytest.mark.parametrize(("kind", "first", "told"), [("fact", [{}], 0), ("fact", [], 1), ("measurement", [{}], 1)])
def test_a_number_is_that_of_the_run_when_nothing_else_is_cited_for_it(kind, first, told, tmp_path):
    evidence = [*first, {"measurement": "footprint", "quantity": READY}]
    change = measured("Django takes 3 ms.", kind=kind, evidence=evidence)
    assert len(found(NUMBERS, tmp_path, change)) == told


@pytest.mark.parametrize(
    ("quantity", "says", "less", "missed"),
    [
        (READY, "Django is ready.", "Django", ["recorded run"]),
        (READY, "In a Recorded run it is ready.", "Django", []),
        (PACKAGES, "Django has packages.", "Django", []),
        (BYTES, "Django takes space.", "Django", ["without bytecode"]),
        (BYTES, "Django takes space without bytecode.", "Django", []),
        (PACKAGES, "Django has packages.", "Django with the apps", ["the apps"]),
        (PACKAGES, "Django with the Apps has packages.", "Django with the apps", []),
        (PACKAGES, "Flask has packages.", STACK, []),
        (PACKAGES, "Flask has packages with or without extensions.", STACK, []),
        (PACKAGES, "Flask has packages with or without Flask-One.", STACK, []),
        (PACKAGES, "Flask has packages with or without Flask-Three.", STACK, ["with or without Flask-Three"]),
        (PACKAGES, "Flask has packages with or without the apps.", STACK, ["with or without the apps"]),
    ],
)
def test_what_the_figures_hold_for_is_said(quantity, says, less, missed, tmp_path):
    change = measured(says, quantity, less, ["Flask"])
    assert [text.split('"')[1] for text in found(CONDITIONS, tmp_path, change)] == missed


@pytest.mark.parametrize(
    ("less", "more", "told"), [(STACK, "Flask", 0), (STACK, "Django", 1), ("Flask", "Django", 1), (None, None, 0)]
)
def test_with_or_without_compares_both(less, more, told, tmp_path):
    change = measured("Django has packages with or without extensions.", PACKAGES, less, more)
    assert len(found(CONDITIONS, tmp_path, change)) == told


@pytest.mark.parametrize(
    ("says", "less", "told"),
    [
        ("Flask with Flask-One and Flask-Two.", STACK, []),
        ("Flask with Flask-One.", STACK, ["compares a set with Flask-Two; name it too"]),
        (
            "Flask-One, Flask-Two and flask-three.",
            STACK,
            ["names flask-three, which is in no set that it compares; leave it out"],
        ),
        ("Flask with Flask-One.", "Flask", ["names Flask-One, which is in no set that it compares; leave it out"]),
        ("Flask.", "Flask", []),
    ],
)
def test_a_set_of_extensions_is_named_whole(says, less, told, tmp_path):
    texts = found(NAMED, tmp_path, measured(says, PACKAGES, less, "Django"))
    assert texts == [f"`django-ships-an-orm` {text}" for text in told]
