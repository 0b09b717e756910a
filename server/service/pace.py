"""How fast one seat may send commands."""

from collections import OrderedDict

from server.rules.refusals import Refusal

AGENTS_PACE = 2, 10
"""Commands a second of a program in a seat, and how many at once: people are to keep up."""

AGENTS_LOOKS = 5, 20
"""The same for how often it may ask for its view."""


class Pace:
    """A bucket of tokens for each seat: `burst` at once, `rate` a second after that."""

    def __init__(self, rate: int = 20, burst: int = 40, seats: int = 10_000) -> None:
        self._rate, self._full, self._seats = rate, burst * _TOKEN, seats
        self._buckets: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def check(self, seat: str, now_ms: int) -> Refusal | None:
        """Take one token, or refuse with the wait in milliseconds until there is one."""
        held, then = self._buckets.pop(seat, (self._full, now_ms))
        held = min(self._full, held + max(0, now_ms - then) * self._rate)
        left = held - _TOKEN if held >= _TOKEN else held
        self._buckets[seat] = (left, now_ms)
        if len(self._buckets) > self._seats:
            self._buckets.popitem(last=False)
        if held >= _TOKEN:
            return None
        return Refusal("too_fast", {"wait_ms": -(-(_TOKEN - held) // self._rate)})


_TOKEN = 1000
"""Thousandths of a token, so that a millisecond adds a whole number of them."""
