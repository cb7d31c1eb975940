"""Read data/ into a Comparison. The only module that opens a data file."""

from __future__ import annotations

import ast
import datetime
import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten
from typing import Any, get_args

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from macros.model import (
    CONTROL,
    ID,
    KINDS,
    Article,
    Attempt,
    Chooser,
    Comparison,
    Criterion,
    Evidenced,
    Framework,
    Home,
    ProbeTest,
    Problem,
    Record,
    Redirects,
    Run,
    Source,
    Term,
    Topic,
    Vocabulary,
    Where,
)

RULE = "shape"
LARGEST = 256 * 1024
DEEPEST = 20
RECORDED = "data/recorded/evidence.json"
PERMALINKS = "data/permalinks.txt"
PROBES = "tests/probes"
PROBES_LOCK = "tests/probes/requirements.txt"
_YAML = "tag:yaml.org,2002:"
_BARE = {
    f"{_YAML}bool": "yes or no",
    f"{_YAML}int": "a number",
    f"{_YAML}float": "a number",
    f"{_YAML}timestamp": "a date",
    f"{_YAML}merge": "a YAML sign",
    f"{_YAML}value": "a YAML sign",
}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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


@dataclass(frozen=True)
class Bare:
    """A value without quotes that YAML takes for something other than text: as written, and what for."""

    written: str
    meaning: str


def permalinks(root: Path) -> tuple[str, ...]:
    """Every address ever published: a page, a page#anchor or a file, below the site's root."""
    path = root / PERMALINKS
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return tuple(line for line in lines if line and not line.startswith("//"))


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
    chooser = reader.one("data/chooser.yml", Chooser)
    articles = reader.files("data/articles/*.yml", Article)
    redirects = reader.one("data/redirects.yml", Redirects)
    glossary = reader.each("data/glossary.yml", Term)
    vocabulary = reader.one("data/vocabulary.yml", Vocabulary)
    evidenced = reader.recorded(RECORDED, Evidenced)
    probes = reader.probes()
    runs = reader.runs()
    reader.strays()
    if reader.problems:
        raise DataError(reader.problems)
    assert home is not None
    assert chooser is not None
    return Comparison(
        root,
        frameworks,
        topics,
        criteria,
        sources,
        home,
        chooser,
        articles,
        redirects or Redirects(),
        evidenced,
        probes,
        runs,
        glossary,
        vocabulary.words if vocabulary else (),
    )


def _marks(test: ast.FunctionDef, name: str) -> Iterator[tuple[str, ...]]:
    """The arguments of each `@pytest.mark.<name>(...)` on a test, as far as they are written out."""
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == f"pytest.mark.{name}":
            yield tuple(str(argument.value) for argument in mark.args if isinstance(argument, ast.Constant))


def _attempts(test: ast.FunctionDef) -> tuple[Attempt, ...]:
    return tuple(Attempt(claim, tuple(cases)) for claim, *cases in _marks(test, "tries"))


def _imported(test: ast.FunctionDef, module: list[ast.stmt]) -> set[str]:
    """The modules that a test imports, itself or in the programs and functions of its file that it names."""
    named = {name: node for node in module for name in _defines(node)}
    seen: dict[str, ast.AST] = {test.name: test}
    waiting: list[ast.AST] = [test]
    while waiting:
        for node in ast.walk(waiting.pop()):
            if isinstance(node, ast.Name) and node.id in named and node.id not in seen:
                seen[node.id] = named[node.id]
                waiting.append(named[node.id])
    found: set[str] = set()
    for part in seen.values():
        for node in ast.walk(part):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"^\s*(?:from|import) +(\w+)", node.value, re.MULTILINE))
                found |= set(re.findall(r"^\w+$", node.value))  # `python -m gunicorn`
    return found


