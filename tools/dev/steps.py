# SPDX-License-Identifier: MIT
"""What several commands do on the way: prepare a target, configure and build it. Quiet unless it fails."""

import os
import subprocess
import sys
from pathlib import Path

import libstdcxx
import packages
from failure import Failed
from targets import SUITES, Target

JOBS = str(os.cpu_count())


def run(*command: str) -> None:
    """Runs a command in the project's folder and shows its output only if it fails."""
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if result.returncode != 0:
        sys.stdout.write(result.stdout)
        raise Failed(f"'{' '.join(command)}' failed")


def prepare(targets: list[Target], *further: str) -> None:
    """Installs packages and builds the C++ libraries that the targets lack."""
    packages.ensure([package for target in targets for package in target.tools] + list(further))
    for target in targets:
        if target.name in libstdcxx.RECIPES and not libstdcxx.folder(target.name).is_dir():
            print(f"building libstdc++ for {target.name}", flush=True)
            libstdcxx.build(target.name)


def prepare_suites(targets: list[Target]) -> None:
    prepare(targets, *SUITES)


def configure(preset: str, folder: str, *options: str) -> None:
    """CMake keeps a toolchain's options from the first time: when a board has changed it starts afresh."""
    cache = Path(folder, "CMakeCache.txt")
    boards = [*Path("cmake/boards").rglob("*"), Path("tools/dev/libstdcxx.py")]
    stale = cache.exists() and max(file.stat().st_mtime for file in boards) > cache.stat().st_mtime
    run("cmake", "--preset", preset, "-B", folder, *(["--fresh"] if stale else []), *options)


def build(folder: str, target: str = "all") -> None:
    run("cmake", "--build", folder, "--parallel", JOBS, "--target", target)
