# SPDX-License-Identifier: MIT
"""Runs the tests of one build folder and counts test cases, by what doctest says at the end of each suite."""

import json
import re
import subprocess
import xml.etree.ElementTree as xml
from dataclasses import dataclass
from pathlib import Path

from steps import JOBS

DOCTEST_SUMMARY = re.compile(r"test cases: +(\d+) \| +(\d+) passed \| +(\d+) failed")
RESULT_LINE = re.compile(r" *\d+/\d+ Test +#")


@dataclass
class Counts:
    suites: int = 0
    run: int = 0
    passed: int = 0

    @property
    def failed(self) -> int:
        return self.run - self.passed


def run(folder: str, only: str | None) -> Counts:
    """Runs the tests whose names match `only` (a regular expression), or all. Shows a line for each, and what
    those that failed printed."""
    ctest = ["ctest", "--test-dir", folder, *(["--tests-regex", only] if only else [])]
    report = Path(folder, "tests.xml").resolve()
    report.unlink(missing_ok=True)
    options = ["--parallel", JOBS, "--output-junit", str(report), "--test-output-size-passed", "10000000",
               "--test-output-size-failed", "10000000"]
    with subprocess.Popen([*ctest, *options], stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if RESULT_LINE.match(line):
                print(line, end="", flush=True)
    counts = Counts()
    if not report.exists():  # ctest itself failed, and said why
        return counts

    doctest_suites = _labelled(ctest, "doctest")
    for test in xml.parse(report).getroot().iter("testcase"):
        cases, passed = _count(test, test.get("name") in doctest_suites)
        counts.suites += 1
        counts.run += cases
        counts.passed += passed
        if passed < cases:
            print(f"\n-- {test.get('name')}\n{test.findtext('system-out') or ''}")
    return counts


def _labelled(ctest: list[str], label: str) -> set[str]:
    listing = json.loads(subprocess.run([*ctest, "--show-only=json-v1"], capture_output=True, check=True).stdout)
    return {
        test["name"]
        for test in listing["tests"]
        if any(p["name"] == "LABELS" and label in p["value"] for p in test.get("properties", []))
    }


def _count(test: xml.Element, is_doctest: bool) -> tuple[int, int]:
    """How many cases a test ran and how many passed. Whatever did not run to a good end failed at least once."""
    succeeded = test.get("status") == "run"
    summaries = DOCTEST_SUMMARY.findall(test.findtext("system-out") or "")
    if not is_doctest:
        return 1, int(succeeded)
    cases = sum(int(run) for run, _, _ in summaries)
    passed = sum(int(passed) for _, passed, _ in summaries)
    if not succeeded or not summaries:
        cases = max(cases, 1)
        passed = min(passed, cases - 1)
    return cases, passed