def _defines(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return []


def _locked(path: Path) -> dict[str, tuple[str, str]]:
    """The packages of a lock file by the module that they are imported as: name and version."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    pins = (re.match(r"([\w.-]+)==([\w.]+)", line) for line in lines)
    return {pin[1].lower().replace("-", "_"): (pin[1], pin[2]) for pin in pins if pin}


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
        parsed = self._parse(file) or Mapping(Where(file))
        for name, value in parsed.items():
            where = Where(file, parsed.lines[name])
            if not isinstance(value, Mapping):
                self._add(where, f"`{name}` must hold lines of `key: value`")
            elif self._id_fits(name, where):
                record = self._record(shape, value, file, id=name)
                if record is not None:
                    records[name] = record
        return records

    def files[R: Record](self, pattern: str, shape: type[R], *, topic: bool = False) -> dict[str, R]:
        """One file a record; the file's name is the id, and for criteria the folder is the topic."""
        records: dict[str, R] = {}
        for path in sorted(self.root.glob(pattern)):
            file = path.relative_to(self.root).as_posix()
            parsed = self._parse(file)
            named = {"topic": path.parent.name, "id": path.stem} if topic else {"id": path.stem}
            if parsed is None or not all(self._id_fits(name, Where(file)) for name in named.values()):
                continue
            record = self._record(shape, parsed, file, **named)
            if record is None:
                continue
            if path.stem in records:
                other = records[path.stem].where.file
                self._add(Where(file), f"the id `{path.stem}` is taken by {other}; rename this file")
            records[path.stem] = record
        return records

    def recorded[R: Record](self, file: str, shape: type[R]) -> R | None:
        """What a command wrote, or nothing before it was first run."""
        path = self.root / file
        self.read.add(file)
        if not path.exists():
            return None
        try:
            return shape.model_validate_json(path.read_bytes(), strict=False)
        except ValidationError:
            self._add(Where(file), "is not what the command writes; run `make record` or `make measure` again")
            return None

    def runs(self) -> dict[str, Run]:
        """Every recorded run by the name of its file."""
        files = sorted((self.root / "data/recorded").glob("*.json"))
        found = {
            path.stem: self.recorded(path.relative_to(self.root).as_posix(), Run)
            for path in files
            if path.relative_to(self.root).as_posix() != RECORDED
        }
        return {name: run for name, run in found.items() if run}

    def probes(self) -> dict[str, ProbeTest]:
        """Every test below tests/probes/ by name, with the claims its `@pytest.mark.claim(...)` names."""
        tests: dict[str, ProbeTest] = {}
        locked = _locked(self.root / PROBES_LOCK)
        for path in sorted((self.root / PROBES).rglob("test_*.py")):
            file = path.relative_to(self.root).as_posix()
            module = self._python(path, file)
            for node in module:
                if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                    name, where = node.name.removeprefix("test_"), Where(file, node.lineno)
                    if name in tests:
                        self._add(where, f"`{node.name}` stands in {tests[name].where.file} too; rename one")
                    claims = tuple(claim for mark in _marks(node, "claim") for claim in mark)
                    uses = sorted(_imported(node, module) & locked.keys())
                    tests[name] = ProbeTest(
                        name, where, node.end_lineno or node.lineno, claims, _attempts(node),
                        tuple(locked[module] for module in uses),
                    )  # fmt: skip
        return tests

    def _python(self, path: Path, file: str) -> list[ast.stmt]:
        try:
            return ast.parse(path.read_bytes(), file).body
        except SyntaxError as error:
            self._add(Where(file, error.lineno or 1), f"is not valid Python: {error.msg}")
            return []

    def strays(self) -> None:
        """A file that nothing reads would be lost without a word: name it."""
        for path in sorted((self.root / "data").rglob("*")):
            file = path.relative_to(self.root).as_posix()
            if path.is_file() and file not in self.read | {PERMALINKS}:
                self._add(Where(file), "nothing reads this file; see CONTRIBUTING.md for where data goes")

    def _add(self, where: Where, text: str) -> None:
        self.problems.append(Problem(where, RULE, text))

    def _id_fits(self, name: str, where: Where) -> bool:
        if len(name) <= 80 and re.fullmatch(ID, name):
            return True
        self._add(where, f"`{name}` {_NO_ID}")
        return False

    def _parse(self, file: str) -> Mapping | None:
        self.read.add(file)
        try:
            return _parse(self.root / file, file)
        except DataError as error:
            self.problems.extend(error.problems)
            return None

    def _record[R: Record](self, shape: type[R], value: Mapping, file: str, **named: str) -> R | None:
        """One record; `named` are the keys that the file's own name or place gives."""
        for key, text in named.items():
            if key in value:
                self._add(
                    Where(file, value.lines[key]),
                    f"`{key}` is not a key here, its place makes it `{text}`; remove the line",
                )
            value[key] = text
            value.lines[key] = value.where.line
        try:
            return shape.model_validate(value)
        except ValidationError as error:
            for details in error.errors(include_url=False):
                line, text = _explain(details, value, shape)
                if text:
                    self._add(Where(file, line), text)
            return None


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
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _fail(file, line, "is not UTF-8 text here; save the file as UTF-8") from None
    for match in re.finditer(CONTROL, text):
        if match[0] not in "\r\n":
            line = text.count("\n", 0, match.start()) + 1
            what = "a tab; use spaces" if match[0] == "\t" else "an invisible control character; delete it"
            raise _fail(file, line, f"holds {what}")
    return text


def _parse(path: Path, file: str) -> Mapping:
    text = _read(path, file)
    try:
        _refuse_anchors_and_depth(text, file)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        # Of a bracket or quote that is never closed, the place where it opens is the one to mend.
        unclosed = error.context and re.search("quoted|flow", error.context)
        mark = error.context_mark if unclosed else error.problem_mark or error.context_mark
        reason = ", ".join(part for part in (error.context, error.problem) if part)
        hint = "check the indentation, and quote a text that holds `: ` or begins with a sign such as @ or %"
        raise _fail(file, mark.line + 1 if mark else 1, f"is not valid YAML ({reason}); {hint}") from None
    if node is None:
        raise _fail(file, 1, "is empty; fill it, or delete it")
    if not isinstance(node, yaml.MappingNode):
        raise _fail(file, node.start_mark.line + 1, "must hold lines of `key: value`")
    build = _Builder(file)
    value: Mapping = build(node)
    if build.problems:
        raise DataError(build.problems)
    return value


def _refuse_anchors_and_depth(text: str, file: str) -> None:
    """Composing expands aliases and recurses in C, where deep nesting ends the process: look before."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if getattr(event, "anchor", None) is not None:
            raise _fail(file, line, "uses a YAML anchor or alias (& or *); write the text out, or put it in quotes")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise _fail(file, line, f"is nested more than {DEEPEST} levels deep; no record needs that")


class _Builder:
    """Turns composed YAML nodes into Mapping and Items; SafeLoader keeps the last of two equal keys, we refuse them."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def __call__(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.MappingNode) and node.tag == f"{_YAML}map":
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode) and node.tag == f"{_YAML}seq":
            return self._items(node)
        if isinstance(node, yaml.ScalarNode) and (node.tag in _BARE or node.tag in {f"{_YAML}str", f"{_YAML}null"}):
            return _scalar(node)
        self._add(node, "has a YAML tag (a word that begins with !); remove it, or put the text in quotes")
        return None

    def _add(self, node: yaml.Node, text: str) -> None:
        self.problems.append(Problem(Where(self.file, node.start_mark.line + 1), RULE, text))

    def _mapping(self, node: yaml.MappingNode) -> Mapping:
        mapping = Mapping(Where(self.file, node.start_mark.line + 1))
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._add(key, "a key must be a single word")
            elif key.value in mapping:
                self._add(key, f"the key `{key.value}` stands here and on line {mapping.lines[key.value]}; keep one")
            else:
                mapping[key.value] = self(value)
                mapping.lines[key.value] = key.start_mark.line + 1
        return mapping

    def _items(self, node: yaml.SequenceNode) -> Items:
        items = Items()
        for item in node.value:
            items.append(self(item))
            items.lines.append(item.start_mark.line + 1)
        return items


