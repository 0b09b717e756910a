"""What an agreement would itself change in the own mandate, as the linkages say that all can read.

Only what follows from the forum's own package is foreseen: what other forums do is not its to say.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Entity = Mapping[str, Any]
Part = tuple[str, frozenset[str]]
"""An issue, and the options of it that meet a part of a condition."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """When all parts of one line of `when` are in the package, it is worth `always` more, and
    each of `options` (issue, option, change) more that it holds; hundredths."""

    when: tuple[tuple[Part, ...], ...]
    always: int
    options: tuple[tuple[str, str, int], ...]

    def worth(self, package: Mapping[str, str]) -> int:
        """How much more the package would be worth once it is agreed."""
        met = any(all(package.get(i) in some for i, some in line) for line in self.when)
        if not met:
            return 0
        return self.always + sum(n for i, o, n in self.options if package.get(i) == o)


def foreseen(forum: str, mandate: Entity, linkages: Iterable[Entity]) -> tuple[Foreseen, ...]:
    """What the linkages that are not in force yet would do."""
    found: list[Foreseen] = []
    for linkage in linkages:
        lines = () if linkage["active"] else _lines(linkage["when"], forum)
        mine = [m for m in linkage["effects"] if m["forum"] == forum and m["delegation"]]
        if not lines or not mine:
            continue
        always = -sum(m["amount"] for m in mine if m["kind"] == "reservation")
        options = tuple(
            (str(m["issue"]), str(m["option"]), _valued(mandate, m))
            for m in mine
            if m["kind"] == "value" and m["issue"] in mandate["issues"]
        )
        found.append(Foreseen(lines, always, options))
    return tuple(found)


def _valued(mandate: Entity, modifier: Entity) -> int:
    """What percent points of an option change in its worth; within 0 to 100 percent."""
    position = mandate["issues"][modifier["issue"]]
    value = int(position["values"][modifier["option"]])
    return int(position["weight"]) * (max(0, min(100, value + int(modifier["amount"]))) - value)


def _lines(when: Entity, forum: str) -> tuple[tuple[Part, ...], ...]:
    """The ways to meet the condition by the forum's own agreement alone."""
    if "any" in when:
        return tuple(line for part in when["any"] for line in _lines(part, forum))
    if "all" in when:
        lines: tuple[tuple[Part, ...], ...] = ((),)
        for part in when["all"]:
            lines = tuple((*one, *more) for one in lines for more in _lines(part, forum))
        return lines
    if when.get("forum") == forum:
        return (((str(when["issue"]), frozenset(when["options"])),),)
    return ((),) if when.get("agreed") == forum else ()
