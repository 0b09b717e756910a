"""Columns of the files, each with what it is and how it is read: builder and codebook are one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

Row = TypeVar("Row")

Value = str | int | Decimal | None
"""A cell: text, a number, or nothing. Times are whole milliseconds since 1970, UTC."""


class Kind(StrEnum):
    """What a column holds. A flag is 1 or 0."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    FLAG = "1 or 0"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column. `meaning` holds the formula where there is one, `source` the events or the part
    of the rules that it is read from."""

    name: str
    kind: Kind
    meaning: str
    source: str
    read: Callable[[Row], Value]


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Row]):
    """A table of data: its file, what a row is, its columns and its rows."""

    name: str
    a_row: str
    columns: tuple[Column[Row], ...]
    rows: Callable[[], Iterable[Row]]

    def cells(self) -> Iterable[list[Value]]:
        """Every row, cell by cell."""
        for row in self.rows():
            yield [column.read(row) for column in self.columns]


def iso(milliseconds: int) -> str:
    """A moment as ISO 8601 has it, in universal time, to the millisecond."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%S}.{rest:03d}Z"


def hundredths(value: int | None) -> Decimal | None:
    """Points from hundredths of a point."""
    return None if value is None else Decimal(value).scaleb(-2)


def share(basis_points: int | None) -> Decimal | None:
    """0 to 1 from basis points."""
    return None if basis_points is None else Decimal(basis_points).scaleb(-4)


def minutes(milliseconds: int) -> Decimal:
    """Minutes with two decimals, from milliseconds."""
    return (Decimal(max(0, milliseconds)) / 60_000).quantize(Decimal("0.01"))
