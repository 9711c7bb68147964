# SPDX-License-Identifier: MIT
"""A build folder: where its measured programs are, and what they were built with."""

import functools
import json
import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def output_of(*command: str | Path) -> str:
    result = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    if result.returncode != 0:
        raise SystemExit(f"'{' '.join(map(str, command))}' ended with status {result.returncode}")
    return result.stdout


@dataclass(frozen=True)
class Build:
    target: str
    folder: Path

    @property
    def programs(self) -> Path:
        return self.folder / "tests/figures"

    @property
    def is_for_this_machine(self) -> bool:
        return "CMAKE_TOOLCHAIN_FILE:" not in self._cache

    @property
    def compiler(self) -> str:
        return self._command("tests/")[0]

    def tool(self, name: str) -> str:
        """One of the compiler's binary utilities: nm, size, c++filt."""
        nm = re.search(r"^CMAKE_NM:\w+=(.*)$", self._cache, re.MULTILINE)[1]
        return re.sub("nm$", name, nm)

    def made_with(self, source: str) -> str:
        """The compiler and those options that shape the code of a source file."""
        words = self._command(source)
        options = [word for word in words if re.match(r"-[mf](?!callgraph)|-std|-D(?!NATLOAD)", word)]
        options.append([word for word in words if word.startswith("-O")][-1])
        version = output_of(words[0], "--version").splitlines()[0]
        return f"{version}: {' '.join(dict.fromkeys(options))}"

    @functools.cached_property
    def _cache(self) -> str:
        return (self.folder / "CMakeCache.txt").read_text()

    def _command(self, source: str) -> list[str]:
        """The words of the first command that compiles a source file whose path begins so, but for ccache."""
        commands = json.loads((self.folder / "compile_commands.json").read_text())
        words = shlex.split(next(c["command"] for c in commands if c["file"].startswith(f"{PROJECT}/{source}")))
        return words[1:] if Path(words[0]).name == "ccache" else words
