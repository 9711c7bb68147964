# SPDX-License-Identifier: MIT
"""The table of sizes in README.md. It is made of the limits in tests/limits.json, which tests hold the figures to."""

import re

import limits
from build import PROJECT

README = PROJECT / "README.md"
BLOCK = re.compile(r"(?<=<!-- sizes -->\n).*?(?=<!-- /sizes -->)", re.DOTALL)
ROWS = {
    "armv6m": "Cortex-M0",
    "armv7m": "Cortex-M3",
    "armv7em": "Cortex-M4",
    "armv7emsp": "Cortex-M4F",
    "armv7emdp": "Cortex-M7",
    "armv6": "ARM11, ARM mode",
    "aarch64": "Cortex-A53",
    "rv32imc": "RV32IMC",
    "rv64imc": "RV64IMC",
    "xtensa": "Xtensa (lx106)",
    "x86": "x86",
    "x64": "x64",
}


def write() -> int:
    README.write_text(_current(README.read_text()))
    return 0


def check() -> int:
    text = README.read_text()
    if _current(text) == text:
        return 0
    print("README.md has other sizes than tests/limits.json: './dev size --readme' puts them right")
    return 1


def _current(text: str) -> str:
    if len(BLOCK.findall(text)) != 1:
        raise SystemExit("README.md: one block is wanted between <!-- sizes --> and <!-- /sizes -->")
    return BLOCK.sub(_table(), text)


def _table() -> str:
    lines = [
        "| bytes (GCC 12, `-Os`) | as in .mpy | code for linked modules | with verify of the whole format "
        "| stack to verify | stack to load |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for target, name in ROWS.items():
        of = limits.read("limits", target)
        cells = (of["native"], of["all"], of["stack.verify_linked"], of["stack.load_linked"])
        lines.append(f"| {name} | `{target}` | {' | '.join(f'{cell:,}' for cell in cells)} |")
    return "\n".join(lines) + "\n"
