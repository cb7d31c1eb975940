"""Build the site for a test: from the repository itself, or from a copy with small data."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests import tree

ROOT = Path(__file__).resolve().parents[2]
OURS = ("SITE_URL", "REPO_URL", "SOURCE_DATE_EPOCH", "PYTHONHASHSEED")


def build(project: Path, site: Path, **environment: str) -> Path:
    """Build `project` strictly into `site`, with no address and no repository unless given. Returns `site`."""
    done = built(project, site, **environment)
    assert done.returncode == 0, f"the build failed:\n{done.stdout}\n{done.stderr}"
    return site


def built(project: Path, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The same, whether it ends well or not: its exit code and what it printed."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean", "--site-dir", str(site)],
        cwd=project,
        env=kept | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def small_project(root: Path, change: dict[str, Any] | None = None) -> Path:
    """A copy of the project below `root` with the data of tests/valid.yml, `change` laid over it. Returns `root`."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("macros", "docs"):
        shutil.copytree(ROOT / name, root / name, ignore=ignored)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return tree.write(root, change)


def without_rules(project: Path) -> Path:
    """Let a copy build what the rules refuse: how a page shows a text must not lean on a rule. Returns `project`."""
    with (project / "macros/rules/__init__.py").open("a", encoding="utf-8") as module:
        module.write("\n\ndef check(comparison):\n    return []\n")
    return project
