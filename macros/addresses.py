"""Every address of the site, below its root. They are permanent: spell none of them anywhere else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import urlencode

HOME = "./"
SOURCES = "sources/"
DISAGREEMENTS = "articles/disagreements/"
NOT_SO = "articles/not-so/"
YOUR_OWN = "articles/your-own-sentence/"
CHOOSE = "choose/"
TREE = f"{CHOOSE}tree/"
OUTCOMES = f"{CHOOSE}outcomes/"
SITUATIONS = "situations/"
TASKS = "tasks/"
SPEED = "speed/"
GLOSSARY = "glossary/"
METHOD = "method/"
DATA = "data/"
EXPORTS = "api/v1/"


def topic(id: str) -> str:
    """The page of a topic."""
    return f"compare/{id}/"


def criterion(topic: str, id: str) -> str:
    """A criterion, or a claim under one, on the page of its topic."""
    return f"compare/{topic}/#{id}"


def source(id: str) -> str:
    """A source in the list of sources."""
    return f"{SOURCES}#{id}"


def article(id: str) -> str:
    """The page of an article."""
    return f"articles/{id}/"


def assertion(article: str, id: str) -> str:
    """One statement on its article's page."""
    return f"articles/{article}/#{id}"


def not_so(id: str) -> str:
    """Something that several articles repeat though it is not so, by the `same` of their statements."""
    return f"{NOT_SO}#{id}"


def worked_example(id: str) -> str:
    """One of the examples on the page that says how to check a sentence of your own."""
    return f"{YOUR_OWN}#{id}"


def question(id: str) -> str:
    """A question of the chooser, on the page with the whole tree."""
    return f"{TREE}#q-{id}"


def outcome(id: str) -> str:
    """An outcome of the chooser, on the page with all of them."""
    return f"{OUTCOMES}#o-{id}"


def in_chooser(address: str) -> str:
    """Where the chooser itself lists a question or an outcome, with a link to its own address."""
    return CHOOSE + anchor(address)


def situation(id: str) -> str:
    """One of the situations, on their page."""
    return f"{SITUATIONS}#{id}"


def task(id: str) -> str:
    """The page of a task."""
    return f"{TASKS}{id}/"


def task_side(id: str, framework: str) -> str:
    """One side of a task, on its page."""
    return f"{TASKS}{id}/#{framework}"


def task_download(id: str, framework: str) -> str:
    """The files of one side of a task, as one archive."""
    return f"{TASKS}{id}/{id}-{framework}.zip"


def speed(id: str) -> str:
    """A set-up, a server under it, or one comparison on the page of measured speed."""
    return f"{SPEED}#{id}"


def speed_work(scenario: str) -> str:
    """The anchor of a scenario on that page."""
    return f"work-{scenario}"


def walked(version: str, answers: Mapping[str, str]) -> str:
    """The chooser with these answers given, in this order; `version` is that of its questions."""
    return f"{CHOOSE}?{urlencode({'v': version, **answers})}"


def choice(id: str) -> str:
    """One of the ways to go, on the first page."""
    return f"{HOME}#{id}"


def term(id: str) -> str:
    """A term on the page of the glossary."""
    return f"{GLOSSARY}#{id}"


def verdict(id: str) -> str:
    """What one verdict means, on the page about the method."""
    return f"{METHOD}#verdict-{id}"


def fixed_answer(id: str) -> str:
    """The verdict in one kind of case, on the page about the method."""
    return f"{METHOD}#case-{id}"


def export(name: str) -> str:
    """A published file."""
    return f"{EXPORTS}{name}"


def search(words: str) -> str:
    """The first page with the search open at these words."""
    return f"?{urlencode({'q': words})}"


def public(site: str, address: str) -> str:
    """An address with the URL of the site in front, whether that ends in a slash or not."""
    return f"{site.rstrip('/')}/{address}"


def page_file(address: str) -> str:
    """The Markdown file that a page is made from: `compare/data/` -> `compare/data.md`."""
    return f"{address.rstrip('/')}.md"


def anchor(address: str) -> str:
    """Only the anchor of an address, for a link on its own page."""
    return "#" + address.partition("#")[2]


def slug(title: str) -> str:
    """The anchor that the builder makes of a heading's words."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
