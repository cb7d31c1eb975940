"""The projects that `make bench` builds keep the rules of today, or it would measure a failed build."""

from __future__ import annotations

from pathlib import Path

from macros.load import load
from macros.rules import check
from tests.bench.synthetic import project


def test_the_project_that_is_timed_keeps_every_rule(tmp_path: Path) -> None:
    comparison = load(project(tmp_path, 100))
    assert len(comparison.claims) == 102
    assert [problem.text for problem in check(comparison)] == []
