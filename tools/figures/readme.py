# SPDX-License-Identifier: MIT
"""The tables of figures in README.md and docs/protection.md. They are made of the limits in tests/limits.json, which tests
hold the figures to."""

import re
from pathlib import Path

import limits
from build import PROJECT

README = PROJECT / "README.md"
PROTECTION = PROJECT / "docs/protection.md"
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


# Target, figure -> how the page calls it, and what else there is to say.
POLICIES = {
    ("x64", "pages"): ("`pages` (x64)", "4,096", ""),
    ("x64", "dual_mapping"): ("`dual_mapping` (x64)", "4,096", ""),
    ("armv7m", "pmsav7"): ("`pmsav7` (Cortex-M3)", "320, aligned to 512", "1, and 1 for the pool"),
    ("armv7m", "pmsav8"): ("`pmsav8` (Cortex-M33)", "320, aligned to 32", "up to 2, and 1 for the pool"),
    ("rv32imc", "pmp_user"): ("`pmp_user` (RV32)", "300; or 512, aligned to 512", "2; or 1"),
    ("rv32imc", "pmp_locked"): ("`pmp_locked` (RV32)", "the same", "the same, and 1 for the pool"),
    ("aarch64", "page_tables"): ("page tables of `examples/aarch64_mmu`", "4,096", ""),
    ("rv32imc", "user_mode"): ("`user_mode`, the gate (RV32): a call", "", "stack and table: 1 or 2 each"),
}


def write() -> int:
    for page in (README, PROTECTION):
        page.write_text(_current(page))
    return 0


def check() -> int:
    old = [page for page in (README, PROTECTION) if _current(page) != page.read_text()]
    for page in old:
        print(f"{page.name} has other figures than tests/limits.json: './dev size --readme' puts them right")
    return 1 if old else 0


def _current(page: Path) -> str:
    name, table = ("sizes", _table()) if page == README else ("protection", _protection())
    block = re.compile(f"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
    text = page.read_text()
    if len(block.findall(text)) != 1:
        raise SystemExit(f"{page.name}: one block is wanted between <!-- {name} --> and <!-- /{name} -->")
    return block.sub(table, text)


def _protection() -> str:
    lines = [
        "| policy | bytes of code | instructions | block of 300 bytes | regions |",
        "|---|--:|--:|--:|---|",
    ]
    for (target, policy), (name, block, regions) in POLICIES.items():
        of = limits.read("limits", target)
        cells = (of[f"protection.{policy}.size"], of[f"protection.{policy}.instructions"])
        lines.append(f"| {name} | {' | '.join(f'{cell:,}' for cell in cells)} | {block} | {regions} |")
    return "\n".join(lines) + "\n"


def _table() -> str:
    lines = [
        "| bytes (GCC 12, `-Os`; RISC-V with `-msave-restore`) | as in .mpy | code for linked modules | with verify of the whole format "
        "| whole files, for an interpreter | stack to verify | stack to load |",
        "|---|---|--:|--:|--:|--:|--:|",
    ]
    for target, name in ROWS.items():
        of = limits.read("limits", target)
        cells = (of["native"], of["all"], of["programs"], of["stack.verify_linked"], of["stack.load_linked"])
        lines.append(f"| {name} | `{target}` | {' | '.join(f'{cell:,}' for cell in cells)} |")
    return "\n".join(lines) + "\n"
