"""What NegMAS finds in exported forums: run where it is installed, which it is not for the tests.

    python tests/storage/games/by_negmas.py FOLDER

FOLDER holds a folder a forum, of NegMAS or GENIUS files; the figures are printed as JSON. This file
imports nothing of the project, so that it runs in an environment of NegMAS alone.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any


def figures(folder: Path) -> dict[str, Any]:
    """Packages, efficient ones, acceptable to all, and every package with the largest product of
    gains, of one forum."""
    inout, ops = import_module("negmas.inout"), import_module("negmas.preferences.ops")
    yaml = any(folder.glob("*.yml"))
    load = inout.Scenario.from_yaml_folder if yaml else inout.Scenario.from_genius_folder
    scenario = load(folder)
    functions = scenario.ufuns
    outcomes = list(scenario.outcome_space.enumerate_or_sample())
    worths = [[float(u(o)) for u in functions] for o in outcomes]
    least = [float(u.reserved_value) for u in functions]
    # Of packages with equal worths the tool keeps one; all of them are efficient.
    efficient = {tuple(worths[i]) for i in ops.pareto_frontier_numpy(worths)}
    inside = [n for n, w in enumerate(worths) if all(x >= r for x, r in zip(w, least, strict=True))]
    frontier, _ = ops.pareto_frontier(functions, outcomes)
    nash = ops.nash_points(functions, frontier, outcomes=outcomes)
    points = [tuple(point) for point, _ in nash]
    return {
        "packages": len(outcomes),
        "efficient": sum(tuple(w) in efficient for w in worths),
        "zone": len(inside),
        "nash": [list(o) for o, w in zip(outcomes, worths, strict=True) if tuple(w) in points],
    }


def main() -> None:
    version = import_module("negmas").__version__
    folders = sorted(p for p in Path(sys.argv[1]).iterdir() if p.is_dir())
    found = {folder.name: figures(folder) for folder in folders}
    said = json.dumps({"negmas": version, "forums": found}, indent=1, ensure_ascii=False)
    sys.stdout.write(f"{said}\n")


if __name__ == "__main__":
    main()
