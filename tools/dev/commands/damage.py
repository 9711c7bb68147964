# SPDX-License-Identifier: MIT
"""./dev damage: what becomes of 3,000 damaged files, as a table; tests/hostile/damage.cpp says how they are damaged."""

import argparse
import subprocess

import steps
from targets import TARGETS


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(options: argparse.Namespace) -> int:
    target = TARGETS["x64"]
    steps.prepare_suites([target])
    steps.configure(target.name, target.build_folder)
    steps.build(target.build_folder, "damage")
    return subprocess.run([f"{target.build_folder}/tests/hostile/damage"]).returncode
