# SPDX-License-Identifier: MIT
"""The project's own files, for commands that look at all of them."""

import subprocess
from pathlib import Path

# Real modules and the sources they were made from: kept as they are.
NOT_OURS_TO_CHANGE = "tests/corpus/"


def files(*suffixes: str) -> list[Path]:
    """Tracked or new files, not ignored ones, whose names end so (all, if no suffix is given)."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return [
        Path(name)
        for name in sorted(set(names))
        if (not suffixes or name.endswith(suffixes)) and not name.startswith(NOT_OURS_TO_CHANGE) and Path(name).is_file()
    ]
