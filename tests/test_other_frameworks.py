"""A statement about a framework without a column: `about` names its package, and claims that name it judge it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
import yaml

from macros import rules
from macros.exports.articles import article_out
from macros.pages import generated
from macros.views import Site
from tests.tree import VALID, compared

EXAMPLE, ORM = "data/articles/example.yml", "data/criteria/data/orm.yml"
BOTTLE = {
    "title": "Bottle",
    "kind": "package",
    "url": "https://example.org/bottle",
    "package": "bottle",
    "repository": "https://github.com/pallets/bottle",
    "releases": [{"version": "0.13.4", "released": datetime.date(2025, 6, 15), "sha256": "7" * 64, "tag": "0.13.4"}],
}
OF_FLASK = VALID[ORM]["frameworks"]["flask"]["claims"][0]
OF_BOTTLE = {**OF_FLASK, "id": "flask-beside-bottle", "says": "Flask ships no ORM, and Bottle ships no ORM either."}


def tree(root, **change: Any):
    """The small comparison with one statement about Bottle, a package, and a claim that names it."""
    said = VALID[EXAMPLE]["assertions"][0] | {"about": ["bottle"], "same": None, "says": "Bottle has no ORM."} | change
    said = {key: value for key, value in said.items() if value is not None}
    article = VALID[EXAMPLE] | {"leaves_out": "what it says of Pyramid", "assertions": [said]}
    return compared(
        root,
        {
            "data/sources/bottle.yml": BOTTLE,
            ORM: {"frameworks": {"flask": {"claims": [OF_FLASK, OF_BOTTLE]}}},
            EXAMPLE: article,
        },
    )


def told(name: str, comparison) -> list[str]:
    return [text for _, text in rules.registry.RULES[name](comparison)]


def test_pages_and_exports_name_it(tmp_path):
    comparison = tree(tmp_path, about=["django", "bottle"], supported_by=["flask-beside-bottle"])
    head = yaml.safe_load(generated(comparison)["articles/example.md"].split("---")[1])
    assert head["description"].startswith("What Example says of Django and Bottle: ")
    row, *_ = Site(comparison, "").article_sections("example")[0].rows
    assert row.about == "Django and Bottle"
    assert article_out(comparison.articles["example"]).assertions[0].about == ["django", "bottle"]


def test_what_is_left_out_is_told(tmp_path):
    comparison = tree(tmp_path)
    assert article_out(comparison.articles["example"]).leaves_out == "what it says of Pyramid"
    assert Site(comparison, "").article_card("example").leaves_out == "what it says of Pyramid"


@pytest.mark.parametrize(("claim", "count"), [("flask-beside-bottle", 0), ("flask-ships-no-orm", 1)])
def test_what_is_right_is_supported_by_a_claim_that_names_it(claim, count, tmp_path):
    comparison = tree(tmp_path, supported_by=[claim])
    assert len(told("what-is-right-is-supported-by-a-claim-about-it", comparison)) == count


@pytest.mark.parametrize(("claim", "count"), [("flask-beside-bottle", 0), ("flask-ships-no-orm", 1)])
def test_what_completes_it_is_about_it(claim, count, tmp_path):
    comparison = tree(
        tmp_path, verdict="incomplete", supported_by=None, contradicted_by=[claim], says="Bottle is good."
    )
    assert len(told("what-is-true-of-both-is-no-gap", comparison)) == count


@pytest.mark.parametrize(("says", "count"), [("Flask is older than Bottle.", 1), ("Bottle is older than Flask.", 0)])
def test_it_begins_with_a_framework_that_it_is_about(says, count, tmp_path):
    assert len(told("assertion-is-about-whom-it-names", tree(tmp_path, says=says))) == count


@pytest.mark.parametrize(
    ("says", "claim", "count"),
    [
        ("Bottle is old.", "flask-ships-no-orm", 0),
        ("It is old.", "flask-beside-bottle", 0),
        ("It is old.", "flask-ships-no-orm", 1),
    ],
)
def test_it_is_named(says, claim, count, tmp_path):
    comparison = tree(tmp_path, says=says, supported_by=[claim])
    assert len(told("assertion-names-the-package-it-is-about", comparison)) == count


def test_a_package_that_only_a_statement_is_about_is_used(tmp_path):
    assert told("source-is-used", tree(tmp_path, supported_by=["flask-ships-no-orm"])) == []
