"""A page as sections: which there are, and on which lines a phrase is."""

from __future__ import annotations

import pytest

from macros.evidence.documents import Block, Document, Draft, Section, document, is_numbered

NO_SECTION = Section(frozenset(), ())
NAMES = {f"name-{number:02}" for number in range(20)}


def span(text: str, phrase: str, *, above: str = "") -> tuple[int, int]:
    """The lines of a phrase in a block of these lines, which may be below others."""
    lines = [*above.splitlines(), *text.splitlines(), "a", "b"]
    first = len(above.splitlines()) + 1
    page = Document((), NO_SECTION, tuple(lines), made_from_code=False)
    return page.span(Block(text, first, first + len(text.splitlines()) - 1), phrase)


@pytest.mark.parametrize(
    ("text", "phrase", "lines"),
    [
        ("a\nb\nc", "a b", (1, 2)),
        ("a\nb\nc", "b", (2, 2)),
        ("a\nb\nc", "b, c.", (2, 3)),
        ("a b\na\nx b", "a b", (1, 1)),
        ("a\nx b\na b", "a b", (3, 3)),
        ("a b\na b", "a b", (1, 1)),
        ("a b\na b c", "a b c", (2, 2)),
        ("very\nvery\nthat", "very very", (1, 2)),
        ("a\nof\nb", "a of\nb", (1, 3)),
        ("x\ny", "a b", (1, 2)),
        ("x\na", "...", (1, 2)),
    ],
)
def test_a_phrase_spans_the_lines_of_its_words(text: str, phrase: str, lines: tuple[int, int]) -> None:
    assert span(text, phrase) == lines
    below = (lines[0] + 2, lines[1] + 2)
    assert span(text, phrase, above="a b\nb c") == below


def test_markup_may_be_between_two_words_but_not_a_whole_sentence() -> None:
    assert span(f"a {'x ' * 11}\nb", "a b") == (1, 2)
    assert span(f"a {'x ' * 12}\nb", "a b") == (1, 1)


def test_a_page_is_its_drafts_with_what_comes_before_the_first_subheading() -> None:
    before, title, below, deeper = (Block(text, line, line) for line, text in enumerate("abcd", 1))
    drafts = [Draft(set(), [before]), Draft({"title"}, [title, below], heading=True), Draft({"note"}, [below])]
    page = document(iter([*drafts, Draft({"id7", "next"}, [deeper], heading=True)]), "a\nb\nc\nd")
    assert page == Document(
        sections=(
            Section(frozenset(), (before,)),
            Section(frozenset({"title"}), (title, below)),
            Section(frozenset({"note"}), (below,)),
            Section(frozenset({"next"}), (deeper,)),
        ),
        opening=Section(frozenset(), (before, title, below)),
        lines=("a", "b", "c", "d"),
        made_from_code=False,
    )
    assert page.section("") == page.opening
    assert page.section("next") == page.sections[3]
    assert page.section("id7") is None
    assert document(drafts[::2], "").opening.blocks == (before, below)
    assert document([], "", made_from_code=True) == Document((), NO_SECTION, ("",), made_from_code=True)


def test_the_anchors_of_a_section_are_told_in_one_order() -> None:
    page = Document((Section(frozenset(NAMES), ()),), NO_SECTION, (), made_from_code=False)
    assert list(page.anchors()) == sorted(NAMES)


@pytest.mark.parametrize(
    ("anchor", "counted"), [("id1", True), ("id23", True), ("id", False), ("idea1", False), ("valid1", False)]
)
def test_a_counted_anchor_is_told_from_a_named_one(anchor: str, counted: bool) -> None:
    assert is_numbered(anchor) is counted
