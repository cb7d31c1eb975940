"""Copied into a turned environment, whose every process imports it first: changes a module that is imported."""

from __future__ import annotations

import importlib.abc
import json
import sys
import traceback
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent


class Turning(importlib.abc.MetaPathFinder):
    """Finds the module as Python does, and has the code run in its names once it has been loaded."""

    def __init__(self, module: str, code: str) -> None:
        self.module, self.code = module, code

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """The module's spec, its loader changed; None for any other module."""
        if name != self.module:
            return None
        others = (finder.find_spec(name, path, target) for finder in sys.meta_path if finder is not self)
        spec = next(filter(None, others), None)
        if spec and spec.loader:
            load = spec.loader.exec_module

            def exec_module(module: ModuleType) -> None:
                load(module)
                self.turn(module)

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec

    def turn(self, module: ModuleType) -> None:
        """Run the code, and leave a file that says whether it could."""
        try:
            exec(compile(self.code, "turned", "exec"), vars(module))  # noqa: S102 - written in this folder
        except Exception:
            (HERE / "broken").write_text(traceback.format_exc(), encoding="utf-8")
            raise
        (HERE / "ran").touch()


if (HERE / "turned.json").exists():
    sys.meta_path.insert(0, Turning(**json.loads((HERE / "turned.json").read_text(encoding="utf-8"))))
