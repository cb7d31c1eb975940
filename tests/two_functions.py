"""A small project: a package of two functions, and tests that notice changes of one of them."""

from __future__ import annotations

from pathlib import Path

CODE = '''"""A small package."""


def total(one: int, two: int) -> int:
    """Both together."""
    return one + two


def label() -> str:
    return "a sum"
'''
TESTS = """from macros.sums import label, total


def test_a_total_is_both_together():
    assert total(2, 3) == 5


def test_a_label_is_not_looked_at():
    label()
"""


def write(root: Path) -> Path:
    """Write the project below `root`. Returns `root`."""
    for path, text in {"macros/sums.py": CODE, "tests/test_sums.py": TESTS, "pyproject.toml": ""}.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
        (root / path).with_name("__init__.py").touch()
    return root
