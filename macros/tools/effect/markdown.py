"""Markdown for a job's summary in which no text of a change can become markup, a link or a mention."""

from __future__ import annotations

import html
import re
import string
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from urllib.parse import quote, urlsplit

LONGEST = 950_000
"""GitHub refuses a summary of more than a mebibyte, counted in bytes."""
LONGEST_SECTION = 450_000
LONGEST_TEXT = 1_200
LONGEST_LINE = 240
MOST_LINES = 60
CUT = "The rest is left out, because this summary would be too long. Read it in the list of changed files."

_PLAIN = frozenset(string.ascii_letters + string.digits + " ,;?'\"-/.()=+%!")


@dataclass
class Section:
    """One heading of the summary and what is below it; a block is never cut in two.

    `count` is told at the top of the summary, where it is not the number of blocks.
    """

    title: str
    about: str
    blocks: list[str] = field(default_factory=list)
    count: int | None = None


def visible(text: str) -> str:
    """The text with the code of each character that a reader can't see, or takes for a Latin letter: `<U+200B>`."""
    return "".join(each if each.isascii() and each.isprintable() else _spelled(each) for each in text)


def _spelled(character: str) -> str:
    spelled = f"<U+{ord(character):04X}>"
    kind = unicodedata.category(character)
    if kind.startswith("L") and not unicodedata.name(character, "").startswith("LATIN"):
        return character + spelled
    return character if character in "\n\t" or kind[0] not in "CZ" else spelled


def code(text: str | None) -> str:
    """A text on one line as it is; nothing for None. GitHub looks for no mention, link or emoji inside `code`."""
    return "" if text is None else f"<code>{_inert(shortened(text))}</code>"


def _inert(text: str) -> str:
    line = visible(text).replace("\n", "↵").replace("\t", " ")
    written = "".join(each if each in _PLAIN or not each.isascii() else f"&#{ord(each)};" for each in line)
    # Without a colon and with no dot after www, GitHub makes no link of an address either.
    return re.sub("(?i)(www)[.]", r"\1&#46;", written)


def shortened(text: str, longest: int = LONGEST_TEXT) -> str:
    """The beginning of a text that is too long to show, and how much is left out."""
    return text if len(text) <= longest else f"{text[:longest]} ... ({len(text) - longest} characters more)"


def pair(before: str | None, after: str | None) -> tuple[str, str]:
    """Two values as code, the words that differ in bold; of long ones the part from a little before the difference."""
    if before is None or after is None:
        return code(before), code(after)
    if max(len(before), len(after)) > LONGEST_TEXT:
        shorter = min(len(before), len(after))
        same = next((place for place in range(shorter) if before[place] != after[place]), shorter)
        start = max(0, same - 100)
        lead = f"(from character {start + 1}) " if start else ""
        before, after = shortened(lead + before[start:]), shortened(lead + after[start:])
    olds, news = re.split(r"(\s+)", before), re.split(r"(\s+)", after)
    steps = SequenceMatcher(None, olds, news, autojunk=False).get_opcodes()
    was = (_marked(olds[first:last], kind) for kind, first, last, _, _ in steps)
    now = (_marked(news[first:last], kind) for kind, _, _, first, last in steps)
    return f"<code>{''.join(was)}</code>", f"<code>{''.join(now)}</code>"


def _marked(words: list[str], kind: str) -> str:
    text = _inert("".join(words))
    return text if kind == "equal" or not text else f"<b>{text}</b>"


def fence(text: str, language: str = "text") -> str:
    """Lines in a block of code that no backticks inside can end."""
    lines = [shortened(line, LONGEST_LINE) for line in visible(text.rstrip("\n")).split("\n")]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"... ({len(lines) - MOST_LINES} lines more)"]
    ticks = "`" * max(3, 1 + max(map(len, re.findall("`+", "\n".join(lines))), default=0))
    return "\n".join([f"{ticks}{language}", *lines, ticks])


def link(url: str) -> str:
    """A web address as a link that shows where it leads; as plain text when it is none."""
    try:
        fits = urlsplit(url).scheme in {"http", "https"}
    except ValueError:
        fits = False
    if not fits:
        return code(url)
    address = html.escape(quote(url, safe="%:/?#[]@!$&'()*+,;=~"), quote=True)
    return f'<a href="{address}">{code(url.partition(":~:")[0].rstrip("#"))}</a>'


def details(title: str, body: str) -> str:
    """Something that is folded; `title` is Markdown of ours."""
    return f"<details><summary>{title}</summary>\n\n{body}\n\n</details>"


def table(rows: Iterable[tuple[str, str, str]]) -> str:
    """Three columns of cells that are Markdown already: where, before, after."""
    body = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    return f"| where | before | after |\n| --- | --- | --- |\n{body}".rstrip("\n")


def counted(number: int, one: str, more: str | None = None) -> str:
    """A number with its noun: `1 test`, `2 tests`."""
    return f"{number} {one if number == 1 else more or one + 's'}"


def assembled(opening: str, sections: Iterable[Section]) -> str:
    """The whole summary, the most important first, cut between two blocks with a sentence that says so."""
    parts, length = [opening], _size(opening)
    for section in sections:
        if not section.blocks:
            continue
        limit = min(LONGEST_SECTION, LONGEST - length)
        text = _cut([f"## {section.title}", *([section.about] if section.about else []), *section.blocks], limit)
        parts.append(text)
        length += _size(text)
    return "\n\n".join(parts) + "\n"


def _cut(blocks: list[str], limit: int) -> str:
    kept: list[str] = []
    length = 0
    for block in blocks:
        length += _size(block)
        if length > limit:
            return "\n\n".join([*kept, CUT])
        kept.append(block)
    return "\n\n".join(kept)


def _size(text: str) -> int:
    return len(text.encode()) + 2
