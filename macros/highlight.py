"""The code of a file as HTML, coloured, with what is new in it marked."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from markupsafe import Markup
from pygments import highlight as coloured
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name

_LANGUAGES = {
    "cfg": "ini",
    "css": "css",
    "html": "html+django",
    "ini": "ini",
    "js": "javascript",
    "json": "json",
    "mako": "mako",
    "po": "po",
    "py": "python",
    "sh": "bash",
    "toml": "toml",
    "yml": "yaml",
}
"""What Pygments calls the language of a file with this end of its name. It would look for it itself in 0.1 s."""


def highlight(text: str, path: str, marked: Collection[int] = ()) -> Markup:
    """A file's text as HTML for a `pre`; `marked` are the numbers of lines that are set off.

    No blank line is left in it, because render() would remove it: the second line break is a character reference.
    """
    return _coloured(text, path.rpartition("/")[2], tuple(sorted(marked)))


@cache  # `make serve` builds again and again, and code changes seldom
def _coloured(text: str, name: str, marked: tuple[int, ...]) -> Markup:
    html = coloured(text.rstrip() + "\n", _lexer(name), HtmlFormatter(nowrap=True, hl_lines=marked))
    return Markup(re.sub(r"\n(?=[^\S\n]*\n)", "&#10;", html.rstrip("\n")))  # noqa: S704 - the formatter escapes


def _lexer(name: str) -> Lexer:
    return get_lexer_by_name(_LANGUAGES.get(name.rpartition(".")[2], "text"), stripnl=False)
