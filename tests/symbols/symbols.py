# SPDX-License-Identifier: MIT
"""symbols.py NM IMAGE ARCHITECTURE: what of natload is in a firmware.

The image uses natload for one architecture, in scope `linked`, and was built without inlining and with debug
information: each function that was instantiated has a symbol, and its source is known. There must be
one architecture and its cache policy, nothing for images that are no linked modules, no tool, and nothing that makes
machine code.
"""

import re
import subprocess
import sys
from collections import defaultdict

FAMILY = {
    "armv6": "arm", "armv6m": "arm", "armv7m": "arm", "armv7em": "arm", "armv7emsp": "arm", "armv7emdp": "arm",
    "rv32imc": "riscv", "rv64imc": "riscv", "xtensa": "xtensa", "xtensawin": "xtensa",
    "aarch64": "aarch64",
}  # fmt: skip
BASES = {"basic", "thumb", "riscv"}  # what architectures of a family have in common
CACHE = {"arm": {"cortex_m", "cortex_m7", "arm11"}, "riscv": {"fence_i"}, "xtensa": {"xtensa"},
         "aarch64": {"aarch64"}}  # fmt: skip

# Stems of headers, by folder, of which functions may be in the image.
ALLOWED = {
    "core": {"bytes", "cursor", "error", "for_size", "opaque", "reason", "result", "section"},
    "format": {"header", "image_walk", "linked", "names", "plan", "platform", "raw_code", "relocation", "text", "verify"},
    "memory": {"arena", "memory"},
    "host": {"function_table", "host", "name_pool", "native"},
    "load": {"loader", "module"},
}
# Of these there must be some, or the image proves nothing.
NEEDED = {"core/cursor", "format/verify", "format/relocation", "load/loader", "load/module", "memory/arena"}

MAKES_CODE = re.compile(r"emit|assembl|codegen|code_gen|compil|jit|mpy_?cross", re.IGNORECASE)
SYMBOL = re.compile(r"^(?:[0-9a-f]+ )?(?P<type>\w) (?P<name>[^\t]*)(?:\t(?P<file>.*):\d+)?$")
HEADER = re.compile(r"/natload/(?P<folder>\w+)/(?P<stem>\w+)\.hpp$")
ARCHITECTURE = re.compile(r"natload::(?:v0::)?arch::(\w+)")


def main() -> int:
    nm, image, architecture = sys.argv[1:]
    output = subprocess.run(
        [nm, "--demangle", "--line-numbers", "--defined-only", image], capture_output=True, text=True, check=True
    ).stdout
    family = FAMILY[architecture]
    allowed = {**ALLOWED, "arch": {"architecture", family}, "cache": {"by_lines", "lines", "type_register", *CACHE[family]}}

    complaints = []
    functions = defaultdict(int)  # of each header
    headers = {}  # of each function
    architectures = set()
    symbols = 0
    for line in output.splitlines():
        symbol = SYMBOL.match(line)
        if symbol is None:
            complaints.append(f"not understood: {line}")
            continue
        symbols += 1
        name = symbol["name"]
        if MAKES_CODE.search(name):
            complaints.append(f"makes code? {name}")
        if "natload" not in name or symbol["type"] not in "tTwW":
            continue
        architectures.update(ARCHITECTURE.findall(name))
        header = HEADER.search(symbol["file"] or "") or headers.get(name.partition("::{lambda(")[0])  # it may have no line
        headers[name] = header
        if header is None:
            complaints.append(f"from no header of the library: {name} in {symbol['file']}")
            continue
        functions[f"{header['folder']}/{header['stem']}"] += 1
        if header["stem"] not in allowed.get(header["folder"], ()):
            complaints.append(f"not for this firmware: {name} in {symbol['file']}")

    if architectures - BASES != {architecture}:
        complaints.append(f"code for {', '.join(sorted(architectures - BASES)) or 'none'}; expected: {architecture}")
    complaints += [f"no function of {header} is in the image" for header in sorted(NEEDED - functions.keys())]

    for header, count in sorted(functions.items()):
        print(f"{count:4} {header}")
    print(f"{sum(functions.values())} functions of natload among {symbols} symbols")
    print("\n".join(complaints))
    return 1 if complaints else 0


sys.exit(main())
