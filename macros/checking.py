"""The rules in a process of their own: pages are drawn meanwhile, and are published only when it has found nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cached_property
from pathlib import Path


class Checking:
    """One run of `python -m macros check` on what is there now, begun when it is made."""

    def __init__(self, root: Path) -> None:
        # Its lines are told as the build's own, so GitHub's annotations would be told twice.
        environment = os.environ | {"PYTHONIOENCODING": "utf-8", "GITHUB_ACTIONS": ""}
        command = [sys.executable, "-m", "macros", "check", "--no-base"]
        pipes = subprocess.PIPE, subprocess.PIPE
        self._process = subprocess.Popen(  # noqa: S603
            command, cwd=root, env=environment, stdout=pipes[0], stderr=pipes[1], text=True, encoding="utf-8"
        )

    @cached_property
    def problems(self) -> str:
        """Every problem of the data as the build says it, or nothing when there is none; it waits for the end."""
        out, errors = self._process.communicate()
        found = out.splitlines()
        lines = "\n".join(f"  {problem}" for problem in found)
        told = f"{len(found)} problem(s) in data/:\n{lines}" if found else f"the rules could not run:\n{errors}"
        return told if self._process.returncode else ""
