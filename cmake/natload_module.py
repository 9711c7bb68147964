#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""natload_add_module for Meson and other builds, and what CMake's calls: compiles sources for an architecture and links
them to a module. In a meson.build:

    natload = dependency('natload')
    gain = custom_target('gain', input: 'gain.c', output: 'gain.mpy', depfile: 'gain.d',
        command: [find_program(natload.get_variable('module')), '--arch=armv7m', '--output=@OUTPUT@',
                  '--depfile=@DEPFILE@', '@INPUT@'])

The natload command and the compilers are found on the PATH. C and C++ are compiled by GCC, or with --compiler=clang by
Clang (NATLOAD_CLANG in the environment names another than `clang`), for xtensawin by Clang 22; Rust by rustc, for the
architectures that it has.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
INCLUDE = [  # as installed, as a subproject
    folder for folder in (Path(__file__).resolve().parents[up] / "include" for up in (1, 2)) if folder.is_dir()
]


@dataclass(frozen=True)
class Architecture:
    """Words in instructions can't be relocated when a module is loaded, so code is compiled to reach variables through
    a table or through words of its own: that is what `addresses` say, of GCC and of Clang."""

    gcc: str  # what the names of its programs begin with
    triple: str  # Clang's and Rust's
    cpu: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ("-fpic",)
    clang_addresses: tuple[str, ...] = ("-fpic",)
    rust: str = ""
    libgcc_cpu: tuple[str, ...] = ()  # where it is kept under other options


def arm(*cpu: str, rust: str = "") -> Architecture:
    mode = () if "-marm" in cpu else ("-mthumb",)
    words = () if mode == () or "-mcpu=cortex-m0" in cpu else ("-mword-relocations",)
    clang_words = ("-mno-movt",) if words else ()
    return Architecture("arm-none-eabi-", "arm-none-eabi", (*mode, *cpu), words, clang_words, rust)


def riscv(width: int, abi: str) -> Architecture:
    return Architecture(
        "riscv64-unknown-elf-", f"riscv{width}-unknown-elf", (f"-march=rv{width}imc", f"-mabi={abi}"),
        rust=f"riscv{width}imc-unknown-none-elf",
        libgcc_cpu=(f"-march=rv{width}imac", f"-mabi={abi}"),  # that of rv32imc has no compressed instructions
    )  # fmt: skip


