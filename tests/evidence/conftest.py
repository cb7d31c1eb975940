from __future__ import annotations

from pathlib import Path

import pytest

from macros.model import Source

from .package import METADATA, PACKAGE
from .parts import Shelf


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def django(shelf: Shelf) -> Source:
    return shelf.add("django", {"6.1.3": PACKAGE, "5.2.19": PACKAGE}, metadata=METADATA)
