"""An environment that holds what another holds, with one module changed."""

from __future__ import annotations

import json
import shutil
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path

from .entries import FOLDER, Entry


@dataclass(frozen=True)
class Turned:
    """A turned environment: its folder."""

    folder: Path

    @property
    def python(self) -> Path:
        """Its Python."""
        return self.folder / "bin" / "python"

    @property
    def broken(self) -> str:
        """The last line of what the entry's own code raised, or that it never ran; empty when it ran well."""
        place = _packages(self.folder)
        if (place / "broken").exists():
            return (place / "broken").read_text(encoding="utf-8").strip().splitlines()[-1]
        return "" if (place / "ran").exists() else "the module was never imported"


def turned(folder: Path, python: Path, entry: Entry) -> Turned:
    """Make in `folder` an environment that finds every package of another's Python, and changes one module of it."""
    venv.create(folder, symlinks=True)
    place = _packages(folder)
    shutil.copy(FOLDER / "hook.py", place / "turned_hook.py")
    (place / "turned.json").write_text(json.dumps({"module": entry.module, "code": entry.code}), encoding="utf-8")
    lines = f"import site; site.addsitedir({str(_packages(python.parent.parent))!r})\nimport turned_hook\n"
    (place / "turned.pth").write_text(lines, encoding="utf-8")
    return Turned(folder)


def _packages(folder: Path) -> Path:
    return Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
