# SPDX-License-Identifier: MIT
"""./dev format: clang-format over the C++ sources."""

import argparse
import subprocess

import packages
from sources import files


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--check", action="store_true", help="change nothing; fail if something would change")


def run(options: argparse.Namespace) -> int:
    packages.ensure(["clang-format-14"])
    mode = ["--dry-run", "--Werror"] if options.check else ["-i"]
    return subprocess.run(["clang-format-14", *mode, *files(".hpp", ".cpp")]).returncode
