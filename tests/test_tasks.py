"""Tasks: what is counted of them, how they are drawn and packed, and that what the tests need of them is there."""

import ast
import io
import re
import smtplib
import subprocess
import sys
import time
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from macros.archives import archives
from macros.highlight import highlight
from macros.lines import new, written
from macros.load import load, read
from macros.model import TaskSide
from macros.views import Site
from tests.small_task import DATA, TASK
from tests.tasks.client import Form
from tests.tasks.environments import ROOT, lines, lock_of, python
from tests.tasks.mail import MailServer
from tests.tasks.sides import Side
from tests.tree import compared, write

WORKER = """import pathlib, signal
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
pathlib.Path("came").touch()
signal.sigwait([signal.SIGTERM])
pathlib.Path("went").touch()
"""


@pytest.fixture
def comparison(tmp_path):
    return compared(tmp_path, DATA)


def test_lines_with_code_are_counted_and_no_comments_docstrings_or_blank_ones():
    text = (
        '"""Says."""\n\nimport os  # why\n\n# why\nclass A:\n    """Says\n    more."""\n\n    name = """\n    kept"""\n'
    )
    assert sorted(written("app.py", text)) == [3, 6, 10, 11]


@pytest.mark.parametrize(
    ("path", "text", "lines"),
    [
        ("a.html", "<p>\n<!-- one\ntwo -->\n\n{# three #}\n</p>\n", [1, 6]),
        ("a.html", "{% comment %}\nno\n{% endcomment %}\n<p>\n", [4]),
        ("a.css", "/* one\n */\np { }\n", [3]),
        ("a.txt", "# one\ntwo # three\n\n", [2]),
        ("Dockerfile", "# one\nFROM x\n", [2]),
    ],
)
def test_comments_of_other_languages_are_left_out_too(path, text, lines):
    assert sorted(written(path, text)) == lines


def test_lines_that_a_command_wrote_are_not_counted():
    assert sorted(written("a.py", "a = 1\nb = 2\nc = 3\n", "a = 1\nc = 3\n")) == [2]
    assert written("a.py", "a = 1\n", "a = 1\n") == frozenset()


def test_a_line_that_moved_or_changed_is_new_and_one_that_went_away_is_not():
    assert sorted(new("a\nx\nc\n", "a\nb\nc\n")) == [2]
    assert new("a\n", "a\nb\n") == frozenset()


def test_code_is_coloured_escaped_and_has_no_blank_line_left():
    html = highlight('a = "<b>"\n\n\n\nb = 1\n', "app.py", {1})
    assert "\n\n" not in html
    assert html.count("\n") + html.count("&#10;") == 4
    assert "&lt;b&gt;" in html
    assert html.startswith('<span class="hll">')


def test_a_file_of_an_unknown_kind_is_shown_as_text():
    assert highlight("<a>\n", "Procfile.unknown") == "&lt;a&gt;"


def test_a_side_lies_over_the_files_of_the_command_that_begins_it(comparison):
    assert comparison.side_files["a-page", "django"] == {"config/urls.py": "a = 1\nb = 2\n", "manage.py": "main = 1\n"}
    assert set(comparison.side_files["a-page", "flask"]) == {"app.py", "migrations/env.py"}


def test_both_sides_are_counted_by_the_same_measure(comparison):
    counts = {row.what: row.figures for row in Site(comparison).task("a-page").counts}
    assert counts == {
        "Files written or changed by hand": (1, 1),
        "Lines of code in them": (2, 1),
        "Files that a command wrote": (1, 1),
        "Packages to install by name": (2, 1),
        "Commands to type after that": (2, 2),
    }


def test_a_side_shows_its_files_in_order_and_names_what_wrote_the_others(comparison):
    flask, django = Site(comparison, "../").task("a-page").sides
    assert [(file.path, file.by) for file in flask.files + flask.made] == [
        ("app.py", None),
        ("migrations/env.py", "flask db init"),
    ]
    assert [(file.id, sorted(file.marked)) for file in django.files] == [("django-config-urls-py", [2])]
    assert [file.by for file in django.made] == ["django-admin startproject config ."]
    assert flask.install == "pip install flask flask-wtf"
    assert django.commands == ("django-admin startproject config .", "python manage.py runserver")
    assert django.download.href == "../tasks/a-page/a-page-django.zip"


def test_an_empty_file_that_the_command_did_not_write_is_nobody_elses(tmp_path):
    data = DATA | {"data/tasks/a-page/django/pages/__init__.py": "", "data/skeletons/django/config/__init__.py": ""}
    _, django = Site(compared(tmp_path, data)).task("a-page").sides
    assert [(file.path, file.empty) for file in django.files] == [
        ("config/urls.py", False),
        ("pages/__init__.py", True),
    ]
    assert [file.path for file in django.made] == ["config/__init__.py", "manage.py"]


def test_what_is_new_since_the_task_before_is_marked(tmp_path):
    later = {**TASK, "title": "Another page", "follows": "a-page"}
    more = {
        "data/tasks/b-page/task.yml": later,
        "data/tasks/b-page/flask/app.py": "import flask\n\napp = flask.Flask(__name__)\nx = 1\n",
        "data/tasks/b-page/flask/migrations/env.py": "one = 1\n",
        "data/tasks/b-page/django/config/urls.py": "a = 1\nb = 2\n",
        "tests/tasks/test_b_page.py": "",
    }
    page = Site(compared(tmp_path, DATA | more)).task("b-page")
    assert [sorted(file.marked) for side in page.sides for file in side.files] == [[4], []]
    assert page.follows
    assert page.follows.text == "A page"


