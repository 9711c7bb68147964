# SPDX-License-Identifier: MIT
"""What several commands do on the way: prepare a target, configure and build it. Quiet unless it fails."""

import json
import os
import subprocess
import sys
from pathlib import Path

import caches
import packages
from failure import Failed
from targets import SUITES, Target

JOBS = str(os.cpu_count())
BOARDS = Path("cmake/boards")
LIBSTDCXX = Path("tools/libstdcxx")


def run(*command: str) -> None:
    """Runs a command in the project's folder and shows its output only if it fails."""
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if result.returncode != 0:
        sys.stdout.write(result.stdout)
        raise Failed(f"'{' '.join(command)}' failed")


def prepare(targets: list[Target], *further: str) -> None:
    """Installs the packages that the targets lack, and builds their C++ libraries if that is how they get them."""
    packages.ensure([package for target in targets for package in target.packages] + list(further))
    for target in targets:
        if target.builds_libstdcxx:
            command = ["cmake", "-D", "NATLOAD_BUILD_LIBSTDCXX=ON", "-P", _toolchain_file(target)]
            if subprocess.run(command).returncode != 0:
                raise Failed(f"there is no C++ library for {target.name}")


def prepare_suites(targets: list[Target]) -> None:
    prepare(targets, *SUITES)


def configure(preset: str, folder: str, *options: str) -> None:
    """CMake keeps a toolchain's options from the first time: when a board has changed it starts afresh."""
    caches.use()
    cache = Path(folder, "CMakeCache.txt")
    stale = cache.exists() and any(
        file.stat().st_mtime > cache.stat().st_mtime for file in [*BOARDS.rglob("*"), *LIBSTDCXX.glob("*.py")]
    )
    run("cmake", "--preset", preset, "-B", folder, *(["--fresh"] if stale else []), *options)


def build(folder: str, target: str = "all") -> None:
    run("cmake", "--build", folder, "--parallel", JOBS, "--target", target)


def _toolchain_file(target: Target) -> str:
    presets = json.loads(Path("CMakePresets.json").read_text())["configurePresets"]
    return next(preset["toolchainFile"] for preset in presets if preset["name"] == target.name)
