"""YAML as we allow it: no duplicate keys, no tags, no aliases, and every value knows its line."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from macros.model import CONTROL, Problem, Where

RULE = "shape"


LARGEST = 256 * 1024


DEEPEST = 20


_YAML = "tag:yaml.org,2002:"


_MAP, _SEQ, _STR, _NULL, _TIMESTAMP = (f"{_YAML}{tag}" for tag in ("map", "seq", "str", "null", "timestamp"))


_UNQUOTED = {
    f"{_YAML}bool": "yes or no",
    f"{_YAML}int": "a number",
    f"{_YAML}float": "a number",
    _TIMESTAMP: "a date",
    f"{_YAML}merge": "a YAML sign",
    f"{_YAML}value": "a YAML sign",
}


_SCALARS = {_STR, _NULL, *_UNQUOTED}


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _TooDeepError(Exception):
    """Raised while a file is composed, long before deep nesting ends the process."""


class _Shallow(_LOADER):  # type: ignore[misc]
    """Composes what is surely not nested too deeply: it is told of each node before and after those inside it."""

    depth = 0

    def descend_resolver(self, parent: yaml.Node | None, index: Any) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _TooDeepError

    def ascend_resolver(self) -> None:
        self.depth -= 1


class DataError(Exception):
    """Raised when a file of data/ can't be read; `problems` has all of them, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class YamlMapping(dict[str, Any]):
    """A YAML mapping that knows its file and line, and the line of each of its keys."""

    def __init__(self, where: Where) -> None:
        super().__init__()
        self.where = where
        self.lines: dict[str, int] = {}


class YamlSequence(list[Any]):
    """A YAML sequence that knows the line of each item."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int] = []


@dataclass(frozen=True)
class Unquoted:
    """A value without quotes that YAML takes for something other than text: as written, and what for."""

    written: str
    meaning: str


def fail(file: str, line: int, text: str) -> DataError:
    """The one thing that is wrong with a file, as what `parse` raises."""
    return DataError([Problem(Where(file, line), RULE, text)])


def parse(path: Path, file: str) -> YamlMapping:
    """One data file; `file` is its path below the project's root. Raises DataError with what can't be read."""
    text = _read(path, file)
    try:
        node = _composed(text, file)
    except yaml.MarkedYAMLError as error:
        # For a bracket or quote that is never closed, point to the place where it opens.
        unclosed = error.context and re.search("quoted|flow", error.context)
        mark = error.context_mark if unclosed else error.problem_mark or error.context_mark
        reason = ", ".join(part for part in (error.context, error.problem) if part)
        hint = "check the indentation, and quote a text that contains `: ` or begins with a sign such as @ or %"
        raise fail(file, mark.line + 1 if mark else 1, f"is not valid YAML ({reason}); {hint}") from None
    if node is None:
        raise fail(file, 1, "is empty; fill it, or delete it")
    if not isinstance(node, yaml.MappingNode):
        raise fail(file, node.start_mark.line + 1, "must contain lines of `key: value`")
    build = _Builder(file)
    value: YamlMapping = build(node)
    if build.problems:
        raise DataError(build.problems)
    return value


def _composed(text: str, file: str) -> yaml.Node | None:
    """The nodes of a text. Looking at its events takes as long again, and is needed for few files."""
    if "&" in text or "*" in text:
        _refuse_anchors_and_depth(text, file)
    try:
        return yaml.compose(text, Loader=_Shallow)
    except (_TooDeepError, yaml.composer.ComposerError):
        # A text may be one level deeper than the deepest list; and a second document may have such a mistake.
        _refuse_anchors_and_depth(text, file)
        return yaml.compose(text, Loader=_LOADER)


def _read(path: Path, file: str) -> str:
    """The text of one data file; refuses what an editor on another machine may have left in it."""
    raw = bytes_of(path, file)
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        raise fail(file, 1, "starts with a byte-order mark; save it as UTF-8 without BOM")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise fail(file, line, "is not UTF-8 text here; save the file as UTF-8") from None
    for match in re.finditer(CONTROL, text):
        if match[0] not in "\r\n":
            line = text.count("\n", 0, match.start()) + 1
            what = "a tab; use spaces" if match[0] == "\t" else "an invisible control character; delete it"
            raise fail(file, line, f"contains {what}")
    return text


def bytes_of(path: Path, file: str, largest: int = LARGEST) -> bytes:
    """What a file holds. Raises DataError when it is no file of its own, too large, or can't be read."""
    if path.is_symlink():
        raise fail(file, 1, "is a link to another file; put the file itself here")
    if path.is_dir():
        raise fail(file, 1, "is a folder where a file belongs; rename or delete it")
    if not path.is_file():
        raise fail(file, 1, "is missing; create it, or restore it with git")
    try:
        if path.stat().st_size > largest:
            raise fail(file, 1, f"is larger than {largest // 1024} KiB; split it into smaller files")
        return path.read_bytes()
    except OSError as error:
        raise fail(file, 1, f"can't be opened ({error.strerror}); look at its permissions") from None


def _refuse_anchors_and_depth(text: str, file: str) -> None:
    """Composing expands aliases and recurses in C, where deep nesting ends the process: look before."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if getattr(event, "anchor", None) is not None:
            raise fail(file, line, "uses a YAML anchor or alias (& or *); write the text out, or put it in quotes")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise fail(file, line, f"is nested more than {DEEPEST} levels deep; no record needs that")


class _Builder:
    """Turns YAML nodes into YamlMapping and YamlSequence; refuses equal keys, of which SafeLoader keeps the last."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def __call__(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode) and node.tag in _SCALARS:
            return _scalar(node)
        if isinstance(node, yaml.MappingNode) and node.tag == _MAP:
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode) and node.tag == _SEQ:
            return self._items(node)
        self._add(node, "has a YAML tag (a word that begins with !); remove it, or put the text in quotes")
        return None

    def _add(self, node: yaml.Node, text: str) -> None:
        self.problems.append(Problem(Where(self.file, node.start_mark.line + 1), RULE, text))

    def _mapping(self, node: yaml.MappingNode) -> YamlMapping:
        mapping = YamlMapping(Where(self.file, node.start_mark.line + 1))
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._add(key, "a key must be a single word")
            elif key.value in mapping:
                self._add(key, f"the key `{key.value}` is here and on line {mapping.lines[key.value]}; keep one")
            else:
                mapping[key.value] = self(value)
                mapping.lines[key.value] = key.start_mark.line + 1
        return mapping

    def _items(self, node: yaml.SequenceNode) -> YamlSequence:
        items = YamlSequence()
        for item in node.value:
            items.append(self(item))
            items.lines.append(item.start_mark.line + 1)
        return items


def _scalar(node: yaml.ScalarNode) -> str | datetime.date | Unquoted | None:
    """A text, a date, or nothing: what else YAML knows has no place in data/ and stays as it was written."""
    written = str(node.value)
    if node.tag == _NULL:
        return None
    if node.tag == _TIMESTAMP:
        try:
            return datetime.date.fromisoformat(written)
        except ValueError:
            return Unquoted(written, _UNQUOTED[node.tag])
    return Unquoted(written, _UNQUOTED[node.tag]) if node.tag in _UNQUOTED else written
