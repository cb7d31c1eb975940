"""Nothing is typed by hand: each value of the data is changed, and the pages change with it."""

from __future__ import annotations

import copy
import datetime
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from macros.model import Grade
from macros.tools.markup import pages
from macros.views.criteria import GRADE_WORDS
from tests import tree
from tests.site.building import build, small_project, without_rules

PROBE = "django_saves_a_model"
# The small data, and what it lacks to hold a value under every key that the pages show.
MORE: dict[str, Any] = {
    "data/criteria/data/orm.yml": {
        "frameworks": {
            "django": {
                "claims": [
                    *tree.VALID["data/criteria/data/orm.yml"]["frameworks"]["django"]["claims"],
                    {
                        "id": "django-takes-longer",
                        "kind": "judgement",
                        "says": "Its ORM takes longer to learn.",
                        "since": "5.2",
                        "until": "6.1",
                        "evidence": [
                            {"publication": "survey", "at": "question nine", "read": datetime.date(2026, 2, 3)},
                            {"publication": "essay", "at": "third part", "read": datetime.date(2026, 2, 4)},
                            {"metadata": "django", "field": "Requires-Python", "value": ">=3.12"},
                            {"code": "django", "file": "django/db/models/base.py", "symbol": "Model.save"},
                            {"probe": PROBE},
                        ],
                    },
                ]
            }
        }
    },
    **{
        f"data/sources/{id}.yml": {
            "title": f"The {id}",
            "kind": kind,
            "url": f"https://{id}.example/first",
            "author": f"{id} author",
            "publisher": f"{id} publisher",
            "published": day,
        }
        for id, kind, day in (
            ("survey", "survey", datetime.date(2026, 1, 2)),
            ("essay", "article", datetime.date(2026, 1, 3)),
        )
    },
}
NAMES = frozenset(
    "id source docs code metadata absence publication probe claims criteria deciding".split()  # noqa: SIM905
    + "criterion same supported_by contradicted_by".split()  # noqa: SIM905
    + "then outcomes packages framework tasks".split()  # noqa: SIM905 - of the chooser
)
CHOSEN = frozenset({"kind", "grade", "verdict", "cites", "stage"})
DATES = frozenset({"released", "published", "updated", "read"})
# Kept in the data for the look-up alone; a reader is shown what was found with it.
UNSHOWN = {"finds", "files", "package"}
# The prose says which frameworks this site compares, and the glossary cites a page too; what is drawn from data is
# checked below, cell by cell.
IN_PROSE = {"Flask", "Django", "Data", "ORM", "Its own", "topics/db/models#models"}

Place = tuple[str | int, ...]


