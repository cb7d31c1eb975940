"""What a change of data changes for a reader, as Markdown: `python -m macros.tools.effect BEFORE AFTER`.

BEFORE and AFTER are folders that `python -m macros export` wrote. Run on each pull request by
.github/workflows/check.yml.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from macros.walk import Path as Way
from macros.walk import Tree, paths

LISTED = 40
# GitHub refuses a summary of more than a mebibyte.
LONGEST = 500_000


def facts(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every single value with the names that lead to it; a record in a list is named by its id, not by its place."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from facts(inner, (*path, name))
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for number, item in enumerate(value, 1):
            yield from facts(item, (*path, str(item.get("id") or item.get("version") or number)))
    else:
        yield path, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def difference(before: Any, after: Any) -> str:
    """A table of each value that was added, removed or changed, by the record that has it."""
    old, new = dict(facts(before)), dict(facts(after))
    changed = [path for path in dict.fromkeys([*old, *new]) if old.get(path) != new.get(path)]
    if not changed:
        return "Nothing in the published data changes."
    counts = {
        "added": sum(path not in old for path in changed),
        "removed": sum(path not in new for path in changed),
        "changed": sum(path in old and path in new for path in changed),
    }
    head = ", ".join(f"{number} {word}" for word, number in counts.items() if number)
    rows = "".join(
        f"| {_cell(' / '.join(path))} | {_cell(old.get(path))} | {_cell(new.get(path))} |\n" for path in changed
    )
    text = f"Values in the published data: {head}.\n\n| where | before | after |\n| --- | --- | --- |\n{rows}"
    return (
        text if len(text) <= LONGEST else text[: text.rindex("\n", 0, LONGEST)] + "\n\nThe rest is left out: too long."
    )


def affected(before: Any, after: Any) -> str:
    """The parts of the chooser and the ways through it that are based on a changed claim; an empty text if none is."""
    old, new = _claims(before), _claims(after)
    changed = [id for id in dict.fromkeys([*old, *new]) if old.get(id) != new.get(id)]
    leaning = {id: parts for id in changed if (parts := _leaning(after["chooser"], id))}
    if not leaning:
        return ""
    ways = list(paths(_tree(after["chooser"])))
    lines = [
        "### What is based on it in the chooser",
        "",
        "Look whether these still follow from the claims that change.",
        "",
    ]
    for id, parts in leaning.items():
        passing = [way for way in ways if parts & _parts(way)]
        lines.append(f"- {_cell(id)}: {', '.join(map(_cell, sorted(parts)))}; {len(passing)} of {len(ways)} paths")
        lines += [f"    - {_cell(f'{way} -> {way.outcome}')}" for way in passing[:LISTED]]
        if len(passing) > LISTED:
            lines.append(f"    - and {len(passing) - LISTED} more, in tests/chooser-paths.txt")
    return "\n".join(lines)


def _claims(published: Any) -> dict[str, Any]:
    cells = (
        cell
        for topic in published["topics"]
        for criterion in topic["criteria"]
        for cell in criterion["frameworks"].values()
    )
    return {claim["id"]: claim for cell in cells for claim in cell["claims"]}


def _leaning(chooser: Any, claim: str) -> set[str]:
    """What of the chooser names a claim: `question=option`, `rule N`, or an outcome."""
    options = {
        f"{question['id']}={option['id']}"
        for question in chooser["questions"]
        for option in question["options"]
        if claim in option["claims"]
    }
    rules = {f"rule {rule['id']}" for rule in chooser["rules"] if claim in rule["claims"]}
    outcomes = {each["id"] for each in chooser["outcomes"] if claim in each["claims"] + each["against_claims"]}
    return options | rules | {f"outcome {id}" for id in outcomes}


def _parts(way: Way) -> set[str]:
    """The same names, for what one way through the chooser passes."""
    rule = set() if way.rule is None else {f"rule {way.rule + 1}"}
    return {f"{question}={option}" for question, option in way.answers.items()} | rule | {f"outcome {way.outcome}"}


def _tree(chooser: Any) -> Tree:
    return Tree(
        {question["id"]: tuple(option["id"] for option in question["options"]) for question in chooser["questions"]},
        {question["id"]: question["not_sure"] for question in chooser["questions"]},
        tuple(
            (tuple((name, tuple(options)) for name, options in rule["when"].items()), rule["then"])
            for rule in chooser["rules"]
        ),
    )


def _cell(text: str | None) -> str:
    """A value as plain text in a table: nothing in it may end the cell or become markup or a mention."""
    if text is None:
        return ""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("|", "&#124;")
    return "<code>" + escaped.replace("`", "&#96;").replace("\n", " ") + "</code>"


def read(folder: Path) -> Any:
    """The whole comparison that an export wrote."""
    (path,) = folder.rglob("comparison.json")
    return json.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    before, after = (Path(folder) for folder in sys.argv[1:])
    print("## What changes for a reader\n")
    print(difference(read(before), read(after)))
    print(affected(read(before), read(after)))
