"""The weekly look at the newest releases: what its issue says."""

from __future__ import annotations

import pytest

from macros.evidence import Lapse, Lapses
from macros.tools.lapsed import main, report
from macros.tools.outside_links import LONGEST_REPORT

PINS = ["Flask 3.1.3 is the newest", "Django 6.1.3 -> 6.2"]
GONE = Lapse(
    "django-ships-an-orm", "Django ships an ORM.", "data/criteria/data/orm.yml", 19, ("6.2: no page", "6.2: no")
)


def test_the_report_names_each_claim_with_its_place_and_every_reason():
    text = report([GONE], PINS)
    assert text.startswith("1 claim does not hold in the newest releases.\n\n")
    assert "- <code>Django 6.1.3 -&gt; 6.2</code>\n" in text
    assert (
        "- [ ] <code>django-ships-an-orm</code>, <code>data/criteria/data/orm.yml:19</code>: "
        "<code>Django ships an ORM.</code>\n"
        "    - <code>6.2: no page</code>\n"
        "    - <code>6.2: no</code>\n"
    ) in text
    assert report([GONE, GONE], PINS).startswith("2 claims do not hold")


def test_when_every_claim_holds_the_report_asks_for_nothing():
    text = report([], PINS)
    assert text.startswith("0 claims do not hold")
    assert "[ ]" not in text
    assert "make evidence" not in text


def test_what_a_package_says_is_not_markup():
    said = Lapse("a", "A `b`.", "data/a.yml", 3, ("x</code> @everyone ![](https://a.example/) `y",))
    text = report([said], PINS)
    assert "<code>x&lt;/code&gt; @everyone ![](https://a.example/) &#96;y</code>" in text
    assert "`" not in text


def test_a_long_report_fits_an_issue_and_says_what_is_left_out():
    text = report([GONE] * 2000, PINS)
    assert len(text) < LONGEST_REPORT + 2000
    listed = text.count("- [ ] ")
    assert 0 < listed < 2000
    assert f"- and {2000 - listed} more" in text


def test_the_command_hands_on_how_many_and_the_report(tmp_path, capsys):
    lapses, pins, output = tmp_path / "lapses.json", tmp_path / "pins.txt", tmp_path / "output"
    lapses.write_bytes(Lapses.dump_json((GONE,)))
    pins.write_text("\n".join(PINS), encoding="utf-8")
    assert main([str(lapses), str(pins), "--output", str(output)]) == 0
    handed = output.read_text(encoding="utf-8").splitlines()
    assert handed[0].startswith("lapsed<<")
    assert handed[1] == "1"
    assert "\n".join(handed[4:-1]) == report([GONE], PINS) == capsys.readouterr().out.rstrip("\n")


def test_a_run_that_left_no_file_is_a_failure(tmp_path):
    with pytest.raises(FileNotFoundError):
        main([str(tmp_path / "lapses.json"), str(tmp_path / "pins.txt")])
