"""Pages, scripts and styles are published without what only those who write them read."""

from macros.minify import close_up, minify


def test_comments_and_spaces_go_and_texts_stay(tmp_path):
    script, style, other = (
        tmp_path / name for name in ("javascripts/one.js", "stylesheets/one.css", "assets/javascripts/two.js")
    )
    for path in (script, style, other):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            "// why\nconst a = `// ${b}  c`;\n/** what */\nexport { a };\n"
            if path.suffix == ".js"
            else "/* why */\na::after { content: '/* b */'; }\n"
        )
    minify(tmp_path)
    assert script.read_text() == "const a=`// ${b}  c`;export{a};"
    assert style.read_text() == "a::after{content:'/* b */'}"
    assert other.read_text().startswith("// why\n")


def test_a_page_is_closed_up_where_nobody_sees_it():
    assert (
        close_up("<ul>\n\n    <li>one\n  two</li> <li>three</li>\n\t</ul>\n")
        == "<ul>\n<li>one\n  two</li> <li>three</li>\n</ul>\n"
    )
    for kept in (
        "<pre>\n\n  <i>code</i>\n\n  <i>more</i></pre>",
        "<script>a\n\n<b>\n\n<i>\n</script>",
        "<textarea>\n\n</textarea>",
    ):
        assert close_up(f"<p>\n\n</p>{kept}\n\n<p>") == f"<p>\n</p>{kept}\n<p>"
