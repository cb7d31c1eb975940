"""The chooser in a browser: every step of every path by keyboard, its addresses, and every state for everyone."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Request, Route, expect
from playwright.sync_api import Page as Tab

from macros import walk
from macros.model import Comparison
from macros.tools.markup import Element, Page

SMALLEST_BUTTON = 24
LARGEST_SCRIPT = 12 * 1024
STATES = {
    "question": "choose/",
    "answered": "choose/?v=3&kind=site&data=ours&admin=no",
    "changed": "choose/?v=3&kind=site&data=ours&admin=no&change=data",
    "result": "choose/?v=3&kind=site&data=ours&admin=staff",
    "tie": "choose/?v=3&kind=site&data=ours&admin=no&accounts=programs&forms=few&know=not-sure&where=server",
    "existing": "choose/?v=3&kind=existing&hurts=missing&existing=in-flask&size=week",
    "notice": "choose/?v=0&kind=site&colour=red",
    "error": "choose/?v=3&kind=site",
}
SHIFT = (
    "window.shift = 0;"
    "new PerformanceObserver((list) => list.getEntries().forEach((each) => { shift += each.value }))"
    ".observe({ type: 'layout-shift', buffered: true })"
)
SITE = "Make a site or application with pages"
OURS = "In a relational database whose tables we design, SQLite included"


@pytest.fixture(scope="module")
def tree(comparison: Comparison) -> walk.Tree:
    return walk.tree(comparison.chooser)


@pytest.fixture(scope="module")
def ways(tree: walk.Tree) -> list[walk.Path]:
    return list(walk.paths(tree))


def heading(tab: Tab) -> Any:
    return tab.locator("fd-chooser h2")


def opened(tab: Tab, state: str) -> Tab:
    tab.goto(STATES[state])
    heading(tab).wait_for()
    tab.locator("fd-chooser:not(:has(.fd-waiting))").wait_for()
    if state == "error":
        tab.locator(".fd-continue").click()
        expect(tab.locator(".fd-wrong")).to_be_visible()
    return tab


def plain(text: str) -> str:
    return text.replace("`", "")


def read(element: Element) -> str:
    """What a reader sees in it: its text without the notes of the glossary, which are hidden until asked for."""
    if "fd-term-says" in element.attributes.get("class", "").split():
        return ""
    return "".join(child if isinstance(child, str) else read(child) for child in element.children)


# The walk


IN_THE_SCRIPT = """async (ways) => {
  const { walk, remaining, reach, tips, format, parse } = await import("../javascripts/walk.js");
  const tree = JSON.parse(document.querySelector("fd-chooser template").content.textContent);
  return ways.map((entries) => {
    const answers = new Map(entries);
    const { asked, question, rule } = walk(tree, answers);
    const search = format(tree, answers);
    const read = parse(tree, search);
    return {
      asked, question, rule, search, read: [...read.answers], dropped: read.dropped, old: read.old,
      remaining: remaining(tree, answers), reach: reach(tree, answers).toSorted(),
      tips: rule === null ? [] : tips(tree, answers).map((tip) =>
        [tip.question, tip.option, tip.position.question, tip.position.rule]),
    };
  });
}"""


def situations(ways: list[walk.Path]) -> list[dict[str, str]]:
    """The answers of every path and of every way to begin one, and each of these with "not sure" as its last."""
    every: dict[tuple[tuple[str, str], ...], None] = {}
    for way in ways:
        answers = list(way.answers.items())
        every |= {tuple(answers[:count]): None for count in range(len(answers) + 1)}
        every |= {(*answers[:count], (answers[count][0], walk.NOT_SURE)): None for count in range(len(answers))}
    return [dict(answers) for answers in every]


def remaining(step: walk.Step | int | None, answers: dict[str, str]) -> int:
    """The most questions on one way on from a step that these answers leave open, "not sure" among the answers."""

    @cache
    def after(number: int) -> int:
        here = every[number]
        leads = {lead for lead in here.leads.values() if isinstance(lead, walk.Step)}
        if here.question in answers:
            given = here.leads[answers[here.question]]
            leads = {given} if isinstance(given, walk.Step) else set()
        every.update((lead.number, lead) for lead in leads)
        return (here.question not in answers) + max((after(lead.number) for lead in leads), default=0)

    if not isinstance(step, walk.Step):
        return 0
    every = {step.number: step}
    return after(step.number)


def reached(tree: walk.Tree, step: walk.Step | int | None, answers: dict[str, str]) -> set[str]:
    """Every outcome to which a step can still lead with these answers, "not sure" among those that follow."""
    ends, left, met = set[str](), [step], set[int]()
    while left:
        here = left.pop()
        if isinstance(here, walk.Step) and here.number not in met:
            met.add(here.number)
            left += [here.leads[answers[here.question]]] if here.question in answers else here.leads.values()
        elif isinstance(here, int):
            ends.add(tree.rules[here][1])
    return ends


def test_the_script_walks_as_python_does_and_every_address_comes_back(
    reader: Tab, tree: walk.Tree, ways: list[walk.Path]
) -> None:
    opened(reader, "question")
    asked, first = situations(ways), walk.steps(tree)[0]
    assert len(asked) > len(ways) > 500
    for answers, found in zip(
        asked, reader.evaluate(IN_THE_SCRIPT, [list(each.items()) for each in asked]), strict=True
    ):
        expected = walk.walk(tree, answers)
        assert (tuple(found["asked"]), found["question"], found["rule"]) == (
            expected.asked, expected.question, expected.rule,
        ), answers  # fmt: skip
        if expected.rule is not None:
            assert found["tips"] == [
                [tip.question, tip.option, tip.position.question, tip.position.rule] for tip in walk.tips(tree, answers)
            ]
        assert found["remaining"] == remaining(first, answers), answers
        assert found["reach"] == sorted(reached(tree, first, answers)), answers
        assert dict(found["read"]) == answers
        assert list(dict(found["read"])) == list(expected.asked)
        assert (found["dropped"], found["old"]) == ([], False)
        assert found["search"] == ("?v=3&" + "&".join(map("=".join, answers.items())) if answers else "")


def test_the_script_counts_no_question_whose_answer_waits(reader: Tab, tree: walk.Tree, ways: list[walk.Path]) -> None:
    """After one changed answer the later ones wait: they are kept, and asked for only where they still apply."""
    opened(reader, "question")
    changed = [
        {**way.answers, tip.question: tip.option}
        for way in ways
        for tip in walk.tips(tree, way.answers)
        if tip.position.question
    ]
    first = walk.steps(tree)[0]
    assert len(changed) > 500
    for answers, found in zip(
        changed, reader.evaluate(IN_THE_SCRIPT, [list(each.items()) for each in changed]), strict=True
    ):
        expected = walk.walk(tree, answers)
        assert (tuple(found["asked"]), found["question"]) == (expected.asked, expected.question), answers
        assert found["remaining"] == remaining(first, answers), answers
        assert dict(found["read"]) == answers


def printed(page: Page) -> dict[str, tuple[str, dict[str, str]]]:
    """The steps on the page: number to the question asked and where each answer leads."""
    steps = {}
    for section in page.root.all("section", css="fd-step"):
        leads = {
            span.attributes["data-option"]: item.attributes["data-to"]
            for item in section.all("li")
            for span in item.all("span")
            if "data-option" in span.attributes
        }
        steps[section.attributes["data-step"]] = (section.attributes["data-asks"].rpartition("#q-")[2], leads)
    return steps


def test_the_printed_tree_is_the_interactive_one(
    real_pages: dict[str, Page], comparison: Comparison, tree: walk.Tree, ways: list[walk.Path]
) -> None:
    page, outcomes = real_pages["choose/tree/index.html"], real_pages["choose/outcomes/index.html"]
    steps = printed(page)
    for way in ways:
        here, given = "1", dict[str, str]()
        for question, option in way.answers.items():
            asked, leads = steps[here]
            assert asked == question
            unsure = walk.walk(tree, given | {question: walk.NOT_SURE})
            ends = None if unsure.rule is None else tree.rules[unsure.rule][1]
            assert leads[walk.NOT_SURE] == ends or steps[leads[walk.NOT_SURE]][0] == unsure.question
            here = leads[option]
            given[question] = option
        assert here == way.outcome
    for each in comparison.chooser.questions:
        section = next(node for node in page.root.walk() if node.attributes.get("data-question") == each.id)
        labels = {span.attributes["data-option"]: span.text for span in section.all("span", css="fd-label")}
        assert labels == {option.id: plain(option.label) for option in each.options} | {"not-sure": "Not sure"}
        assert page.id(f"q-{each.id}").text.startswith(plain(each.question))
    for outcome in comparison.chooser.outcomes:
        assert outcomes.id(f"o-{outcome.id}").text.startswith(plain(outcome.title))


def test_every_outcome_is_shown_whole(real_pages: dict[str, Page], comparison: Comparison) -> None:
    page = real_pages["choose/outcomes/index.html"]
    for outcome in comparison.chooser.outcomes:
        section = next(each for each in page.root.walk() if each.attributes.get("data-outcome") == outcome.id)
        assert plain(outcome.against.says) in read(section)
        assert [read(item) for item in section.one("ol", css="fd-first-steps").all("li")] == list(
            map(plain, outcome.first_steps)
        )
        for package in outcome.packages:
            last = max(release.released for release in comparison.sources[package].releases)
            assert last.isoformat() in section.text
        led = [link.attributes["href"] for item in section.one("ol", css="fd-rows").all("li") for link in item.all("a")]
        side = f"#{outcome.framework}" if outcome.framework else ""
        assert led == [f"../../tasks/{task}/{side}" for task in outcome.tasks]


# By keyboard


THROUGH_THE_FORM = """(ways) => ways.map(([before, question, option]) => {
  const chooser = document.querySelector("fd-chooser");
  chooser.answers = new Map(before);
  chooser.show(null, false, []);
  const radio = chooser.querySelector(`input[name="${question}"][value="${option}"]`);
  radio.checked = true;
  radio.form.requestSubmit();
  return [chooser.dataset.at, chooser.querySelector("h2").textContent, location.search];
})"""
STANDS = """(before) => {
  const chooser = document.querySelector("fd-chooser");
  if (before) chooser.go(new Map(before));
  const title = chooser.querySelector("h2");
  return [chooser.dataset.at, title.textContent, location.search, document.activeElement === title];
}"""


def walking(tab: Tab) -> Tab:
    """The chooser alone: the tree printed below would be laid out anew at every one of some thousand steps."""
    opened(tab, "question").add_style_tag(content=".fd-choose ~ * { display: none }")
    return tab


def press(tab: Tab, place: int) -> None:
    """From the heading to the option at that place, and on."""
    for _ in range(3):  # two links, then the group of radios
        tab.keyboard.press("Tab")
    if place == 0:
        tab.keyboard.press("Space")
    for _ in range(place):
        tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")


def expected_heading(comparison: Comparison, tree: walk.Tree, answers: dict[str, str]) -> tuple[str, str]:
    walked = walk.walk(tree, answers)
    if walked.question:
        return "question", plain(comparison.chooser.question(walked.question).question)
    assert walked.rule is not None
    return "result", plain(comparison.chooser.outcome(tree.rules[walked.rule][1]).title)


def edges(tree: walk.Tree, ways: list[walk.Path]) -> list[tuple[dict[str, str], str, str]]:
    """Every step of every path, "not sure" too: the answers before it, the question and the answer."""
    begun = dict.fromkeys(tuple(way.answers.items())[:count] for way in ways for count in range(len(way.answers)))
    return [
        (dict(entries), question, option)
        for entries in begun
        for question in [walk.walk(tree, dict(entries)).question or ""]
        for option in (*tree.options[question], walk.NOT_SURE)
    ]


def test_every_step_of_every_path_leads_where_the_data_says(
    reader: Tab, comparison: Comparison, tree: walk.Tree, ways: list[walk.Path]
) -> None:
    """Where a reader is depends on the answers alone, so that walking every step walks every path."""
    walking(reader)
    every = edges(tree, ways)
    found = reader.evaluate(
        THROUGH_THE_FORM, [[list(before.items()), question, option] for before, question, option in every]
    )
    for (before, question, option), (at, text, search) in zip(every, found, strict=True):
        after = {**before, question: option}
        assert (at, text) == expected_heading(comparison, tree, after), after
        assert search == "?v=3&" + "&".join(map("=".join, after.items()))


def test_every_printed_step_is_walked_by_keyboard(
    reader: Tab, comparison: Comparison, tree: walk.Tree, ways: list[walk.Path]
) -> None:
    """Each question with each of its answers, in each situation from which the tree goes on differently."""
    walking(reader)
    steps = {step.number: step for step in walk.steps(tree)}
    first: dict[int, dict[str, str]] = {1: {}}
    for number, step in steps.items():
        for option, lead in step.leads.items():
            if isinstance(lead, walk.Step):
                first.setdefault(lead.number, {**first[number], step.question: option})
    reached = set()
    for number, step in steps.items():
        for place, option in enumerate((*tree.options[step.question], walk.NOT_SURE)):
            reader.evaluate(STANDS, list(first[number].items()))
            press(reader, place)
            at, text, search, focused = reader.evaluate(STANDS, None)
            after = {**first[number], step.question: option}
            assert (at, text) == expected_heading(comparison, tree, after), after
            assert search == "?v=3&" + "&".join(map("=".join, after.items()))
            assert focused
            reached |= {(step.question, option), text}
    assert reached >= {(question, option) for question, options in tree.options.items() for option in options}
    assert reached >= {plain(outcome.title) for outcome in comparison.chooser.outcomes}


def covering(ways: list[walk.Path]) -> list[walk.Path]:
    """A few whole paths that give every answer and reach every outcome."""
    chosen: list[walk.Path] = []
    met: set[tuple[str, str] | str | None] = set()
    for way in sorted(ways, key=lambda way: -len(way.answers)):
        new = {*way.answers.items(), way.outcome} - met
        if new:
            chosen.append(way)
            met |= new
    return chosen


def test_whole_paths_by_keyboard_from_the_first_question(
    reader: Tab, comparison: Comparison, tree: walk.Tree, ways: list[walk.Path]
) -> None:
    walking(reader)
    heading(reader).focus()
    for way in covering(ways):
        for question, option in way.answers.items():
            for _ in range(4 if reader.locator(".fd-wrong").count() else 3):
                reader.keyboard.press("Tab")
            place = tree.options[question].index(option)
            if place == 0:
                reader.keyboard.press("Space")
            for _ in range(place):
                reader.keyboard.press("ArrowDown")
            reader.keyboard.press("Tab")
            expect(reader.locator(".fd-continue")).to_be_focused()
            reader.keyboard.press("Enter")
        assert reader.evaluate("document.activeElement.textContent") == plain(
            comparison.chooser.outcome(way.outcome or "").title
        )
        reader.keyboard.press("Shift+Tab")
        expect(reader.locator(".fd-back")).to_be_focused()
        again = reader.locator("[data-again]")
        again.focus()
        reader.keyboard.press("Enter")
        expect(heading(reader)).to_be_focused()


# One question


def test_nothing_is_chosen_beforehand_and_choosing_alone_does_not_go_on(tab: Tab, base_url: str) -> None:
    opened(tab, "question")
    assert tab.locator("fd-chooser input:checked").count() == 0
    tab.locator("fd-chooser input").first.focus()
    tab.keyboard.press("ArrowDown")
    expect(tab.locator("fd-chooser input").nth(1)).to_be_checked()
    expect(tab).to_have_url(f"{base_url}choose/")


def test_a_question_is_a_group_of_native_radios_named_by_its_heading(tab: Tab, comparison: Comparison) -> None:
    opened(tab, "question")
    first = comparison.chooser.questions[0]
    group = tab.get_by_role("group", name=first.question)
    assert group.get_by_role("radio").count() == len(first.options) + 1
    for option in first.options:
        expect(group.get_by_role("radio", name=option.label, exact=True)).to_be_visible()
    expect(group.get_by_role("radio", name="Not sure decides nothing")).to_be_visible()
    expect(group.get_by_role("heading", level=2, name=first.question)).to_be_visible()
    expect(group).to_have_accessible_description(re.compile(re.escape(first.why)))


def test_continue_without_an_answer_says_so_and_leads_to_the_group(tab: Tab) -> None:
    opened(tab, "error")
    expect(tab.locator(".fd-wrong")).to_be_focused()
    expect(tab.locator("#fd-error")).to_contain_text("Choose an answer")
    expect(tab).to_have_title(re.compile("^Error: "))
    tab.locator(".fd-continue").click()
    assert tab.locator(".fd-wrong").count() == 1
    tab.locator(".fd-wrong a").click()
    expect(tab.locator("fd-chooser input").first).to_be_focused()
    tab.keyboard.press("Space")
    tab.keyboard.press("Enter")
    assert tab.locator(".fd-wrong").count() == 0
    assert not tab.title().startswith("Error")


def test_progress_says_how_many_more_at_most(tab: Tab) -> None:
    opened(tab, "question")
    expect(tab.locator(".fd-progress")).to_have_text("Question 1. Up to 6 more after this.")
    opened(tab, "answered")
    expect(tab.locator(".fd-progress")).to_have_text(re.compile(r"Question 4\. Up to \d more after this\."))


def test_focus_and_title_follow(tab: Tab, comparison: Comparison) -> None:
    opened(tab, "question")
    title = tab.title()
    assert tab.evaluate("document.activeElement === document.body"), "an opened page must not move the focus"
    choose(tab, SITE)
    expect(heading(tab)).to_be_focused()
    second = comparison.chooser.question("data").question
    expect(tab).to_have_title(f"{second} - {title}")
    choose(tab, OURS)
    choose(tab, "Yes, our own staff")
    expect(tab).to_have_title(f"Django - {title}")


def choose(tab: Tab, label: str) -> None:
    tab.get_by_label(label, exact=True).check()
    tab.locator(".fd-continue").click()


# The address


def test_the_address_holds_the_answers_by_name(tab: Tab, base_url: str) -> None:
    opened(tab, "question")
    choose(tab, SITE)
    expect(tab).to_have_url(f"{base_url}choose/?v=3&kind=site")
    choose(tab, OURS)
    expect(tab).to_have_url(f"{base_url}choose/?v=3&kind=site&data=ours")


def test_back_and_forward_of_the_browser(tab: Tab, base_url: str, comparison: Comparison) -> None:
    opened(tab, "question")
    title = tab.title()
    choose(tab, SITE)
    choose(tab, OURS)
    tab.go_back()
    expect(heading(tab)).to_have_text(comparison.chooser.question("data").question)
    expect(heading(tab)).to_be_focused()
    assert tab.locator("fd-chooser input:checked").count() == 0
    tab.go_back()
    expect(heading(tab)).to_have_text(comparison.chooser.question("kind").question)
    expect(tab).to_have_url(f"{base_url}choose/")
    expect(tab).to_have_title(title)
    tab.go_forward()
    tab.go_forward()
    expect(heading(tab)).to_have_text(comparison.chooser.question("admin").question)


def test_reload_and_a_new_window_show_the_same(tab: Tab, browser: Browser) -> None:
    opened(tab, "question")
    choose(tab, SITE)
    choose(tab, "It needs no database")
    choose(tab, "People with a password that our site keeps")
    expect(heading(tab)).to_have_text("Django")
    expect(tab.locator(".fd-done")).to_have_count(1)
    shown, address = tab.locator("fd-chooser").inner_text(), tab.url
    tab.reload()
    expect(heading(tab)).to_have_text("Django")
    expect(tab.locator(".fd-done")).to_have_count(1)
    assert tab.locator("fd-chooser").inner_text() == shown
    context = browser.new_context()
    other = context.new_page()
    other.goto(address)
    expect(heading(other)).to_have_text("Django")
    expect(other.locator(".fd-done")).to_have_count(1)
    assert other.locator("fd-chooser").inner_text() == shown
    context.close()


def test_our_back_keeps_the_answer_and_those_after_it(tab: Tab, base_url: str) -> None:
    opened(tab, "answered")
    tab.locator(".fd-back").click()
    expect(tab.get_by_label("No", exact=True)).to_be_checked()
    tab.locator(".fd-back").click()
    expect(tab.get_by_label(OURS, exact=True)).to_be_checked()
    tab.locator(".fd-continue").click()
    expect(tab).to_have_url(f"{base_url}{STATES['answered']}")


def test_a_changed_answer_keeps_the_later_ones_that_still_apply(tab: Tab, base_url: str) -> None:
    tab.goto("choose/?v=3&kind=site&data=ours&admin=no&accounts=company&forms=few&know=flask")
    expect(heading(tab)).to_have_text("Flask with chosen extensions")
    tab.get_by_role("button", name="Change: Where is its data stored?").click()
    choose(tab, "In a legacy database, whose tables we take as they are")
    expect(heading(tab)).to_have_text("Do other tables reference composite primary keys in it?")
    expect(tab).to_have_url(re.compile("know=flask"))
    choose(tab, "No")
    expect(heading(tab)).to_have_text("Flask with chosen extensions")
    expect(tab).to_have_url(f"{base_url}choose/?v=3&kind=site&data=others&keys=no&admin=no&accounts=company&know=flask")
    tab.get_by_role("button", name="Change: What do you want to do?").click()
    choose(tab, "Publish pages that only developers edit, such as documentation")
    expect(tab).to_have_url(f"{base_url}choose/?v=3&kind=static")
    expect(tab.locator(".fd-notices")).to_contain_text("No longer asked, so left out: ")


@pytest.mark.parametrize(
    ("address", "kept", "said"),
    [
        ("?v=3&kind=site&colour=red", "?v=3&kind=site", "colour=red"),
        ("?v=3&kind=castle", "", "kind=castle"),
        ("?v=3&kind=site&kind=api", "?v=3&kind=site", "kind=api"),
        ("?v=3&kind=static&data=ours", "?v=3&kind=static", "data=ours"),
        ("?v=99&kind=site", "?v=3&kind=site", "version 99"),
        ("?v=3&kind=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "", "kind=<img src=x onerror=alert(1)>"),
        ("?v=3&constructor=x&__proto__=y", "", "constructor=x"),
        ("?v=3&kind=site&change=team", "?v=3&kind=site&change=team", None),
        ("?kind=site&h=words&q=words", "?kind=site&h=words&q=words", None),
    ],
)
def test_what_an_address_cannot_say_is_dropped_with_a_notice(
    address: str, kept: str, said: str | None, tab: Tab, base_url: str
) -> None:
    tab.goto(f"choose/{address}")
    heading(tab).wait_for()
    expect(tab).to_have_url(f"{base_url}choose/{kept}")
    notices = tab.locator(".fd-notices")
    expect(notices).to_have_attribute("role", "status")
    if said is None:
        assert notices.inner_text() == ""
    else:
        expect(notices).to_contain_text(said)
    assert tab.locator("fd-chooser img").count() == 0


def test_navigation_in_place_leads_in_out_and_back(tab: Tab, base_url: str, comparison: Comparison) -> None:
    errors: list[str] = []
    tab.on("pageerror", lambda error: errors.append(error.message))
    tab.goto("method/")
    tab.evaluate("window.stayed = true")
    tab.locator(".md-tabs a", has_text="Choose").click()
    choose(tab, SITE)
    choose(tab, OURS)
    second = comparison.chooser.question("admin").question
    expect(tab).to_have_title(re.compile(f"^{re.escape(second)} - "))
    tab.locator(".md-tabs a", has_text="How we know").click()
    expect(tab).to_have_url(f"{base_url}method/")
    expect(tab).to_have_title(re.compile("^Method"))
    tab.go_back()
    expect(heading(tab)).to_have_text(second)
    expect(tab).to_have_title(re.compile(f"^{re.escape(second)} - Choose"))
    choose(tab, "Yes, our own staff")
    expect(tab).to_have_url(f"{base_url}{STATES['result']}")
    tab.go_back()
    expect(heading(tab)).to_have_text(second)
    assert tab.evaluate("window.stayed"), "the page was loaded anew: instant navigation is off"
    assert errors == []


def test_what_would_change_it_is_an_address_that_works_in_place(tab: Tab, base_url: str) -> None:
    opened(tab, "result")
    tab.evaluate("window.stayed = true")
    tab.locator(".fd-otherwise a", has_text="Make an API for other programs").click()
    expect(heading(tab)).to_have_text("Django with an API toolkit")
    expect(heading(tab)).to_be_focused()
    address = f"{base_url}choose/?v=3&kind=api&data=ours&admin=staff"
    expect(tab).to_have_url(address)
    tab.wait_for_timeout(200)  # Material would take such a click back
    expect(tab).to_have_url(address)
    assert tab.evaluate("window.stayed")
    tab.go_back()
    expect(heading(tab)).to_have_text("Django")


def test_a_link_to_the_claims_is_no_step(tab: Tab) -> None:
    opened(tab, "answered")
    tab.get_by_role("link", name="The claims behind each answer").click()
    expect(tab).to_have_url(re.compile("choose/tree/#q-accounts$"))
    tab.go_back()
    expect(tab).to_have_url(re.compile("admin=no$"))
    choose(tab, "Nobody, or only other programs")
    expect(tab).to_have_url(re.compile("accounts=programs$"))


# The result


def test_the_result_says_what_decided_it_what_it_rests_on_and_what_would_change_it(
    tab: Tab, base_url: str, comparison: Comparison, tree: walk.Tree
) -> None:
    answers = {"kind": "site", "data": "ours", "admin": "staff"}
    walked = walk.walk(tree, answers)
    assert walked.rule is not None
    rule = comparison.chooser.rules[walked.rule]
    opened(tab, "result")
    result = tab.get_by_role("region", name="Result")
    assert result.locator(".fd-decided li").count() == len(rule.when)
    expect(result.locator(".fd-because")).to_have_text(rule.because)
    for id in rule.claims:
        link = result.locator(f"a[href$='#{id}']").first
        expect(link).to_have_text(plain(comparison.claims[id].claim.says))
        assert link.locator("xpath=..").locator(".fd-key").count() >= 1
    expect(result).to_contain_text(plain(comparison.chooser.outcome("django").against.says), use_inner_text=True)
    tables = result.locator(".fd-otherwise").all()
    assert len(tables) == len(walked.asked)
    first = walk.steps(tree)[0]
    for question, table in zip(walked.asked, tables, strict=True):
        asked = comparison.chooser.question(question)
        said = asked.options[tree.options[question].index(answers[question])].label
        expect(table.locator("caption")).to_have_text(f"{plain(asked.question)} You said: {plain(said)}")
        rows = [row.inner_text().split("\t") for row in table.locator("tbody tr").all()]
        others = [option for option in asked.options if option.id != answers[question]]
        assert [label for label, _ in rows] == [plain(option.label) for option in others]
        for option, (_, said) in zip(others, rows, strict=True):
            ends = reached(tree, first, {**answers, question: option.id})
            titles = {plain(comparison.chooser.outcome(end).title) for end in ends}
            if titles == {"Django"}:
                assert said == "the same"
            elif len(titles) > 3:
                assert said == f"One of {len(titles)} outcomes, after more questions"
            else:
                assert set(said.split(", or ")) == titles
    expect(result.locator("[id]")).to_have_count(0)


def test_the_link_and_the_record_are_copied(tab: Tab, base_url: str, comparison: Comparison) -> None:
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)
    opened(tab, "result")
    tab.get_by_role("button", name="Copy link").click()
    expect(tab.locator(".fd-done")).to_have_text("Link copied")
    assert tab.evaluate("navigator.clipboard.readText()") == f"{base_url}{STATES['result']}"
    tab.get_by_role("button", name="Copy as Markdown").click()
    expect(tab.locator(".fd-done")).to_have_text("Markdown copied")
    text = tab.evaluate("navigator.clipboard.readText()")
    assert text.startswith("# Web framework: Django\n\n## Context\n\n- What do you want to do? **Make a site")
    assert f"(<{base_url}compare/batteries/#django-admin-in-new-projects>)" in text
    assert comparison.chooser.outcome("django").against.says in text
    assert f"<{base_url}{STATES['result']}>, version 3" in text
    for part in ("Decision", "Claims", "The best case against it", "What would change it"):
        assert f"\n## {part}\n" in text


def test_without_a_clipboard_there_is_a_field_to_copy_from(tab: Tab) -> None:
    tab.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    opened(tab, "result")
    tab.get_by_role("button", name="Copy as Markdown").click()
    expect(tab.get_by_label("To copy")).to_be_focused()
    assert tab.get_by_label("To copy").input_value().startswith("# Web framework: Django")


def test_the_result_prints_alone(reader: Tab) -> None:
    opened(reader, "result")
    reader.emulate_media(media="print")
    expect(heading(reader)).to_be_visible()
    expect(reader.locator(".fd-result .fd-against")).to_be_visible()
    for hidden in (".fd-buttons button", ".fd-back", "#questions", "#o-django"):
        expect(reader.locator(hidden).first).to_be_hidden()
    opened(reader, "question")
    expect(reader.locator("#o-django")).to_be_visible()
    reader.emulate_media(media="screen")


def test_nothing_is_stored_and_no_answer_is_sent(tab: Tab, base_url: str) -> None:
    opened(tab, "question")
    tab.wait_for_load_state("networkidle")
    before = tab.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]")
    asked: list[Request] = []
    tab.on("request", lambda request: asked.append(request))
    choose(tab, "Make a chat, a live feed or answers that arrive piece by piece")
    choose(tab, "A few hundred people and more")
    choose(tab, "No")
    choose(tab, "Nobody, or only other programs")
    choose(tab, "One or a few people who know neither")
    expect(heading(tab)).to_have_text("Neither: an async-first framework")
    assert tab.evaluate("[Object.keys(localStorage), Object.keys(sessionStorage), document.cookie]") == before
    expect(tab.locator(".fd-result .fd-against")).to_be_visible()
    # A browser asks for the icon again where the address or the title changes.
    sent = [request for request in asked if not request.url.endswith("/favicon.svg")]
    assert [request.url for request in sent] == [f"{base_url}choose/results.html"]
    assert "referer" not in sent[0].all_headers()


PART = re.compile(r"/choose/result[^/]*\.html$")


def test_a_link_to_a_result_fetches_its_part_alone(tab: Tab, base_url: str) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    opened(tab, "result")
    expect(tab.locator(".fd-result .fd-against")).to_be_visible()
    assert [url for url in asked if PART.search(url)] == [f"{base_url}choose/result-django.html"]
    tab.locator(".fd-otherwise a").first.click()
    tab.wait_for_load_state("networkidle")
    assert [url for url in asked if PART.search(url)][1:] == [f"{base_url}choose/results.html"]


def test_a_result_is_read_before_its_part_is_here_and_nothing_moves(tab: Tab) -> None:
    waiting: list[Route] = []
    tab.route(PART, lambda route: waiting.append(route))
    tab.add_init_script(SHIFT)
    tab.goto(STATES["result"])
    expect(heading(tab)).to_have_text("Django")
    expect(tab.locator(".fd-result .fd-because")).to_be_visible()
    expect(tab.locator(".fd-waiting")).to_be_visible()
    expect(tab.locator(".fd-otherwise")).to_have_count(0)
    waiting[0].continue_()
    expect(tab.locator(".fd-result .fd-against")).to_be_visible()
    expect(tab.locator(".fd-waiting")).to_have_count(0)
    assert tab.locator(".fd-otherwise").count() > 0
    tab.wait_for_load_state("networkidle")
    assert tab.evaluate("shift") == 0


def test_a_part_that_cannot_be_fetched_is_led_to(tab: Tab, base_url: str) -> None:
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)
    tab.route(PART, lambda route: route.fulfill(status=503))
    opened(tab, "result")
    expect(tab.locator(".fd-result")).to_contain_text("could not be fetched")
    assert tab.locator(".fd-otherwise").count() > 0
    tab.get_by_role("button", name="Copy as Markdown").click()
    expect(tab.locator(".fd-done")).to_have_text("Markdown copied")
    against = f"## The best case against it\n\n<{base_url}choose/outcomes/#o-django>\n"
    assert against in tab.evaluate("navigator.clipboard.readText()")
    tab.locator(".fd-result .fd-notices a").click()
    expect(tab).to_have_url(f"{base_url}choose/outcomes/#o-django")
    expect(tab.locator("#o-django")).to_be_in_viewport()


def test_the_next_result_tries_again(tab: Tab) -> None:
    tab.route(PART, lambda route: route.abort())
    opened(tab, "result")
    expect(tab.locator(".fd-result")).to_contain_text("could not be fetched")
    tab.unroute(PART)
    tab.locator("[data-change]").first.click()
    tab.locator(".fd-continue").click()
    expect(tab.locator(".fd-result .fd-against")).to_be_visible()


# For everyone


@cache
def axe() -> Axe:
    return Axe()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state(state: str, scheme: Any, reader: Tab) -> None:
    reader.set_viewport_size({"width": 1280, "height": 900})
    reader.emulate_media(color_scheme=scheme)
    opened(reader, state)
    found = axe().run(reader, context="fd-chooser").response
    assert len(found["passes"]) > 5
    assert [f"{each['id']}: {node['html'][:200]}" for each in found["violations"] for node in each["nodes"]] == []


@pytest.mark.parametrize("size", [(320, 700), (640, 450)], ids=["320-px", "200-percent"])
@pytest.mark.parametrize("state", STATES)
def test_no_state_is_wider_than_the_screen_or_under_the_header(state: str, size: tuple[int, int], reader: Tab) -> None:
    reader.set_viewport_size({"width": size[0], "height": size[1]})
    opened(reader, state)
    assert reader.evaluate("document.documentElement.scrollWidth") <= size[0]
    for target in reader.locator("fd-chooser :is(button, label)").all():
        box = target.bounding_box()
        assert box
        assert box["width"] >= SMALLEST_BUTTON
        assert box["height"] >= SMALLEST_BUTTON
    heading(reader).focus()
    header, place = reader.locator(".md-header").bounding_box(), heading(reader).bounding_box()
    assert header
    assert place
    assert place["y"] >= header["y"] + header["height"]


def test_forced_colours_keep_the_choice_and_the_borders(reader: Tab) -> None:
    reader.set_viewport_size({"width": 1280, "height": 900})
    opened(reader, "answered")
    reader.emulate_media(forced_colors="active")
    reader.get_by_label("Nobody, or only other programs", exact=True).check()
    style = "each => [getComputedStyle(each).outlineStyle, getComputedStyle(each).borderTopStyle]"
    assert reader.locator(".fd-option", has=reader.locator(":checked")).evaluate(style)[0] == "solid"
    assert reader.locator(".fd-continue").evaluate(style)[1] == "solid"
    opened(reader, "error")
    assert reader.locator(".fd-wrong").evaluate(style)[1] == "solid"
    reader.emulate_media(forced_colors="none")


def test_without_javascript_the_whole_tree_is_there(browser: Browser, base_url: str, comparison: Comparison) -> None:
    context = browser.new_context(base_url=base_url, java_script_enabled=False)
    tab = context.new_page()
    tab.set_default_timeout(20_000)
    tab.goto(STATES["result"])
    expect(tab.locator(".fd-scriptless")).to_be_visible()
    for question in comparison.chooser.questions:
        expect(tab.locator(f"#q-{question.id} a")).to_have_attribute("href", f"../choose/tree/#q-{question.id}")
    for outcome in comparison.chooser.outcomes:
        expect(tab.locator(f"#o-{outcome.id} a")).to_have_attribute("href", f"../choose/outcomes/#o-{outcome.id}")
    tab.locator(".fd-scriptless a").click()
    for question in comparison.chooser.questions:
        expect(tab.locator(f"#q-{question.id}")).to_be_visible()
    tab.locator(".fd-step a", has_text="Neither: a static site generator").first.click()
    expect(tab).to_have_url(re.compile("choose/outcomes/#o-static$"))
    expect(tab.locator("#o-static")).to_be_in_viewport()
    context.close()


def test_the_script_is_small_and_only_here(real: Path, real_pages: dict[str, Page]) -> None:
    scripts = [(real / "javascripts" / name).read_bytes() for name in ("walk.js", "chooser.js", "parts.js")]
    assert sum(len(gzip.compress(script, 9)) for script in scripts) < LARGEST_SCRIPT
    assert all(b"http" not in script and b"localStorage" not in script for script in scripts)
    loaded = {path for path, page in real_pages.items() for address in page.loaded if "chooser" in address}
    assert loaded == {"choose/index.html"}
    assert [path for path, page in real_pages.items() if "<fd-chooser" in page.html] == ["choose/index.html"]


def test_the_data_of_the_script_is_inert(real_pages: dict[str, Page]) -> None:
    html = real_pages["choose/index.html"].html
    (data,) = re.findall(r'<template><script type="application/json">(.*?)</script></template>', html, re.DOTALL)
    assert not set("<>&") & set(data)
    assert json.loads(data)["version"] == "3"


def test_the_home_page_leads_here(tab: Tab, base_url: str) -> None:
    tab.goto("")
    tab.locator("article a[href$='choose/']").click()
    expect(tab).to_have_url(f"{base_url}choose/")
    heading(tab).wait_for()


@pytest.mark.parametrize(("old", "new"), [("q-admin", "tree/#q-admin"), ("o-django", "outcomes/#o-django")])
def test_a_place_that_was_on_this_page_is_led_to(old: str, new: str, tab: Tab, base_url: str) -> None:
    tab.goto(f"choose/#{old}")
    expect(tab).to_have_url(f"{base_url}choose/{new}")


def test_nothing_moves_when_the_question_is_drawn(tab: Tab) -> None:
    tab.add_init_script(SHIFT)
    for state in ("question", "result"):
        opened(tab, state).wait_for_load_state("networkidle")
        assert tab.evaluate("shift") == 0, state
