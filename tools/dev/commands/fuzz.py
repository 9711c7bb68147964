# SPDX-License-Identifier: MIT
"""./dev fuzz: every libFuzzer program of tests/fuzz, seeded with the corpus, for so many seconds in all."""

import argparse
import subprocess
from pathlib import Path

import packages
import steps
from targets import CLANG

FOLDER = "build/fuzz"
SEEDS = "tests/corpus"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("seconds", nargs="?", type=int, default=60)


def run(options: argparse.Namespace) -> int:
    packages.ensure(CLANG)
    steps.configure("fuzz", FOLDER)
    steps.build(FOLDER)
    fuzzers = sorted(Path(FOLDER, "tests/fuzz").glob("*_fuzz"))
    if not fuzzers:
        raise SystemExit("tests/fuzz has built no program")
    return max(_fuzz(fuzzer, max(1, options.seconds // len(fuzzers))) for fuzzer in fuzzers)


def _fuzz(fuzzer: Path, seconds: int) -> int:
    """Inputs that find new paths stay in the build folder from run to run; so does one that breaks the program."""
    found = Path(f"{fuzzer}.found")
    found.mkdir(exist_ok=True)
    limits = [f"-max_total_time={seconds}", "-timeout=5", "-rss_limit_mb=1024", "-print_final_stats=1"]
    print(f"== {fuzzer.name}, {seconds} s", flush=True)
    return subprocess.run([fuzzer, *limits, f"-artifact_prefix={fuzzer}.broken-by-", found, SEEDS]).returncode
