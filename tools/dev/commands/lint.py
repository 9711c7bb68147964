# SPDX-License-Identifier: MIT
"""./dev lint: the rules of the house, then clang-tidy over what the x64-clang build compiles."""

import argparse
import subprocess
from pathlib import Path

import steps
from sources import files
from targets import TARGETS

SOURCE_SUFFIXES = (".hpp", ".cpp", ".S", ".ld", ".py", ".cmake", ".txt", ".in", ".build")
LICENSE_LINE = "SPDX-License-Identifier: MIT"
LONGEST = {".hpp": 400, ".cpp": 700}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quick", action="store_true", help="the rules of the house only")


def run(options: argparse.Namespace) -> int:
    broken = [f"{file}: {rule}" for file in files() for rule in _broken_rules(file)]
    print("\n".join(broken) or "the rules of the house: kept")
    if options.quick:
        return bool(broken)

    target = TARGETS["x64-clang"]
    steps.prepare_suites([target])
    steps.prepare([], "clang-tidy-14")
    steps.configure(target.name, target.build_folder)
    steps.build(target.build_folder)  # some headers are generated
    tidy = ["run-clang-tidy-14", "-quiet", "-p", target.build_folder, "-j", steps.JOBS, r"\.cpp$"]
    return subprocess.run(tidy).returncode or bool(broken)


def _broken_rules(file: Path) -> list[str]:
    try:
        text = file.read_text()
    except UnicodeDecodeError:
        return []  # a binary file
    broken = []
    lines = text.splitlines()
    is_source = file.name.endswith(SOURCE_SUFFIXES) or text.startswith("#!")
    if is_source and not any(LICENSE_LINE in line for line in lines[:2]):
        broken.append(f"no '{LICENSE_LINE}' at the top")
    if is_source and not text.isascii():
        broken.append("not ASCII")
    if len(lines) > LONGEST.get(file.suffix, len(lines)):
        broken.append(f"{len(lines)} lines, at most {LONGEST[file.suffix]} are wanted")
    return broken
