#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How many instructions a program executes in each of its functions, exactly and the same every time.

    insn_count.py BUILD_FOLDER PROGRAM PATTERN... [-- ARGUMENT...]

runs the program in QEMU and prints, for every function whose name a regular expression matches whole,
a line: name, instructions executed in it (its callees have lines of their own). BUILD_FOLDER is the
folder of any target's build; a program of the host must be linked with -no-pie.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLUGIN = HERE.parents[1] / "build/insn_count/insn_count.so"


@dataclass(frozen=True)
class Function:
    name: str  # demangled
    begin: int
    end: int


def functions(nm: str, program: Path, patterns: Sequence[str]) -> list[Function]:
    """The program's functions whose names one of the patterns matches whole."""
    wanted = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
    listing = subprocess.run(
        [nm, "--print-size", "--demangle", str(program)], capture_output=True, text=True, check=True
    ).stdout
    found = {}
    for begin, size, name in re.findall(r"^([0-9a-f]+) ([0-9a-f]+) [tTwW] (.+)$", listing, re.MULTILINE):
        if wanted.fullmatch(name):
            start = int(begin, 16)
            found[start] = Function(name, start, start + int(size, 16))
    return sorted(found.values(), key=lambda function: function.name)


def count(
    build: Path, program: Path, patterns: Sequence[str], arguments: Sequence[str] = (), options: Sequence[str] = ()
) -> dict[str, int]:
    """Instructions executed in each matching function, by name. The program has to end with status 0. The options are
    further ones for QEMU."""
    ranges = functions(_nm(build), program, patterns)
    if not ranges:
        raise SystemExit(f"{program}: no function matches {' or '.join(patterns)}")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "counts")
        plugin = ",".join([str(_plugin()), f"out={out}", *(f"range={f.begin:x}-{f.end:x}" for f in ranges)])
        environment = os.environ | {"RUN_OPTIONS": "\n".join([*options, "-plugin", plugin])}
        result = subprocess.run([build / "run", program, *arguments], env=environment, stdout=sys.stderr)
        if result.returncode != 0:
            raise SystemExit(f"{program}: ended with status {result.returncode}")
        counts: dict[str, int] = {}
        for function, line in zip(ranges, out.read_text().splitlines(), strict=True):
            counts[function.name] = counts.get(function.name, 0) + int(line)
        return counts


def _plugin() -> Path:
    """The plugin, compiled if it is not there or older than its source."""
    source = HERE / "plugin.cpp"
    if not PLUGIN.exists() or PLUGIN.stat().st_mtime < source.stat().st_mtime:
        PLUGIN.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=PLUGIN.parent) as folder:
            fresh = Path(folder, PLUGIN.name)
            options = ["-std=c++20", "-O2", "-Wall", "-Wextra", "-shared", "-fPIC", "-fvisibility=hidden"]
            subprocess.run(["g++", *options, source, "-o", fresh], check=True)
            fresh.rename(PLUGIN)  # whole at once: suites of several targets may come here together
    return PLUGIN


def _nm(build: Path) -> str:
    return re.search(r"^CMAKE_NM:\w+=(.*)$", (build / "CMakeCache.txt").read_text(), re.MULTILINE)[1]


def main() -> None:
    words = sys.argv[1:]
    end = words.index("--") if "--" in words else len(words)
    if end < 3:
        raise SystemExit(__doc__)
    build, program, *patterns = words[:end]
    for name, executed in count(Path(build), Path(program), patterns, words[end + 1 :]).items():
        print(name, executed)


if __name__ == "__main__":
    main()
