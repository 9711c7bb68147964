#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""libstdc++ for the bare-metal boards whose C++ library Debian does not ship.

It is built once from the sources in Debian's package gcc-12-source, for the C library picolibc, into a
folder of the user's cache whose name is made from the compiler's version and from how it was built.
The boards' toolchain files call this program (cmake/boards/picolibc.cmake):

    libstdcxx.py find|build TARGET COMPILER C_INCLUDE C_LIBRARY OPTION...

prints that folder. COMPILER is what the commands of the cross compiler begin with, C_INCLUDE and C_LIBRARY
are picolibc's folders, OPTIONs choose the processor. find fails, with the remedy, if the folder is not there.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path("/usr/src/gcc-12/gcc-12.2.0-dfsg.tar.xz")
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "natload"

CONFIGURE_OPTIONS = (
    "--with-newlib",  # a C library for embedded systems; picolibc descends from newlib
    "--disable-shared",
    "--disable-multilib",
    "--disable-libstdcxx-threads",
    "--disable-libstdcxx-filesystem-ts",
    "--disable-libstdcxx-pch",
    "--disable-libstdcxx-verbose",
    "--disable-wchar_t",  # picolibc lacks the wide stdio that wide streams call
    "--disable-nls",
)
OPTIONS = "-Os -ffunction-sections -fdata-sections -fno-exceptions"

# configure links small programs to find out what the C library has. They never run; these are
# the names that a board's linker script and start-up code would define.
LINK_PROBES = "-nostdlib -static -Wl,-e,0,--defsym=_exit=0,--defsym=__heap_start=0,--defsym=__heap_end=0"
PROBED_LIBRARIES = "-Wl,--start-group -lc -ldummyhost -lgcc -Wl,--end-group"

# configure takes the compiler's word for threads; where that compiler is made for Linux, it is wrong here.
THREAD_MODEL_QUERY = "`$CXX -v 2>&1 | sed -n 's/^Thread model: //p'`"

# The parts of GCC's sources that libstdc++ is built from, and all of its tests, which are not.
NEEDED_SOURCES = (
    "*.m4", "*.sh", "config*", "compile", "depcomp", "install-sh", "missing", "mkinstalldirs", "move-if-change",
    "symlink-tree", "gcc/BASE-VER", "gcc/DATESTAMP", "include", "libgcc", "libiberty", "libstdc++-v3",
)  # fmt: skip
UNNEEDED_SOURCES = "*/libstdc++-v3/testsuite/*/*"


@dataclass(frozen=True)
class Recipe:
    target: str
    compiler: str
    c_include: str
    c_library: str
    options: tuple[str, ...]

    def folder(self) -> Path:
        """Where the library is, or will be."""
        command = [f"{self.compiler}-g++", "--version"]
        version = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
        facts = (self, version, SOURCES.name, CONFIGURE_OPTIONS, OPTIONS, LINK_PROBES, PROBED_LIBRARIES)
        return CACHE / f"libstdcxx-{self.target}-{hashlib.sha256(repr(facts).encode()).hexdigest()[:12]}"


def build(recipe: Recipe) -> None:
    """Builds the library unless the cache has it. It appears there whole or not at all."""
    final = recipe.folder()
    if final.is_dir():
        return
    print(f"building libstdc++ for {recipe.target}", file=sys.stderr, flush=True)
    CACHE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE, prefix="building-") as scratch:
        installed = _build(recipe, Path(scratch))
        try:
            installed.rename(final)
        except OSError:
            if not final.is_dir():  # else another run was quicker, with the same result
                raise


def _build(recipe: Recipe, scratch: Path) -> Path:
    source, objects, installed, log = (scratch / name for name in ("source", "objects", "installed", "log"))
    source.mkdir()
    objects.mkdir()

    def run(*command: str) -> None:
        with log.open("a") as output:
            result = subprocess.run(command, cwd=objects, stdout=output, stderr=subprocess.STDOUT)
        if result.returncode != 0:
            lines = log.read_text(errors="replace").splitlines()[-30:]
            raise SystemExit("\n".join([*lines, f"libstdc++ for {recipe.target}: {command[0]} failed"]))

    run("tar", "-xf", str(SOURCES), "-C", str(source), "--strip-components=1", f"--exclude={UNNEEDED_SOURCES}",
        "--no-wildcards-match-slash", "--wildcards", *(f"gcc-12.2.0/{part}" for part in NEEDED_SOURCES))  # fmt: skip
    configure = source / "libstdc++-v3/configure"
    configure.write_text(configure.read_text().replace(THREAD_MODEL_QUERY, "single"))

    processor = recipe.compiler.split("-")[0]
    options = " ".join([*recipe.options, "-isystem", recipe.c_include])
    tools = (f"{tool.upper()}={recipe.compiler}-{tool}" for tool in ("ar", "as", "ld", "nm", "ranlib", "strip"))
    run(str(configure), "--build=x86_64-linux-gnu", f"--host={processor}-unknown-elf", f"--prefix={installed}",
        f"--with-gxx-include-dir={installed}/include", *CONFIGURE_OPTIONS, *tools,
        f"CC={recipe.compiler}-gcc {options}", f"CXX={recipe.compiler}-g++ {options}",
        f"CFLAGS={OPTIONS}", f"CXXFLAGS={OPTIONS}",
        f"LDFLAGS={LINK_PROBES}", f"LIBS=-L{recipe.c_library} {PROBED_LIBRARIES}")  # fmt: skip
    run("make", f"-j{os.cpu_count()}")
    run("make", "install")

    # One layout, whatever folder names the compiler has for this target: include, include/target, libstdc++.a.
    (installed / "include" / f"{processor}-unknown-elf").rename(installed / "include/target")
    next(installed.rglob("libstdc++.a")).rename(installed / "libstdc++.a")
    for rest in ("lib", "share"):
        shutil.rmtree(installed / rest)
    return installed


def main() -> None:
    command, target, compiler, c_include, c_library, *options = sys.argv[1:]
    recipe = Recipe(target, compiler, c_include, c_library, tuple(options))
    if command == "build":
        build(recipe)
    if not recipe.folder().is_dir():
        raise SystemExit(f"There is no C++ library for {target} yet. './dev prepare {target}' builds it.")
    print(recipe.folder())


if __name__ == "__main__":
    main()
