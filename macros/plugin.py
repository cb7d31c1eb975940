"""Macro name -> view -> template: what the pages in docs/ can call."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from markupsafe import Markup

from macros import exports, rules
from macros.blocks import with_length
from macros.render import heading, render
from macros.views import FOUND, KEY_WORDS, Link, Site, rule_items

HOST = "macros/host.py"
TOPIC_DEPTH = 2


def define_env(env: Any) -> None:
    """Called by the host before each build, after on_config: registers the macros."""
    host = sys.modules[HOST]
    comparison = host.comparison

    def block(template: str, **view: Any) -> str:
        return str(host.blocks.keep(render(template, **view)))

    def long_block(template: str, **view: Any) -> str:
        """A block that a browser lays out when it comes near the window."""
        return str(host.blocks.keep(with_length(render(template, **view))))

    def site() -> Site:
        found: Site = host.draw(env.page.url.count("/"))
        return found

    def linked(links: Iterable[Link]) -> str:
        """Links at the anchors that they lead to, so that an old address of them is here too."""
        return block("chooser_list", links=[(link.href.partition("#")[2], link) for link in links])

    # The totals need every claim's card, and the topics' pages make those anyway.
    whole = host.draw(TOPIC_DEPTH)

    @env.macro
    def home_answer() -> str:
        """The answer in two sentences, on the first page."""
        return block("home_answer", sentences=site().home_answer())

    @env.macro
    def glossary() -> str:
        """Every term of the glossary."""
        return block("glossary", terms=site().glossary())

    @env.macro
    def framework_cards() -> str:
        """What each framework is, on the first page."""
        return block("framework_cards", cards=site().framework_cards())

    @env.macro
    def deciding_table() -> str:
        """The criteria that decide most often."""
        return block("criterion_table", table=site().deciding_table())

    @env.macro
    def choices() -> str:
        """When to choose which."""
        return block("choices", choices=site().choices())

    @env.macro
    def checked() -> str:
        """What was checked, against which versions, and when."""
        return block("checked", checked=whole.checked())

    @env.macro
    def unchecked() -> str:
        """The claims that no machine has checked yet, by name."""
        return block("unchecked", claims=[site().claim_link(id) for id in whole.unchecked()])

    @env.macro
    def topic_totals() -> str:
        """Claims by topic and key."""
        return block("topic_totals", totals=whole.topic_totals(), keys=tuple(KEY_WORDS.values()))

    @env.macro
    def topic_list() -> str:
        """Every topic with what it is about."""
        return block("topic_list", topics=site().topic_list())

    @env.macro
    def topic_about(topic: str) -> str:
        """What a topic is about, in a sentence."""
        return block("topic_about", topic=comparison.topics[topic])

    @env.macro
    def criterion_table(topic: str) -> str:
        """One topic as a table; the topic is named by its id."""
        return block("criterion_table", table=site().criterion_table(topic))

    @env.macro
    def criteria(topic: str) -> str:
        """Every criterion of a topic in full, each under its own heading."""
        parts = []
        for section in site().criteria(topic):
            parts += [heading(2, section.question, section.id), long_block("criterion", criterion=section)]
        return "\n\n".join(parts)

    @env.macro
    def everything() -> str:
        """All criteria in one table with a filter."""
        return block("everything", table=site().everything())

    @env.macro
    def source_list() -> str:
        """Every source by kind, with the claims that cite it."""
        parts = []
        for group in site().source_list():
            parts += [heading(2, group.title, group.id), block("source_list", group=group)]
        return "\n\n".join(parts)

    @env.macro
    def article_overview() -> str:
        """The articles side by side."""
        return block("article_overview", cards=site().article_overview())

    @env.macro
    def article_head(article: str) -> str:
        """Who published an article, when, and the shares of its verdicts."""
        return block("article_head", card=site().article_card(article))

    @env.macro
    def article_sections(article: str) -> str:
        """Every statement of an article, under its own headings."""
        card, sections = site().article_card(article), site().article_sections(article)
        parts = [block("article_filter", card=card, topics=site().article_topics(article))]
        for number, section in enumerate(sections, start=1):
            parts += [heading(2, section.title, f"section-{number}"), long_block("article_section", section=section)]
        return "\n\n".join(parts)

    @env.macro
    def disagreements() -> str:
        """The statements that cannot all hold, by criterion, the strongest first."""
        groups = site().disagreements()
        count = sum(len(group.disputes) for group in groups)
        topics = site().disagreement_topics()
        parts = [block("disagreement_filter", topics=topics, found=FOUND, count=count)]
        for group in groups:
            parts += [heading(2, group.question, group.id), long_block("disagreement", group=group)]
        return "\n\n".join(parts)

    @env.macro
    def repeated() -> str:
        """What several articles repeat though it is not so."""
        return block("repeated", repeated=site().repeated())

    @env.macro
    def article_start(article: str) -> str:
        """What an article gets right that others miss, what to take from it, and how old its errors are."""
        start = site().article_start(article)
        parts = [block("article_take", start=start)] if start.take else []
        if start.merits:
            parts += [heading(2, "What it gets right that others miss", "gets-right")]
            parts += [block("article_merits", start=start)]
        if start.lapses or start.rest:
            parts += [heading(2, "How old its errors are", "errors-from"), block("article_lapses", start=start)]
        return "\n\n".join(parts)

    @env.macro
    def task_list() -> str:
        """Every task, under the headings of their stages."""
        parts = []
        for group in site().task_groups():
            parts += [heading(2, group.title, group.id), block("task_list", group=group)]
        return "\n\n".join(parts)

    @env.macro
    def task(task: str) -> str:
        """One task whole: what both must do, both sides, and what was counted."""
        shown = site().task(task)
        parts = [block("task_head", task=shown), heading(2, "The code", "the-code"), block("task_sides", task=shown)]
        return "\n\n".join(parts)

    @env.macro
    def speed_answer() -> str:
        """What the recorded run of the measurements of speed says first."""
        return block("speed_answer", answer=site().speed_answer())

    @env.macro
    def speed_shares() -> str:
        """What share of a request the framework is."""
        return block("speed_shares", table=site().speed_shares())

    @env.macro
    def speed_matters() -> str:
        """When the figures of speed matter."""
        return block("speed_says", lines=site().speed_says("matters"))

    @env.macro
    def speed_matters_not() -> str:
        """When they don't."""
        return block("speed_says", lines=site().speed_says("matters_not"))

    @env.macro
    def speed_would_change() -> str:
        """What would change them."""
        return block("speed_says", lines=site().speed_says("would_change"))

    @env.macro
    def speed_caveats() -> str:
        """What is to be known of every figure."""
        return block("speed_says", lines=site().speed_says("caveats"))

    @env.macro
    def speed_work() -> str:
        """What both sides do in each scenario."""
        return block("speed_work", work=site().speed_work())

    @env.macro
    def speed_figures() -> str:
        """Every set-up with its figures, each under its own heading."""
        parts = []
        for setup in site().speed_setups():
            parts += [heading(2, setup.title, setup.id), block("speed_setup", setup=setup)]
            for group in setup.groups:
                parts += [heading(3, group.title, group.id), block("speed_group", group=group)]
        return "\n\n".join(parts)

    @env.macro
    def speed_again() -> str:
        """How the speed is measured again."""
        return block("speed_again", again=site().speed_again())

    @env.macro
    def verdict_totals() -> str:
        """How many statements of all articles got each verdict."""
        return block("verdict_totals", totals=site().verdict_totals())

    @env.macro
    def verdict_guide() -> str:
        """What each verdict means, with examples."""
        return block("verdict_guide", verdicts=site().verdict_guide())

    @env.macro
    def verdict_questions() -> str:
        """The question that tells each verdict."""
        return block("verdict_questions", questions=site().verdict_questions())

    @env.macro
    def worked_examples() -> str:
        """Sentences that are checked step by step, each under its own heading."""
        parts = []
        for example in site().worked_examples():
            parts += [heading(3, example.title, example.id), block("worked_example", example=example)]
        return "\n\n".join(parts)

    @env.macro
    def fixed_answers() -> str:
        """Which verdict is given in cases that come up again and again."""
        return block("fixed_answers", answers=site().fixed_answers())

    @env.macro
    def chooser() -> str:
        """The chooser, one question at a time, with the data its script walks."""
        data = Markup(site().chooser_data())  # noqa: S704 - chooser_data() leaves nothing that is markup
        return block("chooser", data=data)

    @env.macro
    def question_list() -> str:
        """Every question as a link, at the anchor that it had when all of them were on the chooser's page."""
        return linked(map(site().question_link, (each.id for each in comparison.chooser.questions)))

    @env.macro
    def outcome_list() -> str:
        """Every outcome as a link, at the anchor that it had when all of them were on the chooser's page."""
        return linked(map(site().outcome_link, (each.id for each in comparison.chooser.outcomes)))

    @env.macro
    def chooser_diagram() -> str:
        """Which question can follow which, and where each can end."""
        return block("chooser_diagram", diagram=site().chooser_diagram())

    @env.macro
    def outcome_table() -> str:
        """How many paths lead to each outcome."""
        return block("outcome_table", table=site().outcome_table())

    @env.macro
    def chooser_questions() -> str:
        """Every question with its answers, each under its own heading."""
        parts = []
        for question in site().chooser_questions():
            parts += [
                heading(3, question.question, f"q-{question.id}"),
                block("chooser_question", question=question),
            ]
        return "\n\n".join(parts)

    @env.macro
    def chooser_steps() -> str:
        """The whole tree in steps, under the first answers that lead to them."""
        parts = []
        for group in site().chooser_steps():
            parts += [heading(3, group.title, group.id), block("chooser_steps", group=group)]
        return "\n\n".join(parts)

    @env.macro
    def chooser_outcomes() -> str:
        """Every outcome whole, each under its own heading."""
        parts = []
        for outcome in site().chooser_outcomes():
            parts += [heading(2, outcome.title, f"o-{outcome.id}"), block("chooser_outcome", outcome=outcome)]
        return "\n\n".join(parts)

    @env.macro
    def situations() -> str:
        """Every situation, under the headings of their groups."""
        parts = []
        for group in site().situations():
            parts += [heading(2, group.title, group.id), block("situations", group=group)]
        return "\n\n".join(parts)

    @env.macro
    def situation_shares() -> str:
        """How many situations end in each outcome."""
        return block("situation_shares", table=site().situation_shares())

    @env.macro
    def rule_list() -> str:
        """Every rule with its docstring."""
        return block("rule_list", rules=rule_items(rules.docstrings().items()))

    @env.macro
    def export_list() -> str:
        """Every published file."""
        return block("export_list", files=exports.export_list(), base=site().base)

    for name, macro in env.macros.items():
        env.macros[name] = _kept(host, macro)


def _kept(host: Any, macro: Callable[..., str]) -> Callable[..., str]:
    """A macro whose failure the host raises when the rules have ended: the macros' own plugin would end the build."""

    @wraps(macro)
    def called(*arguments: str) -> str:
        try:
            return macro(*arguments)
        except Exception as error:
            host.failed = host.failed or error
            return ""

    return called
