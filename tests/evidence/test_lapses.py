"""Which claims no longer hold after an upgrade, and why."""

from __future__ import annotations

from macros.evidence import Lapse, Lapses, Result, check, find_lapses
from macros.model import Absence, Code, Finding, Probe

from .parts import Shelf, claim

HERE = Code(code="django", file="a.py", symbol="here")
GONE = Code(code="django", file="a.py", symbol="gone")


def test_a_claim_lapses_where_something_is_not_found(shelf: Shelf) -> None:
    shelf.add("django", {"6.1.3": {"a.py": "here = 1\n"}, "5.2.19": {"a.py": "here = gone = 1\n"}})
    comparison = shelf.comparison(claim(HERE, id="a"), claim(HERE, GONE, id="b"))
    found = list(find_lapses(comparison, check(comparison, shelf.releases())))
    assert found == [Lapse("b", "S.", "?", 1, ('6.1.3: no symbol "gone" is defined in a.py of Django 6.1.3',))]


def test_a_claim_lapses_once_when_its_bounds_leave_every_version_out(shelf: Shelf) -> None:
    shelf.add("django", {"4.2.30": {"a.py": "1\n"}, "4.2.29": {"a.py": "1\n"}})
    probe = Probe(probe="runs")
    bounded = [
        claim(GONE, probe, id="a", since="6.0"),
        claim(probe, id="b", until="3.2"),
        claim(probe, id="c", since="3.2", until="4.1"),
        claim(Absence(absence="django", pattern="x", folder="a.py", finds="x"), id="d", since="4.2", until="5.2"),
    ]
    comparison = shelf.comparison(*bounded)
    found = {lapse.claim: lapse.reasons for lapse in find_lapses(comparison, check(comparison, shelf.releases()))}
    assert found == {
        "a": ("it holds since 6.0, in none of the pinned versions: 4.2.30, 4.2.29",),
        "b": ("it holds until 3.2, in none of the pinned versions: 4.2.30, 4.2.29",),
        "c": ("it holds since 3.2 until 4.1, in none of the pinned versions: 4.2.30, 4.2.29",),
    }


def test_the_same_reason_is_given_once(shelf: Shelf) -> None:
    shelf.add("django", {"6.1.3": {}})
    comparison = shelf.comparison(claim(HERE))
    missed = Result(next(comparison.placed_claims()), HERE, "6.1.3", Finding(problem="gone"))
    nowhere = Result(missed.cited_by, HERE, "", Finding(problem="nowhere"))
    found = [lapse.reasons for lapse in find_lapses(comparison, [missed, nowhere, missed])]
    assert found == [("6.1.3: gone", "nowhere")]


def test_what_is_written_is_what_is_read() -> None:
    written = (Lapse("a", "A `b`.", "data/a.yml", 3, ("6.1.3: gone",)),)
    assert Lapses.validate_json(Lapses.dump_json(written)) == written
