import re
import shutil
from dataclasses import replace

import pytest


def outcome(side):
    """Run the side's tests: the command before the one that starts the server."""
    done = side.run(side.side.commands[-2], check=False)
    return done.returncode, done.stdout + done.stderr


def broken(side, folder, wrong, right):
    """The side in another folder, with one thing wrong in what is not a test."""
    shutil.copytree(side.folder, folder, dirs_exist_ok=True)
    changed = 0
    for path in [*folder.rglob("*.py"), *folder.rglob("*.html")]:
        before = path.read_text()
        after = before if "test" in path.name else re.sub(right, wrong, before)
        changed += before != after
        path.write_text(after)
    assert changed, f"nothing is like {right}"
    return replace(side, folder=folder)


def names(client):
    return re.findall("<li>(.*?)</li>", client.get("/").text)


def test_a_guest_is_added_and_a_long_name_is_refused(client):
    before = names(client)
    answer = client.submit("/", {"name": "<Ada>"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert names(client) == [*before, "&lt;Ada&gt;"]
    assert 'class="error"' in client.submit("/", {"name": "a" * 31}).text
    assert len(names(client)) == len(before) + 1


def test_the_tests_pass_and_leave_no_guest_behind(side, client):
    before = names(client)
    code, said = outcome(side)
    assert code == 0, said
    assert re.search("3 passed|Ran 3 tests", said)
    assert names(client) == before
    assert "Ada" not in before


@pytest.mark.parametrize(
    ("right", "wrong"),
    [(r"\{\{ guest.name \}\}", ""), (r"(form.save|db.session.commit)\(\)", "pass"), (r"\b30\b", "300")],
    ids=["no names", "nothing added", "long names"],
)
def test_the_tests_fail_when_the_code_is_broken(side, tmp_path, right, wrong):
    code, said = outcome(broken(side, tmp_path, wrong, right))
    assert code == 1
    assert re.search(r"[1-3] failed|FAILED \(failures=[1-3]\)|FAILED \(.*errors=1\)", said)
