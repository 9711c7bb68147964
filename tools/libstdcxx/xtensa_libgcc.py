# SPDX-License-Identifier: MIT
"""The functions of libgcc that Debian's compiler for the lx106 leaves out because the ESP8266 has them in its ROM:
division, conversions and arithmetic on floating-point numbers. They become a library of their own."""

from pathlib import Path

from source_build import SourceBuild

LIBRARY = "-lgcc_missing"
HERE = Path(__file__).resolve().parent / "xtensa"

# Names by which lib1funcs.S takes out one function each, or a pair.
LIB1FUNCS = (
    "divsi3", "udivsi3", "umodsi3", "umulsidi3",
    "addsubsf3", "mulsf3", "fixunssfsi", "floatsisf", "floatunsisf",
    "addsubdf3", "muldf3", "divdf3", "fixdfsi", "fixunsdfsi", "floatsidf", "floatunsidf",
    "truncdfsf2", "extendsfdf2",
)  # fmt: skip


def is_needed(compiler: str) -> bool:
    return compiler.startswith("xtensa-lx106")


def build(gcc: SourceBuild, compiler: str, options: tuple[str, ...]) -> None:
    command = [f"{compiler}-gcc", *options, "-Os", "-ffunction-sections", "-c"]
    assembler = str(gcc.source / "libgcc/config/xtensa/lib1funcs.S")
    for name in LIB1FUNCS:
        gcc.run(*command, "-I", str(HERE), f"-DL_{name}", assembler, "-o", f"{name}.o")
    gcc.run(*command, str(HERE / "divide.c"), "-o", "divide.o")
    objects = [f"{name}.o" for name in (*LIB1FUNCS, "divide")]
    gcc.run(f"{compiler}-ar", "rcs", str(gcc.installed / "libgcc_missing.a"), *objects)