def test_a_criterion_leads_to_the_tasks_that_show_it(comparison):
    assert [link.text for link in Site(comparison).criterion("orm").tasks] == ["A page"]


def test_a_side_is_packed_into_one_folder_and_the_same_every_time(comparison):
    packed = archives(comparison)["tasks/a-page/a-page-django.zip"]
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.read("a-page-django/config/urls.py") == b"a = 1\nb = 2\n"
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert archives(comparison)["tasks/a-page/a-page-django.zip"] == packed


def test_a_file_that_is_no_text_is_told(tmp_path):
    _, problems = read(write(tmp_path, DATA | {"data/tasks/a-page/flask/photo.png": b"\x89PNG\xff"}))
    assert [str(each) for each in problems] == [
        "data/tasks/a-page/flask/photo.png:1: shape: is not UTF-8 text; a task has text files only"
    ]


def test_what_running_a_side_leaves_behind_is_no_part_of_it(tmp_path):
    left = {"data/tasks/a-page/flask/db.sqlite3": b"\xff", "data/tasks/a-page/flask/__pycache__/app.pyc": b"\xff"}
    assert not read(write(tmp_path, DATA | left))[1]


def test_every_package_of_a_task_is_locked_with_each_version_of_django():
    comparison = load(ROOT)
    sides = [side for task in comparison.tasks.values() for side in task.frameworks.values()]
    named = {name.partition("[")[0].lower() for side in sides for name in side.packages}
    for version in lines(comparison):
        locked = set(re.findall(r"^([a-z0-9.-]+)==", lock_of(version).read_text("utf-8"), re.MULTILINE))
        assert named <= locked, "run `make lock`"
        assert f"\ndjango=={version} " in lock_of(version).read_text("utf-8"), "run `make lock`"


def test_an_environment_is_where_the_cache_is_and_not_where_a_link_to_it_is(tmp_path, monkeypatch):
    packages, version = frozenset({"django"}), lines(load(ROOT))[0]
    made = python(packages, version)
    (tmp_path / ".cache").symlink_to(ROOT / ".cache")
    monkeypatch.setattr("tests.tasks.environments.ROOT", tmp_path)
    assert python(packages, version) == made


def test_the_skeleton_is_what_the_command_writes_without_its_comments(tmp_path):
    def bare(text):
        tree = ast.parse(re.sub(r"(?m)^SECRET_KEY = .*", "SECRET_KEY = ''", text))
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.FunctionDef) and ast.get_docstring(node) is not None:
                node.body = node.body[1:]
        return ast.dump(tree)

    comparison = load(ROOT)
    django = python(frozenset({"django"}), lines(comparison)[0])
    subprocess.run([django, "-m", "django", "startproject", "config", "."], cwd=tmp_path, check=True, timeout=60)
    wrote = {path.relative_to(tmp_path).as_posix(): path.read_text() for path in tmp_path.rglob("*.py")}
    kept = comparison.skeletons["django"]
    assert wrote.keys() == kept.keys()
    assert {path: bare(text) for path, text in wrote.items()} == {path: bare(text) for path, text in kept.items()}


def test_a_form_is_filled_in_as_a_browser_does():
    form = Form.first(
        '<form action="/to"><input type=hidden name=a value=1><input type=checkbox name=b value=2>'
        "<input type=checkbox name=c value=3 checked><textarea name=d>four</textarea><input type=submit name=e></form>"
        "<form><input name=f value=5></form>"
    )
    assert (form.action, form.fields) == ("/to", {"a": "1", "c": "3", "d": "four"})


def test_a_worker_is_shown_and_counted_as_one_more_command(tmp_path):
    side = TASK["frameworks"]["flask"] | {"worker": "huey_consumer app.huey"}
    task = TASK | {"frameworks": TASK["frameworks"] | {"flask": side}}
    with_one = Site(compared(tmp_path, DATA | {"data/tasks/a-page/task.yml": task})).task("a-page")
    assert with_one.sides[0].worker == "huey_consumer app.huey"
    assert with_one.counts[-1].figures[0] == len(side["commands"]) + 1


def test_a_worker_runs_until_the_test_ends_it(tmp_path):
    (tmp_path / "worker.py").write_text(WORKER, encoding="utf-8")
    said = TaskSide(packages={"flask": "x"}, commands=("flask run",), files=("app.py",), worker="python worker.py")
    side = Side(tmp_path, Path(sys.executable), said)
    with side.working():
        wait_for(tmp_path / "came")
    wait_for(tmp_path / "went")


def wait_for(path):
    until = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_mail_is_kept_as_it_was_sent():
    message = EmailMessage()
    message["Subject"], message["To"], message["From"] = "Hello", "ada@example.org", "site@example.org"
    message.set_content(".one\ntwo\n")
    with MailServer() as mail, smtplib.SMTP("127.0.0.1", mail.port, timeout=10) as sender:
        sender.send_message(message)
        (kept,) = mail.wait()
    assert (kept["Subject"], kept.get_content()) == ("Hello", ".one\ntwo\n")
