"""The picture beside a link: small, the same for the same words, and whole for any title."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageFont

from macros.pictures import BAR, GROUND, HEIGHT, INK, MARGIN, SIZES, WIDTH, _drawn, _fitting, _font, _lines, picture

LONG = "A title that goes on and on, as those of published articles may do " * 5


def shades(data):
    with Image.open(BytesIO(data)) as image:
        return image.convert("L")


def test_equal_words_give_equal_bytes():
    assert picture("Data", "12 questions", "Site") == picture("Data", "12 questions", "Site")
    assert picture("Data", "12 questions", "Site") != picture("Date", "12 questions", "Site")


@pytest.mark.parametrize("title", ["Data", LONG, "", "W" * 90, "Ünï — “quoted” {{ x }} <b>"])
def test_any_title_is_within_the_picture(title):
    data = picture(title, "below", "Site")
    assert len(data) <= 40 * 1024
    image = shades(data)
    assert image.size == (WIDTH, HEIGHT)
    assert len(set(image.crop((WIDTH - 30, 0, WIDTH, HEIGHT)).get_flattened_data())) == 1, "a letter is cut off"


def test_accents_and_dashes_are_drawn_in_plain_letters():
    assert picture("Na\u00efve \u2014 x", "", "S") == picture("Naive - x", "", "S")


def colours(data):
    with Image.open(BytesIO(data)) as image:
        assert image.mode == "P"
        return image.convert("RGB")


def inked(image, box):
    """Where there is anything but the ground within a box: left, top, right and bottom."""
    part = image.crop(box)
    found = ImageChops.difference(part, Image.new("RGB", part.size, GROUND)).getbbox()
    return found and (found[0] + box[0], found[1] + box[1], found[2] + box[0], found[3] + box[1])


def test_the_bar_is_at_the_left_and_the_rest_is_ground():
    image = colours(picture("", "", ""))
    assert (WIDTH, HEIGHT) == image.size == (1200, 630)
    assert set(image.crop((0, 0, 25, HEIGHT)).get_flattened_data()) == {BAR} == {(255, 176, 138)}
    assert set(image.crop((25, 0, WIDTH, HEIGHT)).get_flattened_data()) == {GROUND} == {(23, 48, 63)}


def test_the_title_is_white_and_in_the_middle_and_what_is_around_it_is_grey():
    image = colours(picture("Data", "below", "Site"))
    site, title, below = (inked(image, (25, top, WIDTH, end)) for top, end in ((0, 150), (200, 430), (500, HEIGHT)))
    assert abs((title[1] + title[3]) / 2 - HEIGHT / 2) < 10
    assert 70 <= site[1] < 80
    assert HEIGHT - 71 <= below[3] <= HEIGHT - 69
    assert all(MARGIN <= left <= MARGIN + 9 for left, *_ in (site, title, below))
    assert max(image.crop(title).get_flattened_data()) == INK == (255, 255, 255)
    grey = tuple(a + (b - a) * 10 // 14 for a, b in zip(GROUND, INK, strict=True))
    assert max(image.crop(site).get_flattened_data()) == max(image.crop(below).get_flattened_data()) == grey
    assert site[3] - site[1] < 40 < title[3] - title[1]


def test_letters_have_soft_edges():
    assert len(set(colours(picture("Sososo", "", "")).get_flattened_data())) == 15 + 1


@pytest.mark.parametrize(
    ("title", "size", "count"),
    [
        ("Data", 92, 1),
        ("word " * 16, 92, 4),
        ("word " * 17, 80, 4),
        ("word " * 20, 80, 4),
        ("framework against " * 6, 68, 4),
        ("word " * 21, 58, 4),
        ("word " * 24, 58, 4),
        ("word " * 25, 50, 4),
        ("W" * 20, 50, 1),
    ],
)
def test_a_title_gets_the_largest_letters_in_which_it_has_four_lines(title, size, count):
    font, lines = _fitting(title)
    assert isinstance(font, ImageFont.FreeTypeFont)
    assert (font.size, len(lines)) == (size, count)
    assert all(font.getlength(line) <= WIDTH - 2 * MARGIN for line in lines)


def test_a_title_that_is_too_long_for_all_ends_in_dots():
    font, lines = _fitting("word " * 60)
    assert isinstance(font, ImageFont.FreeTypeFont)
    assert font.size == SIZES[-1] == 50
    whole = _lines("word " * 60, font)
    assert lines == [*whole[:3], f"{whole[3]} ..."]


def test_a_line_is_filled_before_the_next_one_begins_and_long_words_are_cut():
    font = _font(50)
    assert _lines("one  two", font) == ["one two"]
    first, second = _lines("word " * 12, font)
    assert font.getlength(f"{first} word") > WIDTH - 2 * MARGIN
    assert (first, second) == (" ".join(["word"] * first.count("word")), " ".join(["word"] * second.count("word")))
    assert _lines("x" * 45, font) == [f"{'x' * 20} {'x' * 20}", "x" * 5]
    assert _lines("", font) == [""]


def test_what_the_font_lacks_is_left_out():
    assert (
        _drawn("a\u2013b\u2014c \u201cd\u201d \u2018e\u2019 \u00fc \u4e2d\u2026")
        == "a-b-c \u201cd\u201d \u2018e\u2019 u ..."
    )
