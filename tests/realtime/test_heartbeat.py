from dataclasses import dataclass, field

from server.realtime.heartbeat import GAP_MS, SETTING, Heartbeat
from server.realtime.ticker import Ticker
from server.rules.ids import TalksId
from server.service.memory import MemoryEventLog
from server.service.memory_people import MemoryPeople

NOW = 1_000_000_000


@dataclass
class Clocks:
    """Clocks that run or not, and what they were told."""

    now: int = NOW
    running: bool = True
    woken: list[int | None] = field(default_factory=list)
    still: list[int] = field(default_factory=list)

    def now_ms(self) -> int:
        return self.now

    def next_deadline(self) -> int | None:
        return self.now + 1 if self.running else None

    def wake(self, away_since: int | None = None) -> None:
        self.woken.append(away_since)

    def stood_still(self, since: int) -> None:
        self.still.append(since)


def beating(clocks: Clocks, alive_at: int | None = None) -> tuple[Heartbeat, MemoryPeople]:
    kept = MemoryPeople(MemoryEventLog())
    if alive_at is not None:
        kept.set_setting(SETTING, str(alive_at))
    return Heartbeat(clocks, kept), kept


def test_after_a_long_absence_clocks_stood_still() -> None:
    clocks = Clocks()
    heart, _ = beating(clocks, alive_at=NOW - 7 * 24 * 3600 * 1000)
    heart.start()
    heart.stop()
    assert clocks.woken == [NOW - 7 * 24 * 3600 * 1000]


def test_a_quick_restart_costs_the_clocks_nothing() -> None:
    clocks = Clocks()
    heart, _ = beating(clocks, alive_at=NOW - GAP_MS)
    heart.start()
    heart.stop()
    assert clocks.woken == [None]


def test_the_first_start_has_no_past() -> None:
    clocks = Clocks()
    heart, _ = beating(clocks)
    heart.start()
    heart.stop()
    assert clocks.woken == [None]


def test_a_beat_is_kept_while_a_clock_runs_only() -> None:
    clocks = Clocks(running=False)
    heart, kept = beating(clocks)
    heart.beat()
    assert kept.setting(SETTING) is None
    clocks.running = True
    heart.beat()
    assert kept.setting(SETTING) == str(NOW)


def test_a_closed_laptop_is_noticed_at_the_next_beat() -> None:
    clocks = Clocks()
    heart, _ = beating(clocks)
    heart.start()
    clocks.now += 5_000
    heart.beat()
    assert clocks.still == []
    clocks.now += 3_600_000
    heart.beat()
    assert clocks.still == [NOW + 5_000]
    heart.stop()


def test_a_laptop_that_wakes_sets_its_clocks_before_it_looks_for_deadlines() -> None:
    clocks = Clocks()
    heart, _ = beating(clocks, alive_at=NOW)
    heart.start()

    class Timed:
        """Notes whether the clocks had been set when deadlines were looked for."""

        def now_ms(self) -> int:
            return clocks.now

        def due(self, now_ms: int) -> list[TalksId]:
            assert clocks.still == [NOW]
            return []

        def expire(self, talks_id: TalksId) -> None:
            raise AssertionError(talks_id)

    ticker = Ticker(Timed())
    ticker.before_each = heart.notice_gap
    clocks.now += 8 * 3600 * 1000
    ticker.tick()
    ticker.tick()
    heart.stop()
    assert clocks.still == [NOW], "a gap is noticed once"
