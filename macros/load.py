"""Read data/ into a Comparison. The only module that opens a data file."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from macros.model import (
    Comparison,
    Criterion,
    Evidenced,
    Framework,
    Home,
    Id,
    Problem,
    Record,
    Redirects,
    Source,
    Topic,
    Where,
)

RULE = "shape"
LARGEST = 256 * 1024
RECORDED = "data/recorded/evidence.json"
PERMALINKS = "data/permalinks.txt"
_ID = re.compile(get_args(Id)[1].pattern)
_PLAIN_TYPES = {
    "tag:yaml.org,2002:bool": lambda text: text.lower() in {"yes", "true", "on"},
    "tag:yaml.org,2002:int": lambda text: yaml.safe_load(text),
    "tag:yaml.org,2002:float": float,
    "tag:yaml.org,2002:timestamp": lambda text: yaml.safe_load(text),
    "tag:yaml.org,2002:null": lambda text: None,
}


class DataError(Exception):
    """Raised when data/ can't be read whole; `problems` holds every one, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Mapping(dict[str, Any]):
    """A YAML mapping that remembers where it stood, and on which line each of its keys stood."""

    def __init__(self, where: Where) -> None:
        super().__init__()
        self.where = where
        self.lines: dict[str, int] = {}


class Items(list[Any]):
    """A YAML sequence that remembers on which line each item stood."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


def load(root: Path) -> Comparison:
    """Read everything below `root`/data.

    Returns the whole comparison. Raises DataError with every problem of every file when one of them
    can't be read or does not have the shape that model.py describes.
    """
    reader = _Reader(root)
    frameworks = reader.each("data/frameworks.yml", Framework)
    topics = reader.each("data/topics.yml", Topic)
    criteria = reader.files("data/criteria/*/*.yml", Criterion, topic=True)
    sources = reader.files("data/sources/*.yml", Source)
    home = reader.one("data/home.yml", Home)
    redirects = reader.one("data/redirects.yml", Redirects)
    evidenced = reader.recorded(RECORDED)
    reader.strays()
    if reader.problems:
        raise DataError(reader.problems)
    assert home is not None
    return Comparison(root, frameworks, topics, criteria, sources, home, redirects or Redirects(), evidenced)


class _Reader:
    """Reads records below a root and collects every problem it meets."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.read: set[str] = set()

    def one[R: Record](self, file: str, shape: type[R]) -> R | None:
        """One file that is one record."""
        parsed = self._parse(file)
        return None if parsed is None else self._record(shape, parsed, file)

    def each[R: Record](self, file: str, shape: type[R]) -> dict[str, R]:
        """One file that maps an id to a record."""
        records: dict[str, R] = {}
        for name, value in (self._parse(file) or {}).items():
            if isinstance(value, Mapping) and self._id_fits(name, value.where):
                record = self._record(shape, _with(value, id=name), file)
                if record is not None:
                    records[name] = record
            elif not isinstance(value, Mapping):
                self._add(Where(file), f"`{name}` must be a mapping of keys to values")
        return records

    def files[R: Record](self, pattern: str, shape: type[R], *, topic: bool = False) -> dict[str, R]:
        """One file a record; the file's name is the id, and for criteria the folder is the topic."""
        records: dict[str, R] = {}
        for path in sorted(self.root.glob(pattern)):
            file = path.relative_to(self.root).as_posix()
            parsed = self._parse(file)
            if parsed is None or not self._id_fits(path.stem, Where(file)):
                continue
            extra = {"topic": path.parent.name} if topic else {}
            record = self._record(shape, _with(parsed, id=path.stem, **extra), file)
            if record is None:
                continue
            if path.stem in records:
                other = records[path.stem].where.file
                self._add(Where(file), f"the id `{path.stem}` is taken by {other}; rename this file")
            records[path.stem] = record
        return records

    def recorded(self, file: str) -> Evidenced | None:
        """The record of the last evidence run, or nothing before the first."""
        path = self.root / file
        if not path.exists():
            return None
        try:
            return Evidenced.model_validate_json(path.read_bytes(), strict=False)
        except (ValidationError, json.JSONDecodeError):
            self._add(Where(file), "is not what the evidence command writes; run `make evidence` again")
            return None

    def strays(self) -> None:
        """A file that nothing reads would be lost without a word: name it."""
        for path in sorted((self.root / "data").rglob("*")):
            file = path.relative_to(self.root).as_posix()
            if path.is_file() and file not in self.read | {PERMALINKS, RECORDED}:
                self._add(Where(file), "nothing reads this file; see CONTRIBUTING.md for where data goes")

    def _add(self, where: Where, text: str) -> None:
        self.problems.append(Problem(where, RULE, text))

    def _id_fits(self, name: str, where: Where) -> bool:
        if len(name) <= 80 and _ID.match(name):
            return True
        self._add(where, f"`{name}` can't be an id; use small letters, digits and single hyphens")
        return False

    def _parse(self, file: str) -> Mapping | None:
        self.read.add(file)
        try:
            return _parse(self.root / file, file)
        except DataError as error:
            self.problems.extend(error.problems)
            return None

    def _record[R: Record](self, shape: type[R], value: Mapping, file: str) -> R | None:
        try:
            return shape.model_validate(value)
        except ValidationError as error:
            for details in error.errors(include_url=False):
                line, text = _explain(details, value, shape)
                self._add(Where(file, line), text)
            return None


