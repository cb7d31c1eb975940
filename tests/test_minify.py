"""Scripts and styles are published without what only those who write them read."""

from macros.minify import minify


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
