"""Versions: how one is written, how two compare, and whether bounds admit one."""

from __future__ import annotations

from typing import Annotated

import packaging.version
from pydantic import StringConstraints

Version = Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+)*((a|b|rc|\.post)[0-9]+)?$")]


def ordered(version: str) -> packaging.version.Version:
    """A version as Python packages compare them: 6.1rc1 is older than 6.1, and 6.0.0 equals 6.0.

    Raises packaging.version.InvalidVersion, which the shape `Version` rules out for every version in data/.
    """
    return packaging.version.Version(version)


def series(version: str, of: str) -> packaging.version.Version:
    """A version cut to as many numbers as `of` has, so that `until: "5.2"` is compared with 5.2 of every 5.2.x."""
    release = ordered(version).release
    size = len(ordered(of).release)
    return ordered(".".join(str(part) for part in (*release, *([0] * size))[:size]))


def holds_in(since: str | None, until: str | None, version: str) -> bool:
    """Whether bounds admit a version; `until: "5.2"` includes every 5.2.x, and `since: "6.0"` its pre-releases not."""
    if since and ordered(version) < ordered(since):
        return False
    return not (until and series(version, until) > ordered(until))
