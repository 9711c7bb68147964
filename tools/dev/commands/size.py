# SPDX-License-Identifier: MIT
"""./dev size: the exact figures, target by target; docs/figures.md says what each is. tools/figures measures them."""

import argparse
import contextlib
import json
import subprocess
import sys

import steps
from failure import Failed
from targets import TARGETS, Target

TOOL = "tools/figures"
LIMITS = "tests/limits.json"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"default: all that have limits in {LIMITS}")
    actions = parser.add_mutually_exclusive_group()
    actions.add_argument("--json", action="store_true", help="for programs to read")
    actions.add_argument("--details", action="store_true", help="what each figure is made of")
    actions.add_argument("--record", action="store_true", help="make the figures the limits, in README.md too")
    actions.add_argument("--readme", action="store_true", help="put the limits into README.md; measures nothing")


def run(options: argparse.Namespace) -> int:
    if options.readme:
        return _tool("readme")
    with open(LIMITS) as file:
        names = options.targets or list(json.load(file)["limits"])
    unknown = set(names) - set(TARGETS)
    if unknown:
        raise SystemExit(f"No such target: {', '.join(unknown)}. There are: {', '.join(TARGETS)}.")
    targets = [TARGETS[name] for name in names]
    with contextlib.redirect_stdout(sys.stderr):  # what is printed is figures
        for target in targets:
            _build(target)
    if options.json or options.details:
        action = "json" if options.json else "details"
        print(json.dumps({target.name: json.loads(_output(action, target)) for target in targets}, indent=4))
        return 0
    for target in targets:
        print(_output("record" if options.record else "show", target), end="", flush=True)
    return _tool("readme") if options.record else 0


def _build(target: Target) -> None:
    steps.prepare_suites([target])
    steps.configure(target.name, target.build_folder)
    steps.build(target.build_folder, "figures")


def _output(action: str, target: Target) -> str:
    command = [sys.executable, TOOL, action, target.name, target.build_folder]
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if result.returncode != 0:
        raise Failed(f"'{' '.join(command)}' failed")
    return result.stdout


def _tool(action: str) -> int:
    return subprocess.run([sys.executable, TOOL, action]).returncode
