"""The server's clock and the deadlines."""

import pytest

from server.rules.events.life import Archived, Concluded, RolledBack
from server.rules.events.schedule import Paused, PhaseBegan, Resumed
from server.rules.events.talk import MessageSent
from server.rules.ids import PLENARY, MessageId, TalksId
from server.service import clocks
from server.service.clocks import Deadlines, SystemClock, runs_after


def test_the_clock_goes_on_steadily_when_the_machines_is_set_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wall, steady = [10_000_000], [500]
    monkeypatch.setattr(clocks, "_wall_ms", lambda: wall[0])
    monkeypatch.setattr(clocks, "_steady_ms", lambda: steady[0])
    clock = SystemClock()
    assert clock.now_ms() == 10_000_000
    wall[0] -= 3_600_000
    steady[0] += 250
    assert clock.now_ms() == 10_000_250
    wall[0] += 250
    steady[0] += 250
    assert clock.now_ms() == 10_000_500
    wall[0] = 20_000_000
    assert clock.now_ms() == 20_000_000


def test_due_talks_come_most_overdue_first() -> None:
    deadlines = Deadlines()
    a, b, c = TalksId("a"), TalksId("b"), TalksId("c")
    deadlines.put(a, 30)
    deadlines.put(b, 10)
    deadlines.put(c, 20)
    assert deadlines.next() == 10
    assert deadlines.due(20) == [b, c]
    deadlines.put(b, None)
    deadlines.put(b, None)
    assert deadlines.next() == 20
    assert sorted(deadlines.all()) == [a, c]


def test_no_clock_no_deadline() -> None:
    assert Deadlines().next() is None
    assert Deadlines().due(10**15) == []


def test_which_events_start_and_stop_clocks() -> None:
    assert runs_after(PhaseBegan(0, "briefing", 1, "started")) is True
    assert runs_after(Resumed()) is True
    assert runs_after(RolledBack(1, "")) is True
    assert runs_after(Paused()) is False
    assert runs_after(Concluded("schedule")) is False
    assert runs_after(Archived()) is False
    assert runs_after(MessageSent(MessageId("m"), PLENARY, None, "", "hi")) is None
