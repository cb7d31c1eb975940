"""Write a whole data/ for a test: the valid one, with changes laid over it."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
VALID: dict[str, Any] = yaml.safe_load((HERE / "valid.yml").read_text(encoding="utf-8"))


def laid_over(base: Any, change: Any) -> Any:
    """`change` laid over `base`: mappings merge, lists of mappings merge item by item, the rest replaces."""
    if isinstance(base, dict) and isinstance(change, dict):
        merged = {**base, **{key: laid_over(base.get(key), value) for key, value in change.items()}}
        return {key: value for key, value in merged.items() if value is not None}
    return copy.deepcopy(change)


def write(root: Path, change: dict[str, Any] | None = None) -> Path:
    """Write data/ below `root`; a file given as null is left out. Returns `root`."""
    for file, content in laid_over(VALID, change or {}).items():
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=200), encoding="utf-8")
    return root
