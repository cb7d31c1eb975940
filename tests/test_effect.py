"""What a reviewer is shown of a change of data."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from macros import exports
from macros.load import load
from macros.tools import effect
from macros.tools.effect import affected, difference
from tests import tree

ORM = "data/criteria/data/orm.yml"

CELL = {"frameworks": {"django": {"answer": "Its own ORM"}}}


def exported(root: Path, change: dict[str, Any] | None = None) -> object:
    for name, text in exports.files(load(tree.write(root / "data", change))).items():
        target = root / "export" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return effect.read(root / "export")


def test_equal_exports_differ_in_nothing(tmp_path):
    assert difference(exported(tmp_path / "a"), exported(tmp_path / "b")) == "Nothing in the published data changes."


def test_a_changed_answer_is_one_row_with_both_values(tmp_path):
    shown = difference(exported(tmp_path / "a"), exported(tmp_path / "b", {"data/criteria/data/orm.yml": CELL}))
    assert "Values in the published data: 1 changed." in shown
    assert "data / criteria / orm / frameworks / django / answer" in shown
    assert "| <code>Its own</code> | <code>Its own ORM</code> |" in shown


def test_a_record_is_known_by_its_id_wherever_it_is():
    first, second = {"id": "a", "says": "one"}, {"id": "b", "says": "two"}
    assert difference([first, second], [second, first]) == "Nothing in the published data changes."
    shown = difference([first], [second, first])
    assert "2 added" in shown
    assert "changed" not in shown.splitlines()[0]


def test_a_removed_value_leaves_its_side_empty():
    shown = difference({"id": "a", "says": "one"}, {"id": "a"})
    assert "1 removed" in shown
    assert "| <code>says</code> | <code>one</code> |  |" in shown


def test_data_never_becomes_markup():
    shown = difference({"says": "x"}, {"says": "<img src=x> | `@team`\n| more |"})
    row = shown.splitlines()[-1]
    assert "<img" not in row
    assert "`" not in row
    assert row.count("|") == 4


def test_a_long_difference_is_cut_at_a_row():
    shown = difference({}, {str(number): "x" * 1000 for number in range(1000)})
    assert len(shown) < 1_000_000
    assert shown.endswith("The rest is left out: too long.")
    assert shown.splitlines()[-3].endswith("</code> |")


def of_django(**claim: str) -> dict[str, Any]:
    """A change to what Django's only claim of the small data says."""
    return {ORM: {"frameworks": {"django": {"claims": [claim]}}}}


def test_a_changed_claim_lists_what_is_based_on_it_in_the_chooser(tmp_path):
    before, after = (
        exported(tmp_path / "a"),
        exported(tmp_path / "b", of_django(says="Django ships its own ORM.")),
    )
    shown = affected(before, after)
    assert "<code>django-ships-an-orm</code>" in shown
    for part in ("data=ours", "know=both", "rule 2", "rule 4", "outcome django", "outcome either"):
        assert f"<code>{part}</code>" in shown
    assert "4 of 4 paths" in shown
    assert "<code>kind=site data=ours -&gt; django</code>" in shown
    assert "flask-ships-no-orm" not in shown


def one_more(says: str) -> dict[str, Any]:
    """One more claim of Django's, on which the third rule rests alone."""
    more = {
        **copy.deepcopy(tree.VALID[ORM]["frameworks"]["django"]["claims"][0]),
        "id": "django-has-more",
        "says": says,
    }
    return {
        ORM: {"frameworks": {"django": {"claims": [{}, more]}}},
        "data/chooser.yml": {"rules": [{}, {}, {"claims": ["django-has-more"]}]},
    }


def test_only_the_paths_that_pass_it_are_listed(tmp_path):
    before = exported(tmp_path / "a", one_more("Django has more."))
    shown = affected(before, exported(tmp_path / "b", one_more("Django has other things.")))
    assert "<code>rule 3</code>; 1 of 4 paths" in shown
    assert "<code>kind=site data=none know=flask -&gt; flask</code>" in shown


def test_a_claim_that_no_path_is_based_on_lists_nothing(tmp_path):
    unnamed = {"data/chooser.yml": {"rules": [{}, {}, {"claims": ["flask-ships-no-orm"]}]}}
    before = exported(tmp_path / "a", one_more("Django has more.") | unnamed)
    assert affected(before, exported(tmp_path / "b", one_more("Django has other things.") | unnamed)) == ""
