# SPDX-License-Identifier: MIT
"""What outlives a build folder: C++ libraries (tools/libstdcxx) and, by ccache, whatever else was compiled."""

import os
import shutil
from pathlib import Path

FOLDER = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "natload")
COMPILED = {
    "CMAKE_C_COMPILER_LAUNCHER": "ccache",
    "CMAKE_CXX_COMPILER_LAUNCHER": "ccache",
    "CCACHE_DIR": str(FOLDER / "ccache"),
    "CCACHE_MAXSIZE": "2G",
    # A clone in another folder finds what this one compiled.
    "CCACHE_BASEDIR": str(Path.cwd()),
    "CCACHE_NOHASHDIR": "1",
}


def use() -> None:
    """Has every CMake that is started from here on compile by ccache, unless the environment says otherwise."""
    if shutil.which("ccache") is None:
        return
    for name, value in COMPILED.items():
        os.environ.setdefault(name, value)
