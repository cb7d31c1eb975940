"""What else decides whether a mistake is found: workflows, settings, locked packages, broken data for the rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from .markdown import code, counted, details
from .tested import difference
from .trees import Tree, text

SETTINGS = re.compile(
    r"\.github/|(.*/)?(Makefile|pytest\.ini|tox\.ini|setup\.cfg|pyproject\.toml|\.python-version|\.gitignore|\.gitattributes)$"
)
LOCKS = re.compile(r"(.*/)?requirements[\w-]*\.(txt|in)$")
BROKEN = "tests/broken/"

SIGNS = {
    r"\|\| *(true|:)|continue-on-error|^\t-|exit 0|set \+e": "a failure may be passed over",
    r"--ignore|--deselect|\s-k\s|--maxfail|collect_ignore|paths-ignore|extend-exclude": "something is left out",
    r"testpaths|python_(files|classes|functions)|norecursedirs|addopts|-p no:": "other tests may be collected",
    r":\s*write\b|write-all": "a job may write",
    r"pull_request_target|workflow_run|secrets\.": "a job may reach secrets",
    r"index-url|find-links|trusted-host|no-require-hashes": "packages may come from elsewhere",
    r"^\s*if:": "something runs only on a condition",
    r"\$\{\{": "an expression is filled in",
    r"curl|wget|base64|eval\b": "a script fetches or runs something",
}
"""What an added line of a workflow or a setting may mean; the line is shown, and a person judges."""
NEEDED = {
    r"^\s*-?\s*run:|^\s+\.venv/bin|^\t\$\(RUN\)|^(?!name:)[a-z-]+:": "a step or a command vanished or changed",
    r"strict|filterwarnings|require-hashes|select = ": "a strict setting vanished or changed",
    r"uses:": "an action is another one",
}
SHADOWING = re.compile(r"\.(py|pyi|pth|so|zip)$")
PIN = re.compile(r"^([\w.-]+)==([^\s;\\]+)")


def shadows(before: Tree, names: Iterable[str]) -> list[str]:
    """A line for each new Python file that can take the place of a library: at the top, or in a folder that was not."""
    tops = {name.partition("/")[0] for name in before if "/" in name}
    return [
        f"- {code(name)} appeared, and can take the place of a library of that name"
        for name in names
        if name not in before and SHADOWING.search(name) and name.partition("/")[0] not in tops
    ]


def settings(before: Tree, after: Tree, names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Workflows and settings that changed: those whose lines have a meaning for what is checked, and the others."""
    weak: list[str] = []
    other: list[str] = []
    for name in filter(SETTINGS.match, names):
        old, new = text(before, name), text(after, name)
        sentences = list(dict.fromkeys(_signs(old, new)))
        says = "".join(f"\n    - {sentence}" for sentence in sentences)
        what = "changed" if name in before and name in after else "appeared" if name in after else "vanished"
        block = f"- {code(name)} {what}{':' if says else ''}{says}\n\n{details('what changed', difference(old, new))}"
        (weak if sentences or what == "vanished" else other).append(block)
    return weak, other


def _signs(old: str, new: str) -> Iterator[str]:
    """What the lines that came and those that went may mean."""
    olds, news = Counter(old.splitlines()), Counter(new.splitlines())
    for lines, signs in ((news - olds, SIGNS), (olds - news, NEEDED)):
        for line in lines:
            yield from (f"{says}: {code(line.strip())}" for sign, says in signs.items() if re.search(sign, line))


def locks(before: Tree, after: Tree, names: Iterable[str]) -> list[str]:
    """A block for each list of packages that changed: what was added, removed, of another version or another hash."""
    found = []
    for name in filter(LOCKS.fullmatch, names):
        lines = list(_packages(text(before, name), text(after, name))) or ["comments or order"]
        found.append(f"- {code(name)} changed:" + "".join(f"\n    - {line}" for line in lines))
    return found


def _packages(before: str, after: str) -> Iterator[str]:
    olds, news = dict(_pinned(before)), dict(_pinned(after))
    for name in sorted({*olds, *news}):
        old, new = olds.get(name), news.get(name)
        if old is None or new is None:
            version = (new or old or [""])[0]
            named = f"{name}=={version}" if version else name
            yield f"{code(named)} was {'added' if old is None else 'removed'}"
        elif old[0] != new[0]:
            yield f"{code(name)}: {code(old[0])} → {code(new[0])}"
        elif set(old) != set(new):
            yield f"{code(name)}: other hashes are believed for the same version {code(old[0])}"


def _pinned(written: str) -> Iterator[tuple[str, list[str]]]:
    """Each package (or option of a line) with its version and hashes."""
    for entry in re.sub(r"\\\n", " ", written).splitlines():
        words = entry.split("#")[0].split()
        if words and (pin := PIN.match(words[0])):
            yield pin[1].lower(), [pin[2], *sorted(words[1:])]
        elif words:
            yield " ".join(words), [""]


def broken(before: Tree, after: Tree, names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Examples of broken data that a rule is tested with: those that vanished or expect another message; the others."""
    weak: list[str] = []
    other: list[str] = []
    for name in (each for each in names if each.startswith(BROKEN)):
        old, new = (_expected(text(tree, name)) for tree in (before, after))
        if name not in after:
            weak.append(f"- broken data {code(name)} vanished: the rule's message is no longer tested with it")
        elif name in before and old != new:
            says = f"{counted(len(old), 'message')} became {len(new)}" if len(old) != len(new) else "another message"
            lines = details("what changed", difference(text(before, name), text(after, name)))
            weak.append(f"- broken data {code(name)} expects {says}\n\n{lines}")
        else:
            other.append(f"- broken data {code(name)} {'changed' if name in before else 'appeared'}")
    return weak, other


def _expected(written: str) -> list[str]:
    return re.findall(r"^# expect: .*", written, re.MULTILINE)
