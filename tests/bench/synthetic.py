"""A project with as many claims as wanted: forty to a topic, six to a criterion, shaped like the real ones."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from tests import tree

ROOT = Path(__file__).resolve().parents[2]
A_CRITERION = 6
A_TOPIC = 40


def project(folder: Path, claims: int, criteria: int | None = None) -> Path:
    """Write a project with `claims` claims (and, if given, that many criteria of two claims) into `folder`."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("macros", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    each = A_CRITERION if criteria is None else 2
    wanted = criteria or -(-claims // each)
    tree.write(folder, _data(wanted, each))
    return folder


def _data(criteria: int, claims: int) -> dict[str, Any]:
    a_topic = max(1, A_TOPIC // claims)
    topics: dict[str, Any] = {}
    files: dict[str, Any] = {"data/articles/example.yml": None, "data/criteria/data/orm.yml": None}
    for number in range(criteria):
        topic = f"topic-{number // a_topic}"
        topics.setdefault(topic, {"title": f"Topic {topic}", "about": "What it is about.", "criteria": []})
        topics[topic]["criteria"].append(f"criterion-{number}")
        files[f"data/criteria/{topic}/criterion-{number}.yml"] = _criterion(number, claims // 2)
    names = {"flask": ["flask-claim-0-0"], "django": ["django-claim-0-0"]}
    return files | {
        "data/chooser.yml": _chooser(tree.VALID["data/chooser.yml"]),
        "data/tasks/a-page/task.yml": {"criteria": ["criterion-0"]},
        "data/topics.yml": topics | {"data": None},
        "data/frameworks.yml": {name: {"claims": ids} for name, ids in names.items()},
        "data/home.yml": {
            "answer": [{"says": "Take the one that fits.", "claims": ["flask-claim-0-0"]}],
            "deciding": ["criterion-0"],
            "choices": [{"id": "choose-flask", "advice": [{"when": "it fits", "claims": ["flask-claim-0-0"]}]}],
        },
    }


def _criterion(number: int, a_side: int) -> dict[str, Any]:
    return {
        "question": f"What does the framework do about subject number {number}?",
        "why": "A reader asks this because a decision of some weight hangs on it, and the two differ.",
        "leaves_out": "What hosted services do about the same subject.",
        "also": [f"subject number {number}"],
        "advice": [
            {
                "when": "If the subject matters",
                "then": "One of the two answers will fit your project better.",
                "claims": [f"flask-claim-{number}-0"],
            }
        ],
        "frameworks": {
            framework: {
                "answer": f"Something special in `module_{number}`",
                "grade": "built-in",
                "claims": [_claim(framework, number, index) for index in range(a_side)],
            }
            for framework in ("flask", "django")
        },
    }


def _claim(framework: str, number: int, index: int) -> dict[str, Any]:
    return {
        "id": f"{framework}-claim-{number}-{index}",
        "kind": "fact",
        "says": f"It handles subject {number} in the way that `function_{index}` describes, unless a setting says no.",
        "evidence": [
            {"docs": "django", "at": f"ref/page-{number}#section-{index}", "phrase": "a phrase of five words"},
            {"code": framework, "file": f"src/module_{number}.py", "symbol": f"Thing{index}.method"},
        ],
    }


def _chooser(value: Any) -> Any:
    """The small chooser, based on the claims that exist here."""
    names = {"orm": "criterion-0", "flask-ships-no-orm": "flask-claim-0-0", "django-ships-an-orm": "django-claim-0-0"}
    if isinstance(value, dict):
        return {key: _chooser(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_chooser(inner) for inner in value]
    return names.get(value, value)
