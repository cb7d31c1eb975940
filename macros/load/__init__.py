"""Read data/ into a Comparison. The only part that opens a data file."""

from __future__ import annotations

import re
from pathlib import Path

from macros.model import (
    SPEED,
    TASKS,
    Article,
    Chooser,
    Comparison,
    Corrections,
    Criterion,
    Definition,
    EvidenceRecord,
    FixedAnswer,
    Framework,
    Home,
    Hosts,
    NotSo,
    Problem,
    Redirects,
    Situation,
    Source,
    Speed,
    Task,
    Term,
    Topic,
    Vocabulary,
    Where,
    WorkedExample,
)

from .base import BaseError, project_at
from .headings import pages
from .reader import PERMALINKS, PROBES, RECORDED, Reader
from .strict import DataError
from .task_tests import task_tests

__all__ = [
    "PERMALINKS", "PROBES", "RECORDED", "BaseError", "DataError", "load", "read", "read_base", "read_permalinks",
]  # fmt: skip


def read_base(base: str, root: Path) -> tuple[Comparison, list[Problem]]:
    """What `read` returns of the project as it was before: of a folder, or of a git revision of the one at `root`.

    Raises BaseError when `base` is neither.
    """
    with project_at(base, root) as folder:
        return read(folder)


def read_permalinks(root: Path) -> tuple[str, ...]:
    """Every address ever published: a page, a page#anchor or a file, below the site's root."""
    return tuple(_listed(root))


def _listed(root: Path) -> dict[str, Where]:
    path = root / PERMALINKS
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    return {
        line: Where(PERMALINKS, number)
        for number, line in enumerate(text.splitlines(), start=1)
        if line and not line.startswith("//")
    }


def _gone(root: Path, criteria: dict[str, Criterion], others: set[str], named: set[str]) -> set[str]:
    """Ids that were published or that something names, and that are not there: what can't be read may hold them."""
    cells = (cell for criterion in criteria.values() for cell in criterion.frameworks.values())
    claims = {claim.id for cell in cells for claim in cell.claims} | criteria.keys()
    published = [address.partition("#") for address in read_permalinks(root) if "#" in address]
    # A statement of an article may have the id of a claim, and is no claim.
    of_rows = {id for page, _, id in published if page.startswith("compare/")} - claims
    return of_rows | (({id for _, _, id in published} | named) - claims - others)


def _named(root: Path, frameworks: dict[str, Framework]) -> set[str]:
    """Whatever data/ names as claims are named: a criterion of which nothing is left may have held it."""
    claim = re.compile(rf"(?<![\w/-])(?:{'|'.join(frameworks)})-[a-z0-9-]+") if frameworks else re.compile(r"(?!)")
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in (root / "data").rglob("*.yml"))
    return {name for text in texts for name in claim.findall(text)}


def _lose_topics_and_cells(reader: Reader, frameworks: dict[str, Framework], criteria: dict[str, Criterion]) -> None:
    """Note what is there, but belongs to a topic or a framework that could not be read."""
    if "data/topics.yml" in reader.short:
        reader.lost.ids(*(criterion.topic for criterion in criteria.values()))
    for criterion in criteria.values():  # a claim of a misspelt framework is there, but nobody's
        cells = criterion.frameworks.items()
        reader.lost.ids(*(claim.id for name, cell in cells if name not in frameworks for claim in cell.claims))


def _sides_of(reader: Reader, tasks: dict[str, Task]) -> list[str]:
    """The frameworks that tasks name, where their list can't be read: files of their sides are no strays then."""
    short = "data/frameworks.yml" in reader.short
    return [name for task in tasks.values() for name in task.frameworks] if short else []


def _side_files(
    reader: Reader, tasks: dict[str, Task], skeletons: dict[str, dict[str, str]]
) -> dict[tuple[str, str], dict[str, str]]:
    """The files of each side of each task: its own, over those of the command that begins a project."""
    found = {}
    for path in sorted(reader.root.glob(f"{TASKS}/*/task.yml")):
        id = path.parent.name  # a task that can't be read has files too
        for name, skeleton in skeletons.items():
            side = tasks[id].frameworks.get(name) if id in tasks else None
            found[id, name] = (side.begun(skeleton) if side else {}) | reader.texts(f"{TASKS}/{id}/{name}")
    return found


