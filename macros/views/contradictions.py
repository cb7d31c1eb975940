"""Which statements cannot all hold, as groups of two sides."""

from __future__ import annotations

from macros.model import Article, Assertion

Statement = tuple[Article, Assertion]
Edges = dict[str, frozenset[str]]
Clash = tuple[tuple[str, ...], tuple[str, ...]]
"""Two sides: no statement of one can hold together with a statement of the other."""


def name_of(article: Article, assertion: Assertion) -> str:
    """A statement's name as `contradicts` has it: article/statement."""
    return f"{article.id}/{assertion.id}"


def opponents(named: dict[str, Statement]) -> Edges:
    """The statements that contradict each one: what contradicts one contradicts those that say the same as it, too."""
    said: dict[str, set[str]] = {}
    for name, (_, each) in named.items():
        said.setdefault(each.same or name, set()).add(name)
    found: dict[str, set[str]] = {}
    for name, (_, each) in named.items():
        for other in each.contradicts:
            for one in said[each.same or name]:
                found.setdefault(one, set()).update(said[named[other][1].same or other])
    return {name: frozenset(found[name]) for name in named if name in found}


def clashes(edges: Edges) -> list[Clash]:
    """Every contradiction once, in groups of two sides; the statement with most opponents is in the first of them."""
    left = {name: set(others) for name, others in edges.items()}
    found: list[Clash] = []
    while head := max(left, key=lambda name: len(left[name]), default=None):
        against = left[head]
        side = [name for name in left if left[name] == against]
        found.append((tuple(side), tuple(name for name in left if name in against)))
        for name in side:
            del left[name]
        for name in against:
            left[name] -= {*side}
            if not left[name]:
                del left[name]
    return found
