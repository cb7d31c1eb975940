"""Lists statements of articles that may say the same and have no `same`: `python -m macros.tools.twins`.

Give those that do one `same`, and each of the others one of its own. What is said of the other framework in the same
words gets `mirrors`. `--least 0.27` lists more of them; the rule asks about those from 0.5 on.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from macros.load import load
from macros.model import Assertion
from macros.rules.statements import statements
from macros.rules.twins import Twins, candidates

LEAST = 0.31


def main() -> None:
    """Print each two statements that may be twins, the nearest first."""
    parser = argparse.ArgumentParser(description="Lists statements that may say the same and have no `same`.")
    parser.add_argument("--least", type=float, default=LEAST, help="how near their words must be, from 0 to 1")
    comparison = load(Path.cwd())
    known = statements(comparison)
    found = sorted(candidates(comparison, parser.parse_args().least), key=lambda twins: -twins.near)
    for twins in found:
        print("\n".join(lines(twins, known)))
    print(f"{len(found)} candidates.")


def lines(twins: Twins, known: dict[str, Assertion]) -> list[str]:
    """Two statements with their verdicts, one below the other."""
    told = [f"{name}: {known[name].says} ({known[name].verdict})" for name in (twins.first, twins.second)]
    return [f"{twins.near:.2f} {told[0]}", f"     {told[1]}"]


if __name__ == "__main__":
    main()
