"""A view to HTML: our own environment, strict and escaping, because the macros plugin's does not escape."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from macros.highlight import highlight

_BACKTICKS = re.compile(r"`([^`]+)`")


def code_words(text: str) -> Markup:
    """Escape a text, and set the words between backticks as code."""
    if "`" not in text:
        return escape(text)  # most have none, and a page has thousands
    parts = _BACKTICKS.split(text)
    marked = (Markup("<code>{}</code>").format(part) if index % 2 else escape(part) for index, part in enumerate(parts))
    return Markup("").join(marked)


_templates = Environment(
    loader=PackageLoader("macros"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_templates.filters["code_words"] = code_words
_templates.filters["highlight"] = highlight


def render(template: str, **view: Any) -> str:
    """One template with its view, as a block of HTML that Markdown leaves alone.

    A blank line would end the block for some Markdown readers, so none is left in it.
    """
    html = _templates.get_template(f"{template}.html").render(view)
    return re.sub(r"\n\s*\n+", "\n", html).strip()


def heading(level: int, text: str, id: str | None = None) -> str:
    """A Markdown heading, so that the table of contents and the search know it; nothing in `text` is markup.

    Every character that could mean something to Markdown or HTML becomes a character reference.
    """
    safe = re.sub(r"[^\w ,.?'-]|_", lambda match: f"&#{ord(match[0])};", text.replace("`", ""))
    return f"{'#' * level} {safe}" + (f" {{ #{id} }}" if id else "")