def load(root: Path) -> Comparison:
    """Read everything below `root`/data.

    Returns the whole comparison. Raises DataError with every problem of every file when one of them
    can't be read or does not have the shape that macros/model/ describes.
    """
    comparison, problems = read(root)
    if problems:
        raise DataError(problems)
    return comparison


def read(root: Path) -> tuple[Comparison, list[Problem]]:
    """Read what can be read below `root`/data, and every problem of what can't.

    Where there are problems the comparison has gaps, which its `unread` names, and is good for rules alone.
    """
    reader = Reader(root)
    frameworks = reader.each("data/frameworks.yml", Framework)
    topics = reader.each("data/topics.yml", Topic)
    criteria = reader.files("data/criteria/*/*.yml", Criterion, topic=True)
    sources = reader.files("data/sources/*.yml", Source)
    home = reader.one("data/home.yml", Home)
    chooser = reader.one("data/chooser.yml", Chooser)
    situations = reader.files("data/situations/*.yml", Situation)
    articles = reader.files("data/articles/*.yml", Article)
    redirects = reader.one("data/redirects.yml", Redirects)
    glossary = reader.each("data/glossary.yml", Term)
    vocabulary = reader.one("data/vocabulary.yml", Vocabulary)
    verdicts = reader.each("data/verdicts.yml", Definition)
    fixed_answers = reader.each("data/fixed-answers.yml", FixedAnswer)
    not_so = reader.each("data/not-so.yml", NotSo)
    worked_examples = reader.each("data/worked-examples.yml", WorkedExample)
    hosts = reader.one("data/hosts.yml", Hosts)
    corrections = reader.one("data/corrections.yml", Corrections)
    evidence_record = reader.recorded(RECORDED, EvidenceRecord)
    tasks = reader.files(f"{TASKS}/*/task.yml", Task)
    sides = dict.fromkeys([*frameworks, *_sides_of(reader, tasks)])
    skeletons = {name: reader.texts(f"data/skeletons/{name}") for name in sides}
    side_files = _side_files(reader, tasks, skeletons)
    probes = reader.probes()
    tests_of_tasks = task_tests(reader)
    runs = reader.runs()
    speed = reader.one(SPEED, Speed) if (root / SPEED).exists() else None
    speed_run = reader.speed_run()
    reader.strays()
    if "data/frameworks.yml" in reader.short:
        frameworks = {}  # everything refers to them: without one, rules would find nothing but what follows
    _lose_topics_and_cells(reader, frameworks, criteria)
    if reader.lost.nameless:
        statements = {statement.id for article in articles.values() for statement in article.assertions}
        named = {claim for test in probes.values() for claim in test.claims}
        if reader.lost.all_of_a_file and {path.stem for path in root.glob("data/criteria/*/*.yml")} - criteria.keys():
            named |= _named(root, frameworks)
        reader.lost.ids(*_gone(root, criteria, {*sources, *glossary, *articles, *statements}, named))
    comparison = Comparison(
        root,
        frameworks,
        topics,
        criteria,
        sources,
        home or Home.model_construct(answer=(), deciding=(), choices=()),
        chooser or Chooser.model_construct(version="1", questions=(), rules=(), outcomes=(), notes=()),
        situations,
        articles,
        redirects or Redirects(),
        evidence_record,
        probes,
        runs,
        glossary,
        vocabulary.words if vocabulary else (),
        unread=reader.lost.unread(),
        hosts=hosts or Hosts(),
        corrections=corrections or Corrections(),
        verdicts=verdicts,
        fixed_answers=fixed_answers,
        not_so=not_so,
        worked_examples=worked_examples,
        permalinks=_listed(root),
        pages=pages(root / "docs"),
        tasks=tasks,
        side_files=side_files,
        skeletons=skeletons,
        speed=speed,
        speed_run=speed_run,
        task_tests=tests_of_tasks,
    )
    return comparison, sorted(set(reader.problems))
