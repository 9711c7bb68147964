# SPDX-License-Identifier: MIT
"""./dev fuzz: every libFuzzer program of tests/fuzz, for so many seconds in all; or which lines of the library they
reach."""

import argparse
import os
import re
import subprocess
import tempfile
from pathlib import Path

import packages
import steps
from failure import Failed
from targets import CLANG

FOLDER = Path("build/fuzz")
IMAGES = [f"tests/corpus/{folder}" for folder in ("native", "emitted", "bytecode")]
OBJECTS = [str(FOLDER / "tests/fuzz/objects")]

# Of images only, and with nothing that is slow: so many from one seed, which finds the same each time.
COVERAGE = Path("build/fuzz_coverage")
COVERAGE_FLAGS = "-fprofile-instr-generate -fcoverage-mapping"
COVERED = ("fuzz_header", "fuzz_verify", "fuzz_load", "fuzz_stream", "fuzz_interpreter")
COVERAGE_RUNS = 100_000
MEASURED = ("include/natload/core", "include/natload/format", "include/natload/load")
WHOLE = ("include/natload/format", "include/natload/core/cursor.hpp")  # of which every line is reached, but in functions
ELSEWHERE = ("with_scope", "without_limits", "reference_host_entries", "code_flags_of", "identity",  # for compilers, tools
             "is_too_large")  # and machines of 32 bits


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("seconds", nargs="?", type=int, default=60, help="in all (default: 60)")
    parser.add_argument("--coverage", action="store_true", help="tell which lines are reached, and which are not")


def run(options: argparse.Namespace) -> int:
    packages.ensure(CLANG)
    if options.coverage:
        return _coverage()
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
    max_len = fuzzer.with_suffix(".max_len").read_text()
    limits = [f"-max_total_time={seconds}", f"-max_len={max_len}", "-timeout=20", "-rss_limit_mb=1024",
              "-print_final_stats=1"]  # fmt: skip
    seeds = OBJECTS if fuzzer.name == "fuzz_objects" else IMAGES
    print(f"== {fuzzer.name}, {seconds} s", flush=True)
    return subprocess.run([fuzzer, *limits, f"-artifact_prefix={found}-broken-by-", found, *seeds]).returncode


def _coverage() -> int:
    steps.configure("fuzz", str(COVERAGE), f"-DCMAKE_CXX_FLAGS={COVERAGE_FLAGS}")
    profiles, programs = [], [COVERAGE / "tests/fuzz" / name for name in COVERED]
    for program in programs:
        steps.build(str(COVERAGE), program.name)
        profiles.append(f"{program}.profraw")
        print(f"== {program.name}: the corpus, and {COVERAGE_RUNS} images made of it", flush=True)
        with tempfile.TemporaryDirectory() as found:
            steps.run("env", f"LLVM_PROFILE_FILE={profiles[-1]}", str(program), f"-runs={COVERAGE_RUNS}", "-seed=1", found,
                      *IMAGES)  # fmt: skip
    merged = str(COVERAGE / "merged.profdata")
    steps.run("llvm-profdata-14", "merge", *profiles, "-o", merged)
    export = ["llvm-cov-14", "export", "--format=lcov", f"--instr-profile={merged}", str(programs[0])]
    export += [word for program in programs[1:] for word in ("--object", str(program))]
    lines = _lines_of(subprocess.run(export, capture_output=True, text=True, check=True).stdout)
    return _report({file: counts for file, counts in lines.items() if file.startswith(MEASURED)})


def _lines_of(lcov: str) -> dict[str, dict[int, int]]:
    """How often each line was reached, in any instantiation, by file."""
    lines: dict[str, dict[int, int]] = {}
    for record in lcov.splitlines():
        kind, _, value = record.partition(":")
        if kind == "SF":
            file = lines.setdefault(os.path.relpath(value), {})
        elif kind == "DA":
            number, count = map(int, value.split(","))
            file[number] = max(file.get(number, 0), count)
    return lines


def _report(lines: dict[str, dict[int, int]]) -> int:
    print(f"\n{'file':<48} {'lines':>6} {'reached':>8}")
    missing = []
    for file, counts in sorted(lines.items()):
        source = Path(file).read_text().splitlines()
        others = _lines_for_others(source)
        counts = {n: count for n, count in counts.items() if count or n not in others}
        print(f"{file:<48} {len(counts):>6} {sum(1 for count in counts.values() if count):>8}")
        missing += [(file, n, source[n - 1].strip()) for n, count in sorted(counts.items()) if not count]
    print()
    for file, number, line in missing:
        print(f"not reached: {file}:{number}: {line}")
    if not lines:
        raise Failed("nothing was measured")
    return 1 if any(file.startswith(WHOLE) for file, _, _ in missing) else 0


def _lines_for_others(source: list[str]) -> set[int]:
    """The lines of the functions ELSEWHERE."""
    found: set[int] = set()
    inside = False
    for number, line in enumerate(source, 1):
        inside = inside or re.match(rf"constexpr .*\b({'|'.join(ELSEWHERE)})\(", line) is not None
        if inside:
            found.add(number)
            inside = not line.startswith("}") and not line.endswith("}")
    return found
