"""Build the site, serve it compressed, and print what Lighthouse finds: the median of three runs of each page."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.lighthouse.compressing import served
from tests.site import browser
from tests.site.building import ROOT, build

HERE = Path(__file__).parent
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
WANTED = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
PAGES = (
    "", "everything/", "choose/", "choose/?v=3&kind=static",
    "articles/simform/", "articles/disagreements/", "sources/", "method/", "speed/", "tasks/", "situations/",
)  # fmt: skip
TRIES = 3
"""A busy machine lets Lighthouse wait too long for the browser."""
FLAGS = "--headless=new " + " ".join(browser.ARGUMENTS)


def main() -> int:
    """Print a table of scores. Returns 1 when a page is below what is wanted."""
    options = _options()
    program = _program()
    chromium = browser.whole()
    print("| page | device | performance | accessibility | best practices | SEO | shift | KB |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    missed = 0
    with tempfile.TemporaryDirectory() as folder, served(Path(folder) / "site", "/flask-or-django/") as address:
        site = build(ROOT, Path(folder) / "site", SITE_URL=address)
        for page in options.page or _pages(site):
            for device in ("phone", "desktop"):
                runs = [_run(program, chromium, address + page, device) for _ in range(options.runs)]
                missed += _row(page, device, runs)
    return int(missed > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.lighthouse", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="how often each page is measured (default: 3)")
    parser.add_argument("page", nargs="*", help="addresses below the site's root; without any, every kind of page")
    return parser.parse_args()


def _pages(site: Path) -> list[str]:
    topics = sorted(path.parent.relative_to(site).as_posix() for path in site.glob("compare/*/index.html"))
    return [*PAGES, *(f"{topic}/" for topic in topics)]


def _program() -> Path:
    """The installed Lighthouse, by its lock; exits with one clear line without Node."""
    npm = shutil.which("npm")
    if not npm or not shutil.which("node"):
        sys.exit("make lighthouse needs Node 18.20 or newer with npm, and nothing else here does: https://nodejs.org/")
    program = HERE / "node_modules/.bin/lighthouse"
    if not program.exists():
        subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=HERE, check=True)
    return program


def _run(program: Path, chromium: str, address: str, device: str) -> dict[str, Any]:
    command = [str(program), address, "--quiet", "--output=json", "--throttling-method=simulate"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={FLAGS}"]
    command += ["--preset=desktop"] if device == "desktop" else []
    for _ in range(TRIES):
        done = subprocess.run(
            command, env=os.environ | {"CHROME_PATH": chromium}, capture_output=True, text=True, check=False
        )
        if not done.returncode:
            break
    else:
        sys.exit(f"Lighthouse failed for {address}:\n{done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _row(page: str, device: str, runs: list[dict[str, Any]]) -> bool:
    """Print one line, and below it what costs points; whether one of the scores is too low."""
    scores = {
        name: statistics.median(round(100 * run["categories"][name]["score"]) for run in runs) for name in CATEGORIES
    }
    shift = max(run["audits"]["cumulative-layout-shift"]["numericValue"] for run in runs)
    weight = max(run["audits"]["total-byte-weight"]["numericValue"] for run in runs) / 1000
    numbers = " | ".join(f"{score:.0f}" for score in scores.values())
    print(f"| {page or 'home'} | {device} | {numbers} | {shift:.3f} | {weight:.0f} |", flush=True)
    for name in CATEGORIES[1:]:
        for each in runs[0]["categories"][name]["auditRefs"]:
            audit = runs[0]["audits"][each["id"]]
            if each["weight"] and audit["score"] is not None and audit["score"] < 1:
                print(f"  {name}: {audit['title']}", file=sys.stderr)
    return shift > 0 or any(scores[name] < WANTED[name] for name in CATEGORIES)


if __name__ == "__main__":
    sys.exit(main())
