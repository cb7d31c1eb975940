"""What is shown and published is what was reviewed, to the letter."""

import pytest

from tests.reviewed import AGAIN, HERE, files


@pytest.fixture(scope="module")
def made():
    return files()


@pytest.mark.parametrize(
    "name", ["shown.txt", "pages.txt", "texts.txt", "comparison.json", "comparison.schema.json", "claims.csv"]
)
def test_each_file_is_the_reviewed_one(name, made):
    assert made[name] == (HERE / name).read_text(encoding="utf-8"), AGAIN


def test_every_file_is_reviewed(made):
    kept = {path.name for path in HERE.iterdir() if path.suffix in {".txt", ".json", ".csv"}}
    assert kept == made.keys()
