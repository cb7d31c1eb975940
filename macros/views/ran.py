"""Evidence that was run: a probe in each pair of versions, a task's test against each version of its side."""

from __future__ import annotations

from macros import addresses
from macros.model import Finding, Pair, PlacedClaim, Probe, ProbeTest, Ran, SideTest, TaskTest

from .cards import KEY_WORDS, EvidenceItem, KeyMark, LookUp
from .links import Link, Links


class RanViews(Links):
    """Evidence that was run, as a piece of a claim's card."""

    def probed(self, item: Probe, placed: PlacedClaim) -> EvidenceItem:
        """A probe, with every pair in which it must pass."""
        test = self.comparison.probes[item.probe]
        recorded = self.comparison.recorded(item, placed)
        pairs = [(self._words(pair, test), pair.name) for pair in self.comparison.pairs() if pair.name in recorded]
        look_ups = tuple(self._look_up(words, recorded[name], test) for words, name in pairs)
        return EvidenceItem(
            key=self._mark(item, placed, recorded),
            kind="probe",
            source=None,
            place=test.where.file,
            sought=f"test_{item.probe}",
            look_ups=look_ups,
        )

    def done(self, item: TaskTest, placed: PlacedClaim) -> EvidenceItem:
        """A task's test: the line of the side that it shows, and every version in which it must pass."""
        test = self.comparison.task_tests[self.comparison.tasks[item.task].test][item.test]
        recorded = self.comparison.recorded(item, placed)
        runs, framework = self.comparison.runs_of(item, placed.framework.id), placed.framework
        side = Link(
            href=self.base + addresses.task_side(item.task, framework.id),
            text=f"the task “{self.comparison.tasks[item.task].title}”",
        )
        return EvidenceItem(
            key=self._mark(item, placed, recorded),
            kind="task",
            source=side,
            place=item.file,
            sought=item.phrase,
            look_ups=tuple(
                self._look_up(f"{framework.name} {runs[place]}", finding, test) for place, finding in recorded.items()
            ),
        )

    def _words(self, pair: Pair, test: ProbeTest) -> str:
        """A pair in words, with what else the probe uses: the lock has that, and each pair its own frameworks."""
        names = (f"{self.comparison.frameworks[id].name} {number}" for id, number in pair.versions)
        return " with ".join(names) + "".join(f", {name} {version}" for name, version in test.uses)

    def _look_up(self, version: str, finding: Finding | None, test: ProbeTest | SideTest) -> LookUp:
        lines = f"{test.where.file}#L{test.where.line}-L{test.end}"
        link = Link(href=f"{self.repository}/blob/main/{lines}", text="the test") if self.repository else None
        return LookUp(version=version, found=bool(finding and finding.found), public=None, release=link)

    def _mark(self, item: Ran, placed: PlacedClaim, recorded: dict[str, Finding | None]) -> KeyMark:
        runs = self.comparison.runs_of(item, placed.framework.id)
        passed = [runs[place] for place, finding in recorded.items() if finding and finding.found]
        return KeyMark(
            name=item.key.value,
            words=KEY_WORDS[item.key],
            versions=tuple(dict.fromkeys(passed)),
            whole=len(passed) == len(recorded),
        )
