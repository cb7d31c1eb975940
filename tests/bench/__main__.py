"""How long builds take, what they need, how much a page weighs: `make bench`. Prints tables; asserts nothing."""

from __future__ import annotations

import gzip
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import Response, sync_playwright

from macros.load import load
from tests.bench.synthetic import ROOT, project
from tests.site import browser
from tests.site.building import without_rules
from tests.site.serving import served

SIZES = (100, 500, 2_000, 10_000)
REAL_ROUNDS = 5
ROUNDS = {100: 5, 500: 5, 2_000: 3, 10_000: 2}
FILTER_ROWS = 2_000
KEEP = """
import sys
from pathlib import Path
from mkdocs.plugins import event_priority

@event_priority(-1000)
def on_page_markdown(markdown, page, config, **_):
    target = Path(config.config_file_path).parent / "ready" / page.file.src_uri
    target.parent.mkdir(parents=True, exist_ok=True)
    front = "---\\n" + "".join(f"{name}: {value!r}\\n" for name, value in page.meta.items()) + "---\\n\\n"
    target.write_text(front + sys.modules["macros/host.py"].blocks.put(markdown), encoding="utf-8")
    return markdown
"""


@dataclass(frozen=True)
class Build:
    """One build: seconds of the whole command, and the most memory it held, in MiB."""

    seconds: float
    memory: float


def main() -> None:
    """Run every measurement and print its table."""
    print(_machine())
    # Looking for one starts Playwright, which refuses to be started twice.
    os.environ["BROWSER"] = browser.get()
    with tempfile.TemporaryDirectory() as folder:
        _builds(Path(folder))
        _weight(Path(folder))
        _filter(Path(folder))
        _step(Path(folder))
        _rebuild(Path(folder))


def _machine() -> str:
    names = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "pydantic", "PyYAML", "Markdown", "Jinja2")
    packages = ", ".join(f"{name} {version(name)}" for name in names)
    return f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores; {packages}\n"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _build(folder: Path, config: str = "mkdocs.yml") -> Build:
    shutil.rmtree(folder / "site", ignore_errors=True)
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", config],
        cwd=folder,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"the build in {folder} failed")
    # Linux counts in KiB, macOS in bytes.
    return Build(seconds, usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024))


def _ready(folder: Path) -> None:
    """Keep each page in its state after its macros, with a configuration that gives it to Material alone."""
    own = (folder / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "keep.py").write_text(KEEP, encoding="utf-8")
    (folder / "keep.yml").write_text(
        own.replace("  - macros/host.py", "  - macros/host.py\n  - keep.py"), encoding="utf-8"
    )
    _build(folder, "keep.yml")
    for path in (folder / "docs").rglob("*"):
        target = folder / "ready" / path.relative_to(folder / "docs")
        if path.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    head = own.partition("\n# The pages of topics")[0].partition("\nnav:")[0]
    # Our own templates ask for what our own hooks give: plain pages get the theme as it comes, with its own search.
    plain = head.replace("hooks:\n  - macros/host.py\n", "").replace("  custom_dir: docs/theme\n", "")
    start, end = plain.index("  - macros:"), plain.index("markdown_extensions:")
    plain = plain[:start] + "  - search\n\n" + plain[end:] + "\ndocs_dir: ready\n"
    (folder / "plain.yml").write_text(plain.replace("strict: true", "strict: false"), encoding="utf-8")


def _builds(folder: Path) -> None:
    print(
        "| claims | seconds | of which each claim, ms | memory, MiB | output, MiB | against ready pages (min to max) |"
    )
    print("| --- | --- | --- | --- | --- | --- |")
    _say("builds of the real site ...")
    real = folder / "plain"
    _copy_of_the_project(real)
    _timed(real, "the real site", len(load(real).claims), REAL_ROUNDS)
    for claims in SIZES:
        _say(f"builds with {claims} claims ...")
        _timed(project(folder / str(claims), claims), str(claims), claims, ROUNDS[claims])


def _timed(there: Path, name: str, claims: int, rounds: int) -> None:
    """Print a line on a project, built in turn with plain pages that are ready."""
    _ready(there)
    ours, ratios = [], []
    for round_ in range(rounds):
        pair = {}
        # Alternate, so that neither always profits from what the other left in the machine's caches.
        for config in ("mkdocs.yml", "plain.yml") if round_ % 2 else ("plain.yml", "mkdocs.yml"):
            pair[config] = _build(there, config)
            if config == "mkdocs.yml":
                size = sum(path.stat().st_size for path in (there / "site").rglob("*") if path.is_file())
        ours.append(pair["mkdocs.yml"])
        ratios.append(pair["mkdocs.yml"].seconds / pair["plain.yml"].seconds)
    seconds = statistics.median(build.seconds for build in ours)
    memory = statistics.median(build.memory for build in ours)
    print(
        f"| {name} | {seconds:.2f} | {seconds / claims * 1000:.1f} | {memory:.0f} | {size / 2**20:.1f} "
        f"| {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}) |",
        flush=True,
    )


