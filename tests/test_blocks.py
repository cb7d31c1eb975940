"""A finished block comes back as it was, whatever is in it, and Markdown never sees it."""

import markdown

from macros.blocks import Blocks, with_length


def test_a_block_comes_back_between_the_paragraphs_around_it():
    blocks = Blocks()
    table, script = '<table id="one">\n\n*not* markup\n</table>', "<template>a &amp; {{ b }} \\1</template>"
    text = f"Before.\n\n{blocks.keep(table)}\n\n## A heading\n\n{blocks.keep(script)}"
    html = blocks.put(markdown.markdown(text, extensions=["md_in_html", "toc"]))
    assert html == f'<p>Before.</p>\n{table}\n\n<h2 id="a-heading">A heading</h2>\n{script}'


def test_a_mark_inside_a_block_is_only_text():
    blocks = Blocks()
    mark = blocks.keep("<p>one</p>")
    assert blocks.put(blocks.keep(f"<p>{mark}</p>")) == f"<p>{mark}</p>"


def test_a_block_says_how_much_text_it_has_and_nothing_of_its_tags():
    assert (
        with_length(f'<ul class="a"><li>{"x" * 100}</li></ul>')
        == f'<ul style="--fd-text:1" class="a"><li>{"x" * 100}</li></ul>'
    )
    assert with_length(f"<div>\n  {'x' * 100} <b>y</b></div>").startswith('<div style="--fd-text:2">')
