# SPDX-License-Identifier: MIT
"""Debian packages: those that are missing are installed, and nothing happens if none is."""

import functools
import os
import subprocess
from collections.abc import Iterable

from failure import Failed


def _missing(names: Iterable[str]) -> list[str]:
    wanted = sorted(set(names))
    answer = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${binary:Package} ${db:Status-Status}\n", *wanted],
        capture_output=True, text=True,
    ).stdout
    lines = (line.split() for line in answer.splitlines())
    present = {name.split(":")[0] for name, status in lines if status == "installed"}
    return [name for name in wanted if name not in present]


def ensure(names: Iterable[str]) -> None:
    missing = _missing(names)
    if not missing:
        return
    print(f"installing {' '.join(missing)}", flush=True)
    _update()
    _apt("install", "--yes", "--no-install-recommends", *missing)


@functools.cache
def _update() -> None:
    """Fetches the lists of packages: they may be out of date or absent. It costs seconds, so once at most."""
    _apt("update")


def _apt(*arguments: str) -> None:
    sudo = ["sudo"] if os.geteuid() != 0 else []
    command = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", *arguments]
    if subprocess.run(command, stdout=subprocess.DEVNULL).returncode != 0:
        raise Failed(f"'{' '.join(command)}' failed")
