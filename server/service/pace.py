"""How fast one seat may send commands."""

from collections import OrderedDict

from server.rules.refusals import Refusal


class Pace:
    """A bucket of tokens for each seat: `burst` at once, `rate` a second after that."""

    def __init__(self, rate: int = 20, burst: int = 40, seats: int = 10_000) -> None:
        self._rate, self._burst, self._seats = rate, burst, seats
        self._buckets: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def check(self, seat: str, now_ms: int) -> Refusal | None:
        """Take one token, or refuse with the wait in milliseconds until there is one."""
        tokens, then = self._buckets.pop(seat, (float(self._burst), now_ms))
        tokens = min(self._burst, tokens + max(0, now_ms - then) * self._rate / 1000)
        left = tokens - 1 if tokens >= 1 else tokens
        self._buckets[seat] = (left, now_ms)
        if len(self._buckets) > self._seats:
            self._buckets.popitem(last=False)
        if tokens >= 1:
            return None
        return Refusal("too_fast", {"wait_ms": int((1 - tokens) * 1000 / self._rate) + 1})
