#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A C compiler for Xtensa's windowed ABI: Clang 22 makes assembly, which llvm-mc makes an object of; what Clang makes
itself has literals where L32R can't load them. Arguments as Clang has them, with -c SOURCE -o OBJECT."""

import subprocess
import sys
import tempfile

# What the ESP32, the ESP32-S3 and QEMU's dc232b have in common.
FEATURES = ("windowed", "density", "mul32", "div32", "nsa", "minmax", "sext")


def main() -> int:
    arguments = sys.argv[1:]
    at = arguments.index("-o")
    target = arguments[at + 1]
    del arguments[at : at + 2]
    arguments.remove("-c")
    features = [word for f in FEATURES for word in ("-Xclang", "-target-feature", "-Xclang", f"+{f}")]
    with tempfile.NamedTemporaryFile(suffix=".s") as assembly:
        compile = ["clang-22", "--target=xtensa", "-nostdlibinc", *features, *arguments, "-S", "-o", assembly.name]
        status = subprocess.run(compile).returncode
        if status == 0:
            attributes = ",".join(f"+{f}" for f in FEATURES)
            status = subprocess.run(["llvm-mc-22", "--triple=xtensa", f"-mattr={attributes}", "-filetype=obj",
                                     assembly.name, "-o", target]).returncode  # fmt: skip
    return status


if __name__ == "__main__":
    sys.exit(main())
