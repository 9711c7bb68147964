# SPDX-License-Identifier: MIT
"""GCC's sources, unpacked into a folder that will be thrown away, and commands run there."""

import subprocess
from pathlib import Path

ARCHIVE = Path("/usr/src/gcc-12/gcc-12.2.0-dfsg.tar.xz")
ROOT = "gcc-12.2.0"

# The parts that libstdc++ and libgcc are built from, and all of the tests, which are not.
NEEDED = (
    "*.m4", "*.sh", "config*", "compile", "depcomp", "install-sh", "missing", "mkinstalldirs", "move-if-change",
    "symlink-tree", "gcc/BASE-VER", "gcc/DATESTAMP", "include", "libgcc", "libiberty", "libstdc++-v3",
)  # fmt: skip
UNNEEDED = "*/libstdc++-v3/testsuite/*/*"


class SourceBuild:
    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.source = scratch / "source"
        self.objects = scratch / "objects"
        self.installed = scratch / "installed"
        for folder in (self.source, self.objects, self.installed):
            folder.mkdir()

    def unpack(self) -> None:
        self.run("tar", "-xf", str(ARCHIVE), "-C", str(self.source), "--strip-components=1", f"--exclude={UNNEEDED}",
                 "--no-wildcards-match-slash", "--wildcards", *(f"{ROOT}/{part}" for part in NEEDED))  # fmt: skip

    def run(self, *command: str) -> None:
        """Runs a command in the folder of objects. Its output is shown only if it fails, which ends all."""
        log = self.scratch / "log"
        with log.open("w") as output:
            result = subprocess.run(command, cwd=self.objects, stdout=output, stderr=subprocess.STDOUT)
        if result.returncode != 0:
            lines = log.read_text(errors="replace").splitlines()[-30:]
            raise SystemExit("\n".join([*lines, f"building libstdc++: {command[0]} failed"]))
