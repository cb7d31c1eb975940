"""The dark colours for a reader without a script: those of the dark scheme, said for the one that pages begin with."""

from __future__ import annotations

from macros.dark import NAME, dark_styles


def test_what_is_said_of_the_dark_scheme_is_said_of_the_first_one(tmp_path) -> None:
    files = {
        "assets/stylesheets/palette.b.css": "[data-md-color-scheme=slate]{a:b}",
        "assets/stylesheets/palette.a.css": "[data-md-color-scheme=slate]{c:d}",
        "assets/stylesheets/main.css": "[data-md-color-scheme=slate]{e:f}",
        "stylesheets/site.css": '[data-md-color-scheme="slate"] { g: h; }\n/* Text */\np { i: j; }\n',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert dark_styles(tmp_path) == (
        "[data-md-color-scheme=default]{c:d}\n"
        "[data-md-color-scheme=default]{a:b}\n"
        '[data-md-color-scheme="default"] { g: h; }\n'
    )
    assert NAME == "assets/stylesheets/dark.css"
