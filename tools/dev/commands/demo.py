# SPDX-License-Identifier: MIT
"""./dev demo: examples/demo as a firmware in QEMU, or as a program of this machine."""

import argparse
import subprocess

import steps
from targets import TARGETS

MACHINES = {"m3": "armv7m", "rv32": "rv32imc", "host": "x64"}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("machine", nargs="?", default="m3", choices=MACHINES, help="where it runs (default: m3)")


def run(options: argparse.Namespace) -> int:
    target = TARGETS[MACHINES[options.machine]]
    folder = f"build/demo/{target.name}"
    steps.prepare([target])
    steps.configure(target.name, folder, "-DNATLOAD_BUILD_TESTS=OFF", "-DNATLOAD_BUILD_TOOLS=OFF")
    steps.build(folder, "demo")
    return subprocess.run([f"{folder}/run", f"{folder}/examples/demo/demo"]).returncode
