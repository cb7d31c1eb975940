"""What is shown and published is what was reviewed, to the letter."""

from tests.reviewed import AGAIN, HERE, files


def test_each_file_is_the_reviewed_one():
    made = files()
    kept = {path.name for path in HERE.iterdir() if path.suffix in {".txt", ".json", ".csv"}}
    assert made.keys() == kept
    for name, text in made.items():
        assert text == (HERE / name).read_text(encoding="utf-8"), AGAIN
