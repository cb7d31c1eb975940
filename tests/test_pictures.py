"""The picture beside a link: small, the same for the same words, and whole for any title."""

from io import BytesIO

import pytest
from PIL import Image

from macros.pictures import HEIGHT, WIDTH, picture

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
