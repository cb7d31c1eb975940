"""What was probably meant by a name that is not known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def meant(name: str, known: Iterable[str], alike: float = 0.8) -> str | None:
    """The known name with the same letters in any order and case, or the most alike; None when none is `alike`."""
    names = sorted(known)
    same = [each for each in names if sorted(each) == sorted(name.lower())]
    return next(iter(same or difflib.get_close_matches(name, names, n=1, cutoff=alike)), None)


def or_meant(name: str, known: Iterable[str], otherwise: str) -> str:
    """What to do about a name that is not known: take the one that was meant, or else something else."""
    near = meant(name, known)
    return f"did you mean `{near}`?" if near else otherwise
