"""The rule that a text which says something else than before changes with what is under it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from macros.model import Comparison, SourceKind
from macros.rules.bases import Based, based
from macros.rules.registry import Violations, change_rule
from macros.rules.wordings import Turned, turned

CORRECTIONS = "data/corrections.yml"


@change_rule
def text_turns_with_what_is_under_it(before: Comparison, after: Comparison) -> Violations:
    """A text that says something else than before the change is changed with what it is based on, or was wrong.

    That is told where few words differ, and among them is a number, a name, a denial, a word such as "only", or a
    word and its opposite, or where two change places. Under a claim are its evidence and bounds, under other texts the
    claims that they name, with the verdict, the grade or the answers. That an old wording was wrong is said in
    data/corrections.yml.
    """
    names = _names(before) | _names(after)
    corrected = {each.was for each in after.corrections.corrected}
    for old, new in _reworded(before, after):
        if old.basis != new.basis or old.text in corrected:
            continue
        if turn := turned(old.text, new.text, names):
            yield new.where, _told(old, new, turn)


def _names(comparison: Comparison) -> set[str]:
    return {source.title for source in comparison.sources.values() if source.kind is SourceKind.PACKAGE}


def _reworded(before: Comparison, after: Comparison) -> Iterator[tuple[Based, Based]]:
    """Each text that is new, with each that is gone from the same place."""
    olds, news = _by_key(based(before)), _by_key(based(after))
    for key, texts in news.items():
        was, now = (Counter(each.text for each in side.get(key, [])) for side in (olds, news))
        gone = [each for each in olds.get(key, []) if was[each.text] > now[each.text]]
        yield from ((old, new) for new in texts if now[new.text] > was[new.text] for old in gone)


def _by_key(texts: Iterable[Based]) -> dict[tuple[str, str, str], list[Based]]:
    found: dict[tuple[str, str, str], list[Based]] = {}
    for each in texts:
        found.setdefault(each.key, []).append(each)
    return found


def _told(old: Based, new: Based, turn: Turned) -> str:
    # JSON's strings are YAML's too, whatever signs are in them.
    line = f"- {{was: {json.dumps(old.text, ensure_ascii=False)}, why: ...}}"
    return (
        f"`{new.field}` {_in_words(turn)}, and {new.called} are as before; change them with it, or restore it; "
        f"if the old wording was wrong, add the line `{line}` to {CORRECTIONS}"
    )


def _in_words(turn: Turned) -> str:
    if turn.moved:
        return f'said "{turn.before}" where it says "{turn.now}"'
    if turn.before and turn.now:
        return f'said "{turn.before}" and now says "{turn.now}"'
    return f'no longer says "{turn.before}"' if turn.before else f'now says "{turn.now}"'
