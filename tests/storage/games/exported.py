"""The forums of all shipped scenarios in the formats of other tools, one folder each.

`python -m tests.storage.games.exported FOLDER` writes them for `by_negmas.py`.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from server.rules.written.forum import Forum
from server.rules.written.scenario import Scenario
from server.storage.games.exchange import export_forum
from server.storage.scenarios.loader import load
from tests.storage.scenarios.copies import ROUNDS

SHIPPED = ("six-party", "two-party", "harbour")


def shipped() -> Iterator[tuple[str, Scenario, Forum]]:
    """Every forum that comes along, and what it is called here."""
    for folder in SHIPPED:
        scenario = load(ROUNDS / folder)
        for forum in scenario.forums.values():
            yield f"{folder}.{forum.id}", scenario, forum


def main() -> None:
    for form in ("negmas", "genius"):
        for name, scenario, forum in shipped():
            export_forum(scenario, forum, form, Path(sys.argv[1]) / form / name)


if __name__ == "__main__":
    main()
