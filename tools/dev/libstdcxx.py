#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""libstdc++ for the bare-metal targets whose C++ library Debian does not ship.

It is built once from the sources in Debian's package gcc-12-source, for the C library picolibc, into
a folder of the user's cache whose name is made from the compiler's version and the recipe below.

    libstdcxx.py TARGET     prints that folder; fails, with the remedy, if it is not there
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from failure import Failed

SOURCES = Path("/usr/src/gcc-12/gcc-12.2.0-dfsg.tar.xz")
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "natload"


@dataclass(frozen=True)
class Recipe:
    """How a target's compiler is called and where its picolibc is."""

    triplet: str
    cpu: str
    c_include: str
    c_library: str


RECIPES = {
    "rv32imc": Recipe(
        triplet="riscv64-unknown-elf",
        cpu="-march=rv32imc -mabi=ilp32 -mcmodel=medany -ftls-model=local-exec",
        c_include="/usr/lib/picolibc/riscv64-unknown-elf/include",
        c_library="/usr/lib/picolibc/riscv64-unknown-elf/lib/rv32im/ilp32",
    ),
}

CONFIGURE_OPTIONS = [
    "--with-newlib",        # a C library for embedded systems; picolibc descends from newlib
    "--disable-shared",
    "--disable-multilib",
    "--disable-libstdcxx-threads",
    "--disable-libstdcxx-filesystem-ts",
    "--disable-libstdcxx-pch",
    "--disable-libstdcxx-verbose",
    "--disable-wchar_t",    # picolibc lacks the wide stdio that wide streams call
    "--disable-nls",
]
OPTIMIZATION = "-Os -ffunction-sections -fdata-sections"

# configure links small programs to find out what the C library has. They never run; these are
# the names that a board's linker script and start-up code would define.
LINK_PROBES = "-nostdlib -Wl,-e,0,--defsym=_exit=0,--defsym=__heap_start=0,--defsym=__heap_end=0"
PROBED_LIBRARIES = "-Wl,--start-group -lc -ldummyhost -lgcc -Wl,--end-group"

# The parts of GCC's sources that libstdc++ is built from, and all of its tests, which are not.
NEEDED_SOURCES = [
    "*.m4", "*.sh", "config*", "compile", "depcomp", "install-sh", "missing", "mkinstalldirs", "move-if-change",
    "symlink-tree", "gcc/BASE-VER", "gcc/DATESTAMP", "include", "libgcc", "libiberty", "libstdc++-v3",
]
UNNEEDED_SOURCES = "*/libstdc++-v3/testsuite/*/*"


def folder(target: str) -> Path:
    """Where the target's library is, or will be."""
    recipe = RECIPES[target]
    version = subprocess.run(
        [f"{recipe.triplet}-g++", "--version"], capture_output=True, text=True, check=True
    ).stdout.splitlines()[0]
    facts = [version, SOURCES.name, recipe, CONFIGURE_OPTIONS, OPTIMIZATION, LINK_PROBES, PROBED_LIBRARIES]
    return CACHE / f"libstdcxx-{target}-{hashlib.sha256(repr(facts).encode()).hexdigest()[:12]}"


def build(target: str) -> Path:
    """Builds the target's library unless the cache has it. It appears there whole or not at all."""
    final = folder(target)
    if final.is_dir():
        return final
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE, prefix="building-") as scratch:
        installed = _build(RECIPES[target], Path(scratch))
        try:
            installed.rename(final)
        except OSError:
            if not final.is_dir():  # else another run was quicker, with the same result
                raise
    return final


def _build(recipe: Recipe, scratch: Path) -> Path:
    log = scratch / "log"

    def run(*command: str) -> None:
        with log.open("a") as output:
            result = subprocess.run(command, cwd=scratch / "build", stdout=output, stderr=subprocess.STDOUT)
        if result.returncode != 0:
            sys.stderr.write("\n".join(log.read_text().splitlines()[-30:]) + "\n")
            raise Failed(f"libstdc++ for {recipe.triplet}: {command[0]} failed")

    source, installed = scratch / "gcc", scratch / "installed"
    source.mkdir()
    (scratch / "build").mkdir()
    run("tar", "-xf", str(SOURCES), "-C", str(source), "--strip-components=1", f"--exclude={UNNEEDED_SOURCES}",
        "--no-wildcards-match-slash", "--wildcards", *(f"gcc-12.2.0/{part}" for part in NEEDED_SOURCES))

    options = f"{recipe.cpu} -isystem {recipe.c_include}"
    run(str(source / "libstdc++-v3/configure"),
        "--build=x86_64-linux-gnu", f"--host={recipe.triplet}", f"--prefix={installed}",
        f"--with-gxx-include-dir={installed}/include", *CONFIGURE_OPTIONS,
        f"CC={recipe.triplet}-gcc {options}", f"CXX={recipe.triplet}-g++ {options}",
        f"CFLAGS={OPTIMIZATION}", f"CXXFLAGS={OPTIMIZATION}",
        f"LDFLAGS={LINK_PROBES}", f"LIBS=-L{recipe.c_library} {PROBED_LIBRARIES}")
    run("make", f"-j{os.cpu_count()}")
    run("make", "install")

    # One layout, whatever folder names the compiler has for this target: include, include/target, libstdc++.a.
    (installed / "include" / recipe.triplet).rename(installed / "include/target")
    next(installed.rglob("libstdc++.a")).rename(installed / "libstdc++.a")
    for rest in ("lib", "share"):
        shutil.rmtree(installed / rest)
    return installed


def main() -> None:
    target = sys.argv[1]
    path = folder(target)
    if not path.is_dir():
        raise SystemExit(f"No C++ library for {target} yet: run './dev prepare {target}', which builds it.")
    print(path)


if __name__ == "__main__":
    main()
