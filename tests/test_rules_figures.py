"""Recorded figures: what a careless or a dishonest edit would change is told, and what can happen is let through."""

from __future__ import annotations

from typing import Any

import pytest

from macros.model import PACKAGES, READY, Figure
from tests.measured import RECORD, record
from tests.test_rules import found

FOLLOWS, PLAUSIBLE, WHOLE = "figure-follows-from-its-samples", "figure-is-plausible", "record-is-whole"
NEW, OLD, FLASK, MORE = "Django 6.1.3", "Django 5.2.19", "Flask 3.1.3", "Flask 3.1.3 with 2 extensions"
AGAIN = "; run `make measure` again, or restore the file with git"


def figure(subject: str, quantity: str, *samples: float) -> dict[str, Any]:
    return Figure.of(subject, quantity, list(samples)).model_dump(mode="json")


def told(rule: str, root, changed: dict[tuple[str, str], dict[str, Any]], **change: Any) -> list[str]:
    """What a rule says of the record with these figures changed, without what to do."""
    return [text.removesuffix(AGAIN) for text in found(rule, root, {RECORD: record(changed, **change)})]


@pytest.mark.parametrize(
    ("name", "wrong", "says"),
    [
        ("unit", "s", "s, its samples give ms"),
        ("median", 9, "9.0, its samples give 2.0"),
        ("least", 1, "1.0, its samples give 2.0"),
        ("most", 9, "9.0, its samples give 2.5"),
        ("runs", 6, "6, its samples give 5"),
    ],
)
def test_each_part_of_a_figure_follows_from_its_samples(name, wrong, says, tmp_path):
    assert told(FOLLOWS, tmp_path, {(NEW, READY): {name: wrong}}) == [f"`{name}` of {NEW} is {says}"]


@pytest.mark.parametrize(
    ("samples", "says"),
    [
        ((1, 2, 2, 2, 10), []),
        ((1, 2, 2, 2, 10.1), ["reaches from 1 to 10.1, too wide for a measurement"]),
        ((0, 2, 2, 2, 2), ["reaches from 0 to 2, too wide for a measurement"]),
        ((2, 2, 2, 2), ["was measured 4 times; measure at least 5 times"]),
        ((2, 2, 2, 2, 2, 2), ["was not measured as often as the others"]),
        ((6, 6, 6, 6, 6), []),
        ((6.1, 6.1, 6.1, 6.1, 6.1), ["is more than 3 times that of Django 5.2.19"]),
    ],
)
def test_a_figure_fits_the_others_of_its_quantity(samples, says, tmp_path):
    texts = told(PLAUSIBLE, tmp_path, {(NEW, READY): figure(NEW, READY, *samples)})
    assert texts == [f"`{READY}` of {NEW} {each}" for each in says]


@pytest.mark.parametrize(("packages", "says"), [(7, []), (6, [f"is less than {FLASK}, which is a part of it"])])
def test_what_has_more_is_not_less(packages, says, tmp_path):
    texts = told(PLAUSIBLE, tmp_path, {(MORE, PACKAGES): figure(MORE, PACKAGES, packages)})
    assert texts == [f"`{PACKAGES}` of {MORE} {each}" for each in says]


@pytest.mark.parametrize(
    ("subject", "packages", "says"),
    [
        ("Flask 3.1.3 with 3 extensions", 9, []),
        ("Flask 3.1.3 with 3 extensions", 8, [f"is less than {MORE}, which is a part of it"]),
        ("Flask 3.1.3 with 10 extensions", 8, [f"is less than {MORE}, which is a part of it"]),
        ("Flask 3.1.3 with 1 extensions", 8, []),
        ("Flask 3.1.3 with 2 extensions", 9, ["is recorded twice"] * 2),
        ("Flask 3.1.3 with the apps", 8, []),
        ("Flask-One 3.1.3", 9, ["is of no framework"]),
        ("Bottle 1.0", 9, ["is of no framework"]),
    ],
)
def test_a_figure_beside_the_others_fits_them(subject, packages, says, tmp_path):
    # Django's older version is not needed by this rule: its place is taken by another subject.
    texts = told(PLAUSIBLE, tmp_path, {(OLD, PACKAGES): figure(subject, PACKAGES, packages)})
    assert texts == [f"`{PACKAGES}` of {subject} {each}" for each in says]


@pytest.mark.parametrize(
    ("change", "fits"),
    [
        ({}, True),
        ({"machine": "Linux x86_64, 16 cores"}, True),
        ({"machine": "Linux x86_64, 0 cores"}, False),
        ({"machine": "Linux x86_64"}, False),
        ({"machine": "Linux, 2 cores"}, False),
        ({"commands": ["make measure", "and more"]}, True),
        ({"commands": ["and more", "make measure"]}, False),
    ],
)
def test_a_record_says_where_and_by_which_command_it_was_measured(change, fits, tmp_path):
    said = "does not say on which machine, or by `make measure`, it was measured"
    assert told(WHOLE, tmp_path, {}, **change) == ([] if fits else [said])


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({(OLD, READY): None}, [f"has no {READY} of {OLD}; run `make measure` again"]),
        (
            {(OLD, READY): figure("Django 5.2.18", READY, 2, 2, 2, 2, 3)},
            [f"has no {READY} of {OLD}; run `make measure` again",
             "`Django 5.2.18` is no version pinned in data/sources/; run `make measure` again"],
        ),
        ({(MORE, READY): None}, []),
    ],
)  # fmt: skip
def test_every_pinned_version_is_measured_and_no_other(changed, says, tmp_path):
    assert told(WHOLE, tmp_path, changed) == says
