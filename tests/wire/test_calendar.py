"""Deadlines as a calendar file."""

from dataclasses import replace
from datetime import UTC, datetime

from server.reports.calendar import Deadline, deadlines, has_long_phases, written
from server.rules.commands.life import Conclude, Replan
from server.rules.commands.schedule import Advance, Extend, Pause, Resume, Start
from server.rules.ids import RoundId
from server.rules.written.scenario import Round
from tests.rules.negotiation import ENERGY, FACILITATOR, PEACE, Table, lobby

DAY = 86_400
R1 = Round(RoundId("r1"), "Energy", (ENERGY,), DAY, 2 * DAY, 60)
R2 = Round(RoundId("r2"), "Peace", (PEACE,), 0, 3 * DAY, DAY)


def planned() -> Table:
    table = lobby()
    table.ok(FACILITATOR, Replan("all", "standard", (R1, R2)))
    return table


def days(table: Table) -> list[tuple[str, str, float]]:
    return [(d.title, d.phase, (d.at - table.now) / DAY / 1000) for d in deadlines(table.talks)]


def test_the_ends_of_long_phases_follow_one_another() -> None:
    table = planned()
    assert deadlines(table.talks) == []
    table.ok(FACILITATOR, Start())
    minute = 60 / DAY
    assert days(table) == [
        ("Energy", "briefing", 1),
        ("Energy", "negotiation", 3),
        ("Peace", "negotiation", 6 + minute),
        ("Peace", "result", 7 + minute),
    ]
    table.ok(FACILITATOR, Extend(3600), Advance())
    assert days(table)[0] == ("Energy", "negotiation", 2)


def test_nobody_knows_while_the_talks_stand_still() -> None:
    table = planned()
    table.ok(FACILITATOR, Start(), Pause())
    assert deadlines(table.talks) == []
    table.ok(FACILITATOR, Resume(), Conclude())
    assert deadlines(table.talks) == []


def test_a_lesson_has_no_deadlines() -> None:
    table = lobby()
    assert not has_long_phases(table.talks)
    table.ok(FACILITATOR, Start())
    assert deadlines(table.talks) == []
    assert has_long_phases(planned().talks)


def test_the_file_is_of_the_form_that_calendars_read() -> None:
    at = int(datetime(2026, 3, 1, 9, 30, tzinfo=UTC).timestamp() * 1000)
    one = Deadline("t1-0-briefing@six-party-table", "Energy", "briefing", at, 4)
    long = "김" * 40 + ", the end; of \\ it\nall"
    raw = written("IR 214", [(one, long), (replace(one, uid="u2"), "Short")], at - 60_000)
    lines = raw.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert all(len(line) <= 75 for line in lines)
    whole = raw.replace(b"\r\n ", b"").decode()
    assert f"SUMMARY:{'김' * 40}\\, the end\\; of \\\\ it all\r\n" in whole
    assert "DTSTART:20260301T093000Z\r\n" in whole
    assert "DTSTAMP:20260301T092900Z\r\n" in whole
    assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") == 2
    assert b"\n" not in raw.replace(b"\r\n", b"")
