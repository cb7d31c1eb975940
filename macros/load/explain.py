"""What pydantic refuses, as a sentence with a line that says what to do."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, get_args

from pydantic_core import ErrorDetails

from macros.model import KINDS, Record, meant

from .strict import Unquoted, YamlMapping, YamlSequence

LONGEST = 60
NO_ID = "can't be an id; use small letters, digits and single hyphens"


_SENTENCES = {
    "string_type": "must be a text; put it in quotes if it begins with a sign such as [ or {{",
    "string_too_short": "is empty; write a text",
    "string_too_long": "is longer than {max_length} characters; shorten it",
    "string_pattern_mismatch": "is `{written}`, which does not fit; {hint}",
    "value_error": "{error}",
    "enum": "is `{written}`; it must be one of {expected}",
    "too_short": "has fewer than {min_length} entries; add to them",
    "too_long": "has more than {max_length} entries; keep the best",
    "tuple_type": "must be a list: one `- ` line for each entry",
    "dict_type": "must contain lines of `key: value`",
    "model_type": "must contain lines of `key: value`",
    "date_type": "is `{written}`; write a day that exists, without quotes, such as 2026-11-21",
}


_PATTERNS = {
    "id": "use small letters, digits and single hyphens",
    "since": 'write a version in quotes, such as "6.0"',
    "until": 'write a version in quotes, such as "5.2"',
    "version": 'write a version in quotes, such as "6.1.3"',
    "at": "write the page, then # and the section's anchor: ref/databases#mysql-notes",
    "symbol": "write a name as the code defines it, such as Field.clean",
    "sha256": "write the 64 hex digits, in small letters, that `make evidence` prints; here are {length} characters",
    "probe": "write the test's name: small letters, digits and single underscores",
    "test": "write the test's name without test_: small letters, digits and single underscores",
    "tag": "write the release's tag, such as v1.2.3",
    "files": "write the path with {page} where the page's name goes: docs/{page}.txt",
}


def key_meant(key: str, keys: Iterable[str]) -> str | None:
    """The key that was probably meant: there are few, so that it need not be much alike."""
    return meant(key, keys, 0.6)


def keys_for(shape: type[Record], box: YamlMapping) -> set[str]:
    """The keys that a record may have and has not yet."""
    return shape.model_fields.keys() - {"key"} - box.keys()


def explain(details: ErrorDetails, value: YamlMapping, shape: type[Record]) -> tuple[int, str]:
    """A pydantic error as a line number and a sentence that says what to do; no sentence for what only follows."""
    line, name = value.where.line, ""
    here: Any = value
    box = value
    for part in keys_of(details["loc"]):
        box = here if isinstance(here, YamlMapping) else box
        if isinstance(here, YamlMapping):
            line, name = here.lines.get(str(part), here.where.line), f"`{part}`"
            here = here.get(str(part))
        elif isinstance(here, YamlSequence) and isinstance(part, int) and part < len(here):
            line, name = here.lines[part], f"entry {part + 1} of {name}"
            here = here[part]
    if follows(details, here):
        return line, ""
    shape = shape_at(shape, details["loc"][:-1])
    if details["type"] == "missing" and _misspelt(str(details["loc"][-1]), box, shape):
        return line, ""  # its misspelt key has a problem of its own
    return line, _sentence(details, name, here, keys_for(shape, box))


def follows(details: ErrorDetails, here: Any) -> bool:
    """Whether a list is too short because entries that don't fit were left out of it: they have a problem each."""
    return details["type"] == "too_short" and details["ctx"]["actual_length"] < len(here)


def _misspelt(key: str, box: YamlMapping, shape: type[Record]) -> bool:
    """Whether a key that is missing stands there in another spelling."""
    return any(key_meant(other, keys_for(shape, box)) == key for other in box.keys() - shape.model_fields.keys())


def keys_of(loc: tuple[int | str, ...]) -> Iterator[int | str]:
    """A location without what pydantic puts into it: the kind after an evidence's index, and `[key]`."""
    for place, part in enumerate(loc):
        if part != "[key]" and not _is_kind(loc, place):
            yield part


def _is_kind(loc: tuple[int | str, ...], place: int) -> bool:
    return loc[place] in KINDS and loc[max(place - 2, 0)] == "evidence" and isinstance(loc[place - 1], int)


def shape_at(shape: type[Record], loc: tuple[int | str, ...]) -> type[Record]:
    """The shape of the record that a location leads into."""
    for place, part in enumerate(loc):
        if _is_kind(loc, place):
            shape = KINDS[str(part)]
        elif part in shape.model_fields:
            shape = next(_records_in(shape.model_fields[str(part)].annotation), shape)
    return shape


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from _records_in(part)


def _sentence(details: ErrorDetails, name: str, here: Any, keys: set[str]) -> str:
    kind = details["type"]
    if kind == "missing":
        return f"{name} is missing; add it"
    if kind == "extra_forbidden":
        near = key_meant(name.strip("`"), keys)
        return f"{name} is not a key here; " + (f"did you mean `{near}`?" if near else "remove it")
    if kind == "evidence_kind" and isinstance(here, YamlMapping):
        near = key_meant(next(iter(here), ""), KINDS)
        return f"{name} {details['msg']}" + (f"; did you mean `{near}`?" if near else "")
    if here is None:
        return f"{name} is empty; write its value"
    if kind == "too_short" and not here:
        return f"{name} is empty; give at least one entry"
    if details["loc"][-1:] == ("[key]",):
        return f"{name} {NO_ID}"
    if isinstance(here, datetime.date):
        here = Unquoted(here.isoformat(), "a date")
    if isinstance(here, Unquoted) and kind == "string_type":
        return f'{name} is read as {here.meaning}; put it in quotes: "{_cut(here.written)}"'
    hint = _PATTERNS.get(name.strip("`"), _PATTERNS["id"])
    written = str(here.written if isinstance(here, Unquoted) else here)
    sentence = _SENTENCES.get(kind, "{message}")
    if name == "`sha256`":
        hint = hint.format(length=len(written))
    return f"{name} " + sentence.format(
        written=_cut(written), hint=hint, message=details["msg"], **details.get("ctx", {})
    )


def _cut(text: str) -> str:
    """The beginning of a text: as much as a message has room for."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
