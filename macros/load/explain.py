"""What pydantic refuses, as a sentence with a line that says what to do."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterator
from textwrap import shorten
from typing import Any, get_args

from pydantic_core import ErrorDetails

from macros.model import KINDS, Record

from .strict import Unquoted, YamlMapping, YamlSequence

NO_ID = "can't be an id; use small letters, digits and single hyphens"


_SENTENCES = {
    "string_type": "must be a text",
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
    "sha256": "write the 64 hex digits that `make evidence` prints",
    "probe": "write the test's name: small letters, digits and single underscores",
    "tag": "write the release's tag, such as v1.2.3",
    "files": "write the path with {page} where the page's name goes: docs/{page}.txt",
}


def explain(details: ErrorDetails, value: YamlMapping, shape: type[Record]) -> tuple[int, str]:
    """A pydantic error as a line number and a sentence that says what to do; no sentence for what only follows."""
    line, name = value.where.line, ""
    here: Any = value
    for part in _keys(details["loc"]):
        if isinstance(here, YamlMapping):
            line, name = here.lines.get(str(part), here.where.line), f"`{part}`"
            here = here.get(str(part))
        elif isinstance(here, YamlSequence) and isinstance(part, int) and part < len(here):
            line, name = here.lines[part], f"entry {part + 1} of {name}"
            here = here[part]
    if details["type"] == "too_short" and details["ctx"]["actual_length"] < len(here):
        return line, ""  # entries that don't fit were left out, and have a problem each
    return line, _sentence(details, name, here, _shape_at(shape, details["loc"]))


def _keys(loc: tuple[int | str, ...]) -> Iterator[int | str]:
    """A location without what pydantic puts into it: the kind after an evidence's index, and `[key]`."""
    for before, part in zip((None, *loc), loc, strict=False):
        if part != "[key]" and not _is_kind(before, part):
            yield part


def _is_kind(before: int | str | None, part: int | str) -> bool:
    return isinstance(before, int) and part in KINDS


def _shape_at(shape: type[Record], loc: tuple[int | str, ...]) -> type[Record]:
    """The shape of the record that a location leads into."""
    for before, part in zip((None, *loc), loc, strict=False):
        if _is_kind(before, part):
            shape = KINDS[str(part)]
        elif part in shape.model_fields:
            shape = next(_records_in(shape.model_fields[str(part)].annotation), shape)
    return shape


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from _records_in(part)


def _sentence(details: ErrorDetails, name: str, here: Any, shape: type[Record]) -> str:
    kind = details["type"]
    if kind == "missing":
        return f"{name} is missing; add it"
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(name.strip("`"), shape.model_fields.keys() - {"key"}, n=1)
        return f"{name} is not a key here; " + (f"did you mean `{near[0]}`?" if near else "remove it")
    if here is None:
        return f"{name} is empty; write its value"
    if kind == "too_short" and not here:
        return f"{name} is empty; give at least one entry"
    if details["loc"][-1:] == ("[key]",):
        return f"{name} {NO_ID}"
    if isinstance(here, datetime.date):
        here = Unquoted(here.isoformat(), "a date")
    if isinstance(here, Unquoted) and kind == "string_type":
        return f'{name} is read as {here.meaning}; put it in quotes: "{shorten(here.written, 60)}"'
    hint = _PATTERNS.get(name.strip("`"), _PATTERNS["id"])
    written = shorten(str(here.written if isinstance(here, Unquoted) else here), 60)
    sentence = _SENTENCES.get(kind, "{message}")
    return f"{name} " + sentence.format(written=written, hint=hint, message=details["msg"], **details.get("ctx", {}))
