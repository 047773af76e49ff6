"""`make test` cannot be green when a stage ran no test."""

import subprocess
import sys

import pytest

from tests.rules.tree import BASE


def counts(folder, **suites):
    """What the count says about these stages, each given as (tests, failures, skipped)."""
    for name, (tests, failures, skipped) in suites.items():
        (folder / f"{name}.xml").write_text(
            f'<testsuites><testsuite tests="{tests}" failures="{failures}" errors="0"'
            f' skipped="{skipped}"/></testsuites>'
        )
    command = [sys.executable, "scripts/counts.py", str(folder)]
    return subprocess.run(command, cwd=BASE, capture_output=True, text=True, check=False)


def test_stages_are_counted(tmp_path):
    answer = counts(tmp_path, sqlite=(5, 0, 0), browser=(2, 0, 0))
    assert answer.returncode == 0
    assert answer.stdout.splitlines()[-1] == "7 passed, 0 failed"


@pytest.mark.parametrize("bad", [(0, 0, 0), (3, 1, 0), (3, 0, 1)])
def test_stage_that_ran_nothing_failed_or_skipped_fails(tmp_path, bad):
    assert counts(tmp_path, sqlite=(5, 0, 0), browser=bad).returncode == 1


def test_slowest_modules_are_named_with_the_slowest_first(tmp_path):
    cases = "".join(
        f'<testcase classname="tests.{module}" name="test_it" time="{seconds}"/>'
        for module, seconds in [("a.test_quick", 1), ("b.test_slow.TestIt", 2), ("b.test_slow", 3)]
    )
    suite = f'<testsuites><testsuite tests="3">{cases}</testsuite></testsuites>'
    (tmp_path / "sqlite.xml").write_text(suite)
    command = [sys.executable, "scripts/counts.py", str(tmp_path)]
    answer = subprocess.run(command, cwd=BASE, capture_output=True, text=True, check=True)
    assert answer.stdout.splitlines()[1:3] == [
        "     5.0  sqlite: tests/b/test_slow",
        "     1.0  sqlite: tests/a/test_quick",
    ]
