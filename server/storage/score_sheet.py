"""A score sheet's content, and the ids its names become."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

LONGEST_ID = 36


@dataclass(frozen=True, slots=True)
class Rule:
    """Who must accept, by the parties' names; `at_least` None is everybody."""

    all_of: tuple[str, ...] = ()
    at_least: int | None = None
    veto: tuple[str, ...] = ()
    chair: str | None = None
    chair_breaks_ties: bool = False
    silence_seconds: int = 20


@dataclass(slots=True)
class ScoreSheet:
    """What a sheet says. Points are whole; `options[issue]` keeps the order of the rows."""

    title: str
    parties: tuple[str, ...]
    options: dict[str, list[str]] = field(default_factory=dict)
    points: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    reservations: tuple[int, ...] = ()
    rule: Rule = field(default_factory=Rule)


def unique_ids(names: Iterable[str], fallback: str) -> dict[str, str]:
    """Name -> id in lower-case words; a clash, or a name without plain letters, gets a number."""
    ids: dict[str, str] = {}
    # "none" stands for "no chair" in scenario files.
    taken = {"none"}
    for n, name in enumerate(names, 1):
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        words = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))[:LONGEST_ID].strip("-")
        base = words or f"{fallback}-{n}"
        found, number = base, 2
        while found in taken:
            found, number = f"{base}-{number}", number + 1
        taken.add(found)
        ids[name] = found
    return ids
