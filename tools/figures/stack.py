# SPDX-License-Identifier: MIT
"""The most stack that verify, load and release can take: the deepest path through the calls that GCC notes.

What the policies' functions and libc's memcpy and memset take is theirs and is left out.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from build import Build
from names import short

ENTRIES = {  # figure -> the firmware that has it as a function of its own
    "load": ("", r" natload::v0::loader<.*>::load\("),
    "release": ("", r" natload::v0::module<.*>::undo\("),
    "verify": ("_in_steps", r" natload::v0::detail::verify\("),
}
PROGRAMS = {  # figure -> the firmware whose call site is measured: the walk, and the window, are in its frame
    "load_programs": "programs",
    "load_programs_from_files": "streams",
    "load_programs_over_wires": "forward",
}
OTHERS = r"_ZN8firmware|mem(cpy|set)$"  # symbols that are not the library's: policies and libc


@dataclass
class Function:
    declaration: str
    frame: int | None  # bytes; none: compiled elsewhere
    calls: set[str] = field(default_factory=set)


Graph = dict[str, Function]


def measure(build: Build) -> tuple[dict, dict]:
    figures, paths = {}, {}
    for scope in ("linked", "all"):
        for entry, (firmware, pattern) in ENTRIES.items():
            path = _path_from(build, scope + firmware, "with_library", pattern)
            figures[f"{entry}_{scope}"] = sum(frame for _, frame in path)
            paths[f"{entry}_{scope}"] = dict(path)
    for figure, firmware in PROGRAMS.items():
        path = _path_from(build, firmware, "with_programs", r"firmware::run\(")
        figures[figure] = sum(frame for _, frame in path)
        paths[figure] = dict(path)
    return {"stack": figures}, {"stack": paths}


def _path_from(build: Build, firmware: str, source: str, pattern: str) -> list[tuple[str, int]]:
    graph = _call_graph(build.programs / f"CMakeFiles/firmware_{firmware}.dir/firmware/{source}.cpp.ci")
    roots = [title for title, f in graph.items() if f.frame is not None and re.search(pattern, f.declaration)]
    if len(roots) != 1:
        raise SystemExit(f"firmware_{firmware}: {len(roots)} functions are {pattern}")
    graph[roots[0]].calls.discard("__indirect_call")  # a call site's, of the module that it has loaded
    return _deepest(graph, roots[0], ())


def _call_graph(file: Path) -> Graph:
    """As -fcallgraph-info=su writes it: a line for each function, with its frame, and a line for each call."""
    graph: Graph = {}
    for line in file.read_text().splitlines():
        if node := re.match(r'node: { title: "([^"]*)" label: "([^"]*)"', line):
            title, label = node.groups()
            frame = re.search(r"\\n(\d+) bytes \((.*?)\)", label)
            if frame and frame[2] not in ("static", "dynamic,bounded"):
                raise SystemExit(f"{label}: a frame without a bound")
            graph[title] = Function(label.split("\\n")[0], int(frame[1]) if frame else None)
        elif edge := re.match(r'edge: { sourcename: "([^"]*)" targetname: "([^"]*)"', line):
            graph[edge[1]].calls.add(edge[2])
    return graph


def _deepest(graph: Graph, title: str, callers: tuple[str, ...]) -> list[tuple[str, int]]:
    """The functions of the deepest path from one on, each with its frame."""
    function = graph[title]
    if title in callers:
        raise SystemExit(f"{function.declaration}: calls itself, so its stack has no bound")
    if function.frame is None:
        if not re.match(OTHERS, title):
            raise SystemExit(f"{title}: how much stack it takes is unknown")
        return []
    paths = [_deepest(graph, call, (*callers, title)) for call in function.calls]
    deepest = max(paths, key=lambda path: sum(frame for _, frame in path), default=[])
    return [(short(function.declaration), function.frame), *deepest]
