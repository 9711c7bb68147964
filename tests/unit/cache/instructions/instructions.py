# SPDX-License-Identifier: MIT
"""instructions.py OBJDUMP OBJECT SOURCE: the cache instructions in the functions of an object are those that the
comments of its source say:

    // cortex_m: dsb sy, isb sy

Emulators have no caches, so running the code could not tell. Every function of the object needs its comment.
"""

import re
import subprocess
import sys

EXPECTED = re.compile(r"^// (\w+):(.*(?:\n//  +.*)*)$", re.MULTILINE)
FUNCTION = re.compile(r"^[0-9a-f]+ <(\w+)>:$")
INSTRUCTION = re.compile(r"^ *[0-9a-f]+:\t(?P<bytes>[0-9a-f ]+?) *\t(?P<name>[\w.]+)(?:\t(?P<operands>[^@/;<]*))?")
CALL = re.compile(r"^\t+[0-9a-f]+: R_\w+\t(__clear_cache)")

PLAIN = {"dsb", "isb", "mrs", "dc", "ic", "memw", "dsync", "isync"}
# Assemblers and disassemblers know neither by name where the chosen core lacks them.
BY_NUMBER = {"0000100f": "fence.i", "007842": "dhwb a8", "0078e2": "ihi a8"}


class Thumb:
    """Which registers hold constants, as far as addresses of the System Control Space need it."""

    def __init__(self) -> None:
        self.registers: dict[str, int] = {}

    def event(self, name: str, operands: list[str]) -> str | None:
        name = name.split(".")[0]
        if name in ("ldr", "str") and (place := re.fullmatch(r"\[(\w+), #(\d+)\]", ", ".join(operands[1:]))):
            base = self.registers.get(place[1])
            if base is not None:
                return f"{'load' if name == 'ldr' else 'store'} {base + int(place[2]):08x}"
        if name == "mov" and operands[1].startswith("#"):
            self.registers[operands[0]] = int(operands[1][1:], 0)
        elif operands and name not in ("cmp", "str"):
            self.registers.pop(operands[0], None)
        return None


def events(listing: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in listing.splitlines():
        if function := FUNCTION.match(line):
            here = found.setdefault(function[1], [])
            thumb = Thumb()
        elif call := CALL.match(line):
            here.append(f"call {call[1]}")
        elif instruction := INSTRUCTION.match(line):
            name = instruction["name"]
            operands = [o.strip() for o in (instruction["operands"] or "").split(",") if o.strip()]
            number = instruction["bytes"].replace(" ", "")
            if number in BY_NUMBER:
                here.append(BY_NUMBER[number])
            elif name in ("mcr", "mrc"):
                # mcr 15, 0, r3, cr7, cr10, {4}
                here.append(" ".join([name, *(o.strip("r{}").replace("cr", "c") for o in operands[3:])]))
            elif name in PLAIN:
                is_register = re.compile(r"[wxra]\d+$").match
                here.append(" ".join([name, *(o for o in operands if not is_register(o))]))
            elif event := thumb.event(name, operands):
                here.append(event)
    return found


def main() -> int:
    objdump, image, source = sys.argv[1:]
    with open(source) as file:
        comments = EXPECTED.findall(file.read())
    expected: dict[str, list[list[str]]] = {}
    for name, text in comments:
        said = [e.strip() for e in text.replace("\n//", " ").split(",") if e.strip()]
        expected.setdefault(name, []).append(said)
    listing = subprocess.run([objdump, "-dr", image], capture_output=True, text=True, check=True).stdout
    found = events(listing)
    status = 0 if found else 1
    for name, actual in found.items():
        print(f"{name}: {', '.join(actual) or 'nothing'}")
        if actual not in expected.get(name, []):
            print(f"  expected: {' or: '.join(', '.join(e) for e in expected.get(name, []))}")
            status = 1
    return status


sys.exit(main())
