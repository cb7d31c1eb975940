"""The whole summary: what is heaviest first."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from typing import Any

from . import based, chooser, claims, guards, hosts, situations, tested, values
from .markdown import Section, assembled, code, counted, details, pair, table
from .trees import Tree, changed, text
from .values import Change
from .weight import ABOUT, Weight, in_words, weight

PROSE = re.compile(r"(docs/.*\.md|mkdocs\.yml|[^/]+\.(md|cff)|LICENSE.*|tests/.*\.(yml|json|csv|txt))$")
ROWS = 20
"""How many rows a table has at most, so that it is cut between two tables and never inside one."""
ITSELF = ("macros/tools/effect/", ".github/workflows/check.yml")


def summary(before: Tree, after: Tree, opened: claims.Open) -> str:
    """What a change does, from the files of both sides; `opened` opens what a claim of the change cites."""
    names = changed(before, after)
    if not names:
        return "# What this change does\n\nNothing differs.\n"
    old, new = values.parsed(before), values.parsed(after)
    differing = values.changes(old, new)
    weaker, other = _checks(before, after, names, old, new)
    links = [*hosts.moved(differing, based.cited(new)), *hosts.new(before, after, names)]
    sections = [
        weaker,
        Section("Where links lead", "Hosts that changed, are new, or look like another.", links),
        _values(
            Weight.DECIDES,
            differing,
            [*chooser.same_version(differing), *chooser.ends(old, new), *situations.block(old, new)],
        ),
        _values(Weight.PINS, differing, [f"- {sentence}" for sentence in in_words(differing)]),
        _values(Weight.READ_FIRST, differing),
        Section(Weight.CLAIM, "Each with its sources opened.", claims.blocks(differing, old, new, opened)),
        other,
        _values(Weight.REST, differing),
        _prose(before, after, names),
        _files(before, after, names),
    ]
    return assembled(_opening(names, sections), sections)


def _opening(names: list[str], sections: list[Section]) -> str:
    lines = [f"- {each.title}: {each.count or len(each.blocks)}" for each in sections if each.blocks]
    about = f"{counted(len(names), 'file')} differ{'s' if len(names) == 1 else ''}. What weighs most is first."
    return f"# What this change does\n\n{about}\n\n" + "\n".join(lines)


def _checks(
    before: Tree, after: Tree, names: list[str], old: dict[str, Any], new: dict[str, Any]
) -> tuple[Section, Section]:
    """What may find less than before, and all other changes of what checks."""
    weak, other = tested.tests(before, after, tested.cited_tests(old, new))
    examples, more_examples = guards.broken(before, after, names)
    settings, more_settings = guards.settings(before, after, names)
    itself = ", ".join(code(name) for name in names if name.startswith(ITSELF))
    blocks = [f"- What makes this summary changes too, so read that yourself: {itself}"] if itself else []
    blocks += (
        guards.shadows(before, names)
        + settings
        + tested.judges(before, after)
        + tested.unnamed(old, new, after)
        + weak
        + examples
        + guards.locks(before, after, names)
    )
    return (
        Section("Checks that became weaker, or may have", "Whatever is here can hide all that follows.", blocks),
        Section("Other changes of tests and settings", "", [*other, *more_examples, *more_settings]),
    )


def _values(group: Weight, differing: list[Change], first: list[str] | None = None) -> Section:
    """The values of one weight as tables, after what is said of them in words."""
    rows = [
        (code(f"{each.place} {' / '.join(each.names)}"), *pair(each.before, each.after))
        for each in differing
        if weight(each) is group
    ]
    tables = [table(rows[start : start + ROWS]) for start in range(0, len(rows), ROWS)]
    return Section(group, ABOUT.get(group, ""), [*(first or []), *tables], len(rows))


def _prose(before: Tree, after: Tree, names: list[str]) -> Section:
    shown = [name for name in names if PROSE.match(name) and not guards.LOCKS.fullmatch(name)]
    blocks = [
        details(f"{code(name)} {_size(before, after, name)}", tested.difference(text(before, name), text(after, name)))
        for name in shown
    ]
    return Section("Pages and reviewed texts", "Line by line.", blocks)


def _files(before: Tree, after: Tree, names: list[str]) -> Section:
    lines = [f"- {code(name)} {_size(before, after, name)}" for name in names]
    groups = ["\n".join(lines[start : start + ROWS]) for start in range(0, len(lines), ROWS)]
    about = "Programs, templates, styles and pictures are only named here."
    return Section("Every file that differs", about, groups, len(names))


def _size(before: Tree, after: Tree, name: str) -> str:
    old, new = text(before, name).splitlines(), text(after, name).splitlines()
    lines = (line for line in difflib.unified_diff(old, new, lineterm="", n=0) if line[:3] not in {"---", "+++"})
    signs = Counter(line[0] for line in lines)
    what = "" if name in before and name in after else "appeared, " if name in after else "vanished, "
    return f"({what}+{signs['+']} -{signs['-']} lines)" if signs else f"({what}other bytes)"
