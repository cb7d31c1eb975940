from __future__ import annotations

from pathlib import Path

import pytest

from macros.evidence import absence
from macros.model import Source

from .package import METADATA, PACKAGE
from .parts import Shelf


@pytest.fixture(autouse=True)
def a_line_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """The packages of these tests are small: one line is enough to show that something is absent."""
    monkeypatch.setattr(absence, "FEWEST_LINES", 1)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def django(shelf: Shelf) -> Source:
    return shelf.add("django", {"6.1.3": PACKAGE, "5.2.19": PACKAGE}, metadata=METADATA)
