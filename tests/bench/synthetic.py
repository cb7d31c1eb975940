"""A project with as many claims as wanted: forty to a topic, six to a criterion, shaped like the real ones."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from tests import tree

ROOT = Path(__file__).resolve().parents[2]
A_CRITERION = 6
A_TOPIC = 40
LETTERS = "bcdfghjklmnpqrstvwxz"


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
        subject, topic = _name(number), f"topic-{_name(number // a_topic)}"
        topics.setdefault(topic, {"title": f"Topic {topic}", "about": "What it is about.", "criteria": []})
        topics[topic]["criteria"].append(f"criterion-{subject}")
        files[f"data/criteria/{topic}/criterion-{subject}.yml"] = _criterion(subject, claims // 2)
    hosts = [host for host in tree.VALID["data/hosts.yml"]["known"] if host != "example.org"]
    return files | {
        "data/hosts.yml": {"known": hosts},
        "data/sources/flask.yml": {
            "docs": {"files": "docs/{page}.rst", "url": "https://flask.palletsprojects.com/en/stable/{page}/"}
        },
        "data/chooser.yml": _chooser(tree.VALID["data/chooser.yml"]),
        "data/tasks/a-page/task.yml": {"criteria": [f"criterion-{FIRST}"]},
        "data/topics.yml": topics | {"data": None},
        "data/frameworks.yml": {name: {"claims": [_claim_id(name, FIRST, 0)]} for name in ("flask", "django")},
        "data/home.yml": {
            "answer": [{"says": "Take the one that fits.", "claims": [CITED]}],
            "deciding": [f"criterion-{FIRST}"],
            "choices": [{"id": "choose-flask", "advice": [{"when": "it fits", "claims": [CITED]}]}],
        },
    }


def _criterion(subject: str, a_side: int) -> dict[str, Any]:
    return {
        "question": f"What does the framework do about the subject {subject}?",
        "why": "A reader asks this because a decision of some weight hangs on it, and it is taken early.",
        "leaves_out": "What hosted services do about the same subject.",
        "also": [f"subject {subject}"],
        "advice": [
            {
                "when": "If the subject matters",
                "then": "Read what follows, and look for the answer that fits your project better.",
                "claims": [_claim_id("flask", subject, 0)],
            }
        ],
        "frameworks": {
            framework: {
                "answer": f"Something special about {subject}",
                "grade": "built-in",
                "claims": [_claim(framework, subject, index) for index in range(a_side)],
            }
            for framework in ("flask", "django")
        },
    }


def _claim(framework: str, subject: str, index: int) -> dict[str, Any]:
    part = _name(index)
    return {
        "id": _claim_id(framework, subject, index),
        "kind": "fact",
        "says": f"It handles the subject {subject} in the way that part {part} describes, unless a setting says no.",
        "evidence": [
            {"docs": framework, "at": f"ref/page-{subject}#section-{part}", "phrase": "a phrase of five words"},
            {"code": framework, "file": f"src/module_{subject}.py", "symbol": f"Thing{part.capitalize()}.method"},
        ],
    }


def _claim_id(framework: str, subject: str, index: int) -> str:
    return f"{framework}-claim-{subject}-{_name(index)}"


def _name(number: int) -> str:
    """A word of four letters for each number: a numeral in a text would have to be in a source."""
    letters = ""
    for _ in range(4):
        number, letter = divmod(number, len(LETTERS))
        letters = LETTERS[letter] + letters
    return letters


def _chooser(value: Any) -> Any:
    """The small chooser, based on the claims that exist here."""
    names = {
        "orm": f"criterion-{FIRST}",
        "flask-ships-no-orm": CITED,
        "django-ships-an-orm": _claim_id("django", FIRST, 0),
    }
    if isinstance(value, dict):
        return {key: _chooser(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_chooser(inner) for inner in value]
    return names.get(value, value)


FIRST = _name(0)
CITED = _claim_id("flask", FIRST, 0)
