"""A game as other tools know it: additive utilities of one table, exact."""

from dataclasses import dataclass, field
from fractions import Fraction

from server.storage.score_sheet import Rule

Worths = tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True, slots=True)
class Party:
    """`worths[issue][option]` add up; a package is acceptable at or above `least`, any without."""

    name: str
    worths: Worths
    least: Fraction | None


@dataclass(frozen=True, slots=True)
class Game:
    """`issues` are names, each with its options' names. `notes` say what of the files was left
    out or taken another way, a sentence each."""

    title: str
    issues: tuple[tuple[str, tuple[str, ...]], ...]
    parties: tuple[Party, ...]
    rule: Rule = field(default_factory=Rule)
    notes: tuple[str, ...] = ()
