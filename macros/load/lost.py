"""Keeps account of what could not be read, and reads the rest of a record that has a mistake in it."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from macros.model import ANY, Record, Unread, Where

from .explain import follows, key_meant, keys_for, keys_of, shape_at
from .strict import YamlMapping, YamlSequence

STAND_IN = "unread"
# One after the other in the place of what does not fit, until something does: an id or text, a version, a day, ...
_STAND_INS: tuple[Any, ...] = (
    STAND_IN, "1", datetime.date(2000, 1, 1), "https://example.org/", "0" * 64, "{page}",
    [STAND_IN], [STAND_IN] * 2, {"probe": STAND_IN}, [{"probe": STAND_IN}],
)  # fmt: skip
_ROUNDS = len(_STAND_INS) + 6
"""As many as there are stand-ins, and some for lists from which an entry is left out."""

Spot = tuple[YamlMapping | YamlSequence, Any]


class Lost:
    """The ids, words and lines of what could not be read whole."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._words: set[str] = set()
        self._places: set[Where] = {Where("?")}  # where a stand-in is
        self.nameless = False

    def __bool__(self) -> bool:
        return bool(self._ids or self._words or len(self._places) > 1)

    @property
    def all_of_a_file(self) -> bool:
        """Whether there is a file of which nothing can be made out."""
        return ANY in self._words

    def ids(self, *ids: str) -> None:
        """These ids are defined in what can't be read."""
        self._ids.update(ids)

    def keys(self, text: str) -> None:
        """A whole file that can't be read and whose keys are ids."""
        self._ids.update(re.findall(r"^([\w-]+):", text, re.MULTILINE))

    def _defined(self, *ids: str) -> None:
        """Ids of claims: they alone have a hyphen always, and no other word of a message is taken for one."""
        self._ids.update(id for id in ids if "-" in id)

    def text(self, text: str) -> None:
        """A whole file that can't be read: ids are looked for where our files have them."""
        self._defined(*re.findall(r"^(?: *- +| *)id: *([\w-]+)", text, re.MULTILINE))
        self._words.update(re.findall(r"[\w./-]*\w", text) or [ANY])
        self.nameless = True

    def probes(self, code: str) -> None:
        """A file of probes that is no Python: its tests, and the claims that its marks name."""
        self._ids.update(name for test in re.findall(r"\btest_(\w+)", code) for name in (test, f"test_{test}"))
        self._ids.update(re.findall(r"['\"]([a-z0-9]+(?:-[a-z0-9]+)+)['\"]", code))

    def value(self, value: Any) -> None:
        """A record, or a part of one, that is left out."""
        if isinstance(value, YamlMapping):
            self._defined(*(id for id in (value.get("id"),) if isinstance(id, str)))
            for inner in value.values():
                self.value(inner)
        elif isinstance(value, list):
            for inner in value:
                self.value(inner)
        elif isinstance(value, str):
            self._words.add(value)

    def gap(self, records: list[YamlMapping]) -> None:
        """A mistake inside these records, outermost first: what rules say about the innermost few would only follow."""
        for depth, record in reversed(list(enumerate(records))):
            lines = [record.where.line, *record.lines.values()]
            self._places.update(Where(record.where.file, line) for line in lines)
            self._words.update(word for word in record.values() if isinstance(word, str))
            if isinstance(record.get("id"), str):
                self._defined(*([record["id"]] if depth else []))
                return

    def unread(self) -> Unread:
        """The account, as the comparison keeps it; empty when all was read."""
        return Unread(frozenset(self._ids), frozenset(self._words), frozenset(self._places)) if self else Unread()


def rest[R: Record](shape: type[R], value: YamlMapping, error: ValidationError, lost: Lost) -> R | None:
    """The record with stand-ins for what does not fit, so that all else of it can be held to the rules.

    None when that is not possible; `lost` is told either way. Changes `value`.
    """
    tried: Counter[tuple[int, Any]] = Counter()
    for _ in range(_ROUNDS):
        before = tried.copy()
        for details in error.errors(include_url=False):
            if not _mend(details, value, shape, before, tried, lost):
                break  # the places of the others may have moved
        try:
            return shape.model_validate(value)
        except ValidationError as again:
            error = again
    lost.value(value)
    return None


def _mend(
    details: ErrorDetails, top: YamlMapping, shape: type[Record], before: Counter[Any], tried: Counter[Any], lost: Lost
) -> bool:
    """Put something that may fit in the place of one mistake; False when an entry was left out instead."""
    spots = list(_spots(details["loc"], top))
    lost.gap([top, *(inner for box, key in spots if isinstance(inner := _inner(box, key), YamlMapping))])
    box, key = spots[-1] if spots else (top, "")
    count = before[id(box), key]
    if not spots or tried[id(box), key] > count:
        return True  # several mistakes at one place are one
    if follows(details, _inner(box, key)):
        return True
    tried[id(box), key] += 1
    lost.nameless |= key == "id" or (details["type"] == "missing" and _holds_records(details, shape))
    if count or len(spots) < len(list(keys_of(details["loc"]))) or not _repaired(details, box, key, shape, lost):
        if count >= len(_STAND_INS):
            _leave_out(spots, lost)
            return False
        _put(box, key, _STAND_INS[count])
    return True


def _holds_records(details: ErrorDetails, shape: type[Record]) -> bool:
    """Whether a missing key is of a list or of a mapping, in which things with ids of their own may be."""
    fields = getattr(shape_at(shape, details["loc"][:-1]), "model_fields", {})
    field = fields.get(details["loc"][-1])
    return field is not None and get_origin(field.annotation) in {tuple, dict}


def _repaired(details: ErrorDetails, box: Any, key: Any, shape: type[Record], lost: Lost) -> bool:
    """Whether a mistake tells what was meant, which is put in its place."""
    kind = details["type"]
    if kind == "extra_forbidden":
        value = box.pop(key)
        if near := key_meant(key, keys_for(shape_at(shape, details["loc"][:-1]), box)):
            _put(box, near, value)
        else:
            lost.value(value)
    elif details["loc"][-1:] == ("[key]",):
        lost.value(box.pop(key))
    elif kind == "tuple_type" and isinstance(box[key], str):
        _put(box, key, [box[key]])
    elif kind == "enum":
        _put(box, key, re.findall("'([^']+)'", details["ctx"]["expected"])[0])
    else:
        return False
    return True


def _inner(box: YamlMapping | YamlSequence, key: Any) -> Any:
    if isinstance(box, YamlMapping):
        return box.get(key)
    return box[key] if key < len(box) else None


def _spots(loc: tuple[int | str, ...], top: YamlMapping) -> Iterator[Spot]:
    """Each container on the way to a mistake, with the key or the number of the entry that leads on."""
    here: Any = top
    for part in keys_of(loc):
        if isinstance(here, YamlMapping):
            yield here, str(part)
        elif isinstance(here, YamlSequence) and isinstance(part, int) and part < len(here):
            yield here, part
        else:
            return
        here = _inner(here, str(part) if isinstance(here, YamlMapping) else part)


def _put(box: Any, key: Any, value: Any) -> None:
    box[key] = value
    if isinstance(box, YamlMapping):
        box.lines.setdefault(key, box.where.line)


def _leave_out(spots: list[Spot], lost: Lost) -> None:
    """Nothing fits there: leave out the innermost entry of a list that it is in."""
    for box, key in reversed(spots):
        if isinstance(box, YamlSequence):
            lost.value(box.pop(key))
            del box.lines[key]
            return
