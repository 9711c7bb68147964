# SPDX-License-Identifier: MIT
"""The commands of ./dev: one module each, of that name, with arguments(parser) and run(options)."""

import argparse
import importlib
import sys

from failure import Failed

COMMANDS = {
    "test": "build and run every suite on every target",
    "demo": "build the demonstration, boot it and show what it prints",
    "build": "build the natload command: build/host/natload",
    "bench": "measure time on this machine, beside memcpy",
    "size": "measure bytes, stack and instructions, beside their limits",
    "damage": "load 3,000 damaged files and show what becomes of them",
    "fuzz": "feed the verifier and the loader with damaged images",
    "format": "lay out the sources as .clang-format says",
    "lint": "look for mistakes that compilers let pass",
    "prepare": "install what targets need and build their C++ library, nothing else",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev", description="Builds, tests and measures natload.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        importlib.import_module(f"commands.{name}").arguments(command)
    options = parser.parse_args()
    try:
        return importlib.import_module(f"commands.{options.command}").run(options) or 0
    except Failed as failure:
        print(failure)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
