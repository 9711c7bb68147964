# SPDX-License-Identifier: MIT
"""Instructions of a warm round of verify, load and release of each corpus module (tests/figures/rounds.cpp).

Two rounds less one. On this machine callgrind counts, and tells by header; on boards QEMU does, and tells by function.
The copies of libc's memcpy and memset are told beside, not counted.
"""

import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from build import PROJECT, Build
from names import short

sys.path.append(str(PROJECT / "tools/insn_count"))
import insn_count  # noqa: E402

ROUND = "verify_load_release"
COPIES = r"(__)?mem(cpy|set|move)(_\w+|@.*)?"
Counts = Counter[str]


def measure(build: Build) -> tuple[dict, dict]:
    count = _count_here if build.is_for_this_machine else _count_on_board
    figures, details = {}, {}
    for program, modules in (("rounds", "modules"), ("program_rounds", "program_modules")):
        if not (build.programs / modules).exists():
            continue  # only on x64
        for module in sorted((build.programs / modules).read_text().split()):
            warm = count(build, program, module, 2)
            warm.subtract(count(build, program, module, 1))
            figures[module] = sum(n for name, n in warm.items() if not re.fullmatch(COPIES, name))
            details[module] = {name: n for name, n in warm.most_common() if n != 0}
    made_with = build.made_with("tests/figures/rounds.cpp")
    return {"instructions": figures}, {"instructions: made with": made_with, "instructions": details}


def _count_on_board(build: Build, program: str, module: str, rounds: int) -> Counts:
    counts = insn_count.count(build.folder, build.programs / program, [".*"], [module, str(rounds)])
    by_function = Counts()
    for name, n in counts.items():
        by_function[short(name)] += n
    del by_function["main"]
    return by_function


def _count_here(build: Build, program: str, module: str, rounds: int) -> Counts:
    with tempfile.NamedTemporaryFile() as profile:
        options = [f"--toggle-collect={ROUND}*", f"--callgrind-out-file={profile.name}"]
        command = ["valgrind", "--quiet", "--tool=callgrind", *options, build.programs / program, module, str(rounds)]
        subprocess.run(command, check=True, timeout=120)
        return _by_header(Path(profile.name).read_text())


def _by_header(profile: str) -> Counts:
    """Sums callgrind's lines of costs by the source file that each belongs to; those of copies by function."""
    names: dict[str, str] = {}  # "fn(12)" -> name: written out once, then only numbered

    def name(space: str, text: str) -> str:
        number, _, text = text.partition(" ")
        if text:
            names[space + number] = text
        return names[space + number]

    counts: Counts = Counts()
    file = function = ""
    of_callee = False
    for line in profile.splitlines():
        key, _, value = line.partition("=")
        if key in ("fl", "fi", "fe"):
            file = name("file", value)
        elif key == "fn":
            function = name("function", value)
        elif key in ("cfi", "cfl"):
            name("file", value)
        elif key == "cfn":
            name("function", value)
        elif key == "calls":
            of_callee = True  # the next line is the cost of what was called, which is counted where it lies
        elif re.match(r"[0-9+*-]", line):
            if not of_callee:
                where = function if re.fullmatch(COPIES, function) else file.rpartition(f"{PROJECT}/")[2]
                counts[where] += int(line.split()[1])
            of_callee = False
    return counts