def leaves(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if items is None:
        yield place, str(value)
    else:
        for key, inner in items:
            yield from leaves(inner, (*place, key))


def key_of(place: Place) -> str:
    return next(part for part in reversed(place) if isinstance(part, str))


def put(data: Any, place: Place, value: Any) -> None:
    for part in place[:-1]:
        data = data[part]
    data[place[-1]] = value


def changed_value(key: str, old: str, number: int) -> Any:
    """Another value that the same key may hold, and that is nowhere else."""
    marks = {
        "version": f"{old.partition('.')[0]}.{number}.77",
        "sha256": f"{number:064x}",
        "tag": f"tag-{number}",
        "at": f"page{number}#section{number}" if "#" in old else f"place {number}",
        "phrase": f"some words {number}",
        "pattern": f"pattern{number}",
        "folder": f"folder{number}",
        "file": f"file{number}.py",
        "symbol": f"Symbol{number}",
        "url": f"https://changed{number}.example/{'{page}' if '{page}' in old else ''}",
        "repository": f"https://changed{number}.example/repository",
        "since": "5.0",
        "until": "7.0",
    }
    return marks.get(key, f"changed {number}")


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    laid: dict[str, Any] = tree.laid_over(tree.VALID, MORE)
    return laid


@pytest.fixture(scope="module")
def changes(data: dict[str, Any]) -> dict[Place, tuple[str, Any]]:
    """For each value that is a text: the old one and the new one."""
    texts = (
        (place, old)
        for place, old in leaves(data)
        if key_of(place) not in NAMES | CHOSEN | DATES | UNSHOWN
        and str(place[0]).endswith(".yml")  # and no code of a task, which has to stay Python
        and place[0] not in {"data/hosts.yml", "data/redirects.yml", "data/vocabulary.yml"}
        and not (place[0] == "data/glossary.yml" and "docs" in place)  # it is a link
        and not (key_of(place) == "about" and isinstance(place[-1], int))  # an article's: the ids of frameworks
        and place[:2] != ("data/chooser.yml", "version")
        and not (place[:2] == ("data/chooser.yml", "rules") and "when" in place)
    )
    return {place: (old, changed_value(key_of(place), old, 100 + n)) for n, (place, old) in enumerate(texts)}


@pytest.fixture(scope="module")
def before(data: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> str:
    return text_of(data, tmp_path_factory.mktemp("before"))


@pytest.fixture(scope="module")
def after(data: dict[str, Any], changes: dict[Place, tuple[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> str:
    changed = copy.deepcopy(data)
    for place, (_, new) in changes.items():
        put(changed, place, new)
    return text_of(changed, tmp_path_factory.mktemp("after"))


def text_of(data: dict[str, Any], root: Path) -> str:
    """All that the built pages say and link to, but for the decisions: those are prose of their day."""
    whole = {file: content if file in data else None for file, content in {**tree.VALID, **data}.items()}
    project = without_rules(small_project(root / "project", whole))
    (project / "tests/probes").mkdir(parents=True)
    (project / "tests/probes/test_small.py").write_text(
        f'@pytest.mark.claim("django-takes-longer")\ndef test_{PROBE}():\n    pass\n', encoding="utf-8"
    )
    site = build(project, root / "site")
    shutil.rmtree(site / "decisions")
    said = [part for page in pages(site).values() for part in (page.root.text, *(link for _, link in page.links))]
    for name in ("first", "more"):
        found = json.loads((site / f"search/{name}.json").read_text(encoding="utf-8"))["entries"]
        said += [
            f"{title} {text}" for _, address, _, title, _, text, *_ in found if not address.startswith("decisions/")
        ]
    return "\n".join(said)


def shown(key: str, value: str) -> str:
    """What a reader sees of a value: an address without its placeholders."""
    return value.partition("{")[0]


def test_every_changed_text_is_on_the_pages(changes: dict[Place, tuple[str, Any]], after: str) -> None:
    lost = [place for place, (_, new) in changes.items() if key_of(place) != "sha256" and shown("", new) not in after]
    assert lost == []


def test_no_old_text_is_left_on_the_pages(changes: dict[Place, tuple[str, Any]], before: str, after: str) -> None:
    texts = {shown("", old) for place, (old, _) in changes.items() if key_of(place) != "sha256"} - IN_PROSE
    whole_word = {text: rf"(?<![\w.]){re.escape(text)}(?![\w.])" for text in texts}
    assert [text for text, pattern in whole_word.items() if re.search(pattern, after)] == []
    assert [text for text in texts if text not in before] == []


def test_a_framework_is_named_by_the_data_in_every_cell(tmp_path: Path) -> None:
    data = {"data/frameworks.yml": {"flask": {"name": "Kettle"}, "django": {"name": "Teapot"}}}
    site = build(small_project(tmp_path / "project", data), tmp_path / "site")
    for page in pages(site).values():
        drawn = [each for each in page.root.walk() if "fd-" in each.attributes.get("class", "")]
        named = [each.text for each in drawn if each.attributes["class"] == "fd-framework"]
        named += [each.attributes["data-label"] for each in page.root.all("td") if "data-label" in each.attributes]
        assert {"Flask", "Django"}.isdisjoint(named)
    compare = pages(site)["compare/data/index.html"].root
    assert [each.text for each in compare.all(css="fd-framework")] == [
        "Kettle", "Teapot", "How we know: Kettle", "How we know: Teapot",
    ]  # fmt: skip
    assert [th.text for th in compare.one("thead").all("th")][1:] == ["Kettle", "Teapot"]


def test_every_date_is_drawn_from_the_data(data: dict[str, Any], tmp_path: Path) -> None:
    changed = copy.deepcopy(data)
    new: list[datetime.date] = []
    for number, (place, _) in enumerate(item for item in leaves(data) if key_of(item[0]) in DATES):
        new.append(datetime.date(2001, 1, 10 + number))
        put(changed, place, new[-1])
    text = text_of(changed, tmp_path)
    assert len(new) >= 7
    assert [day for day in new if day.isoformat() not in text] == []


def test_every_choice_is_drawn_from_the_data(tmp_path: Path) -> None:
    changed = copy.deepcopy(tree.VALID)
    cells = changed["data/criteria/data/orm.yml"]["frameworks"]
    cells["flask"]["grade"], cells["django"]["grade"] = "third-party", "not-applicable"
    cells["flask"]["claims"][0]["kind"] = "measurement"
    for assertion in changed["data/articles/example.yml"]["assertions"]:
        assertion["verdict"] = "outdated"
    site = build(without_rules(small_project(tmp_path / "project", changed)), tmp_path / "site")
    topic, article = (pages(site)[f"{name}/index.html"].root for name in ("compare/data", "articles/example"))
    grades = [each.text for each in topic.one("table").all(css="fd-grade")]
    assert grades == [GRADE_WORDS[Grade.THIRD_PARTY], GRADE_WORDS[Grade.NOT_APPLICABLE]]
    assert [each.text for each in topic.all(css="fd-kind")] == ["measurement"]
    words = article.one("article").text.lower()
    assert "outdated" in words
    assert "wrong" not in words


def test_an_id_is_the_address_wherever_it_is_named(tmp_path: Path) -> None:
    article = tree.VALID["data/articles/example.yml"]
    renamed = {
        "data/articles/example.yml": {
            "assertions": [each | {"criterion": "mapper"} for each in article["assertions"]],
        },
        "data/home.yml": {
            "deciding": ["mapper"],
            "choices": [{**tree.VALID["data/home.yml"]["choices"][0], "id": "go"}],
        },
        "data/chooser.yml": {
            "questions": [each | {"criterion": "mapper"} for each in tree.VALID["data/chooser.yml"]["questions"]]
        },
        "data/topics.yml": {"data": {"criteria": ["mapper"]}},
        "data/glossary.yml": {"orm": None, "word": {**tree.VALID["data/glossary.yml"]["orm"], "term": "word"}},
        "data/tasks/a-page/task.yml": {"criteria": ["mapper"]},
        "data/criteria/data/mapper.yml": tree.VALID["data/criteria/data/orm.yml"],
        "data/criteria/data/orm.yml": None,
    }
    site = build(small_project(tmp_path / "project", renamed), tmp_path / "site")
    linked = {link.partition("#")[2] for page in pages(site).values() for _, link in page.links}
    assert {"mapper", "go"} <= linked
    assert {"orm", "choose-flask"}.isdisjoint(linked)
