"""A forum as NegMAS YAML: a domain (an outcome space), and a utility function for each party.

All numbers are whole, in points where everything of a party is in points and in hundredths of
points else, so that floating point adds them up exactly.
"""

from typing import Any

from server.storage.games.expressible import Expressible, unit_of
from server.storage.sheet_files import yaml_text


def negmas_files(told: Expressible) -> dict[str, bytes]:
    """File name -> content: the domain, whose comments say what is left out, and the functions."""
    forum = told.forum
    domain: dict[str, Any] = {
        "name": forum.id,
        "type": "DiscreteCartesianOutcomeSpace",
        "issues": [
            {
                "name": told.issue(issue),
                "type": "CategoricalIssue",
                "values": [told.option(issue, option) for option in issue.options],
            }
            for issue in forum.issues
        ],
    }
    head = ["left out or told otherwise:", *(f"  {line}" for line in told.lost)]
    files = {f"{forum.id}.yml": _file(head if told.lost else [], domain)}
    for party in forum.parties:
        mandate = forum.mandates[party]
        unit = unit_of(mandate)
        function: dict[str, Any] = {
            "name": told.parties[party],
            "type": "LinearAdditiveUtilityFunction",
            "reserved_value": mandate.reservation // unit,
            "weights": [1 for _ in forum.issues],
            "values": [
                {
                    "type": "TableFun",
                    "mapping": {
                        told.option(issue, o): mandate.positions[issue.id].worth[o.id] // unit
                        for o in issue.options
                    },
                }
                for issue in forum.issues
            ],
        }
        said = "points" if unit == 100 else "hundredths of points"
        files[f"{forum.id}-{party}.yml"] = _file([f"{told.parties[party]}, in {said}"], function)
    return files


def _file(head: list[str], data: dict[str, Any]) -> bytes:
    return "".join([*(f"# {line}\n" for line in head), yaml_text(data)]).encode()
