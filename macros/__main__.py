"""The commands: `python -m macros check | evidence | newest | measure | export | permalinks | paths`."""

from __future__ import annotations

import argparse
import datetime
import io
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from macros import changed, evidence, exports, permalinks, report, rules
from macros.load import PERMALINKS, PROBES, RECORDED, BaseError, DataError, load, read, read_base, read_permalinks
from macros.model import TESTS, Comparison, Problem, citation
from macros.walk import ended, listed

MEASURED = "data/recorded/footprint.json"
FOUND_BY_EVIDENCE = ("bounds-leave-a-version", "record-is-whole")
"""The rules that an upgrade of a pinned version may break: `evidence` lists the claims that lapse with all others,
and what is measured is measured again after it."""
ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 when all is well, 1 when problems were printed, 2 for a wrong call."""
    parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT, help="the project's folder (default: this one)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    checked = commands.add_parser("check", help="load data/ and apply every rule")
    compared = checked.add_mutually_exclusive_group()
    compared.add_argument(
        "--base",
        metavar="PLACE",
        help="what the change started from, a folder or git revision (default: the last commit shared with main)",
    )
    compared.add_argument("--no-base", action="store_true", help="only what is there now, compared with nothing")
    checked.set_defaults(run=_check)
    looked = commands.add_parser("evidence", help="look every citation up in the released packages")
    looked.add_argument("--claim", metavar="ID", help="only this claim, with each place that was found")
    looked.add_argument("--changed", action="store_true", help="only the claims that differ from git's main")
    looked.add_argument(
        "--fresh", action="store_true", help="run the probes that passed before with the same files too"
    )
    looked.add_argument("--newest", action="store_true", help="run the probes in the newest pair of versions only")
    looked.add_argument("--record", action="store_true", help=f"write what was found to {RECORDED}")
    looked.add_argument("--lapses", type=Path, metavar="FILE", help="write the claims that do not hold there, as JSON")
    looked.set_defaults(run=_evidence)
    upgraded = commands.add_parser("newest", help="pin the newest releases of the frameworks in data/sources/")
    upgraded.set_defaults(run=_newest)
    measured = commands.add_parser("measure", help="measure what is installed and how long it takes to start")
    measured.set_defaults(run=_measure)
    published = commands.add_parser("export", help="write the published JSON, CSV and schema")
    published.add_argument("folder", type=Path, help="where to write them")
    published.set_defaults(run=_export)
    addresses = commands.add_parser("permalinks", help="add the built site's addresses to data/permalinks.txt")
    addresses.add_argument("site", type=Path, help="the built site")
    addresses.set_defaults(run=_permalinks)
    walked = commands.add_parser(
        "paths", help="list every way through the chooser and every situation, with its outcome"
    )
    walked.set_defaults(run=_paths)
    chosen = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a text may hold what the terminal can't show
    try:
        code: int = chosen.run(chosen)
        return code
    except DataError as error:
        return report.problems(error.problems)
    except (evidence.ReleaseUnavailable, changed.NoBase) as error:
        print(error, file=sys.stderr)
        return 1


def _check(chosen: argparse.Namespace) -> int:
    try:
        base = None if chosen.no_base else chosen.base or _own_base(chosen.root)
        comparison = _sound(chosen.root, of_change=partial(_changes, chosen.root, base))
    except BaseError as error:
        print(error, file=sys.stderr)
        return 2
    count = len(comparison.claims)
    print(f"{len(comparison.criteria)} criteria, {count} claims, {len(comparison.sources)} sources: no problems.")
    return 0


def _own_base(root: Path) -> str | None:
    """The commit to compare with, where nobody named a base; None where git knows none, or nothing read differs."""
    try:
        differs = any(file.startswith(("data/", PROBES, TESTS)) for file in changed.changed_files(root))
        return changed.base(root) if differs else None
    except changed.NoBase:
        print("No base is known to compare with; name a folder or a revision: make check BASE=<it>", file=sys.stderr)
        return None


def _changes(root: Path, base: str | None, comparison: Comparison) -> list[Problem]:
    """What a change did that it may not, as the rules for changes see it."""
    if not base:
        return []
    before, unread = read_base(base, root)
    # A file that is new now is missing there, and nothing in it can have turned.
    places = ", ".join(dict.fromkeys(str(each.where) for each in unread if not each.text.startswith("is missing")))
    if places:
        print(f"What can't be read of the base is not compared: {places}", file=sys.stderr)
    return rules.check_change(before, comparison)


def _sound(
    root: Path,
    *,
    apart_from: tuple[str, ...] = (),
    of_change: Callable[[Comparison], list[Problem]] = lambda _: [],
) -> Comparison:
    """The comparison, held to the rules. Raises DataError with every problem of its files and of every rule but one."""
    comparison, problems = read(root)
    problems += [problem for problem in rules.check(comparison) if problem.rule not in apart_from]
    problems += of_change(comparison)
    if problems:
        raise DataError(problems)
    return comparison


def _known(comparison: Comparison, claim: str) -> bool:
    if claim in comparison.claims:
        return True
    print(f"there is no claim `{claim}`; `python -m macros check` reads what exists", file=sys.stderr)
    return False


def _evidence(chosen: argparse.Namespace) -> int:
    comparison = _sound(chosen.root, apart_from=FOUND_BY_EVIDENCE)
    if chosen.claim and not _known(comparison, chosen.claim):
        return 2
    if chosen.record and (chosen.claim or chosen.newest or chosen.changed):
        print("--record needs the whole run: leave --claim, --changed and --newest out", file=sys.stderr)
        return 2
    if chosen.changed:
        comparison = _changed(comparison)
    releases = evidence.Releases(chosen.root / ".cache" / "releases", progress=_progress)
    results = _results(chosen, comparison, releases)
    for result in results:
        if chosen.claim or not result.finding.found:
            print(_line(result))
    resized = [] if chosen.claim or chosen.changed else _resized(chosen, comparison, releases)
    lapsed = [lapse for lapse in evidence.find_lapses(comparison, results) if chosen.claim in {None, lapse.claim}]
    behind = [] if chosen.record else _behind(comparison, results)
    if chosen.lapses:
        chosen.lapses.write_bytes(evidence.Lapses.dump_json(tuple(lapsed), indent=1) + b"\n")
    _summarise(results, lapsed, behind)
    wrong = sorted([*report.of_evidence(results, lapsed, behind), *resized])
    for problem in resized:
        print(problem)
    report.annotate(wrong)
    if wrong:
        return 1
    return _record(chosen.root, results) if chosen.record else 0


def _results(chosen: argparse.Namespace, comparison: Comparison, releases: evidence.Releases) -> list[evidence.Result]:
    """What was looked up, then what was run. Both at once: a look-up computes, and a probe is a process of its own."""
    with ThreadPoolExecutor(1) as pool:
        ran = pool.submit(_ran, chosen, comparison, releases)
        looked_up = evidence.check(comparison, releases, only=chosen.claim, progress=_progress)
        results = looked_up + ran.result()
    return results + evidence.unsupported_numbers(comparison, releases, results)


def _ran(chosen: argparse.Namespace, comparison: Comparison, releases: evidence.Releases) -> list[evidence.Result]:
    pairs = comparison.pairs(newest=chosen.newest)
    fresh = chosen.fresh or chosen.record
    probes = evidence.run_probes(comparison, releases, pairs, only=chosen.claim, fresh=fresh, progress=_progress)
    return probes + evidence.run_task_tests(comparison, only=chosen.claim, newest=chosen.newest, progress=_progress)


def _resized(chosen: argparse.Namespace, comparison: Comparison, releases: evidence.Releases) -> list[Problem]:
    return list(evidence.remeasured(comparison, releases, comparison.pairs(newest=chosen.newest), _progress))


def _changed(comparison: Comparison) -> Comparison:
    """The comparison with the claims alone that differ from main, or cite what differs."""
    files = changed.changed_files(comparison.root)
    claims = changed.concerned(comparison, files)
    print(f"claims that you changed, or that cite what you changed: {', '.join(sorted(claims)) or 'none'}")
    return changed.narrowed(comparison, claims, files)


def _summarise(results: list[evidence.Result], lapsed: list[evidence.Lapse], behind: list[evidence.Stale]) -> None:
    cited = len({result.id for result in results})
    found = sum(result.finding.found for result in results)
    print(f"{len(results)} look-ups for {cited} claims and terms: {found} found, {len(results) - found} not found.")
    if lapsed:
        count = "1 claim does" if len(lapsed) == 1 else f"{len(lapsed)} claims do"
        print(f"{count} not hold: {', '.join(lapse.claim for lapse in lapsed)}")
    for each in behind:
        print(f"{RECORDED}: {each}")
    if behind:
        print(f"{RECORDED} says otherwise, and {report.RECORDS}.", file=sys.stderr)


def _record(root: Path, results: list[evidence.Result]) -> int:
    record = evidence.record(results, datetime.datetime.now(datetime.UTC).date())
    target = root / RECORDED
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(record.model_dump_json(indent=1, exclude_none=True) + "\n", encoding="utf-8")
    print(f"recorded in {RECORDED}")
    return 0


def _behind(comparison: Comparison, results: list[evidence.Result]) -> list[evidence.Stale]:
    """What was recorded otherwise. What a change adds or drops is recorded later, by a maintainer."""
    if comparison.evidence_record is None:
        return []
    found = [result for result in results if result.finding.found]
    behind = evidence.stale(found, comparison.evidence_record)
    return [each for each in behind if each.drift is evidence.Drift.OTHER]


def _newest(chosen: argparse.Namespace) -> int:
    comparison = load(chosen.root)
    for framework in comparison.frameworks.values():
        source = comparison.sources[framework.source]
        for pinned, wanted in evidence.newest(source):
            if wanted.version == pinned.version:
                print(f"{source.title} {pinned.version} is the newest")
            else:
                evidence.repin(chosen.root, source, pinned, wanted)
                print(f"{source.title} {pinned.version} -> {wanted.version}")
    return 0


def _measure(chosen: argparse.Namespace) -> int:
    releases = evidence.Releases(chosen.root / ".cache" / "releases", progress=_progress)
    run = evidence.measure(load(chosen.root), releases, datetime.datetime.now(datetime.UTC).date(), _progress)
    (chosen.root / MEASURED).write_text(run.model_dump_json(indent=1) + "\n", encoding="utf-8")
    for figure in run.figures:
        print(f"{figure.subject}: {figure.quantity}: {figure.median} {figure.unit} ({figure.least} to {figure.most})")
    print(f"recorded in {MEASURED}")
    return 0


def _line(result: evidence.Result) -> str:
    """One look-up as a line: the claim, the citation, the version, and where it was found or why not."""
    finding = result.finding
    place = f"{finding.file}:{finding.line}" if finding.line else finding.file
    outcome = f"found in {place}" if finding.found else finding.problem
    return f"{result.evidence.where}: {result.id}: {citation(result.evidence)}: {result.version}: {outcome}"


def _progress(text: str) -> None:
    # In one piece: look-ups and probes tell of themselves at once.
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _export(chosen: argparse.Namespace) -> int:
    comparison = _sound(chosen.root)
    for name, text in exports.files(comparison, os.environ.get("SITE_URL", "")).items():
        target = chosen.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="")
        print(target)
    return 0


def _permalinks(chosen: argparse.Namespace) -> int:
    known = set(read_permalinks(chosen.root))
    addresses = known | permalinks.alive(load(chosen.root), chosen.site)
    (chosen.root / PERMALINKS).write_text(permalinks.listed(addresses), encoding="utf-8")
    print(f"{len(addresses - known)} addresses added to {PERMALINKS}")
    return 0


def _paths(chosen: argparse.Namespace) -> int:
    comparison = load(chosen.root)
    print(listed(comparison.chooser), end="")
    print(ended(comparison.chooser, comparison.situations.values()), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
