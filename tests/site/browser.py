"""Find a Chromium for the browser tests, or get one: `python -m tests.site.browser`.

In order: the one that BROWSER names, Playwright's own, one on the PATH, a download of Playwright's own,
and on Debian the packaged one. A headless shell, which is Chromium without its windows, is taken first: the tests
take a third of the time in it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# A test browser has no business in the network, and root can't use Chromium's sandbox.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find() -> str | None:
    """The path of a Chromium that is on this machine, or None."""
    named = os.environ.get("BROWSER")
    if named:
        return shutil.which(named) or named
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    shells = (shell for folder in own.parents for shell in folder.glob("chromium_headless_shell-*/*/*headless?shell*"))
    return next(
        (str(path) for path in (_on_path(SHELLS), *shells, own, _on_path(NAMES)) if path and Path(path).exists()), None
    )


def whole() -> str:
    """The path of a Chromium with its windows, which is what readers use; exits with one clear line without one."""
    found = os.environ.get("BROWSER") or _on_path(NAMES) or get()
    return shutil.which(found) or found


def _on_path(names: tuple[str, ...]) -> str | None:
    return next((path for path in map(shutil.which, names) if path), None)


def get() -> str:
    """Find a Chromium or install one; exits with one clear line when none can be had.

    Where only a whole one is found, a headless shell is fetched if that needs nobody's consent.
    """
    found = find()
    if found and ("BROWSER" in os.environ or "headless" in Path(found).name):
        return found
    print("Fetching Playwright's headless shell ...", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"], check=False)
    if find() == found and shutil.which("apt-get") and (os.geteuid() == 0 or not found):
        print("That download was refused; installing Debian's ...", flush=True)
        sudo = [] if os.geteuid() == 0 else ["sudo"]
        subprocess.run([*sudo, "apt-get", "update", "-qq"], check=False)
        for package in (SHELLS[0], NAMES[0]):
            command = [*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
            if subprocess.run(command, check=False).returncode == 0:
                break
    found = find()
    if not found:
        sys.exit("No Chromium could be installed. Install one and name it: make test BROWSER=/path/to/chromium")
    return found


if __name__ == "__main__":
    print(f"browser: {get()}")
