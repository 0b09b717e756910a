"""A delegation's confidential sheet for one forum."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from server.rules.ids import IssueId, OptionId
from server.rules.written.package import Package

Issue_ = TypeVar("Issue_", bound=str)
Option_ = TypeVar("Option_", bound=str)


def crosses(
    package: Mapping[Issue_, Option_],
    issue: Issue_,
    option: Option_,
    unless: tuple[Issue_, frozenset[Option_]] | None,
) -> bool:
    """True when the package takes the option, and holds none of those that lift the red line."""
    if package.get(issue) != option:
        return False
    return unless is None or package.get(unless[0]) not in unless[1]


@dataclass(frozen=True, slots=True)
class RedLine:
    """An option the delegation must not sign, unless the package also holds what lifts the line.

    `cost` is what crossing it takes from the delegation's total, in hundredths of a point.
    """

    issue: IssueId
    option: OptionId
    why: str
    cost: int = 1000
    refs: tuple[str, ...] = ()
    unless: tuple[IssueId, frozenset[OptionId]] | None = None

    def is_crossed_by(self, package: Package) -> bool:
        """True when the package takes the option and nothing in it lifts the line."""
        return crosses(package, self.issue, self.option, self.unless)


@dataclass(frozen=True, slots=True)
class Position:
    """What one issue is worth to a delegation, and why.

    `weight` (sum 100 over a forum; in raw points the best option) and `values` are for people to
    read; `worth` is the same in hundredths of a point, and the only thing that is added up.
    """

    weight: int
    values: Mapping[OptionId, int]
    worth: Mapping[OptionId, int]
    why: str = ""
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A question on the mandate that the scenario's author wrote; `right` counts from 1. `why` is
    told with the right answer."""

    ask: str
    choices: tuple[str, ...]
    right: int
    why: str


@dataclass(frozen=True, slots=True)
class Mandate:
    """Positions on all issues, the reservation value (hundredths), the red lines, and what the
    scenario asks about it before the round."""

    positions: Mapping[IssueId, Position]
    reservation: int
    alternative: str = ""
    red_lines: tuple[RedLine, ...] = ()
    refs: tuple[str, ...] = field(default=())
    quiz: tuple[Written, ...] = ()

    def worth_of(self, package: Package) -> int:
        """Hundredths of a point that the package's issues are worth together."""
        positions = self.positions
        return sum([positions[issue].worth[option] for issue, option in package.items()])

    def red_lines_crossed(self, package: Package) -> tuple[RedLine, ...]:
        """The red lines the package crosses, in the mandate's order."""
        return tuple([line for line in self.red_lines if line.is_crossed_by(package)])

    @property
    def best(self) -> int:
        """Hundredths of a point of the ideal package, red lines not considered."""
        return sum(max(position.worth.values()) for position in self.positions.values())
