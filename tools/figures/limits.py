# SPDX-License-Identifier: MIT
"""tests/limits.json: what each figure may be at most ("limits"), and what it is to come down to ("goals")."""

import json
from collections.abc import Iterator

from build import PROJECT

FILE = PROJECT / "tests/limits.json"
COLUMNS = "    {:<24} {:>9} {:>9} {:>9}"


def read(kind: str, target: str) -> dict[str, float]:
    """The limits or the goals of a target, by the figure's name: native, instructions.answer."""
    return dict(_flat(json.loads(FILE.read_text())[kind].get(target, {})))


def check(target: str, figures: dict) -> int:
    """Says which figures are above their limits. A limit without a figure is a mistake too, and so is the reverse."""
    of = dict(_flat(figures))
    allowed = read("limits", target)
    complaints = [
        f"{name}: {of.get(name, 'no figure')}, limit: {allowed.get(name, 'none')}"
        for name in dict.fromkeys([*of, *allowed])
        if not of.get(name, float("inf")) <= allowed.get(name, float("-inf"))
    ]
    if not complaints:
        print(f"{target}: {len(of)} figures are within their limits")
        return 0
    print(f"{target}: figures above the limits of {FILE.relative_to(PROJECT)}", *complaints, sep="\n    ")
    print(f"What they are made of: './dev size --details {target}'. To allow them: './dev size --record {target}'.")
    return 1


def record(target: str, figures: dict) -> None:
    """Makes a target's figures its limits. A limit in seconds, which differ from run to run, stays what it is."""
    content = json.loads(FILE.read_text())
    old = content["limits"].get(target, {})
    content["limits"][target] = figures | {name: limit for name, limit in old.items() if isinstance(limit, float)}
    FILE.write_text(json.dumps(content, indent=4) + "\n")


def show(target: str, figures: dict) -> None:
    allowed, goals = read("limits", target), read("goals", target)
    print(COLUMNS.format(target, "figure", "limit", "goal"))
    for name, figure in _flat(figures):
        print(COLUMNS.format(f"  {name}", figure, allowed.get(name, ""), goals.get(name, "")))


def _flat(figures: dict, prefix: str = "") -> Iterator[tuple[str, float]]:
    """Figures in groups as a row of figures."""
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
