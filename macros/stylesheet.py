"""The theme's stylesheet without the rules that can match nothing on this site, which are half of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from pathlib import Path

SCRIPTS = ("assets/javascripts/bundle*.js", "javascripts/*.js")
OFF = (
    "md-annotation",
    "md-code",
    "md-consent",
    "md-source__fact",
    "md-status",
    "md-tag",
    "md-tooltip",
    "md-version",
    "tabbed-",
)
"""How the classes of those parts of the theme begin that mkdocs.yml leaves off. The theme's script names them."""
_USED = re.compile(r"--[\w-]+(?=[\s,)\"'`])")
_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
_VALUE = re.compile(r"\[(?:dir|data-md-[\w-]+)=([\w-]+)\]")
_BRACKETED = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[A-Za-z_][\w-]*")
_SET = re.compile(r"(?:class|dir|data-md-[\w-]+)=\"([^\"]+)")
_PROPERTY = re.compile(
    r"(--[\w-]+):((?:\"[^\"]*\"|'[^']*'|\((?:\"[^\"]*\"|'[^']*'|[^\"'()])*\)|[^;}\"'(])*)(?:;|(?=}))"
)


def words(page: str) -> set[str]:
    """The classes that a page sets, and the values of the theme's own attributes."""
    return {word for value in set(_SET.findall(page)) for word in value.split()}


def of_theme(site: Path) -> tuple[str, ...]:
    """The paths of the theme's stylesheets below the root of a built site, in the order in which pages load them."""
    return tuple(sorted(path.relative_to(site).as_posix() for path in site.glob("assets/stylesheets/*.css")))


def trim(site: Path, known: Iterable[str]) -> None:
    """Rewrite the theme's stylesheets of a built site, whose pages set the classes `known`.

    A class that a script of the site could set is any word of the script, but for parts of the theme that are off.
    """
    scripts = [path.read_text(encoding="utf-8") for part in SCRIPTS for path in site.glob(part)]
    words = {*known, *(word for script in scripts for word in _WORD.findall(script) if not word.startswith(OFF))}
    own = [path.read_text(encoding="utf-8") for path in site.glob("stylesheets/*.css")]
    sheets = of_theme(site)
    texts = [trimmed((site / path).read_text(encoding="utf-8"), words) for path in sheets]
    used = {name for text in (*texts, *own, *scripts) for name in _USED.findall(text)}
    for path, text in zip(sheets, texts, strict=True):
        (site / path).write_text(without_unused(text, used), encoding="utf-8", newline="")


def without_unused(css: str, used: Set[str]) -> str:
    """A stylesheet without the custom properties that nothing reads, most of them icons."""
    return _PROPERTY.sub(lambda found: found[0] if found[1] in used else "", css)


def trimmed(css: str, known: Set[str]) -> str:
    """A minified stylesheet without each selector that names an unknown class or value of `dir` or `data-md-*`."""
    out = []
    for head, body in _blocks(css):
        if body is None or head.startswith(("@font-face", "@keyframes", "@charset", "@import", "@property")):
            out.append(head if body is None else f"{head}{{{body}}}")
        elif head.startswith("@"):
            inner = trimmed(body, known)
            out += [f"{head}{{{inner}}}"] if inner else []
        else:
            kept = [each for each in _selectors(head) if _can_match(each, known)]
            out += [f"{','.join(kept)}{{{body}}}"] if kept else []
    return "".join(out)


def _blocks(css: str) -> Iterator[tuple[str, str | None]]:
    """Each rule as its head and what is between its braces; a statement without braces has no body."""
    depth = start = brace = 0
    for mark in re.finditer(r"[{};]|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|url\([^'\")]*\)|/\*.*?\*/", css, re.DOTALL):
        if mark[0] == "{":
            depth += 1
            brace = mark.start() if depth == 1 else brace
        elif mark[0] == "}":
            depth -= 1
            if depth == 0:
                yield css[start:brace].strip(), css[brace + 1 : mark.start()]
                start = mark.end()
        elif mark[0] == ";" and depth == 0:
            yield css[start : mark.end()].strip(), None
            start = mark.end()


def _selectors(head: str) -> list[str]:
    """The selectors of a list; a comma in brackets ends none."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(head):
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            parts.append(head[start:place])
            start = place + 1
    return [*parts, head[start:]]


def _can_match(selector: str, known: Set[str]) -> bool:
    """Whether every class outside brackets is known: what `:not()` and `:is()` name need not be there."""
    plain = selector
    while plain != (plain := _BRACKETED.sub("", plain)):
        pass
    return all(name in known for name in (*_CLASS.findall(plain), *_VALUE.findall(plain)))
