"""The page of situations: each is there with its outcome, and its link opens that outcome in the chooser."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect

from macros import walk
from macros.model import Comparison
from macros.tools.markup import Element, Page

IN_THE_SCRIPT = """async (searches) => {
  const { walk, parse } = await import("../javascripts/walk.js");
  const tree = JSON.parse(document.querySelector("fd-chooser template").content.textContent);
  return searches.map((search) => {
    const { answers, dropped, old } = parse(tree, search);
    const { rule } = walk(tree, answers);
    return { outcome: rule === null ? null : tree.rules[rule].then, dropped, old };
  });
}"""


@pytest.fixture(scope="module")
def lines(real_pages: dict[str, Page]) -> dict[str, Element]:
    page = real_pages["situations/index.html"]
    return {line.attributes["id"]: line for line in page.root.all("li", css="fd-statement")}


@pytest.fixture(scope="module")
def searches(lines: dict[str, Element]) -> dict[str, str]:
    """What follows the question mark in the link of each situation."""
    hrefs = {id: [a.attributes["href"] for a in line.all("a")] for id, line in lines.items()}
    return {id: f"?{urlsplit(href).query}" for id, found in hrefs.items() for href in found if "choose/?" in href}


def test_every_situation_is_there_with_its_outcome(comparison: Comparison, lines: dict[str, Element]) -> None:
    assert lines.keys() == comparison.situations.keys()
    tree = walk.tree(comparison.chooser)
    for id, line in lines.items():
        outcome = walk.finished(tree, comparison.situations[id].answers).outcome
        assert line.one("a", css="fd-outcome-of").attributes["href"] == f"../choose/outcomes/#o-{outcome}"


def test_every_link_gives_the_answers_and_the_script_reaches_the_same_outcome(
    comparison: Comparison, searches: dict[str, str], reader: Tab
) -> None:
    tree = walk.tree(comparison.chooser)
    ends = {id: walk.finished(tree, each.answers) for id, each in comparison.situations.items()}
    asked = {id: dict(parse_qsl(search[1:])) for id, search in searches.items()}
    assert asked == {id: {"v": comparison.chooser.version, **end.answers} for id, end in ends.items()}
    reader.goto("choose/")
    reader.locator("fd-chooser h2").wait_for()
    found = reader.evaluate(IN_THE_SCRIPT, list(searches.values()))
    wanted: list[dict[str, object]] = [{"outcome": ends[id].outcome, "dropped": [], "old": False} for id in searches]
    assert found == wanted


def test_a_link_opens_the_result_in_the_chooser(comparison: Comparison, reader: Tab) -> None:
    tree = walk.tree(comparison.chooser)
    id, situation = next(iter(comparison.situations.items()))
    outcome = walk.finished(tree, situation.answers).outcome
    reader.goto("situations/")
    reader.locator(f"#{id}").get_by_role("link", name="Open it in the chooser").click()
    title = comparison.chooser.outcome(outcome or "").title
    expect(reader.locator("fd-chooser h2")).to_have_text(title)
