# SPDX-License-Identifier: MIT
"""Bytes that the library adds to a firmware: tests/figures/firmware, linked with it and without.

The library's are the symbols of code and constants that only the image with it has. The call site is in both
images; so are the policies and libc, whose sizes are told beside. That nothing escapes by having no symbol
is checked with the whole images.
"""

import re
from collections import Counter
from dataclasses import dataclass

from build import Build, output_of
from names import short

SCOPES = {"linked": "native", "all": "all"}  # firmware -> figure

# Who has what is in both images. The first that matches.
OWNERS = {
    "call_site": "firmware::run$",
    "memory_policy": "(firmware::)?memory::",
    "function_table": "firmware::function_table$",
    "host": "(firmware::)?host::|firmware::first_argument$",
    "memcpy_and_memset": "mem(cpy|set)$",
}


@dataclass(frozen=True)
class Image:
    symbols: dict[str, int]  # what lies in flash: code, constants, first values of variables; by mangled name
    variables: set[str]
    total: int  # bytes of flash

    @staticmethod
    def read(build: Build, name: str) -> "Image":
        program = build.programs / f"firmware_{name}"
        listing = output_of(build.tool("nm"), "--print-size", program)
        symbols: Counter[str] = Counter()
        variables = set()
        for size, kind, symbol in re.findall(r"^[0-9a-f]+ ([0-9a-f]+) (\w) (\S+)$", listing, re.MULTILINE):
            if kind in "bBdDsSgGC":
                variables.add(symbol)
            if kind not in "bBsSC":
                symbols[symbol] += int(size, 16)
        text, data, *_ = output_of(build.tool("size"), program).splitlines()[1].split()
        return Image(symbols, variables, int(text) + int(data))


def measure(build: Build) -> tuple[dict, dict]:
    without = Image.read(build, "without")
    figures: dict = {}
    details: dict = {"size: made with": build.made_with("tests/figures/firmware/with_library.cpp")}
    for scope, figure in SCOPES.items():
        image = Image.read(build, scope)
        own = {symbol: size for symbol, size in image.symbols.items() if symbol not in without.symbols}
        if image.variables - without.variables:
            raise SystemExit(f"firmware_{scope}: the library has variables: {image.variables - without.variables}")
        _check_nothing_escapes(scope, image, without, own)
        figures[figure] = sum(own.values())
        details[figure] = dict(_by_function(build, own).most_common())
    details["beside"] = _beside(build, Image.read(build, "linked"))
    return figures, details


def _check_nothing_escapes(scope: str, image: Image, without: Image, own: dict[str, int]) -> None:
    """The images differ by what the symbols say, but for alignment (at most 3 bytes before each)."""
    shared = sum(image.symbols[s] - size for s, size in without.symbols.items() if s in image.symbols)
    lost = sum(size for s, size in without.symbols.items() if s not in image.symbols)
    unaccounted = image.total - without.total - sum(own.values()) - shared + lost
    if abs(unaccounted) > 3 * len(own):
        raise SystemExit(f"firmware_{scope}: {unaccounted} bytes have no symbol")


def _beside(build: Build, image: Image) -> dict[str, int]:
    beside = dict.fromkeys(OWNERS, 0)
    for name, size in _by_function(build, image.symbols).items():
        owner = next((owner for owner, pattern in OWNERS.items() if re.match(pattern, name)), None)
        if owner:
            beside[owner] += size
    if not all(beside.values()):
        raise SystemExit(f"firmware_linked: something is nowhere to be found: {beside}")
    return beside


def _by_function(build: Build, symbols: dict[str, int]) -> Counter[str]:
    sizes: Counter[str] = Counter()
    names = output_of(build.tool("c++filt"), "--", *symbols).splitlines()
    for name, size in zip(names, symbols.values(), strict=True):
        sizes[short(name)] += size
    return sizes
