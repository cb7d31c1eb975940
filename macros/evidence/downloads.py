"""Many source distributions with few starts of pip."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

LONGEST = 600
AT_ONCE = 4
PROGRAM = Path(__file__).with_name("unbuilt.py")
Pin = tuple[str, str, str]
"""A package, its version, and the sha256 of its source distribution."""


def download(pins: Iterable[Pin], folder: Path) -> None:
    """Put the source distributions that can be had into the folder, or below it. Raises nothing that pip says.

    What is missing afterwards is for the caller to get one by one, with a reason why not: one release that can't be
    had takes all of its group with it.
    """
    groups = list(_groups(pins))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda each: _download(each[1], folder / str(each[0])), enumerate(groups)))


def _groups(pins: Iterable[Pin]) -> Iterable[list[Pin]]:
    """The pins in groups that have no package twice, because pip takes one version of each."""
    by_package: dict[str, list[Pin]] = defaultdict(list)
    for pin in dict.fromkeys(pins):
        by_package[pin[0]].append(pin)
    rounds: dict[tuple[int, int], list[Pin]] = defaultdict(list)
    for place, versions in enumerate(by_package.values()):
        for turn, pin in enumerate(versions):
            rounds[turn, place % AT_ONCE].append(pin)
    return rounds.values()


def _download(pins: list[Pin], folder: Path) -> None:
    folder.mkdir(parents=True)
    wanted = folder / "pins.txt"
    wanted.write_text(
        "".join(f"{package}=={version} --hash=sha256:{sha256}\n" for package, version, sha256 in pins), "utf-8"
    )
    # -P: this folder has modules with the names of others.
    command = [sys.executable, "-P", str(PROGRAM), "download", "--no-deps", "--no-binary", ":all:", "--no-input"]
    command += ["--requirement", str(wanted), "--dest", str(folder), "--quiet", "--disable-pip-version-check"]
    try:
        subprocess.run(command, capture_output=True, timeout=LONGEST, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return
