# SPDX-License-Identifier: MIT
"""includes.py INCLUDE: what the library's headers include.

Standard headers: freestanding ones only. Headers of the library: of the same folder, or of one below it in the
library's layers. Prints every line that breaks this, and fails if there is any.
"""

import re
import sys
from pathlib import Path

FREESTANDING = {
    "bit", "compare", "concepts", "cstddef", "cstdint", "initializer_list", "limits", "type_traits", "version",
}  # fmt: skip
OTHERS = {
    "natload/memory/dual_mapping.hpp": re.compile(r"fcntl\.h|sys/mman\.h|unistd\.h"),  # Linux and FreeBSD
    "natload/memory/pages.hpp": re.compile(r"sys/mman\.h|unistd\.h"),  # POSIX, as it says
    "natload/source/stdio.hpp": re.compile(r"cstdio"),
    "natload/interop/hana.hpp": re.compile(r"boost/hana/.*"),
}

# Each folder with those that it may include besides itself.
LAYERS = {
    "core": set(),
    "format": {"core"},
    "arch": {"core"},
    "cache": {"core"},
    "memory": {"core"},
    "host": {"core"},
    "protect": {"core", "memory", "fault"},
    "fault": {"core"},
    "debug": {"core", "load"},
    "source": {"core"},
    "load": {"core", "format", "arch", "cache", "memory", "host", "source"},
    "link": {"core", "format", "arch"},
    "interop": {"core", "format", "arch", "cache", "memory", "host", "source", "load"},
    # natload.hpp and version.hpp: what firmware includes.
    "": {"core", "format", "arch", "cache", "memory", "host", "source", "load"},
}

INCLUDE = re.compile(r'\s*#\s*include\s*([<"])([^>"]*)[>"]')


def folder_of(header: str) -> str:
    """natload/core/bytes.hpp and the umbrella natload/core.hpp belong to core, natload/natload.hpp to no folder."""
    parts = Path(header).parts
    name = parts[1] if len(parts) > 2 else Path(parts[1]).stem
    return name if name in LAYERS else ""


def complaint(header: str, quote: str, included: str) -> str | None:
    if quote != "<":
        return "in quotes: the library's headers are found by <natload/...>"
    if not included.startswith("natload/"):
        allowed = header in OTHERS and OTHERS[header].fullmatch(included)
        return None if allowed or included in FREESTANDING else "not a freestanding header"
    if included == "natload/natload.hpp":
        return "the umbrella header of all is for users"
    folder, other = folder_of(header), folder_of(included)
    if other not in ("", folder) and other not in LAYERS[folder]:
        return f"{folder or 'firmware'} does not include {other}"
    return None


def main() -> int:
    root = Path(sys.argv[1])
    headers = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.hpp"))
    broken = 0
    checked = 0
    for header in headers:
        for number, line in enumerate((root / header).read_text().splitlines(), 1):
            if match := INCLUDE.match(line):
                checked += 1
                if why := complaint(header, *match.groups()):
                    broken += 1
                    print(f"{header}:{number}: <{match[2]}>: {why}")
    print(f"{len(headers)} headers, {checked} includes, {broken} of them wrong")
    return 1 if broken or checked == 0 else 0


sys.exit(main())
