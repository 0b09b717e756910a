"""Duplicate scores, as in bridge: a delegation is compared with the same one at other tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

Table = TypeVar("Table")
Side = TypeVar("Side")


@dataclass(frozen=True, slots=True)
class Placing:
    """How a delegation did beside the same delegation at the other tables."""

    beaten: int
    ties: int
    others: int

    @property
    def points(self) -> int:
        """Match points: two for each table beaten, one for each tie."""
        return 2 * self.beaten + self.ties

    @property
    def most(self) -> int:
        """The most match points there could be."""
        return 2 * self.others

    @property
    def share(self) -> int:
        """Match points as a share of the most, in basis points, rounded half up; 0..10000."""
        return (20_000 * self.points + self.most) // (2 * self.most)


def placings(
    totals: Mapping[Table, Mapping[Side, int]],
) -> dict[Table, dict[Side, Placing]]:
    """Everybody's placing; `totals` are table -> delegation -> total in hundredths of a point.

    A delegation that only one table has is compared with nobody, and left out.
    """
    columns: dict[Side, list[int]] = {}
    for row in totals.values():
        for side, total in row.items():
            columns.setdefault(side, []).append(total)
    return {
        table: {
            side: _placing(total, columns[side])
            for side, total in row.items()
            if len(columns[side]) > 1
        }
        for table, row in totals.items()
    }


def _placing(total: int, column: list[int]) -> Placing:
    beaten = sum(1 for other in column if other < total)
    ties = sum(1 for other in column if other == total) - 1
    return Placing(beaten, ties, len(column) - 1)