ARCHITECTURES = {
    "x86": Architecture("i686-linux-gnu-", "i686-linux-gnu", rust="i686-unknown-linux-gnu"),
    "x64": Architecture("x86_64-linux-gnu-", "x86_64-linux-gnu", rust="x86_64-unknown-linux-gnu"),
    "armv6": arm("-marm", "-mcpu=arm1136j-s"),
    "armv6m": arm("-mcpu=cortex-m0", rust="thumbv6m-none-eabi"),
    "armv7m": arm("-mcpu=cortex-m3", rust="thumbv7m-none-eabi"),
    "armv7em": arm("-mcpu=cortex-m4", "-mfloat-abi=soft", rust="thumbv7em-none-eabi"),
    "armv7emsp": arm("-mcpu=cortex-m4", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard", rust="thumbv7em-none-eabihf"),
    "armv7emdp": arm("-mcpu=cortex-m7", "-mfpu=fpv5-d16", "-mfloat-abi=hard", rust="thumbv7em-none-eabihf"),
    "rv32imc": riscv(32, "ilp32"),
    "rv64imc": riscv(64, "lp64"),
    "xtensa": Architecture("xtensa-lx106-elf-", "", ("-mlongcalls",), ()),
    "xtensawin": Architecture("", "", (), ()),  # natload_xtensawin.py
    "aarch64": Architecture("aarch64-linux-gnu-", "aarch64-linux-gnu", rust="aarch64-unknown-linux-gnu"),
}
RUNTIME = ("natload_xtensawin.c", "natload_xtensawin_wide.c")  # where there is no libgcc
SIZED = ["-Os", "-ffunction-sections", "-fdata-sections"]
FREESTANDING = ["-ffreestanding", "-fno-common", "-fno-stack-protector", "-fno-unwind-tables",
                "-fno-asynchronous-unwind-tables"]  # fmt: skip
CPP = ["-std=c++20", "-fno-exceptions", "-fno-rtti", "-fno-threadsafe-statics"]


def run(command: list[str]) -> None:
    if subprocess.run(command).returncode != 0:
        raise SystemExit(1)


def compiled(source: str, into: Path, given: argparse.Namespace) -> tuple[Path, Path]:
    """The object and the file of what it depends on."""
    folder = Path(tempfile.mkdtemp(dir=into))  # two sources may have one name
    target, depends = folder / f"{Path(source).name}.o", folder / f"{Path(source).name}.d"
    arch = ARCHITECTURES[given.arch]
    if Path(source).suffix == ".rs":
        if not arch.rust:
            raise SystemExit(f"{source}: rustc has no architecture {given.arch}")
        run(["rustc", f"--target={arch.rust}", "--edition=2021", "--crate-type=lib", f"--emit=obj={target},dep-info={depends}",
             "-Copt-level=s", "-Cpanic=abort", "-Crelocation-model=pic", "-Ccodegen-units=1", source])  # fmt: skip
        return target, depends
    if given.compiler == "clang" and given.arch != "xtensawin":
        if not arch.triple:
            raise SystemExit(f"Clang has no architecture {given.arch}")
        compiler = [os.environ.get("NATLOAD_CLANG", "clang"), f"--target={arch.triple}", *arch.clang_addresses]
    elif given.arch == "xtensawin":
        compiler = [sys.executable, str(HERE / "natload_xtensawin.py")]
    else:
        compiler = [f"{arch.gcc}gcc", *arch.addresses]
    language = CPP if Path(source).suffix in (".cpp", ".cc", ".cxx") else []
    includes = [word for folder in INCLUDE for word in ("-idirafter", str(folder))]  # not before a cross compiler's own
    run([*compiler, *arch.cpu, *SIZED, *FREESTANDING, *language, *includes, *given.option,
         "-MD", "-MF", str(depends), "-c", source, "-o", str(target)])  # fmt: skip
    return target, depends


def runtime(given: argparse.Namespace, into: Path) -> list[str]:
    """What compilers call unasked."""
    arch = ARCHITECTURES[given.arch]
    if not arch.gcc:
        return [str(compiled(str(HERE / source), into, given)[0]) for source in RUNTIME]
    command = [f"{arch.gcc}gcc", *(arch.libgcc_cpu or arch.cpu), "-print-libgcc-file-name"]
    return [subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()]


def depfile(output: str, files: list[Path]) -> str:
    """One rule made of several."""
    words: dict[str, None] = {}
    for file in files:
        for line in file.read_text().replace("\\\n", " ").splitlines():
            head, colon, rest = line.partition(": ")
            if colon and not head.endswith(".d"):
                words.update(dict.fromkeys(rest.split()))
    return f"{output}: {' '.join(words)}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Compiles sources and links them to a module.")
    parser.add_argument("source", nargs="+", help="C, C++ or Rust, or an object or archive to link")
    parser.add_argument("--arch", required=True, choices=ARCHITECTURES)
    parser.add_argument("--output", required=True, help="the module")
    parser.add_argument("--depfile", help="where to write what the module depends on")
    parser.add_argument("--compiler", choices=("gcc", "clang"), default="gcc")
    parser.add_argument("--option", action="append", default=[], help="for the compiler; may be given again")
    parser.add_argument("--link", action="append", default=[], help="for natload link; may be given again")
    parser.add_argument("--natload", default="natload", help="the natload command")
    given = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        objects, depends = [], []
        for source in given.source:
            if Path(source).suffix in (".o", ".a"):
                objects.append(source)
                continue
            target, more = compiled(source, Path(folder), given)
            objects.append(str(target))
            depends.append(more)
        run([given.natload, "link", *objects, *runtime(given, Path(folder)), *given.link, "-o", given.output])
        if given.depfile:
            Path(given.depfile).write_text(depfile(given.output, depends))


if __name__ == "__main__":
    sys.exit(main())
