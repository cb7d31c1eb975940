"""Every situation in data/ ends where an expert would send it."""

from __future__ import annotations

import pytest

from macros.load import load
from macros.walk import finished, tree
from tests.tree import HERE

COMPARISON = load(HERE.parent)
TREE = tree(COMPARISON.chooser)


@pytest.mark.parametrize("id", COMPARISON.situations)
def test_a_situation_ends_where_an_expert_would(id):
    situation = COMPARISON.situations[id]
    assert finished(TREE, situation.answers).outcome in situation.accepts