def _scalar(node: yaml.ScalarNode) -> str | datetime.date | Bare | None:
    """A text, a date, or nothing: what else YAML knows has no place in data/ and stays as it was written."""
    written = str(node.value)
    if node.tag == f"{_YAML}null":
        return None
    if node.tag == f"{_YAML}timestamp":
        try:
            return datetime.date.fromisoformat(written)
        except ValueError:
            return Bare(written, _BARE[node.tag])
    return Bare(written, _BARE[node.tag]) if node.tag in _BARE else written


def _explain(details: ErrorDetails, value: Mapping, shape: type[Record]) -> tuple[int, str]:
    """A pydantic error as a line number and a sentence that says what to do; no sentence for what only follows."""
    line, name = value.where.line, ""
    here: Any = value
    for part in _keys(details["loc"]):
        if isinstance(here, Mapping):
            line, name = here.lines.get(str(part), here.where.line), f"`{part}`"
            here = here.get(str(part))
        elif isinstance(here, Items) and isinstance(part, int) and part < len(here):
            line, name = here.lines[part], f"entry {part + 1} of {name}"
            here = here[part]
    if details["type"] == "too_short" and here:
        return line, ""
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
    if details["loc"][-1:] == ("[key]",):
        return f"{name} {_NO_ID}"
    if isinstance(here, Bare) and kind == "string_type":
        return f'{name} is read as {here.meaning}; put it in quotes: "{shorten(here.written, 60)}"'
    hint = _PATTERNS.get(name.strip("`"), _PATTERNS["id"])
    written = shorten(str(here.written if isinstance(here, Bare) else here), 60)
    sentence = _SENTENCES.get(kind, "{message}")
    return f"{name} " + sentence.format(written=written, hint=hint, message=details["msg"], **details.get("ctx", {}))


_NO_ID = "can't be an id; use small letters, digits and single hyphens"
_SENTENCES = {
    "string_type": "must be a text",
    "string_too_short": "is empty; write a text",
    "string_too_long": "is longer than {max_length} characters; shorten it",
    "string_pattern_mismatch": "is `{written}`, which does not fit; {hint}",
    "value_error": "{error}",
    "evidence_kind": "must begin with one of the kinds of evidence: " + ", ".join(KINDS),
    "enum": "is `{written}`; it must be one of {expected}",
    "too_short": "is empty; give at least one entry",
    "tuple_type": "must be a list: one `- ` line for each entry",
    "dict_type": "must hold lines of `key: value`",
    "model_type": "must hold lines of `key: value`",
    "model_attributes_type": "must hold lines of `key: value`",
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
