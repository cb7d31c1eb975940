"""In which ways a changed test or probe shows less than before, in words."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator

from .checks import Check, Function, entries
from .looser import BROAD, looser, strength
from .markdown import code, counted

SKIPPING = re.compile("skip|skipif|importorskip|SkipTest|collect_ignore|collect_ignore_glob|__test__")
FAILING = re.compile("xfail")
REPLACING = re.compile("monkeypatch|mock|patch|MagicMock")


def weaker(old: Check, new: Check) -> list[str]:
    """A sentence for each way in which a test, probe, fixture or helper shows less; none when it shows as much."""
    return [sentence for way in WAYS for sentence in way(old, new)]


def suspicious(new: Check) -> list[str]:
    """What a new test does that lets it pass whatever it finds."""
    nothing = ast.parse("def nothing():\n    pass").body[0]
    empty = Check(new.kind, new.file, new.name, new.line, "", nothing)
    found = [sentence for way in NEW_WAYS for sentence in way(empty, new)]
    if new.kind in {"test", "probe"} and not new.assertions:
        found.append(f"this {new.kind} asserts nothing")
    return found


def _asserts_less(old: Check, new: Check) -> Iterator[str]:
    before, after = len(old.assertions), len(new.assertions)
    if after < before:
        yield f"this {new.kind} asserts less: {counted(before, 'assertion')} became {after}"


def _is_looser(old: Check, new: Check) -> Iterator[str]:
    gone = list((Counter(old.assertions) - Counter(new.assertions)).elements())
    come = list((Counter(new.assertions) - Counter(old.assertions)).elements())
    for before in gone:
        # The most alike of the new ones is what it became.
        after = max(come, key=lambda other: len({*_words(before)} & {*_words(other)}), default=None)
        if after is None:
            continue
        come.remove(after)
        if why := looser(before, after):
            yield f"{why}: {code(before)} → {code(after)}"
    yield from (f"this is always true: {code(after)}" for after in come if strength(after) == 0)


def _words(expression: str) -> list[str]:
    return re.findall(r"\w+", expression)


def _tries_less(old: Check, new: Check) -> Iterator[str]:
    for claim, case in old.tries:
        if (claim, case) not in new.tries:
            yield f"a `tries` case was removed: {code(case)} for {code(claim)}"


def _is_for_less(old: Check, new: Check) -> Iterator[str]:
    yield from (f"it is no longer for the claim {code(claim)}" for claim in old.claims if claim not in new.claims)


def _has_fewer_cases(old: Check, new: Check) -> Iterator[str]:
    for name, number in old.cases.items():
        if new.cases.get(name, 0) < number:
            yield f"parametrised cases fewer: {number} became {new.cases.get(name, 0)} ({code(name)})"
    if old.kind == new.kind == "value" and isinstance(old.node, ast.Assign) and isinstance(new.node, ast.Assign):
        before, after = entries(old.node.value), entries(new.node.value)
        if after < before:
            yield f"fewer entries: {before} became {after}"


def _more(pattern: re.Pattern[str], says: str) -> Callable[[Check, Check], Iterator[str]]:
    """A way that shows by names that appear more often than before."""

    def way(old: Check, new: Check) -> Iterator[str]:
        before, after = (sum(bool(pattern.fullmatch(name)) for name in _names(check.node)) for check in (old, new))
        if after > before:
            yield says

    return way


def _names(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        for field in ("id", "attr", "arg"):
            if isinstance(name := getattr(part, field, None), str):
                yield name


def _imports_less(old: Check, new: Check) -> Iterator[str]:
    """A program that no longer imports what it was to show may print what the test expects."""
    gone = _imported(old.node) - _imported(new.node)
    yield from (f"it no longer imports {code(name)}" for name in sorted(gone) if old.kind == "probe")


def _imported(node: ast.AST) -> set[str]:
    texts = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return {
        name for text in [*texts, ast.unparse(node)] for name in re.findall(r"^ *(?:from|import) +(\w+)", text, re.M)
    }


def _catches_more(old: Check, new: Check) -> Iterator[str]:
    come = Counter(_caught(new.node)) - Counter(_caught(old.node))
    yield from (f"now catches everything: {code(what)}" for what in come)


def _caught(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.ExceptHandler):
            names = _exceptions(part.type)
            if part.type is None or names & BROAD:
                yield f"except {ast.unparse(part.type)}" if part.type else "except:"
        elif isinstance(part, ast.Call) and _catches(part):
            yield ast.unparse(part)


def _catches(call: ast.Call) -> bool:
    named = ast.unparse(call.func).rpartition(".")[2] in {"suppress", "raises"}
    return named and any(_exceptions(each) & BROAD for each in call.args)


def _exceptions(node: ast.expr | None) -> set[str]:
    parts = node.elts if isinstance(node, ast.Tuple) else [node] if node else []
    return set(map(ast.unparse, parts))


def _may_not_assert(old: Check, new: Check) -> Iterator[str]:
    for says, kinds in GUARDS.items():
        before, after = (sum(_below(check.node, kinds)) for check in (old, new))
        if after > before:
            yield f"{counted(after - before, 'assertion')} more {says}"
    if len(list(_unreached(new.node))) > len(list(_unreached(old.node))):
        yield "an assertion can't be reached: the code returns or raises before it"
    if new.kind in {"test", "probe"} and _returns(new.node) > _returns(old.node):
        yield "it may now return before its assertions"


GUARDS: dict[str, tuple[type[ast.AST], ...]] = {
    "only on a condition": (ast.If, ast.Match),
    "in a loop that may be empty": (ast.For, ast.While, ast.AsyncFor),
    "in a `try`": (ast.Try,),
}


def _below(node: ast.AST, kinds: tuple[type[ast.AST], ...], inside: bool = False) -> Iterator[bool]:
    """True for each assertion below a node of these kinds."""
    for child in ast.iter_child_nodes(node):
        here = inside or isinstance(child, kinds)
        if isinstance(child, ast.Assert) and here:
            yield True
        yield from _below(child, kinds, here)


def _unreached(node: ast.AST) -> Iterator[ast.Assert]:
    for part in ast.walk(node):
        body = getattr(part, "body", None)
        if isinstance(body, list):
            ends = next(
                (place for place, each in enumerate(body) if isinstance(each, ast.Return | ast.Raise)), len(body)
            )
            for later in body[ends + 1 :]:
                yield from (inner for inner in ast.walk(later) if isinstance(inner, ast.Assert))


def _returns(node: ast.AST) -> int:
    """The returns of a function itself, not of those written inside it."""
    inner = (child for child in ast.iter_child_nodes(node) if not isinstance(child, Function | ast.Lambda))
    return isinstance(node, ast.Return) + sum(map(_returns, inner))


def _is_called_less(old: Check, new: Check) -> Iterator[str]:
    """What pytest or the list of rules no longer calls, though the function is there."""
    if old.kind != new.kind:
        yield f"it was a {old.kind} and is a {new.kind}, so that nothing calls it by itself"
    if _by_itself(old) and not _by_itself(new):
        yield "it no longer runs for every test (`autouse`)"


def _by_itself(check: Check) -> bool:
    return any("autouse=True" in ast.unparse(each) for each in check.decorators)


_skips = _more(SKIPPING, "now skips")
_expects_failure = _more(FAILING, "now expects failure")
_replaces = _more(REPLACING, "now replaces a part of what it runs (a patch or a mock)")
NEW_WAYS = (_skips, _expects_failure, _catches_more, _is_looser)
WAYS = (
    _is_called_less, _asserts_less, _is_looser, _tries_less, _is_for_less, _has_fewer_cases, _skips, _expects_failure,
    _catches_more, _may_not_assert, _imports_less, _replaces,
)  # fmt: skip
