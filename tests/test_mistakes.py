"""A hundred mistakes in the repository's own data: all that `check` says of each is what was reviewed.

They are in tests/mistakes/. `python -m tests.mistakes` writes anew what `check` says.
"""

import re

import pytest

from tests.mistakes import ROOT, batches, copied, general, mistakes, told

EVERY = mistakes()
GROUPS = list(batches(EVERY))


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return copied(tmp_path_factory.mktemp("mistakes"))


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: f"{len(group)} from {group[0].what}")
def test_all_that_check_says_of_each_mistake_is_what_was_reviewed(group, root):
    made = [(mistake, mistake.made(root)) for mistake in group]
    by_file = {file: pair for pair in made for file in (pair[0].file, pair[0].moved)}
    try:
        lines = told(root)
    finally:
        for mistake in group:
            mistake.undone(root)
    pairs = [(by_file.get(line.partition(":")[0], made[0]), line) for line in lines]
    said = sorted(general(mistake, line, places) for (mistake, places), line in pairs)
    assert said == sorted(line for mistake in group for line in mistake.says)


def test_there_are_a_hundred_of_many_kinds_and_each_is_told():
    assert len(EVERY) >= 100
    assert len({mistake.what for mistake in EVERY}) == len(EVERY)
    assert all(mistake.says for mistake in EVERY)
    rules = {line.split(": ")[1] for mistake in EVERY for line in mistake.says}
    assert len(rules) >= 20


def test_a_message_names_its_file_and_says_what_to_do():
    for mistake in EVERY:
        for line in mistake.says:
            file, _, text = line.partition(":")
            assert file == mistake.file or file == mistake.moved or (ROOT / file).exists(), line
            assert re.search(r"[;,:] |\?$|must|need|add|remove|mend|name", text), line
