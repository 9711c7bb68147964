# SPDX-License-Identifier: MIT
"""The targets of ./dev: each is a CMake preset of that name, the packages it needs, and a build folder."""

from dataclasses import dataclass

BUILD = ("cmake", "ninja-build", "ccache")
# g++ makes the plugin that counts instructions and the natload command, which links what Clang too compiles.
SUITES = ("doctest-dev", "g++", "clang-14", "libboost-dev", "libcli11-dev", "libfmt-dev", "nlohmann-json3-dev")
LINKED = ("binutils-aarch64-linux-gnu", "gcc-aarch64-linux-gnu", "gcc-arm-none-eabi", "gcc-i686-linux-gnu",
          "gcc-riscv64-unknown-elf", "gcc-xtensa-lx106")  # whose objects the linker's tests link
COMPILERS = ("clang-14", "clang-22", "llvm-22", "g++-aarch64-linux-gnu", "g++-i686-linux-gnu",
             "libstdc++-arm-none-eabi-newlib")  # with those above: which machine arch::native is for each
HOST = (*BUILD, *LINKED, *COMPILERS, "g++", "libcli11-dev", "libfmt-dev", "libsodium-dev", "make", "nlohmann-json3-dev", "meson", "pkgconf", "qemu-user",
        "rustc", "valgrind")
CLANG = (*HOST, "clang-14", "libclang-rt-14-dev", "llvm-14")
X86 = (*BUILD, "g++-i686-linux-gnu", "qemu-user", "valgrind")
S390X = (*BUILD, "g++-s390x-linux-gnu", "qemu-user")
ARM = (*BUILD, "gcc-arm-none-eabi", "libnewlib-arm-none-eabi", "libstdc++-arm-none-eabi-newlib", "qemu-system-arm")
LIBSTDCXX = ("gcc-12-source", "gcc", "make", "xz-utils")
RISCV = (*BUILD, "gcc-riscv64-unknown-elf", "picolibc-riscv64-unknown-elf", "qemu-system-misc", *LIBSTDCXX)
AARCH64 = (*BUILD, "g++-aarch64-linux-gnu", "picolibc-aarch64-linux-gnu", "qemu-system-arm", *LIBSTDCXX)
XTENSA = (*BUILD, "gcc-xtensa-lx106", "picolibc-xtensa-lx106-elf", "qemu-system-misc", *LIBSTDCXX)


@dataclass(frozen=True)
class Target:
    name: str
    packages: tuple[str, ...]  # to build programs for it and to run them

    @property
    def build_folder(self) -> str:
        return f"build/{self.name}"

    @property
    def builds_libstdcxx(self) -> bool:
        return set(LIBSTDCXX) <= set(self.packages)


TARGETS = {
    target.name: target
    for target in (
        Target("x64", HOST),
        Target("x64-clang", CLANG),
        Target("x64-asan", HOST),
        Target("x64-clang-asan", CLANG),
        Target("x86", X86),
        Target("s390x", S390X),
        Target("armv6", ARM),
        Target("armv6m", ARM),
        Target("armv7m", (*ARM, "gdb-multiarch")),
        Target("armv7em", ARM),
        Target("armv7emsp", ARM),
        Target("armv7emdp", ARM),
        Target("rv32imc", (*RISCV, "gdb-multiarch")),
        Target("rv64imc", RISCV),
        Target("aarch64", AARCH64),
        Target("xtensa", XTENSA),
        Target("xtensawin", (*XTENSA, "clang-22", "llvm-22")),
    )
}


def chosen(names: list[str]) -> list[Target]:
    """The targets of these names, or all if there is none."""
    unknown = [name for name in names if name not in TARGETS]
    if unknown:
        raise SystemExit(f"No such target: {', '.join(unknown)}. There are: {', '.join(TARGETS)}.")
    return [TARGETS[name] for name in names] or list(TARGETS.values())