def _with(value: Mapping, **extra: str) -> Mapping:
    for key, text in extra.items():
        value[key] = text
        value.lines.setdefault(key, value.where.line)
    return value


def _fail(file: str, line: int, text: str) -> DataError:
    return DataError([Problem(Where(file, line), RULE, text)])


def _read(path: Path, file: str) -> str:
    """The text of one data file; refuses what an editor on another machine may have left in it."""
    if not path.is_file():
        raise _fail(file, 1, "is missing; create it, or restore it with git")
    if path.stat().st_size > LARGEST:
        raise _fail(file, 1, f"is larger than {LARGEST // 1024} KiB; split it into smaller files")
    raw = path.read_bytes()
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise _fail(file, 1, "starts with a byte-order mark; save it as UTF-8 without BOM")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _fail(file, line, "is not UTF-8 text here; save the file as UTF-8") from None


def _parse(path: Path, file: str) -> Mapping:
    text = _read(path, file)
    tab = re.search(r"^ *\t", text, re.MULTILINE)
    if tab:
        line = text.count("\n", 0, tab.start()) + 1
        raise _fail(file, line, "is indented with a tab; YAML takes spaces only")
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        reason = " ".join(str(error.problem or error.context).split())
        hint = "; quote a text that holds `: ` or starts with a special character"
        raise _fail(file, mark.line + 1 if mark else 1, f"is not valid YAML: {reason}{hint}") from None
    except (yaml.YAMLError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else "nested too deeply"
        raise _fail(file, 1, f"is not valid YAML: {reason}") from None
    if not isinstance(node, yaml.MappingNode):
        raise _fail(file, 1, "must be a mapping of keys to values")
    build = _Builder(file)
    value: Mapping = build(node)
    if build.problems:
        raise DataError(build.problems)
    return value


class _Builder:
    """Turns composed YAML nodes into Mapping and Items.

    SafeLoader keeps the last of two equal keys and expands aliases without bound; both are refused here.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.seen: set[int] = set()
        self.problems: list[Problem] = []

    def __call__(self, node: yaml.Node) -> Any:
        line = node.start_mark.line + 1
        if id(node) in self.seen:
            self._add(line, "uses a YAML anchor and alias (& and *); write the text out, or quote it")
            return None
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, line)
        if isinstance(node, yaml.SequenceNode):
            return self._items(node)
        assert isinstance(node, yaml.ScalarNode)
        return self._scalar(node, line)

    def _add(self, line: int, text: str) -> None:
        self.problems.append(Problem(Where(self.file, line), RULE, text))

    def _mapping(self, node: yaml.MappingNode, line: int) -> Mapping:
        mapping = Mapping(Where(self.file, line))
        for key, value in node.value:
            key_line = key.start_mark.line + 1
            name = key.value if isinstance(key, yaml.ScalarNode) else None
            if name is None:
                self._add(key_line, "a key must be a single word")
            elif name in mapping:
                first = mapping.lines[name]
                self._add(key_line, f"the key `{name}` stands here and on line {first}; keep one of them")
            else:
                mapping[name] = self(value)
                mapping.lines[name] = key_line
        return mapping

    def _items(self, node: yaml.SequenceNode) -> Items:
        items = Items()
        for item in node.value:
            items.append(self(item))
            items.lines.append(item.start_mark.line + 1)
        return items

    def _scalar(self, node: yaml.ScalarNode, line: int) -> Any:
        convert: Callable[[str], Any] | None = _PLAIN_TYPES.get(node.tag)
        if convert is not None:
            try:
                return convert(node.value)
            except (ValueError, OverflowError):
                return str(node.value)
        if node.tag != "tag:yaml.org,2002:str":
            self._add(line, f"has the YAML tag {node.tag.rpartition(':')[2]!r}; quote the text instead")
        return node.value


def _explain(details: ErrorDetails, value: Mapping, shape: type[Record]) -> tuple[int, str]:
    """A pydantic error as a line number and a sentence that says what to do."""
    line, name = value.where.line, "this"
    current: Any = value
    here: Any = value
    for part in _keys(details["loc"]):
        if isinstance(current, Mapping):
            line, name = current.lines.get(str(part), current.where.line), str(part)
            current = here = current.get(name)
        elif isinstance(current, Items) and isinstance(part, int) and part < len(current):
            line, name = current.lines[part], f"item {part + 1}"
            current = here = current[part]
    return line, _sentence(details, name, here, shape)


def _keys(loc: tuple[int | str, ...]) -> Iterator[int | str]:
    """A location without what pydantic puts into it: the kind after an evidence's index, and `[key]`."""
    for index, part in enumerate(loc):
        kind = index >= 2 and loc[index - 2] == "evidence" and isinstance(loc[index - 1], int)
        if part != "[key]" and not kind:
            yield part


def _fields(shape: type[Record]) -> Iterator[str]:
    """Every key that may stand anywhere in records of this shape."""
    for name, info in shape.model_fields.items():
        if name not in {"id", "key"} or shape.__name__ in {"Claim", "Choice"}:
            yield name
        for inner in _records_in(info.annotation):
            yield from _fields(inner)


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from _records_in(part)


def _sentence(details: ErrorDetails, name: str, here: Any, shape: type[Record]) -> str:
    kind, context = details["type"], details.get("ctx", {})
    if kind == "missing":
        return f"`{name}` is missing; add it"
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(name, sorted(set(_fields(shape))), n=1, cutoff=0.6)
        return f"`{name}` is not a key here; " + (f"did you mean `{near[0]}`?" if near else "remove it")
    if kind == "string_type":
        written = type(here).__name__
        if here is None:
            return f"`{name}` is empty; write a text"
        if isinstance(here, dict | list):
            return f"`{name}` must be a text, not a {'mapping' if isinstance(here, dict) else 'list'}"
        return f'`{name}` is read as a {written}, not as text; put it in quotes: "..."'
    if kind == "evidence_kind":
        return f"this evidence {context.get('message', '') or details['msg']}"
    if kind == "enum":
        return f"`{name}` is {here!r}; it must be one of {context['expected']}"
    if details["loc"][-1:] == ("[key]",):
        return f"`{name}` can't be an id; use small letters, digits and single hyphens"
    if kind == "string_pattern_mismatch":
        return f"`{name}` is {here!r}, which does not fit; {_PATTERNS.get(name, 'see CONTRIBUTING.md')}"
    if kind == "string_too_long":
        return f"`{name}` is longer than {context['max_length']} characters; shorten it"
    if kind in {"string_too_short", "too_short"}:
        return f"`{name}` is empty; it needs at least one entry"
    if kind == "value_error":
        return f"`{name}` {context.get('error', details['msg'])!s}"
    if kind.startswith("date"):
        return f"`{name}` is {here!r}; it must be a date such as 2026-11-21, without quotes"
    if kind in {"tuple_type", "list_type"}:
        return f"`{name}` must be a list: one `- ` line for each entry"
    if kind in {"dict_type", "model_type", "model_attributes_type"}:
        return f"`{name}` must be a mapping of keys to values"
    return f"`{name}`: {details['msg']}"


_PATTERNS = {
    "id": "use small letters, digits and single hyphens",
    "since": 'write a version in quotes, such as "6.0"',
    "until": 'write a version in quotes, such as "5.2"',
    "version": 'write a version in quotes, such as "6.1.3"',
    "at": "write the page, then # and the section's anchor: ref/databases#mysql-notes",
    "symbol": "write a name as the code defines it, such as Field.clean",
    "sha256": "write the 64 hex digits that `make evidence` prints",
}
