"""What a reviewer sees of a pull request, as Markdown: `python -m macros.tools.effect BASE CHANGE`."""
