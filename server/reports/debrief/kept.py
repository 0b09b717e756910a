"""What was read out of logs, kept for whoever asks next: bounded in bytes, gone with its talks.

A debrief and a replay fold a whole log. A class opens them all at once, and again at each card.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

from server.rules.ids import TalksId
from server.rules.same import Same
from server.rules.state.talks import Talks
from server.service.ports import EventLog

T = TypeVar("T")

MOST_BYTES = 128_000_000
"""What is kept together: the debriefs and replays of some twenty-five long conferences."""


class Played:
    """Talks as a key: equal to the same talks when only cards were turned or words said since. So
    a class that turns a card reads no log anew."""

    __slots__ = ("thing",)

    def __init__(self, thing: Talks) -> None:
        self.thing = thing

    def __hash__(self) -> int:
        return hash(self.thing.id)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Played):
            return False
        mine, theirs = self.thing, other.thing
        held = ("id", "proposals", "forums", "causes", "letters", "obligations", "preset")
        when = ("phase_began_at", "paused_at", "round", "phase")
        return (
            mine.state.is_over == theirs.state.is_over
            and all(getattr(mine, name) is getattr(theirs, name) for name in held)
            and all(getattr(mine, name) == getattr(theirs, name) for name in when)
        )


_Key = tuple[TalksId, type, Same[EventLog] | None]


class Kept:
    """Things made of logs, of each log one a kind, least recently used out first."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most = most
        self._guard = threading.Lock()
        self._kept: OrderedDict[_Key, tuple[object, Any, int]] = OrderedDict()
        self.bytes = 0

    def get(
        self, talks: TalksId, kind: type[T], of: object, log: Same[EventLog] | None = None
    ) -> T | None:
        """The thing of a kind, if it was made of the same."""
        with self._guard:
            found = self._kept.get((talks, kind, log))
            if found is None or found[0] != of:
                return None
            self._kept.move_to_end((talks, kind, log))
            return found[1]  # type: ignore[no-any-return]  # it was put there as one of that kind

    def put(
        self,
        talks: TalksId,
        of: object,
        thing: object,
        weight: int,
        log: Same[EventLog] | None = None,
    ) -> None:
        """Keep a thing of `weight` bytes instead of the one before; what is too much leaves."""
        with self._guard:
            self._drop((talks, type(thing), log))
            self._kept[talks, type(thing), log] = (of, thing, weight)
            self.bytes += weight
            while self.bytes > self._most and len(self._kept) > 1:
                self._drop(next(iter(self._kept)))

    def forget(self, talks: TalksId) -> None:
        """Let go of all that was made of these talks."""
        with self._guard:
            for key in [k for k in self._kept if k[0] == talks]:
                self._drop(key)

    def _drop(self, key: _Key) -> None:
        found = self._kept.pop(key, None)
        if found is not None:
            self.bytes -= found[2]

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, talks: object) -> bool:
        return any(key[0] == talks for key in self._kept)


KEPT = Kept()
"""This process's; the composition root has it forget talks that are deleted."""


def once(
    kind: type[T],
    talks: Talks,
    log: EventLog,
    make: Callable[[Talks, EventLog], T],
    weigh: Callable[[T], int],
    also: object = None,
) -> T:
    """What is made of a log, made once for as long as the talks are played no further.

    `weigh` says how many bytes it takes; `also` is what else it is made of.
    """
    of, here = (Played(talks), also), Same(log)
    found = KEPT.get(talks.id, kind, of, here)
    if found is None:
        found = make(talks, log)
        KEPT.put(talks.id, of, found, weigh(found), here)
    return found
