"""Deadlines as a calendar file (RFC 5545): what a phone or a mail program can subscribe to or keep.

Written here rather than by a library: a dozen lines of a fixed form need no dependency.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from server.rules.moves.schedule import all_phases
from server.rules.state.talks import Talks, TalksState

LONG_SECONDS = 2 * 3600
"""A phase as long as this is played apart from the class: its end is worth an entry."""

MEDIA_TYPE = "text/calendar; charset=utf-8"
_LINE_OCTETS = 75


@dataclass(frozen=True, slots=True)
class Deadline:
    """The end of a phase; `at` in milliseconds, `phase` is briefing, negotiation or result."""

    uid: str
    title: str
    phase: str
    at: int
    sequence: int


def has_long_phases(talks: Talks) -> bool:
    """True for talks that are played over days."""
    return any(seconds >= LONG_SECONDS for _round, _phase, seconds in all_phases(talks))


def deadlines(talks: Talks) -> list[Deadline]:
    """Ends of the long phases from now on, as they will be if nobody moves the clock.

    None before the start, while paused (then nobody knows) and after the end.
    """
    ends = talks.phase_ends_at
    if talks.state is not TalksState.RUNNING or talks.is_paused or ends is None:
        return []
    found: list[Deadline] = []
    reached = False
    for number, phase, seconds in all_phases(talks):
        if (number, phase) == (talks.round, talks.phase):
            reached = True
        elif reached:
            ends += 1000 * seconds
        if reached and seconds >= LONG_SECONDS:
            uid = f"{talks.id}-{number}-{phase}@six-party-table"
            found.append(Deadline(uid, talks.schedule[number].title, phase, ends, talks.seq))
    return found


def written(name: str, entries: Iterable[tuple[Deadline, str]], now_ms: int) -> bytes:
    """The file; each deadline comes with the words that stand in the calendar."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Six-Party Table//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for deadline, words in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{deadline.uid}",
            f"SEQUENCE:{deadline.sequence}",
            f"DTSTAMP:{_moment(now_ms)}",
            f"DTSTART:{_moment(deadline.at)}",
            f"SUMMARY:{_text(words)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _moment(milliseconds: int) -> str:
    """A moment in universal time; calendars show it in the zone of whoever looks."""
    return datetime.fromtimestamp(milliseconds // 1000, UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """A text with what would end it escaped."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(escaped.split())


def _folded(line: str) -> bytes:
    """The line in pieces of at most 75 octets, no character cut in two."""
    pieces: list[bytes] = []
    piece = b""
    for ch in line:
        raw = ch.encode()
        if len(piece) + len(raw) > _LINE_OCTETS - bool(pieces):
            pieces.append(piece)
            piece = b""
        piece += raw
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
