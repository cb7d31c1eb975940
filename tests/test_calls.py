"""A wrong call of a macro in a page gets its line and what to do."""

from typing import Any

import pytest

from macros.calls import wrong
from macros.pages import add_to_navigation
from tests.tree import compared

MACROS: dict[str, Any] = {
    "home_answer": lambda: "",
    "criterion_table": lambda topic: topic,
    "article_head": lambda article: article,
}


@pytest.mark.parametrize(
    ("call", "told"),
    [
        ("{{ home_answer() }}", None),
        ('{{ criterion_table("data") }}', None),
        ("{{ article_head('example') }}", None),
        ("{{ home_anser() }}", "`home_anser` is no macro; did you mean `home_answer`?"),
        ("{{ kitchen() }}", "`kitchen` is no macro; macros/plugin.py has all of them"),
        ("{{ home_answer }}", "`home_answer` is not called; write home_answer()"),
        ('{{ home_answer("x") }}', "`home_answer` takes nothing in its parentheses"),
        ("{{ criterion_table() }}", "`criterion_table` takes the id of a topic in quotes in its parentheses"),
        ('{{ criterion_table("date") }}', "`criterion_table` names the topic `date`, which does not exist; "
                                          "name one of data/topics"),
        ('{{ article_head("exampel") }}', "`article_head` names the article `exampel`, which does not exist; "
                                          "did you mean `example`?"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_on_its_line(call, told, tmp_path):
    found = list(wrong(f"# Page\n\n{call}\n", MACROS, compared(tmp_path)))
    assert found == ([(3, told)] if told else [])


@pytest.mark.parametrize("nav", [[], [{"Compare": "x.md"}], ["Compare"]])
def test_a_navigation_without_a_section_says_which_one_is_missing(nav, tmp_path):
    with pytest.raises(LookupError, match="`nav` has no section `Compare` with a list of pages"):
        add_to_navigation(nav, compared(tmp_path))
