"""Findings of what is not there: why, and what was perhaps meant."""

from __future__ import annotations

from macros.model import Finding


def missed(problem: str, file: str | None = None) -> Finding:
    """A finding that something is not there; `file` is where it was looked for."""
    return Finding(file=file, problem=problem)


def nearest(name: str | None) -> str:
    """The end of a problem that suggests a name; empty without one."""
    return f'; nearest: "{name}"' if name else ""
