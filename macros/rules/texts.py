"""Rules about how texts are typed: slips of the keyboard, markup, and what was left unfinished."""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.model import Comparison, Written
from macros.rules.projects import plain
from macros.rules.registry import Violations, once, rule

QUOTED = {
    ("Absence", "finds"), ("Absence", "folder"), ("Absence", "pattern"), ("Code", "file"), ("Code", "phrase"),
    ("Docs", "at"), ("Docs", "phrase"), ("DocsPlace", "files"), ("DocsPlace", "page"), ("Hosts", "known"),
    ("Metadata", "field"), ("Metadata", "value"), ("Release", "tag"), ("Run", "commands"), ("Attempt", "cases"),
}  # fmt: skip
"""What is copied from code and documentation as it is there; every other field holds words of ours or names."""
SEARCHED = {("Criterion", "also"), ("Term", "also"), ("Term", "term"), ("Word", "instead_of"), ("Word", "say")}
"""What people search with: words and bits of code without backticks."""
NAMES = {
    ("Article", "title"), ("Article", "publisher"), ("Article", "author"), ("Assertion", "section"),
    ("Publication", "at"), ("Decided", "at"), ("Source", "title"), ("Source", "author"), ("Source", "publisher"),
    ("Source", "package"),
}  # fmt: skip
"""What others named or wrote as a heading."""
NOT_SENTENCES = NAMES | SEARCHED
ENDINGS = "com|css|dev|gov|html|io|js|json|net|org|py|toml|txt|typed|xml|yml"
_SHORT = re.compile(r"\b(?:e\.g|i\.e|etc|vs|cf|No|Inc|Ltd|Co|Corp|Jr|Sr|St|Dr|[A-Z])\.(?=[,;:)]| )")
"""A shortened word, whose dot ends no sentence."""
_SLIPS = (
    (re.compile(r"  "), "has two spaces in a row; remove one"),
    (re.compile(r"(?<![\w-])(?!X )([^\W\d_]+) \1(?![\w-])", re.IGNORECASE), "says {0!r}; remove a word"),
    (re.compile(r" [,;:!?)\]}]| \.(?!\w)"), "has a space before {0!r}; remove it"),
    (re.compile(r"[(\[{] "), "has a space after {0!r}; remove it"),
)
_SLIPS_OF_SENTENCES = (
    (re.compile(r"^[,.;:!?)\]}-]"), "begins with {0!r}; remove it"),
    (re.compile(r"[({\[&/-]$"), "ends with {0!r}; remove it"),
)
_TIGHT = re.compile(r"[,.;:!?][,.;:!?\w]")
"""A sign with no space after it: few texts have one, and without it they need not be searched for the next three."""
_TWO_SIGNS = re.compile(r"[,;:!?]{2,}|[,;:!?]\.|(?<!\.)\.\.(?!\.)|\.{4,}|(?<!\.)\.[,;:!?]")
_NO_SPACE = re.compile(r",[^\W\d_]|[^\W\d_][;:!?][^\W\d_]|[^\W\d_]{2}\.[A-Z][a-z]")
_NO_SPACE_BEFORE, _NO_SPACE_AFTER = re.compile(r"[\w,.;:]$"), re.compile(r"[^\W_]")
_RUN_ON = re.compile(rf"(?<![\w.])[a-z]{{2,}}\.(?!(?:{ENDINGS})\b)[a-z]{{3,}}(?![\w.(])")
_DOTS = re.compile(r"\.\.\.|…")
_MARKUP = (
    (re.compile(r"https?:|www\.\w|\w://|mailto:|\w@\w+\.\w"), "an address; give it in a field for links"),
    (re.compile(r"</?[A-Za-z!?]|<!--|-->"), "HTML; write plain words"),
    (re.compile(r"&(?:\w+|#\w+);"), "an HTML entity; type the sign itself"),
    (re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\$\{"), "a template's braces; put code in backticks"),
    (re.compile(r"\]\(|!\[|\*\*|__|~~|==|^(?:#{1,6}|[-*+>]|\d+[.)]) |(?<!\w)[*_]\w[^*_]*[*_](?!\w)"),
     "Markdown; only backticks have a meaning here"),
    (re.compile(r"\\[nrtux'\"*_#`]"), "a backslash; type the sign itself, or put code in backticks"),
)  # fmt: skip
_MAY_BE_MARKUP = re.compile(r"[^\w .,()-]|_|www|^[-\d]")
"""What every match of these has in it: few texts do."""
# What it begins with is looked at first.
_UNFINISHED = re.compile(
    r"(?=[TFXWLCA?lca])"
    r"(?:\b(?:TODO|FIXME|(?:XXX+|TBD|TBC|WIP)\b)|\?\?|(?i:\blorem ipsum|citation needed|\basdf))"
)
_BRACKET = re.compile(r"[()\[\]{}“”]")
_PAIRS = {")": "(", "]": "[", "}": "{", "”": "“"}


@once
def typed(comparison: Comparison) -> Iterator[tuple[Written, str]]:
    """Every text that is not copied from code, and the same with `X` in place of each word in backticks."""
    for field in comparison.written:
        if field.is_words and field.key not in QUOTED:
            yield field, plain(field.text)


@rule
def text_has_no_slip_of_the_keyboard(comparison: Comparison) -> Violations:
    """No text has a doubled word, space or sign, a space before a comma, or none after it."""
    for field, text in typed(comparison):
        text = _SHORT.sub("X", text)
        for pattern, told in _SLIPS if field.key in SEARCHED else _SLIPS + _SLIPS_OF_SENTENCES:
            if found := pattern.search(text):
                yield field.where, f"`{field.name}` {told.format(found[0])}"
        for told in _tight(field, text) if _TIGHT.search(text) else ():
            yield field.where, f"`{field.name}` {told}"
        if field.key not in NOT_SENTENCES and (found := _DOTS.search(text)):
            yield field.where, f"`{field.name}` has {found[0]!r}; finish the sentence"


def _tight(field: Written, text: str) -> Iterator[str]:
    """What is wrong with signs that no space follows."""
    if found := _TWO_SIGNS.search(text):
        yield f"has {found[0]!r}; keep one sign"
    if field.key not in SEARCHED and (found := _NO_SPACE.search(text)):
        yield f"has no space in {found[0]!r}; add one"
    if field.key not in NOT_SENTENCES and (found := _RUN_ON.search(text)):
        yield f"says {found[0]!r}; put code in backticks, or add a space after the dot"


@rule
def code_in_a_text_is_set_apart(comparison: Comparison) -> Violations:
    """A word in backticks has a space before it and none inside; after it comes a space or a sign, or the s of many."""
    for field, _ in typed(comparison):
        parts = field.text.split("`")
        for before, code, after in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
            if not code.strip() or code != code.strip():
                yield field.where, f"`{field.name}` has a space at an end of {code!r}; put the backticks round the word"
            elif _NO_SPACE_BEFORE.search(before) or _NO_SPACE_AFTER.match(after.removeprefix("s")):
                yield field.where, f"`{field.name}` has no space beside {code!r}; add one"


@rule
def text_is_plain(comparison: Comparison) -> Violations:
    """No text holds HTML, Markdown, a template's braces or an address: only backticks have a meaning."""
    for field, text in typed(comparison):
        for pattern, told in _MARKUP if _MAY_BE_MARKUP.search(text) else ():
            if found := pattern.search(text):
                yield field.where, f"`{field.name}` holds {found[0]!r}, {told}"


@rule
def text_is_finished(comparison: Comparison) -> Violations:
    """No text says TODO, or is a filler for one that is still to be written."""
    for field, text in typed(comparison):
        if found := _UNFINISHED.search(text):
            yield field.where, f"`{field.name}` says {found[0]!r}; write the text, or leave it out"


@rule
def text_closes_what_it_opens(comparison: Comparison) -> Violations:
    """Brackets and quotation marks come in pairs, each closed in the order in which they were opened."""
    for field, text in typed(comparison):
        open_ = []
        for sign in _BRACKET.findall(text):
            if sign not in _PAIRS:
                open_.append(sign)
            elif not open_ or open_.pop() != _PAIRS[sign]:
                yield field.where, f"`{field.name}` closes {sign!r}, which is not open; remove it, or open it"
                break
        else:
            if open_:
                yield field.where, f"`{field.name}` opens {open_[-1]!r} and does not close it; close it"
        if text.count('"') % 2:
            yield field.where, f"`{field.name}` has an odd number of quotation marks; close each"
