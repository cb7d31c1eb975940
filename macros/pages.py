"""The pages that data makes: their Markdown, and their places in the navigation."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from macros import addresses
from macros.model import Comparison
from macros.render import heading


def generated(comparison: Comparison) -> dict[str, str]:
    """Every page that has no file in docs/: its path there, and its Markdown."""
    topics = {addresses.page_file(addresses.topic(id)): _topic(comparison, id) for id in comparison.topics}
    articles = {addresses.page_file(addresses.article(id)): _article(comparison, id) for id in comparison.articles}
    tasks = {addresses.page_file(addresses.task(id)): _task(comparison, id) for id in comparison.tasks}
    return topics | articles | tasks


def _topic(comparison: Comparison, id: str) -> str:
    topic = comparison.topics[id]
    cells = [comparison.criteria[name].frameworks for name in topic.criteria]
    names = comparison.names(name for name in comparison.frameworks if any(name in each for each in cells))
    macros = ("topic_about", "criterion_table", "criteria")
    calls = [f'{name}("{id}")' for name in macros]
    return _page(f"{topic.title}: {names} compared", topic.about, topic.title, calls, topic.where.file)


def _article(comparison: Comparison, id: str) -> str:
    article = comparison.articles[id]
    count = len(article.assertions)
    statements = "1 statement" if count == 1 else f"{count} statements, each"
    about = dict.fromkeys(name for each in article.assertions for name in each.about)
    names = comparison.names(sorted(about, key=[*comparison.frameworks, *comparison.sources].index))
    says = f"What {article.publisher} says of {names}: {statements} with a verdict and the claims behind it."
    macros = ("article_start", "article_head", "article_sections")
    calls = [f'{name}("{id}")' for name in macros]
    return _page(f"{article.publisher}: {article.title}", says, article.title, calls, article.where.file)


def _task(comparison: Comparison, id: str) -> str:
    task = comparison.tasks[id]
    names = comparison.names(name for name in comparison.frameworks if name in task.frameworks)
    call = f'task("{id}")'
    return _page(f"{task.title} in {names}", task.says, task.title, [call], task.where.file, hide=["toc"])


def _page(title: str, description: str, head: str, calls: list[str], edit: str, hide: Sequence[str] = ()) -> str:
    """Markdown with front matter; JSON strings are YAML strings whatever is in them.

    `edit` is the file from which the page is made, `hide` what the theme leaves out beside it.
    """
    texts = {"title": title, "description": description}
    front = "\n".join(f"{name}: {json.dumps(_inert(text), ensure_ascii=False)}" for name, text in texts.items())
    front += f"\nedit: {json.dumps(edit)}"
    front += f"\nhide: {json.dumps(list(hide))}" if hide else ""
    return "\n\n".join([f"---\n{front}\n---", heading(1, head), *(f"{{{{ {call} }}}}" for call in calls)]) + "\n"


def _inert(text: str) -> str:
    """Text for a title or description, where nothing is code: the builder prints it unescaped, and reads `{{ }}`."""
    return escape(text.replace("`", "")).replace("{", "&#123;")


def listed_on(path: str) -> str | None:
    """The page whose list leads to a page that data makes, where that one is not in the navigation of every page."""
    return addresses.TASKS if path.startswith(addresses.TASKS) else None


def add_to_navigation(nav: list[Any], comparison: Comparison) -> None:
    """Put the generated pages into the section that mkdocs.yml keeps for them, after the pages that are there."""
    topics = [
        {_inert(topic.title): addresses.page_file(addresses.topic(id))} for id, topic in comparison.topics.items()
    ]
    articles = [
        {_inert(article.publisher): addresses.page_file(addresses.article(id))}
        for id, article in comparison.articles.items()
    ]
    _section(nav, "Compare").extend(topics)
    _section(nav, "Articles").extend(articles)


def _section(nav: list[Any], title: str) -> list[Any]:
    for item in nav:
        if isinstance(item, dict) and isinstance(item.get(title), list):
            section: list[Any] = item[title]
            return section
    raise LookupError(
        f"`nav` has no section `{title}` with a list of pages; its pages are made from data/ and go there"
    )
