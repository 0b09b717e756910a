"""Presence: the newest connection is the seat's, and a blink is no absence."""

from collections.abc import Callable

from server.realtime.presence import Presence
from server.rules.ids import PersonId, TalksId

TALKS, ANN = TalksId("t"), PersonId("ann")


class Room:
    """Presence with a clock in hand: `later` holds what the grace would run."""

    def __init__(self) -> None:
        self.told: list[bool] = []
        self.later: list[Callable[[], None]] = []
        self.presence = Presence(self._set, lambda _seconds, call: self.later.append(call))

    def _set(self, _talks: TalksId, _person: PersonId, present: bool) -> None:
        self.told.append(present)

    def grace_passes(self) -> None:
        """Run what was put off."""
        waiting, self.later = self.later, []
        for call in waiting:
            call()


def test_coming_is_told_once_and_leaving_after_the_grace() -> None:
    room = Room()
    assert room.presence.came(TALKS, ANN, "one") is None
    room.presence.left(TALKS, ANN, "one")
    assert room.told == [True]
    room.grace_passes()
    assert room.told == [True, False]


def test_a_reload_is_no_absence() -> None:
    room = Room()
    room.presence.came(TALKS, ANN, "one")
    room.presence.left(TALKS, ANN, "one")
    assert room.presence.came(TALKS, ANN, "two") is None
    room.grace_passes()
    assert room.told == [True]


def test_the_newest_connection_replaces_the_one_before() -> None:
    room = Room()
    room.presence.came(TALKS, ANN, "one")
    assert room.presence.came(TALKS, ANN, "two") == "one"
    room.presence.left(TALKS, ANN, "one")
    room.grace_passes()
    assert room.told == [True]


def test_a_long_absence_and_a_return_are_told() -> None:
    room = Room()
    room.presence.came(TALKS, ANN, "one")
    room.presence.left(TALKS, ANN, "one")
    room.grace_passes()
    room.presence.came(TALKS, ANN, "two")
    assert room.told == [True, False, True]
