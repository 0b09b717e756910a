"""A class as lists for other systems: the roster, and what became of each student. One row each.

Columns never change their names or places; new ones are added at the end.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from server.analysis.evidence import Kind
from server.rules.state.scoring import total
from server.rules.state.talks import ForumStatus, Talks
from server.service.people import Person, came
from server.service.ports import EventLog
from server.storage.csv_files import MARK, Cell, points, row

if TYPE_CHECKING:
    from server.analysis.duplicate import Placing
    from server.analysis.evidence import Sheet

FORMATS = {
    "roster-csv": "text/csv; charset=utf-8",
    "results-csv": "text/csv; charset=utf-8",
}
"""Format -> media type."""

ROSTER = ("name", "email", "table", "delegation", "role")
"""What the page for a new class reads back."""

COUNTED = (
    Kind.PROPOSAL,
    Kind.AMENDMENT,
    Kind.SPONSORSHIP,
    Kind.STANCE,
    Kind.ENDORSEMENT,
    Kind.LETTER,
    Kind.REPORT,
    Kind.PLENARY,
    Kind.CAUCUS,
    Kind.TEAM,
    Kind.HELP,
    Kind.REFLECTION,
)
"""Contributions with a column of their own, in the places that this file promises."""

RESULTS = (
    *ROSTER,
    "joined",
    "minutes_seated",
    "minutes_run",
    "contributions",
    *COUNTED,
    "agreements",
    "forums",
    "total",
    "duplicate",
)
"""`minutes_seated`, from when they came, of `minutes_run` while the clock ran; `agreements` of the
`forums` of the own delegation; `total` in points, as the pages show it; `duplicate` the percentage
of match points against the same delegation at other tables, empty when there is none."""


def roster(people: Iterable[Person], tables: Sequence[Talks]) -> bytes:
    """The roster, in a form in which it can be read in again."""
    at = {t.id: t for t in tables}
    rows = [_who(p, at.get(p.talks) if p.talks else None) for p in people]
    return _file(ROSTER, rows)


def results(people: Sequence[Person], tables: Sequence[Talks], log: EventLog, now_ms: int) -> bytes:
    """What each student did, and what their delegation came to."""
    # Imported when asked for: the analysis brings numpy, and servers start without it.
    from server.analysis.comparison import board
    from server.analysis.evidence import evidence, together

    at = {t.id: t for t in tables}
    there = came(people)
    sheets = together(evidence(log.read(t.id), now_ms, there) for t in tables)
    placings = {line.talks: line.placings for line in board(tables)} if tables else {}
    rows = []
    for person in people:
        talks = at.get(person.talks) if person.talks else None
        seat = talks.seat_of(person.id) if talks else None
        placing = placings[talks.id].get(seat.delegation) if talks and seat else None
        rows.append(
            (
                *_who(person, talks),
                "yes" if person.joined else "no",
                *_did(sheets.get(person.id)),
                *(_came_to(talks, person, placing)),
            )
        )
    return _file(RESULTS, rows)


def _who(person: Person, talks: Talks | None) -> tuple[Cell, ...]:
    seat = talks.seat_of(person.id) if talks else None
    watches = talks is not None and person.id in talks.observers
    delegation = talks.scenario.delegation(seat.delegation) if talks and seat else None
    return (
        person.name,
        person.email,
        talks.table if talks and (seat or watches) else "",
        delegation.code if delegation else "",
        seat.inner_role.value if seat else "observer" if watches else "",
    )


def _did(sheet: "Sheet | None") -> tuple[int, ...]:
    kinds = [sheet.counts[kind] if sheet else 0 for kind in COUNTED]
    seated, ran = (sheet.seated, sheet.ran) if sheet else (0, 0)
    return _minutes(seated), _minutes(ran), sum(kinds), *kinds


def _minutes(milliseconds: int) -> int:
    return (max(0, milliseconds) + 30_000) // 60_000


def _came_to(talks: Talks | None, person: Person, placing: "Placing | None") -> tuple[Cell, ...]:
    seat = talks.seat_of(person.id) if talks else None
    if talks is None or seat is None:
        return ("", "", "", "")
    forums = [f for f in talks.scheduled_forums() if seat.delegation in talks.forum(f).parties]
    agreed = sum(talks.forum_state(f).status is ForumStatus.AGREED for f in forums)
    share = placing.share // 100 if placing else ""
    return agreed, len(forums), points(total(talks, seat.delegation).total), share


def _file(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    return MARK + b"".join(row(cells) for cells in (columns, *rows))
