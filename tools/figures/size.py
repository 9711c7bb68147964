# SPDX-License-Identifier: MIT
"""Bytes that the library adds to a firmware: tests/figures/firmware, linked with it and without.

The linker's maps tell what each image is made of, function by function. The library is what only the image with it
has, less what is the firmware's own: the call site, its host, memories and devices. The policies and libc are in both;
their sizes are told beside.
"""

import re
from collections import Counter
from dataclasses import dataclass

from build import Build, output_of
from names import short

SCOPES = {  # firmware -> figure
    "linked": "native",
    "all": "all",
    "programs": "programs",
    "streams": "programs_from_files",
    "forward": "programs_over_wires",
    "linked_in_steps": "native_in_steps",
    "all_in_steps": "all_in_steps",
}

IN_FLASH = (".text", ".rodata", ".srodata", ".data", ".sdata", ".init_array", ".ARM.ex")
IN_RAM_ONLY = (".bss", ".sbss", "COMMON")

CALL_SITE = "firmware::run"
FIRMWARE = "firmware::"
OTHERS = {
    "call_site": f"{CALL_SITE}$",
    "memory_policy": "(firmware::)?memory::",
    "host": "(firmware::)?host::|firmware::first_argument$",
    "function_table": "firmware::function_table$",
    "memcpy_and_memset": r"(lib_a-|libc_\w+_)?mem(cpy|set)\b",
}

Sizes = Counter[tuple[str, str]]  # by object file and name


@dataclass(frozen=True)
class Image:
    flash: Sizes
    variables: Sizes
    total: int  # bytes of flash, alignment included

    @staticmethod
    def read(build: Build, name: str) -> "Image":
        program = build.programs / f"firmware_{name}"
        linker_map = program.with_name(f"{program.name}.map").read_text()
        layout = linker_map.partition("\nLinker script and memory map\n")[2]
        found = re.findall(r"^ (\.\S+|COMMON)\s+0x[0-9a-f]+\s+0x([0-9a-f]+) (\S.*)$", layout, re.MULTILINE)
        names = _names(build, [(section, file) for section, _, file in found])
        flash: Sizes = Counter()
        variables: Sizes = Counter()
        for (section, size, file), what in zip(found, names, strict=True):
            if section.startswith(IN_FLASH):
                flash[file, what] += int(size, 16)
            if section.startswith((*IN_RAM_ONLY, ".data", ".sdata")):
                variables[file, what] += int(size, 16)
        text, data, *_ = output_of(build.tool("size"), program).splitlines()[1].split()
        return Image(flash, +variables, int(text) + int(data))


def measure(build: Build) -> tuple[dict, dict]:
    without = Image.read(build, "without")
    figures: dict = {}
    details: dict = {"size: made with": build.made_with("tests/figures/firmware/with_library.cpp")}
    for scope, figure in SCOPES.items():
        image = Image.read(build, scope)
        own: Counter[str] = Counter()
        for (file, name), size in image.flash.items():
            if (file, name) not in without.flash:
                own[name] += size
        _check(f"firmware_{scope}", image, without, own)
        own = Counter({name: size for name, size in own.items() if not name.startswith(FIRMWARE)})
        figures[figure] = own.total()
        details[figure] = {name: size for name, size in own.most_common() if size != 0}
    details["beside"] = _others(image)
    return figures, details


def _check(name: str, image: Image, without: Image, own: Counter[str]) -> None:
    """The library has no variables, and the maps have told all: the whole images differ by as much, but for gaps
    (libc aligns some functions to 64 bytes) and what a linker makes shorter."""
    if further := image.variables.keys() - without.variables.keys():
        raise SystemExit(f"{name}: the library has variables: {further}")
    call_site = _others(without)["call_site"]
    escaped = image.total - without.total - own.total() + call_site
    if abs(escaped) > 80:
        raise SystemExit(f"{name}: the linker's map does not tell what {escaped} bytes are")


def _others(image: Image) -> dict[str, int]:
    sizes = dict.fromkeys(OTHERS, 0)
    for (_, name), size in image.flash.items():
        if owner := next((owner for owner, pattern in OTHERS.items() if re.match(pattern, name)), None):
            sizes[owner] += size
    if not all(sizes.values()):
        raise SystemExit(f"something is nowhere to be found: {sizes}")
    return sizes


def _names(build: Build, sections: list[tuple[str, str]]) -> list[str]:
    """Of a function or a constant in a section of its own: its name. Of others: the object file's."""
    symbols = []
    for section, file in sections:
        symbol = re.sub(r"^\.\w+\.?(rel\.(ro\.)?(local\.)?|unlikely\.|startup\.)?", "", section)
        has_name = symbol and not re.match(r"str\d|cst\d", symbol)
        symbols.append(symbol if has_name else re.split("[/(]", file.rstrip(")"))[-1])
    return [short(name) for name in output_of(build.tool("c++filt"), "--", *symbols).splitlines()]
