"""Macro name -> view -> template. With mkdocs.yml, the only place that knows which program builds the site."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from mkdocs.exceptions import PluginError

ROOT = Path(__file__).resolve().parent.parent
# The host runs this file anew on every rebuild but keeps what it imports: forget ours, so that
# `make serve` shows a change in macros/ without a restart.
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
for _name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
    if not _name.endswith("plugin"):
        del sys.modules[_name]

from macros import exports, permalinks, rules  # noqa: E402
from macros.load import DataError, load  # noqa: E402
from macros.model import Comparison  # noqa: E402
from macros.render import heading, render  # noqa: E402
from macros.views import KEY_WORDS, Views, rule_items  # noqa: E402


def define_env(env: Any) -> None:
    """Called by the host before each build: loads and checks data/, then registers the macros.

    Raises PluginError, which the host prints as it is, with every problem of the data.
    """
    comparison = _comparison(Path(env.project_dir))
    env.comparison = comparison

    def views() -> Views:
        depth = env.page.url.count("/")
        return Views(comparison, "../" * depth, os.environ.get("REPO_URL"))

    @env.macro
    def framework_cards() -> str:
        """What each framework is, on the first page."""
        return render("framework_cards", cards=views().framework_cards())

    @env.macro
    def deciding_table() -> str:
        """The criteria that decide most often."""
        return render("criterion_table", table=views().deciding_table())

    @env.macro
    def choices() -> str:
        """When to choose which."""
        return render("choices", choices=views().choices())

    @env.macro
    def checked() -> str:
        """What was checked, against which versions, and when."""
        return render("checked", checked=views().checked())

    @env.macro
    def unchecked() -> str:
        """The claims that no machine has checked yet, by name."""
        return render("unchecked", checked=views().checked())

    @env.macro
    def topic_totals() -> str:
        """Claims by topic and key."""
        return render("topic_totals", totals=views().topic_totals(), keys=tuple(KEY_WORDS.values()))

    @env.macro
    def topic_list() -> str:
        """Every topic with what it is about."""
        return render("topic_list", topics=views().topic_list())

    @env.macro
    def topic_about(topic: str) -> str:
        """What a topic is about, in a sentence."""
        return render("topic_about", topic=comparison.topics[topic])

    @env.macro
    def criterion_table(topic: str) -> str:
        """One topic as a table, say {{ criterion_table("data") }}."""
        return render("criterion_table", table=views().criterion_table(topic))

    @env.macro
    def criteria(topic: str) -> str:
        """Every criterion of a topic in full, each under a heading of its own."""
        parts = []
        for section in views().criteria(topic):
            parts += [heading(2, section.question, section.id), render("criterion", criterion=section)]
        return "\n\n".join(parts)

    @env.macro
    def everything() -> str:
        """All criteria in one table with a filter."""
        return render("everything", table=views().everything())

    @env.macro
    def source_list() -> str:
        """Every source by kind, with the claims that rest on it."""
        parts = []
        for group in views().source_list():
            parts += [heading(2, group.title, group.id), render("source_list", group=group)]
        return "\n\n".join(parts)

    @env.macro
    def rule_list() -> str:
        """Every rule with its docstring."""
        return render("rule_list", rules=rule_items((name, rule.__doc__ or "") for name, rule in rules.RULES.items()))

    @env.macro
    def export_list() -> str:
        """Every published file."""
        return render("export_list", files=exports.export_list(), base=views().base)


def on_post_page_macros(env: Any) -> None:
    """Called by the host after a page's macros: say where anchors went that moved away from the page."""
    moved = permalinks.moved_anchors(env.comparison, env.page.url)
    if moved:
        base = "../" * env.page.url.count("/")
        env.markdown += "\n\n" + render("moved", moved={old: base + new for old, new in moved.items()})


def on_post_build(env: Any) -> None:
    """Called by the host when the pages are written: add the exports and the pages that redirect."""
    site = Path(env.conf["site_dir"])
    # It holds the time of the build and would make two equal builds differ; sitemap.xml says the same.
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    for name, text in (exports.files(env.comparison) | permalinks.redirect_pages(env.comparison)).items():
        target = site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")


def _comparison(root: Path) -> Comparison:
    try:
        comparison = load(root)
        problems = rules.check(comparison)
    except DataError as error:
        problems = error.problems
    if problems:
        lines = "\n".join(f"  {problem}" for problem in problems)
        raise PluginError(f"{len(problems)} problem(s) in data/:\n{lines}")
    return comparison
