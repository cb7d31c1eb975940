"""Why one assertion lets more pass than another."""

from __future__ import annotations

import ast
import re

BROAD = {"Exception", "BaseException", "AssertionError"}
ORDERLESS = re.compile(r"\b(?:sorted|set|frozenset|Counter)\(")


def looser(before: str, after: str) -> str | None:
    """Why one assertion lets more pass than another, or None."""
    if strength(after) == 0:
        return "this is always true"
    if strength(after) < strength(before):
        return "the comparison became looser"
    if len(_compared(after)) < len(_compared(before)):
        return f"fewer values are compared, {len(_compared(before))} became {len(_compared(after))}"
    if "match=" in before and "match=" not in after:
        return "any message is accepted"
    if _bound_moved(before, after) or _is_less_strict(before, after):
        return "the bound moved"
    if _operators(before) > _operators(after) > 0:
        return f"fewer comparisons in one, {_operators(before)} became {_operators(after)}"
    if _is_part_of(before, after):
        return "a shorter text is looked for"
    if ORDERLESS.search(after) and not ORDERLESS.search(before):
        return "order and repeats may no longer count"
    return None


def strength(assertion: str) -> int:
    """How exact an assertion is, from 0 (always true) to 5 (equal)."""
    node = _expression(assertion)
    if isinstance(node, ast.Constant):
        return 0
    if isinstance(node, ast.Compare):
        return _of_comparison(node)
    if isinstance(node, ast.BoolOp):
        return 0 if any(isinstance(part, ast.Constant) and part.value for part in node.values) else 1
    if isinstance(node, ast.Call):
        return _of_call(node)
    return 3 if isinstance(node, ast.UnaryOp) else 1


def _of_comparison(node: ast.Compare) -> int:
    sides = [ast.unparse(node.left), *map(ast.unparse, node.comparators)]
    if len(set(sides)) < len(sides) or re.search(r"\bANY\b", " ".join(sides)):
        return 0
    if re.search(r"\b(approx|isclose)\b", " ".join(sides)):
        return 3
    exact = {ast.Eq: 5, ast.Is: 5, ast.NotEq: 2, ast.IsNot: 2}
    return min(exact.get(type(operator), 3) for operator in node.ops)


def _of_call(node: ast.Call) -> int:
    name = ast.unparse(node.func)
    if name == "pytest.raises":
        return 2 if {ast.unparse(each) for each in node.args} & BROAD else 4
    constant = any(
        isinstance(each.value, ast.Constant)
        for each in node.keywords
        if name == "tried" and each.arg in {"broke", "noticed"}
    )
    return 0 if constant else 1 if name == "any" else 3


def _compared(assertion: str) -> list[ast.AST]:
    """What an assertion's sides hold, value by value."""
    node = _expression(assertion)
    sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
    return [part for side in sides for part in ast.walk(side) if isinstance(part, ast.Constant)]


def _bound_moved(before: str, after: str) -> bool:
    old, new = _expression(before), _expression(after)
    if not (isinstance(old, ast.Compare) and isinstance(new, ast.Compare)) or len(old.ops) != 1 or len(new.ops) != 1:
        return False
    values = [each.comparators[0].value for each in (old, new) if isinstance(each.comparators[0], ast.Constant)]
    limits = [float(value) for value in values if isinstance(value, int | float)]
    if len(limits) != 2:
        return False
    up = isinstance(new.ops[0], ast.Lt | ast.LtE) and limits[1] > limits[0]
    return up or (isinstance(new.ops[0], ast.Gt | ast.GtE) and limits[1] < limits[0])


def _comparison(assertion: str) -> ast.Compare | None:
    node = _expression(assertion)
    return node if isinstance(node, ast.Compare) else None


def _operators(assertion: str) -> int:
    """How many comparisons are chained: two in `a < b < c`."""
    node = _comparison(assertion)
    return len(node.ops) if node else 0


def _is_less_strict(before: str, after: str) -> bool:
    """Whether a `<` became `<=`, or a `>` became `>=`."""
    old, new = _comparison(before), _comparison(after)
    pairs = zip(old.ops, new.ops, strict=False) if old and new else ()
    return any((type(one), type(other)) in {(ast.Lt, ast.LtE), (ast.Gt, ast.GtE)} for one, other in pairs)


def _is_part_of(before: str, after: str) -> bool:
    """Whether the text that an assertion looks for became a part of what it was."""
    old, new = _comparison(before), _comparison(after)
    if not (old and new and isinstance(old.ops[0], ast.In) and isinstance(new.ops[0], ast.In)):
        return False
    texts = [each.left.value for each in (old, new) if isinstance(each.left, ast.Constant)]
    known = [text for text in texts if isinstance(text, str)]
    return len(known) == len((old, new)) and known[1] in known[0] and known[1] != known[0]


def _expression(assertion: str) -> ast.expr:
    try:
        return ast.parse(assertion.removeprefix("assert ").removesuffix(" (in a program)"), mode="eval").body
    except SyntaxError:
        return ast.Name("unknown")
