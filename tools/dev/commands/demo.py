# SPDX-License-Identifier: MIT
"""./dev demo: examples/demo as a firmware in QEMU, or as a program of this machine. It takes few packages: the firmware
needs no C library, and of C++ the headers alone, which Debian has for one bare-metal compiler. Its modules are made from C
by the natload command, which is built first."""

import argparse
import subprocess
from dataclasses import dataclass

import packages
import steps
from targets import BUILD

HEADERS = ("gcc-arm-none-eabi", "libstdc++-arm-none-eabi-dev")
COMMAND = ("g++", "libcli11-dev", "libfmt-dev", "nlohmann-json3-dev", "python3")  # natload, which links the modules


@dataclass(frozen=True)
class Machine:
    preset: str
    packages: tuple[str, ...]
    options: tuple[str, ...] = ("-DNATLOAD_FREESTANDING=ON",)


MACHINES = {
    "m3": Machine("armv7m", (*BUILD, *HEADERS, *COMMAND, "qemu-system-arm")),
    "rv32": Machine("rv32imc", (*BUILD, *HEADERS, *COMMAND, "gcc-riscv64-unknown-elf", "qemu-system-misc")),
    "host": Machine("x64", (*BUILD, *COMMAND), options=()),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("machine", nargs="?", default="m3", choices=MACHINES, help="where it runs (default: m3)")


def run(options: argparse.Namespace) -> int:
    machine = MACHINES[options.machine]
    folder = f"build/demo/{options.machine}"
    packages.ensure(machine.packages)
    steps.configure(machine.preset, folder, "-DNATLOAD_BUILD_TESTS=OFF", "-DNATLOAD_BUILD_TOOLS=OFF", *machine.options)
    steps.build(folder, "demo")
    return subprocess.run([f"{folder}/run", f"{folder}/examples/demo/demo"]).returncode
