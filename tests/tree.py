"""Write a whole data/ for a test: the valid one, with changes laid over it."""

from __future__ import annotations

import copy
from itertools import zip_longest
from pathlib import Path
from typing import Any

import yaml

from macros.load import load
from macros.model import Comparison

HERE = Path(__file__).parent
VALID: dict[str, Any] = yaml.safe_load((HERE / "valid.yml").read_text(encoding="utf-8"))


def laid_over(base: Any, change: Any) -> Any:
    """`change` laid over `base`: mappings merge, lists of mappings merge entry by entry, the rest replaces.

    A value of null removes its key. An entry that begins with a key the entry below lacks replaces it;
    an empty one changes nothing.
    """
    if isinstance(base, dict) and isinstance(change, dict):
        merged = {**base, **{key: laid_over(base.get(key), value) for key, value in change.items()}}
        return {key: value for key, value in merged.items() if value is not None}
    if _is_records(base) and _is_records(change):
        nothing: dict[str, Any] = {}
        return [_entry(below, above) for below, above in zip_longest(base, change, fillvalue=nothing)]
    return copy.deepcopy(change)


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) for entry in value)


def _entry(below: dict[str, Any], above: dict[str, Any]) -> Any:
    return laid_over(below, above) if not above or next(iter(above)) in below else above


def write(root: Path, change: dict[str, Any] | None = None) -> Path:
    """Write data/ below `root`; a file given as null is left out, one given as text or bytes is written unchanged."""
    for file, content in laid_over(VALID, change or {}).items():
        path = root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else text_of(content), encoding="utf-8")
    return root


class _Plain(yaml.SafeDumper):
    """Writes an object that is in two places twice: data/ refuses YAML's aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def text_of(content: Any) -> str:
    """A file's content as YAML."""
    return yaml.dump(content, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=200)


def compared(root: Path, change: dict[str, Any] | None = None) -> Comparison:
    """The comparison of a data/ written below `root`."""
    return load(write(root, change))
