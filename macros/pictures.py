"""The picture that a messenger or a network shows beside a link to a page."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN = 1200, 630, 90
GROUND, INK, BAR = (23, 48, 63), (255, 255, 255), (255, 176, 138)
SHADES = 15
"""How many shades there are from the ground to white, for the edges of letters. The bar's colour is the 16th."""
WHITE, GREY = SHADES - 1, SHADES - 4
SIZES = (92, 80, 68, 58, 50)
"""The sizes of a title, the largest first: it gets the first in which it has at most four lines."""

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def picture(title: str, below: str, site: str) -> bytes:
    """A PNG with the title in large letters, a line below it, and the site's name. Equal texts give equal bytes."""
    image = Image.new("L", (WIDTH, HEIGHT), 0)
    draw = ImageDraw.Draw(image)
    _text(draw, (MARGIN, 70), site, 38, "la", GREY)
    font, lines = _fitting(_drawn(title))
    draw.multiline_text((MARGIN, HEIGHT / 2), "\n".join(lines), 255, font, anchor="lm", spacing=14)
    _text(draw, (MARGIN, HEIGHT - 70), below, 34, "ls", GREY)
    shaded = image.point([value * WHITE // 255 for value in range(256)])
    ImageDraw.Draw(shaded).rectangle((0, 0, 24, HEIGHT), SHADES)
    shaded.putpalette(_palette())
    stored = BytesIO()
    shaded.save(stored, "PNG", bits=4, compress_level=9)
    return stored.getvalue()


def _text(draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: float, anchor: str, shade: int) -> None:
    draw.text(at, _drawn(text), shade * 255 // WHITE, _font(size), anchor=anchor)


def _palette() -> list[int]:
    steps = [[a + (b - a) * step // WHITE for a, b in zip(GROUND, INK, strict=True)] for step in range(SHADES)]
    return [value for colour in (*steps, BAR) for value in colour]


def _font(size: float) -> Font:
    """Pillow's own font, so that no machine draws another picture."""
    return ImageFont.load_default(size)


def _drawn(text: str) -> str:
    """The text in the characters that the font has: no accents, and a plain dash for each kind of dash."""
    apart = unicodedata.normalize("NFKD", text.replace("\N{EN DASH}", "-").replace("\N{EM DASH}", "-"))
    return "".join(each for each in apart if each.isascii() or each in "“”‘’")


def _fitting(title: str) -> tuple[Font, list[str]]:
    """The largest font in which the title has few lines, and those; what is too long for all ends in dots."""
    for size in SIZES:
        font = _font(size)
        lines = _lines(title, font)
        if len(lines) <= 4 and max(map(font.getlength, lines)) <= WIDTH - 2 * MARGIN:
            return font, lines
    return font, [*lines[:3], f"{lines[3]} ..."]


def _lines(text: str, font: Font) -> list[str]:
    """The text in lines that are no wider than the picture. No word is longer than fits in the smallest size."""
    lines = [""]
    for word in re.findall(r"\S{1,20}", text):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > WIDTH - 2 * MARGIN:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
