#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""provoked.py SOURCES TESTS: everything that the linker complains of (the strings handed to complaint, fault and refuse in
SOURCES) is what a test in TESTS expects; names the strings that none does."""

import re
import sys
from pathlib import Path

CALL = re.compile(r"\b(?:complaint|fault|refuse)\((?:fmt::format\()?\s*(.*?);", re.DOTALL)
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
JOINED = re.compile(r'"\s*\n\s*"')


def text_of(folder: str) -> str:
    return "\n".join(JOINED.sub("", file.read_text()) for file in sorted(Path(folder).rglob("*.cpp")))


def main() -> int:
    messages = {string for call in CALL.findall(text_of(sys.argv[1])) for string in STRING.findall(call)}
    tests = text_of(sys.argv[2])
    missing = [m for m in sorted(messages) if not all(part in tests for part in re.split(r"\{[^}]*\}", m))]
    for message in missing:
        print(f"no test provokes: {message}")
    print(f"{len(messages)} messages, {len(missing)} of them not provoked")
    return 1 if missing or len(messages) < 50 else 0


if __name__ == "__main__":
    sys.exit(main())
