"""Twenty a second, forty at once."""

from server.service.pace import Pace


def test_a_burst_then_a_steady_rate() -> None:
    pace = Pace()
    assert all(pace.check("s", 0) is None for _ in range(40))
    refusal = pace.check("s", 0)
    assert refusal is not None
    wait = refusal.facts["wait_ms"]
    assert isinstance(wait, int)
    assert pace.check("s", wait - 1) is not None
    assert pace.check("s", wait) is None
    assert sum(pace.check("s", 50 + n) is None for n in range(1, 1001)) == 20


def test_refused_tries_cost_nothing_and_rest_fills_the_bucket_to_the_brim_only() -> None:
    pace = Pace(rate=10, burst=2)
    assert [pace.check("s", 0) is None for _ in range(5)] == [True, True, False, False, False]
    assert pace.check("s", 100) is None
    assert [pace.check("s", 99_999) is None for _ in range(3)] == [True, True, False]


def test_seats_do_not_share_and_a_clock_set_back_harms_nobody() -> None:
    pace = Pace(rate=1, burst=1)
    assert pace.check("a", 10_000) is None
    assert pace.check("b", 10_000) is None
    assert pace.check("a", 0) is not None
    assert pace.check("a", 1_000) is None


def test_memory_is_bounded() -> None:
    pace = Pace(rate=1, burst=1, seats=2)
    for seat in "abc":
        assert pace.check(seat, 0) is None
    assert pace.check("a", 0) is None
    assert pace.check("c", 0) is not None
