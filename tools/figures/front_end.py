# SPDX-License-Identifier: MIT
"""What `#include <natload/natload.hpp>` costs a compiler: seconds of processor time on top of an empty file.

And that cost as a multiple of what <memory> costs in the same run: machines differ, and none is quite its own. For
the same reason the three files are compiled in turn, and the median of each counts.
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
    cost = {name: median[name] - median["empty"] for name in ("natload", "memory")}
    ratio = round(cost["natload"] / cost["memory"], 2)
    return {"front_end": round(cost["natload"], 3), "front_end_to_memory": ratio}, {"front_end": median}


def _compile(compiler: str, source: Path) -> float:
    command = [compiler, "-std=c++20", "-O2", "-I", PROJECT / "include", "-c", source, "-o", "/dev/null"]
    with subprocess.Popen(command) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{source}: does not compile")
    return usage.ru_utime + usage.ru_stime
