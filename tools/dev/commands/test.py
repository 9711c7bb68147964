# SPDX-License-Identifier: MIT
"""./dev test: every suite on every target, and a table of what ran."""

import argparse
import json
import time
from pathlib import Path

import suites
from failure import Failed
from pipeline import Pipeline
from targets import TARGETS, Target, chosen

EXPECTED_COUNTS = Path("tests/expected_counts.json")
COLUMNS = "{:<16} {:>7} {:>7} {:>7} {:>9} {:>6}"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)} (default: all)")
    parser.add_argument("--only", metavar="PATTERN", help="only the suites whose names match a regular expression")
    parser.add_argument("--record", action="store_true", help=f"make this run's counts the least in {EXPECTED_COUNTS}")


def run(options: argparse.Namespace) -> int:
    with Pipeline() as pipeline:
        return _run(options, chosen(options.targets), pipeline)


def _run(options: argparse.Namespace, targets: list[Target], pipeline: Pipeline) -> int:
    expected = json.loads(EXPECTED_COUNTS.read_text())
    rows, complaints = [], []
    total = suites.Counts()
    for target, built in [(target, pipeline.build(target)) for target in targets]:
        print(f"\n== {target.name}", flush=True)
        counts, seconds = suites.Counts(), 0.0
        try:
            seconds = built.result()
            start = time.monotonic()
            counts = suites.run(target.build_folder, options.only)
            seconds += time.monotonic() - start
        except Failed as failure:
            complaints.append(f"{target.name}: {failure}")
        least = 0 if options.only else expected.get(target.name, 1)
        if options.record:
            expected[target.name] = least = counts.run
        if counts.run < least:
            complaints.append(f"{target.name}: {counts.run} test cases ran, at least {least} were expected")
        rows.append((target.name, counts.suites, counts.run, counts.passed, least, f"{seconds:.0f} s"))
        total.run += counts.run
        total.passed += counts.passed
    if total.run == 0:
        complaints.append("no test case ran")

    print()
    print(COLUMNS.format("target", "suites", "cases", "passed", "at least", "time"))
    for row in rows:
        print(COLUMNS.format(*row))
    print()
    for complaint in complaints:
        print(complaint)
    failed = total.failed + len(complaints)
    if options.record and not failed:
        in_order = {name: expected[name] for name in TARGETS if name in expected}
        EXPECTED_COUNTS.write_text(json.dumps(in_order, indent=4) + "\n")
    print(f"{total.passed} passed, {failed} failed")
    return 1 if failed else 0

