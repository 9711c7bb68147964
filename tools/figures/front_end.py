# SPDX-License-Identifier: MIT
"""What `#include <natload/natload.hpp>` costs a compiler: seconds of processor time on top of an empty file.

The machine is never quite its own, so each of the three files is compiled in turn and the median of each counts;
<memory>, in the same run, is there to compare.
"""

import os
import statistics
import subprocess
import tempfile
from pathlib import Path

from build import PROJECT, Build

SOURCES = {"empty": "", "natload": "#include <natload/natload.hpp>\n", "memory": "#include <memory>\n"}
TURNS = 9


def measure(build: Build) -> tuple[dict, dict]:
    times: dict[str, list[float]] = {name: [] for name in SOURCES}
    with tempfile.TemporaryDirectory() as folder:
        for name, text in SOURCES.items():
            Path(folder, f"{name}.cpp").write_text(text)
        for _ in range(TURNS):
            for name in SOURCES:
                times[name].append(_compile(build.compiler, Path(folder, f"{name}.cpp")))
    median = {name: round(statistics.median(values), 3) for name, values in times.items()}
    return {"front_end": round(median["natload"] - median["empty"], 3)}, {"front_end": median}


def _compile(compiler: str, source: Path) -> float:
    command = [compiler, "-std=c++20", "-O2", "-I", PROJECT / "include", "-c", source, "-o", "/dev/null"]
    with subprocess.Popen(command) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{source}: does not compile")
    return usage.ru_utime + usage.ru_stime
