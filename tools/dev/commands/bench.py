# SPDX-License-Identifier: MIT
"""./dev bench: wall time of benchmarks/ on this machine, modules beside memcpy of the same bytes in the same run."""

import argparse
import contextlib
import json
import subprocess
import sys
from pathlib import Path

import steps
from failure import Failed
from targets import TARGETS

FOLDER = "build/bench"
CONFIGURATION = {"BENCHMARKS": "ON", "TESTS": "OFF", "EXAMPLES": "OFF", "TOOLS": "OFF"}
# Medians of processor time; interleaved, so that what disturbs the machine for a while disturbs all alike.
MEASURING = ("--benchmark_repetitions=7", "--benchmark_min_time=0.02", "--benchmark_enable_random_interleaving=true",
             "--benchmark_report_aggregates_only=true", "--benchmark_format=json")  # fmt: skip


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs to read")


def run(options: argparse.Namespace) -> None:
    target = TARGETS["x64"]
    with contextlib.redirect_stdout(sys.stderr):  # what is printed is figures
        steps.prepare([target], "libbenchmark-dev")
    steps.configure(target.name, FOLDER, *(f"-DNATLOAD_BUILD_{part}={value}" for part, value in CONFIGURATION.items()))
    steps.build(FOLDER, "benchmarks")
    figures = _measure(Path(FOLDER, "benchmarks/benchmarks"))
    if options.json:
        print(json.dumps({target.name: figures}, indent=4))
    else:
        _show(figures)


def _measure(program: Path) -> dict[str, dict]:
    result = subprocess.run([program, *MEASURING], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if result.returncode != 0 or "error_occurred" in result.stdout:
        sys.stdout.write(result.stderr + result.stdout)
        raise Failed(f"'{program}' failed")
    aggregates = sorted(json.loads(result.stdout)["benchmarks"], key=lambda b: b["run_name"])
    medians = [b for b in aggregates if b["aggregate_name"] == "median"]
    modules: dict[str, dict[str, float]] = {}
    others: dict[str, float] = {}
    for benchmark in medians:  # verify/answer, names/16
        what, _, of = benchmark["run_name"].partition("/")
        if what in ("verify", "load", "memcpy"):
            modules.setdefault(of, {})[f"{what}_ns"] = round(benchmark["cpu_time"], 1)
        else:
            others[f"{what}_{of}_per_second"] = round(benchmark["items_per_second"])
    for of in modules.values():
        of["times_memcpy"] = round((of["verify_ns"] + of["load_ns"]) / of["memcpy_ns"], 1)
    return {"modules": modules, "throughput": others}


def _show(figures: dict[str, dict]) -> None:
    columns = "{:<12} {:>10} {:>16} {:>10} {:>24}"
    print(columns.format("module", "verify ns", "load+release ns", "memcpy ns", "all of it / memcpy"))
    for name, of in figures["modules"].items():
        print(columns.format(name, of["verify_ns"], of["load_ns"], of["memcpy_ns"], of["times_memcpy"]))
    print()
    for name, value in figures["throughput"].items():
        print(f"{name.removesuffix('_per_second').replace('_', ' '):<24} {value / 1e6:>10.1f} million per second")
