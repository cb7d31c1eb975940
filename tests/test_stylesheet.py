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
        ("@font-face{a:b}", "@font-face{a:b}"),
        ('@import "a";.gone{a:b}', '@import "a";'),
        ("@property --gone{a:b}", "@property --gone{a:b}"),
        ("@media print{@media screen{.gone{a:b}.page{c:d}}}", "@media print{@media screen{.page{c:d}}}"),
        (".page{/*}*/a:b}", ".page{/*}*/a:b}"),
        (".page{content:'}'}.gone{a:b}", ".page{content:'}'}"),
        (r'.page{content:"\"}"}.gone{a:b}', r'.page{content:"\"}"}'),
        ("p:not(:is(.gone,.page),b),.gone{a:b}", "p:not(:is(.gone,.page),b){a:b}"),
        ('[a=",b"],p{a:b}', '[a=",b"],p{a:b}'),
        ("  p {a:b} ; .page {c:d}", "p{a:b};.page{c:d}"),
    ],
)
def test_a_selector_stays_unless_it_names_what_is_never_set(css, left):
    assert trimmed(css, KNOWN) == left


def test_a_property_stays_if_something_reads_it():
    css = ':root{--icon:url("data:;a}");--kept:1px;--last:calc(1px + 2px)}p{a:var(--kept)}'
    assert without_unused(css, {"--kept"}) == ":root{--kept:1px;}p{a:var(--kept)}"


@pytest.mark.parametrize(
    ("css", "left"),
    [
        ("p{--a:1;b:c}", "p{b:c}"),
        ("p{b:c;--a:1}", "p{b:c;}"),
        ("p{--a:'};';b:c}", "p{b:c}"),
        ("p{--a:url('};');b:c}", "p{b:c}"),
        ("p{--kept:1}", "p{--kept:1}"),
    ],
)
def test_a_property_is_left_out_whole(css, left):
    assert without_unused(css, {"--kept"}) == left


PARTS = [
    "md-annotation", "md-code", "md-consent", "md-source__fact", "md-status", "md-tag", "md-tooltip", "md-version",
    "tabbed-",
]  # fmt: skip


@pytest.mark.parametrize("script", ["assets/javascripts/bundle.a.js", "javascripts/site.js"])
def test_a_class_that_a_script_names_is_kept_but_for_parts_that_are_off(script, tmp_path):
    names = [f"{part}x" for part in PARTS]
    css = "".join(f".{name}{{a:b}}" for name in [*names, "by-script"])
    sheet, program = tmp_path / "assets/stylesheets/main.css", tmp_path / script
    for path, text in (
        (sheet, css + ":root{--a:1;--b:1;--c:1}"),
        (program, f"{names} 'by-script' `--a` '--b' \"--c\""),
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    trim(tmp_path, [])
    assert sheet.read_text(encoding="utf-8") == ".by-script{a:b}:root{--a:1;--b:1;--c:1}"


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
