"""Which claims the newest releases left behind, as the body of an issue: `python -m macros.tools.lapsed LAPSES PINS`.

LAPSES is what `python -m macros evidence --lapses` wrote, PINS what `python -m macros newest` printed. Run by
.github/workflows/newest.yml once a week, never by `make test`: a change must not fail because a framework moved on.
"""

from __future__ import annotations

import argparse
import html
from collections.abc import Sequence
from pathlib import Path

from macros.evidence import Lapse, Lapses
from macros.tools.outside_links import LONGEST_REPORT, write_output


def report(lapses: Sequence[Lapse], pins: Sequence[str]) -> str:
    """What to look at: each claim that does not hold, its file and line, and why; each version that was looked in."""
    count = f"{len(lapses)} claim{' does' if len(lapses) == 1 else 's do'} not hold in the newest releases."
    versions = "\n".join(f"- {_code(pin)}" for pin in pins)
    parts = [count, versions]
    if lapses:
        parts += [_whole(lapses), f"To see it: {_code('python -m macros newest')}, then {_code('make evidence')}."]
    return "\n\n".join(parts)


def _whole(lapses: Sequence[Lapse]) -> str:
    """The claims, as many as fit into an issue."""
    length = 0
    entries: list[str] = []
    for number, lapse in enumerate(lapses):
        entry = _entry(lapse)
        length += len(entry) + 1
        if length > LONGEST_REPORT:
            return "\n".join([*entries, f"- and {len(lapses) - number} more"])
        entries.append(entry)
    return "\n".join(entries)


def _entry(lapse: Lapse) -> str:
    head = f"- [ ] {_code(lapse.claim)}, {_code(f'{lapse.file}:{lapse.line}')}: {_code(lapse.says)}"
    return "\n".join([head, *(f"    - {_code(reason)}" for reason in lapse.reasons)])


def _code(text: str) -> str:
    """Text that mentions nobody and links nowhere: what a probe or a package said is not ours."""
    return f"<code>{html.escape(text, quote=False).replace('`', '&#96;')}</code>"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report and pass it on. Claims that do not hold are no failure here: the issue lists them."""
    parser = argparse.ArgumentParser(prog="python -m macros.tools.lapsed", description=__doc__)
    parser.add_argument("lapses", type=Path, help="the file that --lapses wrote")
    parser.add_argument("pins", type=Path, help="the file with what `newest` printed")
    parser.add_argument(
        "--output", type=Path, help="a file that gets `lapsed` and `report`, as $GITHUB_OUTPUT takes them"
    )
    chosen = parser.parse_args(arguments)
    lapses = Lapses.validate_json(chosen.lapses.read_bytes())
    text = report(lapses, chosen.pins.read_text(encoding="utf-8").splitlines())
    print(text)
    if chosen.output:
        write_output(chosen.output, lapsed=str(len(lapses)), report=text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
