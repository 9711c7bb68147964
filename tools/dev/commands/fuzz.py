# SPDX-License-Identifier: MIT
"""./dev fuzz: every libFuzzer program of tests/fuzz, for so many seconds in all."""

import argparse
import subprocess
from pathlib import Path

import packages
import steps
from failure import Failed
from targets import CLANG

FOLDER = Path("build/fuzz")
IMAGES = [f"tests/corpus/{folder}" for folder in ("native", "emitted", "bytecode")]
OBJECTS = [str(FOLDER / "tests/fuzz/objects")]


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("seconds", nargs="?", type=int, default=60, help="in all (default: 60)")


def run(options: argparse.Namespace) -> int:
    packages.ensure(CLANG)
    steps.configure("fuzz", str(FOLDER))
    steps.build(str(FOLDER))
    fuzzers = sorted(file for file in (FOLDER / "tests/fuzz").glob("fuzz_*") if file.is_file() and not file.suffix)
    if not fuzzers:
        raise Failed("tests/fuzz has built no program")
    return max(_fuzz(fuzzer, max(1, options.seconds // len(fuzzers))) for fuzzer in fuzzers)


def _fuzz(fuzzer: Path, seconds: int) -> int:
    """Inputs that find new paths stay in the build folder from run to run; so does one that breaks the program."""
    found = FOLDER / "found" / fuzzer.name
    found.mkdir(parents=True, exist_ok=True)
    limits = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=1024", "-print_final_stats=1"]
    seeds = OBJECTS if fuzzer.name == "fuzz_objects" else IMAGES
    print(f"== {fuzzer.name}, {seconds} s", flush=True)
    return subprocess.run([fuzzer, *limits, f"-artifact_prefix={found}-broken-by-", found, *seeds]).returncode
