"""What the service needs from outside: a log, a clock, and somebody who listens."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from server.rules.events import Event, Recorded
from server.rules.ids import ClassroomId, PersonId, TalksId
from server.rules.state.talks import Talks
from server.rules.written.scenario import Scenario


class Conflict(Exception):
    """Somebody else appended first, the command is in the log already, or the talks are gone."""


class Unavailable(Exception):
    """The store cannot save or answer just now; whether it saved is settled by reading again."""


class Unstorable(ValueError):
    """The events hold what no log can keep, such as half a surrogate pair."""


class UnknownTalks(LookupError):
    """There are no talks of that id."""


@dataclass(frozen=True, slots=True)
class TalksEntry:
    """Talks as the log knows them before their first event."""

    id: TalksId
    table: int
    scenario: str
    classroom: ClassroomId | None = None


class EventLog(Protocol):
    """The append-only log of every talks; numbers run 1, 2, 3 ... without gaps."""

    def create(self, entry: TalksEntry, scenario: Scenario) -> None:
        """Make room for new talks, and keep their scenario as it is now.

        Raises `Conflict` when the id is taken.
        """

    def scenario(self, talks_id: TalksId) -> Scenario | None:
        """The scenario as it was when the talks were made: what their log was played under."""

    def entry(self, talks_id: TalksId) -> TalksEntry | None:
        """What is known of the talks, or None when there are none."""

    def entries(self) -> Sequence[TalksEntry]:
        """All talks, by id."""

    def append(self, talks_id: TalksId, expected_seq: int, recorded: Sequence[Recorded]) -> None:
        """Durably add the events of one command; `recorded` is numbered from `expected_seq + 1`.

        All or nothing. Raises `Conflict` when the log does not end at `expected_seq` or holds the
        command already, `Unavailable` when it cannot be saved, `Unstorable` when it never can.
        """

    def read(self, talks_id: TalksId, after: int = 0) -> Iterator[Recorded]:
        """The events numbered above `after`, in order. Raises `Unavailable`."""

    def by_facilitators(self, talks_id: TalksId) -> Iterator[Recorded]:
        """The events that facilitators and assistants brought about, in order."""

    def find_command(self, talks_id: TalksId, command_id: str) -> tuple[int, int] | None:
        """The numbers of the first and last event of the command, or None."""

    def live(self) -> Sequence[TalksId]:
        """Talks whose clocks run, by their last `server.service.clocks.CLOCK_EVENTS`."""

    def latest_at(self) -> int:
        """When the latest event of all happened, in milliseconds; 0 before the first."""

    def delete(self, talks_id: TalksId) -> None:
        """Really remove the talks and their events."""


class Clock(Protocol):
    """The time."""

    def now_ms(self) -> int:
        """Milliseconds since the epoch; never less than the time before."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a command did to talks, or (without `recorded`) that somebody came or went."""

    before: Talks
    after: Talks
    recorded: Sequence[Recorded]
    present_before: frozenset[PersonId]
    present_after: frozenset[PersonId]

    @property
    def talks_id(self) -> TalksId:
        """Whose talks changed."""
        return self.after.id

    @property
    def events(self) -> list[Event]:
        """What happened, without its numbers and times."""
        return [one.event for one in self.recorded]

    @property
    def moved(self) -> frozenset[PersonId]:
        """Who came or went."""
        return self.present_before ^ self.present_after


class Listener(Protocol):
    """Is told of every change, under the lock of the talks, after it is durable."""

    def told(self, change: Change) -> None:
        """Take it in; what this raises is logged, and harms nobody."""