def _weight(folder: Path) -> None:
    """The first visit to a topic page with forty claims, each file compressed as a host would, by type."""
    _say("weight of a page ...")
    site = folder / "100" / "site"
    _build(folder / "100")
    sums: Counter[str] = Counter()

    def count(response: Response) -> None:
        sums[response.request.resource_type] += len(gzip.compress(response.body(), 9, mtime=0))

    with served(site, "/") as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.get(), args=list(browser.ARGUMENTS))
        page = chromium.new_page()
        page.on("response", count)
        page.goto(f"{address}compare/topic-bbbb/")
        page.wait_for_load_state("networkidle")
        chromium.close()
    print("\n| first visit to a topic page with 40 claims | KiB, compressed |\n| --- | --- |")
    for kind, size in sums.most_common():
        print(f"| {kind} | {size / 1024:.1f} |")
    print(f"| all | {sums.total() / 1024:.1f} |", flush=True)


def _filter(folder: Path) -> None:
    """A key press in the filter of a table with many rows, until the browser has laid the page out again."""
    _say(f"filter with {FILTER_ROWS} rows ...")
    # Two thousand rows made up break rules on words, and here only the browser is measured.
    there = without_rules(project(folder / "rows", 0, FILTER_ROWS))
    _build(there)
    press = """async () => {
      const field = document.querySelector("form[data-rows] input[name=words]"), times = [];
      for (const typed of ["1", "12", "123", "1234", "123", "12", "1", ""]) {
        const started = performance.now();
        field.value = typed;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        document.body.getBoundingClientRect();
        times.push(performance.now() - started);
        for (let frames = 0; frames < 60; frames += 1) await new Promise(requestAnimationFrame); // the rest of the rows
      }
      return times;
    }"""
    with served(there / "site", "/") as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.get(), args=list(browser.ARGUMENTS))
        page = chromium.new_page()
        page.goto(f"{address}everything/")
        page.wait_for_selector("form[data-rows]:not([hidden])")
        page.focus("form[data-rows] input[name=words]")
        page.wait_for_selector("table.fd-long")  # the filter is loaded when its field is used
        times = sorted(time for _ in range(5) for time in page.evaluate(press))
        chromium.close()
    middle, most = statistics.median(times), times[-1]
    print(
        f"\nFilter, {FILTER_ROWS} rows: a key press takes {middle:.0f} ms (median; at most {most:.0f} ms)", flush=True
    )


def _step(folder: Path) -> None:
    """A step of the real chooser, from the answer until the browser has laid the page out again."""
    _say("a step of the chooser ...")
    there = folder / "chooser"
    _copy_of_the_project(there)
    _build(there)
    walk = """async () => {
      const chooser = document.querySelector("fd-chooser"), times = [];
      for (let round = 0; round < 5; round += 1) {
        chooser.go(new Map([["kind", "site"], ["connections", "no"]]));
        while (chooser.dataset.at === "question") {
          const radios = [...chooser.querySelectorAll("input")];
          (radios.find((radio) => ["ours", "no", "programs"].includes(radio.value)) ?? radios[2]).checked = true;
          const started = performance.now();
          chooser.querySelector("form").requestSubmit();
          document.body.getBoundingClientRect();
          times.push(performance.now() - started);
        }
      }
      return times;
    }"""
    with served(there / "site", "/") as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.get(), args=list(browser.ARGUMENTS))
        page = chromium.new_page()
        page.goto(f"{address}choose/?v=3&kind=site")
        page.wait_for_selector("fd-chooser h2")
        times = sorted(page.evaluate(walk))
        chromium.close()
    middle, most = statistics.median(times), times[-1]
    print(f"\nChooser: a step takes {middle:.0f} ms (median; at most {most:.0f} ms)", flush=True)


def _copy_of_the_project(there: Path) -> None:
    for name in ("macros", "docs", "data", "tests/probes", "tests/tasks"):
        shutil.copytree(ROOT / name, there / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", there)


def _rebuild(folder: Path) -> None:
    """From saving a data file of the real project to the changed page, under `mkdocs serve`."""
    _say("rebuild under serve ...")
    there = folder / "real"
    _copy_of_the_project(there)
    port = 8123
    command = [sys.executable, "-m", "mkdocs", "serve", "--livereload", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, cwd=there, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    try:
        _until(port, "Does", 120)
        times = []
        for number in range(3):
            file = there / "data/criteria/data/orm.yml"
            text = file.read_text(encoding="utf-8").splitlines()
            text[0] = f"question: Changed question number {number}?"
            file.write_text("\n".join(text) + "\n", encoding="utf-8")
            started = time.perf_counter()
            _until(port, f"Changed question number {number}", 120)
            times.append(time.perf_counter() - started)
    finally:
        process.terminate()
        process.wait(30)
    print(f"\nRebuild after one data edit under `make serve`: {statistics.median(times):.1f} s", flush=True)


def _until(port: int, text: str, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/compare/data/", timeout=30) as answer:
                if text in answer.read().decode("utf-8"):
                    return
        except OSError:
            pass
        time.sleep(0.05)
    raise TimeoutError(text)


if __name__ == "__main__":
    main()
