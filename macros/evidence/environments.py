"""One environment for each pair of versions, in which the probes run.

The frameworks themselves are installed from the very source distributions that data/sources/ pins by sha256, and
everything else from its own lock file; so an upgrade of a framework is one edit in data/sources/.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

from macros.model import Comparison, Pair

from .releases import Releases

LOCK = "tests/probes/requirements.txt"
SECONDS = 900


def environment(
    comparison: Comparison, releases: Releases, pair: Pair, progress: Callable[[str], None] = lambda line: None
) -> Path:
    """The Python of the pair's environment below .cache/pairs/, made when it is not there yet.

    Raises ReleaseUnavailable or CalledProcessError when something can't be installed.
    """
    lock = comparison.root / LOCK
    pins = [
        (source, source.release(version))
        for id, version in pair.versions
        for source in [comparison.sources[comparison.frameworks[id].source]]
    ]
    contents = lock.read_bytes() + "".join(release.sha256 for _, release in pins).encode() + sys.version.encode()
    folder = comparison.root / ".cache" / "pairs" / f"{pair.name}-{hashlib.sha256(contents).hexdigest()[:12]}"
    python = folder / "bin" / "python"
    if (folder / "ready").exists():
        return python
    progress(f"installing {pair.name}")
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=False)  # the lock has the one that probes see
    _pip(python, "--no-deps", "--require-hashes", "--requirement", str(lock))
    for source, release in pins:
        # The lock carries the build backends, so that nothing unpinned is fetched to build these.
        _pip(python, "--no-deps", "--no-build-isolation", "--force-reinstall", str(releases.kept(source, release)))
    (folder / "ready").touch()
    return python


def _pip(python: Path, *arguments: str) -> None:
    """Install with the pip of this Python into the environment of another."""
    command = [sys.executable, "-m", "pip", "--python", str(python), "install"]
    command += ["--disable-pip-version-check", "--quiet", *arguments]
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=SECONDS)  # noqa: S603
