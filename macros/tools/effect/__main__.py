"""`python -m macros.tools.effect BASE CHANGE`: what a change does, as Markdown for the summary of a job.

BASE and CHANGE are two folders of the project, each as git has it. Run on each pull request by
.github/workflows/check.yml. Whatever the change holds, the exit code is 0: a person judges it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from macros.evidence import Releases

from . import claims, trees
from .summary import summary


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the summary."""
    parser = argparse.ArgumentParser(prog="python -m macros.tools.effect", description=__doc__)
    parser.add_argument("base", type=Path, help="the project before the change")
    parser.add_argument("change", type=Path, help="the project with the change")
    chosen = parser.parse_args(arguments)
    before, after = trees.read(chosen.base), trees.read(chosen.change)
    releases = Releases(chosen.change / ".cache" / "releases", progress=lambda line: print(line, file=sys.stderr))
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    print(summary(before, after, claims.opener(chosen.change, after, releases)), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
