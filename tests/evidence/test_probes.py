"""What a report of pytest says of each probe."""

from __future__ import annotations

from pathlib import Path

from macros.evidence.probe_runs import _read

FAILED = """
<testsuite><testcase name="test_imports"><failure message="AssertionError: Traceback (most recent call last):
    [+2 more lines; full report in element text]">
    def test_imports(run):
&gt;       run("import django.tasks")
E       AssertionError: Traceback (most recent call last):
E           File "probe.py", line 1, in &lt;module&gt;
E         ModuleNotFoundError: No module named 'django.tasks'
E       assert 1 == 0
E        +  where 1 = CompletedProcess(args=['x: y']).returncode</failure></testcase>
<testcase name="test_answers"><failure message="assert [200] == [400]">
E       assert [200] == [400]
E         status: 200 is not 400</failure></testcase>
<testcase name="test_parts[a]"/><testcase name="test_parts[b]"><error message="failed on setup"/></testcase>
<testcase name="test_passes"/></testsuite>
"""


def test_a_probe_that_fails_tells_what_its_program_ended_with(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(FAILED.strip(), encoding="utf-8")
    assert _read(report) == {
        "imports": "failure: ModuleNotFoundError: No module named 'django.tasks'",
        "answers": "failure: assert [200] == [400]",
        "parts": "error: failed on setup",
        "passes": None,
    }


def test_a_reason_is_not_longer_than_a_line_of_a_page(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(f'<r><testcase name="test_x"><failure message="{"x" * 400}"/></testcase></r>', encoding="utf-8")
    assert _read(report) == {"x": f"failure: {'x' * 291}"}
