"""Only what can match nothing is left out of the theme's stylesheet."""

import pytest

from macros.stylesheet import of_theme, trim, trimmed, without_unused, words

KNOWN = {"page", "dark", "open"}


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".page{a:b}", ".page{a:b}"),
        (".gone{a:b}", ""),
        (".page,.gone,p{a:b}", ".page,p{a:b}"),
        (".page .gone{a:b}", ""),
        (".page:not(.gone){a:b}", ".page:not(.gone){a:b}"),
        (".page:is(.gone,.page) p{a:b}", ".page:is(.gone,.page) p{a:b}"),
        ("[data-md-x=dark]{a:b}[data-md-x=light]{a:b}", "[data-md-x=dark]{a:b}"),
        ("[dir=dark]{a:b}[dir=rtl]{a:b}", "[dir=dark]{a:b}"),
        ("[for=__drawer]{a:b}", "[for=__drawer]{a:b}"),
        ('[type="text"],[hidden]{a:b}', '[type="text"],[hidden]{a:b}'),
        ("@media print{.gone{a:b}}", ""),
        ("@media print{.page{a:b}.gone{a:b}}.page{c:d}", "@media print{.page{a:b}}.page{c:d}"),
        ("@keyframes gone{0%{a:b}to{c:d}}", "@keyframes gone{0%{a:b}to{c:d}}"),
        ('@charset "UTF-8";.gone{a:b}', '@charset "UTF-8";'),
        ('.page{content:"}.gone{"}', '.page{content:"}.gone{"}'),
        (".page{a:url(data:x;{)}", ".page{a:url(data:x;{)}"),
    ],
)
def test_a_selector_stays_unless_it_names_what_is_never_set(css, left):
    assert trimmed(css, KNOWN) == left


def test_a_property_stays_if_something_reads_it():
    css = ':root{--icon:url("data:;a}");--kept:1px;--last:calc(1px + 2px)}p{a:var(--kept)}'
    assert without_unused(css, {"--kept"}) == ":root{--kept:1px;}p{a:var(--kept)}"


def test_the_classes_of_a_page_are_known():
    assert words('<p class="a b--c"><i data-md-color="d" title="e" dir=\'f\'>.g') == {"a", "b--c", "d"}


def test_the_theme_of_a_built_site_is_trimmed_and_our_own_sheet_is_not(tmp_path):
    files = {
        "assets/stylesheets/main.css": ":root{--a:1;--b:2}.page{x:var(--a)}.by-script{x:y}.md-tooltip{x:y}.gone{x:y}",
        "stylesheets/site.css": ".gone{x:y}",
        "javascripts/site.js": 'each.classList.add("by-script", "md-tooltip")',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    trim(tmp_path, ["page"])
    read = {name: (tmp_path / name).read_text(encoding="utf-8") for name in files}
    assert read == files | {"assets/stylesheets/main.css": ":root{--a:1;}.page{x:var(--a)}.by-script{x:y}"}
    assert of_theme(tmp_path) == ("assets/stylesheets/main.css",)
