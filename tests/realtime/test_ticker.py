"""The ticker: what is due is carried out, whatever another table or a bot does."""

import logging
from collections.abc import Sequence

import pytest

from server.realtime.ticker import Ticker
from server.rules.ids import TalksId


class Tables:
    """Tables with deadlines; the one named `broken` fails."""

    def __init__(self, *due: str) -> None:
        self._due = [TalksId(d) for d in due]
        self.carried_out: list[str] = []

    def now_ms(self) -> int:
        return 7

    def due(self, now_ms: int) -> Sequence[TalksId]:
        assert now_ms == 7
        return self._due

    def expire(self, talks_id: TalksId) -> None:
        if talks_id == "broken":
            raise RuntimeError("broken")
        self.carried_out.append(talks_id)


class Bots:
    """Bots that note when they were asked, and fail when they shall."""

    def __init__(self, *, fail: bool = False) -> None:
        self.asked: list[int] = []
        self._fail = fail

    def tick(self, now_ms: int) -> None:
        self.asked.append(now_ms)
        if self._fail:
            raise RuntimeError("a bot")


def test_one_table_that_fails_does_not_hold_up_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tables, bots = Tables("one", "broken", "two"), Bots()
    with caplog.at_level(logging.ERROR):
        Ticker(tables, bots).tick()
    assert tables.carried_out == ["one", "two"]
    assert bots.asked == [7]
    assert "broken" in caplog.text


def test_bots_that_fail_are_logged_and_the_clock_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tables, bots = Tables("one"), Bots(fail=True)
    ticker = Ticker(tables, bots)
    ticker.tick()
    ticker.tick()
    assert tables.carried_out == ["one", "one"]
    assert "the bots failed" in caplog.text


def test_nothing_due_is_nothing_done() -> None:
    tables = Tables()
    Ticker(tables).tick()
    assert tables.carried_out == []
