#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""natload_embed for Meson and other builds: writes a header that defines a .mpy file as a constexpr array of bytes.

The array has the header's name: sha256_mpy.hpp defines sha256_mpy. The compiler refuses what the platform that the
options state could not load, and says why. In a meson.build:

    natload = dependency('natload')
    embed = generator(find_program(natload.get_variable('embed')),
        output: '@BASENAME@_mpy.hpp', arguments: ['@EXTRA_ARGS@', '@INPUT@', '@OUTPUT@'])
    executable('firmware', 'main.cpp', embed.process('sha256.mpy', extra_args: ['--arch=armv7m', '--max-code=4096']),
        dependencies: natload)
"""

import argparse
import re
from pathlib import Path

TEMPLATE = Path(__file__).resolve().with_name("natload_embed.hpp.in")


def number(text: str) -> str:
    if not re.fullmatch("0x[0-9a-fA-F]+|[0-9]+", text):
        raise argparse.ArgumentTypeError(f"{text} is not a number")
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes a header that defines a .mpy file as a constexpr array.")
    parser.add_argument("file", type=Path)
    parser.add_argument("header", type=Path)
    parser.add_argument("--arch", required=True, help="architecture, as in natload::arch")
    # In the order of platform_options, which designated initializers keep.
    parser.add_argument("--abi", choices=("6.0", "6.1", "6.2", "6.3"), help="sub-version of the native ABI (6.3)")
    parser.add_argument("--float-abi", choices=("soft", "hard_single", "hard"),
                        help="how calls pass floating-point values (any)")
    parser.add_argument("--small-int-bits", type=number, help="bits of the host's small integers (31)")
    parser.add_argument("--host-entries", type=number, help="words in the host's function table (that of the ABI)")
    parser.add_argument("--arch-flags", type=number, help="extension flags that the machine has (0)")
    parser.add_argument("--max-code", type=number, help="bytes of machine code that the module may take")
    parser.add_argument("--max-data", type=number, help="bytes of data that it may take")
    given = parser.parse_args()

    image = given.file.read_bytes()
    if not image:
        parser.error(f"{given.file} is empty")
    if not re.fullmatch(r"[A-Za-z_]\w*", given.header.stem, re.ASCII):
        parser.error(f"the array takes its name from the header: {given.header.stem} is none")

    options = [f".abi = natload::abi::v{given.abi.replace('.', '_')}"] if given.abi else []
    if given.float_abi:
        options.append(f".float_abi = natload::float_abi::{given.float_abi}")
    for field in ("small_int_bits", "host_entries", "arch_flags", "max_code", "max_data"):
        if (value := getattr(given, field)) is not None:
            options.append(f".{field} = {value}")
    lines = [image[at : at + 16] for at in range(0, len(image), 16)]
    words = {
        "FILE": given.file.name,
        "NAME": given.header.stem,
        "ARCH": given.arch,
        "OPTIONS": ", ".join(options),
        "BYTES": "\n".join("".join(f"0x{byte:02x}," for byte in line) for line in lines),
    }
    given.header.write_text(re.sub("@([A-Z]+)@", lambda word: words[word[1]], TEMPLATE.read_text()))


if __name__ == "__main__":
    main()
