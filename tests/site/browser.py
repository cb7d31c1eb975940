"""Find a Chromium for the browser tests, or get one: `python -m tests.site.browser`.

In order: the one that BROWSER names, Playwright's own, one on the PATH, a download of Playwright's own,
and on Debian the packaged one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

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
        own = playwright.chromium.executable_path
    if own and Path(own).exists():
        return own
    return next((path for path in map(shutil.which, NAMES) if path), None)


def get() -> str:
    """Find a Chromium or install one; exits with one clear line when none can be had."""
    found = find()
    if found:
        return found
    print("No Chromium here; trying Playwright's own ...", flush=True)
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if not find() and shutil.which("apt-get"):
        print("That download was refused; installing Debian's Chromium ...", flush=True)
        sudo = [] if os.geteuid() == 0 else ["sudo"]
        subprocess.run([*sudo, "apt-get", "update", "-qq"], check=False)
        subprocess.run([*sudo, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False)
    found = find()
    if not found:
        sys.exit("No Chromium could be installed. Install one and name it: make test BROWSER=/path/to/chromium")
    return found


if __name__ == "__main__":
    print(f"browser: {get()}")
