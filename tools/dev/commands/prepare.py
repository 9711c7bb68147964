# SPDX-License-Identifier: MIT
"""./dev prepare: what building and testing need, so that plain cmake and ctest work from then on."""

import argparse

import steps
from targets import chosen


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("targets", nargs="*", metavar="TARGET")


def run(options: argparse.Namespace) -> None:
    steps.prepare_suites(chosen(options.targets))
