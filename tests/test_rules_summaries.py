"""A text above a measured claim says of the figures what the claim has from the record, in each way of saying it."""

from __future__ import annotations

import pytest

from macros.model import BYTES, PACKAGES, READY
from tests.test_rules import ORM, found
from tests.test_rules_comparisons import STACK, measured

SUMMARY = "summary-agrees-with-the-record"
LEAST = {"fastest": READY, "soonest": READY, "quickest": READY, "smallest": BYTES, "lightest": BYTES}
MOST = {"slowest": READY, "latest": READY, "largest": BYTES, "biggest": BYTES, "heaviest": BYTES}


def told(root, answer: str, quantity: str = READY, less: object = "Django", more: object = "Flask") -> list[str]:
    """What of Django's answer is told, when its claim compares these."""
    change = measured("Django is measured.", PACKAGES if quantity == BYTES else quantity, less, more)
    change[ORM]["frameworks"]["django"]["answer"] = answer
    return [text.split('"')[1] for text in found(SUMMARY, root, change)]


@pytest.mark.parametrize("word", [*LEAST, *MOST])
def test_each_superlative_is_that_of_the_record(word, tmp_path):
    quantity = (LEAST | MOST)[word]
    less, more = ("Django", "Flask") if word in LEAST else ("Flask", "Django")
    assert told(tmp_path / "right", f"The {word.title()}", quantity, less, more) == []
    assert told(tmp_path / "wrong", f"The {word}", quantity, more, less) == [word]
    assert told(tmp_path / "other", f"The {word}", PACKAGES if quantity == READY else READY, less, more) == [word]


@pytest.mark.parametrize(
    ("answer", "less", "more", "wrong"),
    [
        ("Ready sooner than Flask", "Django", "Flask", []),
        ("Ready later than Flask", "Django", "Flask", ["later than Flask"]),
        ("Flask is ready later than Django", "Django", "Flask", []),
        ("Flask is ready sooner than Django", "Django", "Flask", ["sooner than Django"]),
        ("Less than Flask", "Django", "Flask", []),
        ("More than Flask", "Django", "Flask", ["More than Flask"]),
        ("Fewer packages than Flask", "Django", "Flask", []),
        ("Later than others", "Django", "Flask", []),
        ("Flask alone is the slowest", "Django", "Flask", []),
        ("Flask is the slowest", "Django", STACK, []),
        ("Flask with extensions is the slowest", "Django", STACK, []),
        ("Flask with its usual extensions is the slowest", "Django", STACK, []),
        ("Flask with the extensions is the slowest", "Django", "Flask", ["slowest"]),
        ("Flask with Flask-One and Flask-Two is the slowest", "Django", STACK, []),
        ("Flask with Flask-One is the slowest", "Django", STACK, ["slowest"]),
        ("Flask is the slowest without extensions", "Django", STACK, ["slowest"]),
        ("Flask is the slowest; alone it is not", "Django", STACK, []),
        ("Flask-One; Flask is the slowest", "Django", "Flask", []),
        ("With Flask-One, and Flask is the slowest", "Django", "Flask", []),
    ],
)
def test_what_is_said_of_whom_is_what_the_claim_compares(answer, less, more, wrong, tmp_path):
    assert told(tmp_path, answer.removesuffix("."), READY, less, more) == wrong


def test_what_its_claims_do_not_compare_is_not_judged(tmp_path):
    assert told(tmp_path / "none", "The slowest", READY, None, None) == []
    assert told(tmp_path / "unmeasured", "The slowest", "so much", "Django", "Flask") == []
    assert told(tmp_path / "half", "The slowest", READY, "Django", None) == []
