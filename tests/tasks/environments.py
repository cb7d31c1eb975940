"""An environment for each side of a task, with the packages that its task.yml names and what those need."""

from __future__ import annotations

import fcntl
import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from packaging.requirements import Requirement

from macros.load import load
from macros.model import Comparison, ordered

ROOT = Path(__file__).resolve().parents[2]
LOCKS = Path(__file__).parent / "locks"
UV = (sys.executable, "-m", "uv")
SECONDS = 300


def lines(comparison: Comparison) -> list[str]:
    """The versions of Django that the tasks are run with, the newest first. Each has a lock of its own."""
    releases = comparison.sources[comparison.frameworks["django"].source].releases
    return sorted((release.version for release in releases), key=ordered, reverse=True)


def lock_of(version: str) -> Path:
    """The lock with one version of Django."""
    return LOCKS / f"django-{version}.txt"


def python(packages: frozenset[str], version: str) -> Path:
    """The Python of an environment with exactly these packages and what they need, with one version of Django."""
    return environment(packages, lock_of(version), "tasks")


def environment(packages: frozenset[str], lock: Path, kept: str) -> Path:
    """The Python of an environment with these packages as a lock has them, made when it is not there yet.

    `kept` names its folder in .cache. Raises CalledProcessError, with uv's own words in `stderr`, when something can't
    be installed.
    """
    pins = pinned(lock)
    wanted = sorted(f"{name}=={pins[_plain(name)]}" for name in packages)
    key = hashlib.sha256("\n".join([sys.version, lock.read_text("utf-8"), *wanted]).encode()).hexdigest()[:16]
    folder = (ROOT / ".cache").resolve() / kept / key  # the scripts in it keep their full path
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)  # two workers may want the same one
        if not (folder / "ready").exists():
            _make(folder / "env", wanted, lock)
            (folder / "ready").touch()
    return folder / "env" / "bin" / "python"


def pinned(lock: Path) -> dict[str, str]:
    """The version of each package that a lock has for this Python."""
    lines = re.findall(r"^[a-z0-9.-]+==[^\\\n]+", lock.read_text("utf-8"), re.MULTILINE)
    wanted = [Requirement(line) for line in lines]
    here = [each for each in wanted if not each.marker or each.marker.evaluate()]
    return {each.name: str(each.specifier).removeprefix("==") for each in here}


def _make(env: Path, wanted: list[str], lock: Path) -> None:
    shutil.rmtree(env, ignore_errors=True)
    names = env.parent / "wanted.txt"
    names.write_text("\n".join(wanted) + "\n", encoding="utf-8")
    _uv("venv", "--quiet", "--python", sys.executable, str(env))
    _uv(
        "pip", "install", "--quiet", "--python", str(env / "bin" / "python"), "--require-hashes", "--compile-bytecode",
        "--constraint", str(lock), "--requirement", str(names),
    )  # fmt: skip


def _uv(*arguments: str) -> None:
    subprocess.run([*UV, *arguments], check=True, capture_output=True, text=True, timeout=SECONDS)


def _plain(name: str) -> str:
    return name.partition("[")[0].lower().replace("_", "-")


def compiled(names: Iterable[str], lock: Path) -> None:
    """Write a lock with these packages and what they need, with every hash and without an index."""
    wanted = lock.parent / "wanted.in"
    wanted.write_text("\n".join(names) + "\n", encoding="utf-8")
    _uv(
        "pip", "compile", "--quiet", "--universal", "--python-version", "3.12", "--generate-hashes", "--no-header",
        "--no-emit-index-url", "--no-emit-find-links", "--no-annotate", str(wanted), "-o", str(lock),
    )  # fmt: skip
    wanted.unlink()


def write_locks() -> None:
    """Compile a lock for each version of Django from what the tasks name."""
    comparison = load(ROOT)
    sides = [side for task in comparison.tasks.values() for side in task.frameworks.values()]
    names = sorted({name for side in sides for name in side.packages})
    flask = comparison.sources[comparison.frameworks["flask"].source].releases[0].version
    LOCKS.mkdir(exist_ok=True)
    for version in lines(comparison):
        compiled([*names, f"django=={version}", f"flask=={flask}"], lock_of(version))


if __name__ == "__main__":
    write_locks()
