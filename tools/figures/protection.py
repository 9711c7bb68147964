# SPDX-License-Identifier: MIT
"""What protecting modules takes: the bytes of each policy, and the instructions to allocate, commit and release a block by
it; of the gate to user mode, those of a call. Each has a program (tests/figures/protection.cpp) to itself."""

import re
import sys
from pathlib import Path

from build import PROJECT, Build, output_of

sys.path.append(str(PROJECT / "tools/insn_count"))
import insn_count  # noqa: E402

# As nm has them: templates with their type in front.
OWN = r"(\S+ )?(policy|natload::v0::protect|natload::v0::memory::(pages|dual_mapping)|example::page_tables)::.*"
GATE = r"(\S+ )?natload::v0::protect::user_mode::.*"


def measure(build: Build) -> tuple[dict, dict]:
    programs = build.programs / "protection"
    if not programs.exists():
        return {}, {}
    figures: dict = {}
    details: dict = {}
    for line in programs.read_text().splitlines():
        name, *run_options = line.split(" ")
        program = build.programs / f"protection_{name}"
        pattern = GATE if name == "user_mode" else OWN
        sizes = _sizes(build, program, pattern)
        warm = insn_count.count(build.folder, program, [pattern], ["2"], run_options)
        once = insn_count.count(build.folder, program, [pattern], ["1"], run_options)
        counts = {function: n - once[function] for function, n in warm.items() if n != once[function]}
        if not sizes or not counts:
            raise SystemExit(f"{program}: nothing is the policy's")
        figures[name] = {"size": sum(sizes.values()), "instructions": sum(counts.values())}
        details[name] = {"size": sizes, "instructions": counts}
    return {"protection": figures}, {"protection": details}


def _sizes(build: Build, program: Path, pattern: str) -> dict[str, int]:
    listing = output_of(build.tool("nm"), "--print-size", "--demangle", program)
    found = re.findall(r"^[0-9a-f]+ ([0-9a-f]+) [tTwW] (.+)$", listing, re.MULTILINE)
    return {name: int(size, 16) for size, name in found if re.fullmatch(pattern, name)}
