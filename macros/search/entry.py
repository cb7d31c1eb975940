"""One place that the search can lead to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A place: its kind, its address, what it is part of, its title, other names for it, and what it says.

    `row` is the address of the criterion that a claim or a statement is about.

    The anchor of the address is one of its names, so that an id is found as it is typed.
    """

    kind: str
    address: str
    within: str
    title: str
    names: tuple[str, ...] = ()
    text: str = ""
    row: str = ""

    @classmethod
    def further(cls, address: str, *texts: str) -> Entry:
        """More of what a place says that is in the first file: without a title, it is added to that."""
        return cls(kind="", address=address, within="", title="", text=" ".join(texts))

    def held(self) -> list[str | list[str]]:
        """The entry as the search's files hold it, without the marks of code."""
        names = [_plain(name) for name in self.names]
        return [
            self.kind,
            self.address,
            _plain(self.within),
            _plain(self.title),
            names,
            _plain(self.text),
            *([self.row] if self.row else []),
        ]


def _plain(text: str) -> str:
    return " ".join(text.replace("`", "").split())
