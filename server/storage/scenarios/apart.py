"""A part of a file that may stand in a file of its own, because it is long: a forum's mandates in
`mandates/` under the forum's file name, the scenario's schedules in `presets.yaml`."""

from collections.abc import Mapping
from dataclasses import replace

from server.storage.scenarios.marks import Marked
from server.storage.scenarios.problems import Problem, shown

PRESETS, PRESETS_FILE = "presets", "presets.yaml"
MANDATES = "mandates"
"""The key and the folder."""


def joined(
    file: str, marked: Marked, key: str, other: str, part: Marked, problems: list[Problem]
) -> Marked:
    """The file with the key that stands in the other file; what else stands there is a problem,
    and so is a key that stands in both."""
    whole, extra = marked.data, part.data
    if not isinstance(whole, dict):
        return marked
    if not isinstance(extra, Mapping) or key not in extra:
        problems.append(Problem(other, 1, key, "this key", "nothing"))
        return marked
    problems.extend(
        Problem(other, part.line((name,)), name, f"only {key}", shown(name))
        for name in extra
        if name != key
    )
    if key in whole:
        line = marked.line((key,))
        problems.append(Problem(file, line, key, f"nothing, since {other} holds it", "it again"))
    data = {**whole, key: extra[key]}
    return replace(marked, data=data, apart={**marked.apart, key: (other, part)})
