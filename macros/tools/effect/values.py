"""Every value of data/ that differs, found without knowing any shape: a new field or file can't be forgotten.

Both sides are read as plain YAML or JSON by the same code, so a change of the shape in macros/model/ hides nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from macros.load.strict import DataError, Unquoted, YamlMapping, YamlSequence, parse
from macros.model import Where

from .trees import Tree, text

DATA = "data/"
ORDER = "order"
ALIKE = 0.6
"""How much of two files must be equal, from 0 to 1, for the one to be the other at another place."""
NAMING = (("id",), ("version",), ("say",), ("subject", "quantity"))
"""The keys by which a record in a list is known, before its place in the list."""


@dataclass(frozen=True)
class Change:
    """One value that differs: where it is or was, the names that lead to it, and both values; None is no value."""

    where: Where
    names: tuple[str, ...]
    before: str | None
    after: str | None

    @property
    def place(self) -> str:
        """The file, with the line where it is known."""
        return str(self.where) if self.where.line else self.where.file

    @property
    def name(self) -> str:
        """The key of the value itself."""
        return self.names[-1] if self.names else ""


def parsed(tree: Tree) -> dict[str, Any]:
    """Every file of data/ as plain values that know their lines; one that can't be read is a list of its lines."""
    return {name: _parsed(name, tree[name]) for name in tree if name.startswith(DATA)}


def _parsed(name: str, content: bytes) -> Any:
    try:
        if name.endswith(".json"):
            return json.loads(content)
        if name.endswith((".yml", ".yaml")):
            return _yaml(name, content)
    except (DataError, ValueError, RecursionError):
        pass
    return {line: line for line in text({name: content}, name).splitlines()}


def _yaml(name: str, content: bytes) -> YamlMapping:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.yml"
        path.write_bytes(content)
        return parse(path, name)


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[Change]:
    """Every value that differs between two parsed data/, file by file; a file that moved is compared with itself."""
    moved = _moved(before, after)
    found = [Change(Where(new, 0), ("file",), old, new) for new, old in moved.items()]
    for name in sorted({*before, *after} - {*moved.values()}):
        found += _differ(before.get(moved.get(name, name)), after.get(name), (), Where(name, 0))
    return found


def _moved(before: dict[str, Any], after: dict[str, Any]) -> dict[str, str]:
    """Each new file that holds most of what a vanished one held, with that one's name."""
    gone = {name: set(_leaves(before[name])) for name in before if name not in after}
    found: dict[str, str] = {}
    for name in (name for name in after if name not in before):
        held = set(_leaves(after[name]))
        alike = {old: len(held & leaves) / max(len(held), len(leaves), 1) for old, leaves in gone.items()}
        nearest = max(alike, key=lambda old: alike[old], default="")
        if alike.get(nearest, 0) > ALIKE and nearest not in found.values():
            found[name] = nearest
    return found


def _leaves(value: Any) -> Iterator[str]:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for inner in inside:
        yield from _leaves(inner)
    if not isinstance(value, dict | list):
        yield str(_written(value))


def _differ(old: Any, new: Any, names: tuple[str, ...], where: Where) -> Iterator[Change]:
    if _fits(old, new, dict):
        yield from _mappings(old or {}, new or {}, names, where)
    elif _fits(old, new, list) and any(isinstance(item, dict | list) for item in [*(old or []), *(new or [])]):
        yield from _lists(old or [], new or [], names, where)
    elif None not in (old, new) and _kind(old) != _kind(new):
        yield from _differ(old, None, names, where)
        yield from _differ(None, new, names, where)
    elif _written(old) != _written(new):
        yield Change(where, names, _written(old), _written(new))


def _fits(old: Any, new: Any, kind: type) -> bool:
    """Whether both sides are of a kind, or one is and the other is not there."""
    return isinstance(old, kind | None) and isinstance(new, kind | None) and (old is not None or new is not None)


def _kind(value: Any) -> type:
    return next((kind for kind in (dict, list) if isinstance(value, kind)), str)


def _mappings(old: dict[str, Any], new: dict[str, Any], names: tuple[str, ...], where: Where) -> Iterator[Change]:
    for key in dict.fromkeys([*new, *old]):
        here = Where(where.file, _line(new, key) or _line(old, key) or where.line)
        if (key in old) != (key in new) and not old.get(key) and not new.get(key):
            was, now = (_written(side[key]) or "(empty)" if key in side else None for side in (old, new))
            yield Change(here, (*names, key), was, now)
        else:
            yield from _differ(old.get(key), new.get(key), (*names, key), here)
    yield from _order(list(old), list(new), names, where)


def _lists(old: list[Any], new: list[Any], names: tuple[str, ...], where: Where) -> Iterator[Change]:
    key = next((key for key in NAMING if _known_by(old, key) and _known_by(new, key)), None)
    if key is None:
        yield from _aligned(old, new, names, where)
        return
    olds, news = ({named(item, key): place for place, item in enumerate(items)} for items in (old, new))
    for name in dict.fromkeys([*news, *olds]):
        here = Where(where.file, _line(new, news.get(name)) or _line(old, olds.get(name)) or where.line)
        was, now = (items[places[name]] if name in places else None for items, places in ((old, olds), (new, news)))
        yield from _differ(was, now, (*names, name), here)
    yield from _order(list(olds), list(news), names, where)


def _known_by(items: list[Any], key: tuple[str, ...]) -> bool:
    known = [named(item, key) for item in items]
    return len(items) == len(set(known)) and "" not in known


def named(item: Any, key: tuple[str, ...]) -> str:
    """What a record in a list is known by; nothing when it lacks one of the keys."""
    whole = isinstance(item, dict) and all(isinstance(item.get(part), str) for part in key)
    return ", ".join(item[part] for part in key) if whole else ""


def _aligned(old: list[Any], new: list[Any], names: tuple[str, ...], where: Where) -> Iterator[Change]:
    """Lists whose records have no name: equal ones are matched, others paired in order and named by their place."""
    sides = SequenceMatcher(None, list(map(_key, old)), list(map(_key, new)), autojunk=False)
    for kind, first, last, start, end in sides.get_opcodes():
        for step in range(max(last - first, end - start)) if kind != "equal" else ():
            was, now = first + step, start + step
            before, after = old[was] if was < last else None, new[now] if now < end else None
            place = now if now < end else was
            line = _line(new, now) if now < end else _line(old, was)
            yield from _differ(before, after, (*names, str(place + 1)), Where(where.file, line or where.line))


def _order(old: list[str], new: list[str], names: tuple[str, ...], where: Where) -> Iterator[Change]:
    """The order of what both sides have: it decides which rule of the chooser wins, and what is read first."""
    both = {*old} & {*new}
    before, after = [name for name in old if name in both], [name for name in new if name in both]
    if before != after:
        yield Change(where, (*names, ORDER), ", ".join(before), ", ".join(after))


def _line(value: Any, key: Any) -> int | None:
    """The line of a key or of a place in a list; JSON does not know it."""
    if isinstance(value, YamlMapping):
        return value.lines.get(str(key))
    if isinstance(value, YamlSequence) and key is not None:
        return value.lines[int(key)]
    return None


def _key(value: Any) -> str:
    return json.dumps(value, default=str, ensure_ascii=False)


def _written(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, Unquoted):
        return f"{value.written} ({value.meaning}, without quotes)"
    if isinstance(value, list):
        return f"[{', '.join(_written(item) or '(empty)' for item in value)}]"
    if isinstance(value, bool | float) or value == {}:
        return json.dumps(value)
    return str(value)
