# SPDX-License-Identifier: MIT
"""./dev size: not written yet."""

import argparse


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs to read")


def run(options: argparse.Namespace) -> int:
    raise SystemExit("./dev size is not written yet")
