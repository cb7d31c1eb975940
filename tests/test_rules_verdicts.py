"""The reason for a verdict says no other verdict: the words of each are understood."""

from __future__ import annotations

import pytest

from tests.test_rules import found

FITS = "because-fits-its-verdict"
SAID = [
    ("wrong", "A number would support it.", "would support it"),
    ("wrong", "Figures would support them.", "would support them"),
    ("unsupported", "A number would support it.", None),
    ("right", "It is a matter of taste.", "taste"),
    ("opinion", "It is a matter of Taste.", None),
    *(("wrong", f"{word}, as it says.", word) for word in ("True", "Right", "Correct", "Yes", "Exactly")),
    ("wrong", "That is true, as it says.", "That is true"),
    *(("wrong", f"It is {word} there.", f"is {word}") for word in ("right", "true", "correct")),
    ("outdated", "True before 2020.", "True"),
    ("wrong", "True of 2.0 alone.", None),
    ("incomplete", "True, and more.", None),
    *(("right", f"{word}, as it says.", word) for word in ("False", "Wrong", "Untrue", "Incorrect")),
    *(("right", f"{word}, as it says.", word) for word in ("No longer", "Not true")),
    *(("right", f"It {word} there.", word) for word in ("is false", "was wrong", "is untrue", "was incorrect")),
    ("right", "That is false.", "That is false"),
    *(("right", f"No measure {be} named.", f"No measure {be} named") for be in ("is", "are", "was", "were")),
    *(("right", f"No measure is {word}.", f"No measure is {word}") for word in ("given", "stated")),
    *(
        ("right", f"The release {word} it.", f"{word} it")
        for word in ("contradicts", "refutes", "disproves", "denies", "contradict", "deny")
    ),
    ("right", "The release denies this one thing.", None),
    ("right", "The release denies this thing.", "denies this"),
    *((verdict, "The release denies it.", None) for verdict in ("wrong", "incomplete")),
    *(("right", f"It {verb} not so.", f"It {verb} not") for verb in ("is", "are", "does", "do", "has", "have")),
    ("right", "It, as said, does not so.", None),
    ("right", "Its one two three does not so.", "Its one two three does not"),
    ("right", "Its one two three four does not so.", None),
]  # fmt: skip
MISSING = ["no", "not", "none", "nothing", "neither", "never", "nobody", "without", "which", "who", "how",
           "preliminary", "choose themselves", "would"]  # fmt: skip
TIME = ["2019", "1.0", "no longer", "any more", "since", "before", "until", "last", "own maintainer"]


def told(root, verdict: str, because: str, says: str = "Flask has an ORM.") -> list[str]:
    assertion = {"id": "flask-has-no-orm", "says": says, "verdict": verdict, "because": because}
    texts: list[str] = found(FITS, root, {"data/articles/example.yml": {"assertions": [assertion]}})
    return texts


@pytest.mark.parametrize(("verdict", "because", "words"), SAID)
def test_the_words_of_another_verdict_are_told(verdict, because, words, tmp_path):
    texts = told(tmp_path, verdict, because)
    assert [text.split('"')[1] for text in texts if '"' in text] == ([words] if words else [])


@pytest.mark.parametrize("word", MISSING)
def test_what_is_unsupported_says_what_is_missing(word, tmp_path):
    assert told(tmp_path / "said", "unsupported", f"It is so, {word}.") == []
    assert len(told(tmp_path / "not", "unsupported", "It is so.")) == 1


@pytest.mark.parametrize("word", TIME)
def test_what_is_outdated_says_since_when(word, tmp_path):
    assert told(tmp_path / "said", "outdated", f"It is so, {word}.") == []
    assert len(told(tmp_path / "not", "outdated", "It is so, 20.")) == 1


@pytest.mark.parametrize(
    "word",
    ["no", "not", "never", "without", "neither", "nor", "none", "nothing", "cannot", "lack", "lacks", "only", "few",
     "less", "hasn't"],
)  # fmt: skip
def test_a_denial_that_is_right_may_be_repeated(word, tmp_path):
    assert told(tmp_path, "right", "It does not so.", f"Flask {word} ORM.") == []
