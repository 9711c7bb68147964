#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""libstdc++ for the bare-metal boards whose C++ library Debian does not ship.

It is built once from the sources in Debian's package gcc-12-source, for the C library picolibc, into a
folder of the user's cache whose name is made from the compiler's version, its options and this recipe.
The boards' toolchain files call this program (cmake/boards/picolibc.cmake):

    libstdcxx.py find|build TARGET COMPILER C_INCLUDE C_LIBRARY OPTION...

prints that folder. COMPILER is what the commands of the cross compiler begin with, C_INCLUDE and C_LIBRARY
are picolibc's folders, OPTIONs choose the processor. find fails, with the remedy, if the folder is not there.
"""

import hashlib
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import xtensa_libgcc
from source_build import SourceBuild

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "natload"
RECIPE = Path(__file__).resolve().parent

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

# configure takes the compiler's word for threads; where that compiler is made for Linux, it is wrong here.
THREAD_MODEL_QUERY = "`$CXX -v 2>&1 | sed -n 's/^Thread model: //p'`"


@dataclass(frozen=True)
class Library:
    compiler: str
    c_include: str
    c_library: str
    options: tuple[str, ...]

    def folder(self) -> Path:
        """Where the library is, or will be."""
        command = [f"{self.compiler}-g++", "--version"]
        version = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
        recipe = [file.read_text() for file in sorted(RECIPE.rglob("*.*")) if file.suffix in (".py", ".c", ".h")]
        digest = hashlib.sha256(repr((self, version, recipe)).encode()).hexdigest()
        return CACHE / f"libstdcxx-{self.compiler}-{digest[:12]}"

    def build(self) -> None:
        """Builds the library. It appears in the cache whole or not at all."""
        CACHE.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=CACHE, prefix="building-") as scratch:
            installed = self._build(SourceBuild(Path(scratch)))
            try:
                installed.rename(self.folder())
            except OSError:
                if not self.folder().is_dir():  # else another run was quicker, with the same result
                    raise

    def _build(self, gcc: SourceBuild) -> Path:
        """The folder with the result: include, include/target (headers made for this machine), libstdc++.a."""
        gcc.unpack()
        libraries = "-lc -ldummyhost -lgcc"
        if xtensa_libgcc.is_needed(self.compiler):
            xtensa_libgcc.build(gcc, self.compiler, self.options)
            libraries += f" {xtensa_libgcc.LIBRARY}"

        configure = gcc.source / "libstdc++-v3/configure"
        configure.write_text(configure.read_text().replace(THREAD_MODEL_QUERY, "single"))
        host = self.compiler.split("-")[0] + "-unknown-elf"
        options = " ".join([*self.options, "-isystem", self.c_include])
        tools = (f"{tool.upper()}={self.compiler}-{tool}" for tool in ("ar", "as", "ld", "nm", "ranlib", "strip"))
        gcc.run(
            str(configure),
            "--build=x86_64-linux-gnu",
            f"--host={host}",
            f"--prefix={gcc.scratch}/prefix",
            f"--with-gxx-include-dir={gcc.installed}/include",
            *CONFIGURE_OPTIONS,
            *tools,
            f"CC={self.compiler}-gcc {options}",
            f"CXX={self.compiler}-g++ {options}",
            f"CFLAGS={OPTIONS}",
            f"CXXFLAGS={OPTIONS}",
            f"LDFLAGS={LINK_PROBES}",
            f"LIBS=-L{self.c_library} -L{gcc.installed} -Wl,--start-group {libraries} -Wl,--end-group",
        )
        gcc.run("make", f"-j{os.cpu_count()}")
        gcc.run("make", "install")
        (gcc.installed / "include" / host).rename(gcc.installed / "include/target")
        next((gcc.scratch / "prefix").rglob("libstdc++.a")).rename(gcc.installed / "libstdc++.a")
        return gcc.installed


def main() -> None:
    command, target, compiler, c_include, c_library, *options = sys.argv[1:]
    library = Library(compiler, c_include, c_library, tuple(options))
    if command == "build" and not library.folder().is_dir():
        print(f"building libstdc++ for {target}", file=sys.stderr, flush=True)
        library.build()
    if not library.folder().is_dir():
        raise SystemExit(f"There is no C++ library for {target} yet. './dev prepare {target}' builds it.")
    print(library.folder())


if __name__ == "__main__":
    main()
