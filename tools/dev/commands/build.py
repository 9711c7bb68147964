# SPDX-License-Identifier: MIT
"""./dev build: the natload command for this machine."""

import argparse

import packages
import steps
from targets import HOST


def arguments(parser: argparse.ArgumentParser) -> None:
    del parser


def run(options: argparse.Namespace) -> None:
    del options
    packages.ensure(HOST)
    steps.configure("host", "build/host")
    steps.build("build/host")
    steps.run("build/host/natload", "--version")
    print("build/host/natload")
