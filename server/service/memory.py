"""A log in memory: for tests, simulations, and play that need not last."""

import threading
from collections.abc import Iterator, Sequence

from server.rules.events import Recorded
from server.rules.ids import TalksId
from server.rules.seats import Facilitator
from server.rules.written.scenario import Scenario
from server.service.clocks import runs_after
from server.service.ports import Conflict, TalksEntry


class MemoryEventLog:
    """Keeps everything the contract of `EventLog` asks for, except durability."""

    def __init__(self) -> None:
        self._entries: dict[TalksId, TalksEntry] = {}
        self._scenarios: dict[TalksId, Scenario] = {}
        self._events: dict[TalksId, list[Recorded]] = {}
        self._commands: dict[TalksId, dict[str, tuple[int, int]]] = {}
        self._guard = threading.Lock()

    def create(self, entry: TalksEntry, scenario: Scenario) -> None:
        """Make room for new talks."""
        with self._guard:
            if entry.id in self._entries:
                raise Conflict(f"talks {entry.id} exist already")
            self._entries[entry.id] = entry
            self._scenarios[entry.id] = scenario
            self._events[entry.id] = []
            self._commands[entry.id] = {}

    def entry(self, talks_id: TalksId) -> TalksEntry | None:
        """What is known of the talks."""
        return self._entries.get(talks_id)

    def scenario(self, talks_id: TalksId) -> Scenario | None:
        """The scenario as it was when the talks were made."""
        return self._scenarios.get(talks_id)

    def entries(self) -> Sequence[TalksEntry]:
        """All talks, by id."""
        return sorted(self._entries.values(), key=lambda entry: entry.id)

    def append(self, talks_id: TalksId, expected_seq: int, recorded: Sequence[Recorded]) -> None:
        """Add the events of one command, all or nothing."""
        with self._guard:
            events = self._events.get(talks_id)
            if events is None:
                raise Conflict(f"talks {talks_id} are gone")
            if len(events) != expected_seq:
                raise Conflict(f"talks {talks_id} are at {len(events)}, not at {expected_seq}")
            check_numbers(expected_seq, recorded)
            command_id = recorded[0].command_id
            if command_id in self._commands[talks_id]:
                raise Conflict(f"command {command_id} is in the log already")
            events.extend(recorded)
            self._commands[talks_id][command_id] = (recorded[0].seq, recorded[-1].seq)

    def read(self, talks_id: TalksId, after: int = 0) -> Iterator[Recorded]:
        """The events numbered above `after`."""
        yield from list(self._events.get(talks_id, ()))[after:]

    def by_facilitators(self, talks_id: TalksId) -> Iterator[Recorded]:
        """The events that facilitators and assistants brought about."""
        return (one for one in self.read(talks_id) if isinstance(one.by, Facilitator))

    def find_command(self, talks_id: TalksId, command_id: str) -> tuple[int, int] | None:
        """The numbers of the command's first and last event."""
        return self._commands.get(talks_id, {}).get(command_id)

    def live(self) -> Sequence[TalksId]:
        """Talks whose clocks run."""
        return [talks_id for talks_id, events in self._events.items() if _runs(events)]

    def latest_at(self) -> int:
        """When the latest event of all happened."""
        return max((events[-1].at for events in self._events.values() if events), default=0)

    def delete(self, talks_id: TalksId) -> None:
        """Remove the talks."""
        with self._guard:
            self._entries.pop(talks_id, None)
            self._scenarios.pop(talks_id, None)
            self._events.pop(talks_id, None)
            self._commands.pop(talks_id, None)


def check_numbers(expected_seq: int, recorded: Sequence[Recorded]) -> None:
    """Raise ValueError unless the events are one command's and follow `expected_seq` gaplessly."""
    if not recorded:
        raise ValueError("a command without events")
    for n, one in enumerate(recorded, start=expected_seq + 1):
        if one.seq != n or one.command_id != recorded[0].command_id:
            raise ValueError(f"event {one.seq} of {one.command_id} stands where {n} belongs")


def _runs(events: Sequence[Recorded]) -> bool:
    says = (runs_after(one.event) for one in reversed(events))
    return next((runs for runs in says if runs is not None), False)
