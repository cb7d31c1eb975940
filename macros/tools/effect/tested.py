"""Tests and probes of both sides: which became weaker, which appeared, vanished or changed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

from macros.model import test_file

from . import based, checks
from .checks import PROBES, Check, matched
from .markdown import code, details, fence
from .trees import Tree
from .weaker import suspicious, weaker

CALLED = {"probe", "test", "fixture", "rule", "hook of pytest"}
"""What pytest or the list of rules calls; where anything else vanishes, what called it has changed too."""


JUDGES = ("macros/rules/", "macros/evidence/", "macros/load/", "macros/model/")
"""The programs that find what is wrong with data or a citation."""


Cited = dict[tuple[str, str], list[str]]
"""The claims that cite a task's test, by its file and name."""


def tests(before: Tree, after: Tree, cited: Cited) -> tuple[list[str], list[str]]:
    """What became weaker, and everything else that differs in the Python files of tests/; a block each."""
    olds, news = checks.checks(before), checks.checks(after)
    hidden = [f"- {_named(check)} is defined again below, and never runs" for check in _new_twice(olds, news)]
    return _sorted(matched(olds, news), hidden, {check.name: check for check in olds if check.kind == "fixture"}, cited)


def judges(before: Tree, after: Tree) -> list[str]:
    """What differs in the programs that judge data: rules first, of each what vanished first."""
    found = []
    for folder in JUDGES:
        weak, other = _sorted(matched(*(checks.checks(tree, folder) for tree in (before, after))), [], {}, {})
        found += weak + other
    return found


def unnamed(before: dict[str, Any], after: dict[str, Any], here: Tree) -> list[str]:
    """A line for each probe that a claim named before and none names now; `here` are the files as they are now."""
    left = sorted({*_named_probes(before)} - {*_named_probes(after)})
    there = {check.name.removeprefix("test_") for check in checks.checks(here, PROBES) if check.kind == "probe"}
    return [f"- probe {code(f'test_{name}')} is no longer named by a claim" for name in left if name in there]


def cited_tests(*sides: dict[str, Any]) -> Cited:
    """The claims that cite a task's test on either side."""
    found: Cited = {}
    for side in sides:
        for id, claim in based.claims(side).items():
            for item in claim.get("evidence") or ():
                if isinstance(item, dict) and isinstance(item.get("task"), str):
                    found.setdefault((test_file(item["task"]), f"test_{item.get('test')}"), []).append(id)
    return {key: list(dict.fromkeys(ids)) for key, ids in found.items()}


def _named_probes(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("probe"), str):
            yield value["probe"]
        for inner in value.values():
            yield from _named_probes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _named_probes(inner)


def _sorted(
    pairs: list[tuple[Check | None, Check | None]], weak: list[str], fixtures: dict[str, Check], cited: Cited
) -> tuple[list[str], list[str]]:
    """What shows less, beside what is there already, and the rest; evidence first. `fixtures` were there before."""
    other: list[str] = []
    for old, new in sorted(pairs, key=lambda pair: not any(each and _is_evidence(each, cited) for each in pair)):
        if old and new and (old.code != new.code or old.key != new.key):
            sentences = weaker(old, new)
            (weak if sentences else other).append(_changed(old, new, sentences, cited))
        elif old and not new:
            lost = weak if old.kind in CALLED else other
            lost.append(
                f"- {_named(old)} vanished{_about(old, cited)}\n\n{details('what it was', fence(old.code, 'python'))}"
            )
        elif new and not old:
            sentences = _appeared(new, fixtures.get(new.name))
            lines = details("its code", fence(new.code, "python"))
            (weak if sentences else other).append(
                f"- {_named(new)} appeared{_about(new, cited)}{_listed(sentences)}\n\n{lines}"
            )
    return weak, other


def _appeared(new: Check, known: Check | None) -> list[str]:
    found = suspicious(new) if new.kind != "rule" else []
    if new.kind == "hook of pytest":
        found.append("a hook can change, skip or pass every test")
    if new.kind == "fixture" and "autouse" in new.code:
        found.append("it runs around every test that can see it")
    if new.kind == "fixture" and known:
        found.append(f"it takes the place of the fixture in {code(known.file)} for the tests that see it")
    if new.kind == "file":
        found.append("nothing in it can run")
    return found


def _changed(old: Check, new: Check, sentences: list[str], cited: Cited) -> str:
    moved = "" if (old.file, old.name) == (new.file, new.name) else f", which was {_place(old)}"
    body = "" if old.code == new.code else f"\n\n{details('what changed', difference(old.code, new.code))}"
    says = _listed(sentences) or (": only its place changed" if old.code == new.code else "")
    return f"- {_named(new)}{moved} changed{_about(new, cited)}{says}{body}"


def difference(before: str, after: str) -> str:
    """The lines that differ between two texts, each with its sign, in a block of code."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    return fence("\n".join(line for line in lines if not re.match(r"(---|\+\+\+) ?$", line)), "diff")


def _new_twice(olds: list[Check], news: list[Check]) -> list[Check]:
    known = {(check.file, check.name) for check in checks.twice(olds)}
    return [check for check in checks.twice(news) if (check.file, check.name) not in known]


def _named(check: Check) -> str:
    return f"{check.kind} {_place(check)}"


def _place(check: Check) -> str:
    return f"{code(check.name)} ({code(f'{check.file}:{check.line}')})"


def _is_evidence(check: Check, cited: Cited) -> bool:
    return check.kind == "probe" or (check.file, check.name) in cited


def _about(check: Check, cited: Cited) -> str:
    """What a probe or a task's test is evidence for and, in a probe's own words, when it fails."""
    named = check.claims if check.kind == "probe" else cited.get((check.file, check.name), [])
    claims = f", evidence for {', '.join(map(code, named))}" if named else ""
    return claims + (f", which says {code(check.says)}" if check.kind == "probe" and check.says else "")


def _listed(sentences: list[str]) -> str:
    return ":" + "".join(f"\n    - {sentence}" for sentence in sentences) if sentences else ""
