#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Measures what a build has under tests/figures. docs/figures.md says what each figure is.

    figures show TARGET BUILD_FOLDER      a table: figures, limits, goals
    figures details TARGET BUILD_FOLDER   what each figure is made of, as JSON
    figures json TARGET BUILD_FOLDER      the figures as JSON
    figures check TARGET BUILD_FOLDER     fails, and says why, if one is above its limit in tests/limits.json
    figures record TARGET BUILD_FOLDER    makes the figures the limits
    figures readme                        puts the limits on sizes into README.md
    figures check-readme                  fails if README.md has others
"""

import json
import sys
from pathlib import Path

import front_end
import instructions
import limits
import protection
import readme
import size
import stack
from build import Build


def measure(build: Build) -> tuple[dict, dict]:
    """Figures, and what they are made of."""
    kinds = [] if build.target.endswith("-clang") else [size, stack, instructions, protection]
    if build.is_for_this_machine:
        kinds.append(front_end)
    figures: dict = {}
    details: dict = {}
    for kind in kinds:
        further, their_details = kind.measure(build)
        figures |= further
        details |= their_details
    return figures, details


def main(action: str, *words: str) -> int:
    if action == "readme":
        return readme.write()
    if action == "check-readme":
        return readme.check()
    target, folder = words
    figures, details = measure(Build(target, Path(folder)))
    if action == "check":
        return limits.check(target, figures)
    if action == "record":
        limits.record(target, figures)
    elif action == "show":
        limits.show(target, figures)
    else:
        print(json.dumps(details if action == "details" else figures | {"beside": details.get("beside", {})}, indent=4))
    return 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 4):
        raise SystemExit(__doc__)
    sys.exit(main(*sys.argv[1:]))
