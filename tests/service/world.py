"""A small world to test the service in: a clock that is set by hand, a log that can fail."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from server.rules.commands import Command
from server.rules.commands.life import OpenTalks
from server.rules.commands.schedule import Advance, Start
from server.rules.commands.seats import AssignSeat
from server.rules.events import Recorded
from server.rules.ids import DelegationId, PersonId, TalksId
from server.rules.seats import Actor, Delegate, Facilitator, Timekeeper
from server.rules.state.talks import Talks
from server.service.classrooms import Classrooms, Created
from server.service.joining import JoinResult
from server.service.memory import MemoryEventLog
from server.service.memory_people import MemoryPeople
from server.service.negotiations import Negotiations
from server.service.ports import Change, EventLog, Unavailable
from server.service.receipts import Receipt
from server.service.residents import Shelf
from tests.rules.negotiation import EVERYBODY, calibrate, scenario

TEACHER, CLOCK = Facilitator("teacher"), Timekeeper()
T1 = TalksId("t1")
PEPPER = b"0123456789abcdef"


@dataclass
class HandClock:
    """Stands still until it is set."""

    now: int = 1_000_000

    def now_ms(self) -> int:
        return self.now

    def later(self, seconds: float) -> None:
        self.now += int(seconds * 1000)


@dataclass
class Heard:
    """A listener that keeps what it is told."""

    told_of: list[Change] = field(default_factory=list)

    def told(self, change: Change) -> None:
        self.told_of.append(change)

    @property
    def names(self) -> list[str]:
        return [type(r.event).__name__ for told in self.told_of for r in told.recorded]


class FlakyLog(MemoryEventLog):
    """A log whose next appends fail; `keeps` says whether they are saved all the same."""

    def __init__(self) -> None:
        super().__init__()
        self.fail_next = 0
        self.keeps = False
        self.reads = 0

    def append(self, talks_id: TalksId, expected_seq: int, recorded: Sequence[Recorded]) -> None:
        if self.fail_next:
            self.fail_next -= 1
            if self.keeps:
                super().append(talks_id, expected_seq, recorded)
            raise Unavailable("the disk is full")
        super().append(talks_id, expected_seq, recorded)

    def find_command(self, talks_id: TalksId, command_id: str) -> tuple[int, int] | None:
        self.reads += 1
        return super().find_command(talks_id, command_id)


class World:
    """Negotiations over one table of the small scenario, its lobby open and its seats taken."""

    def __init__(self, log: EventLog | None = None, shelf: Shelf | None = None) -> None:
        self.clock = HandClock()
        self.log = MemoryEventLog() if log is None else log
        self.scenarios = {"small": scenario()}
        self.shelf = Shelf() if shelf is None else shelf
        self.negotiations = self.another(self.shelf)
        self.heard = Heard()
        self.negotiations.add_listener(self.heard)
        self._ids = 0

    def another(self, shelf: Shelf | None = None) -> Negotiations:
        """Another process over the same log, or the same one after a restart."""
        return Negotiations(self.log, self.clock, self.scenarios, calibrate, shelf=shelf)

    def lobby(self, talks_id: TalksId = T1, present: bool = True) -> "World":
        self.negotiations.create(talks_id, 1, "small")
        self.ok(OpenTalks("all"), talks_id=talks_id)
        for d in EVERYBODY:
            self.ok(AssignSeat(person(d), d, f"Head of {d}"), CLOCK, talks_id)
            if present:
                self.negotiations.set_present(talks_id, person(d), True)
        return self

    def negotiating(self, talks_id: TalksId = T1) -> "World":
        self.lobby(talks_id)
        self.ok(Start(), talks_id=talks_id)
        self.ok(Advance(), talks_id=talks_id)
        return self

    def does(self, command: Command, actor: Actor = TEACHER, talks_id: TalksId = T1) -> Receipt:
        self._ids += 1
        return self.negotiations.handle(talks_id, f"c{self._ids}", command, actor)

    def ok(self, command: Command, actor: Actor = TEACHER, talks_id: TalksId = T1) -> Receipt:
        receipt = self.does(command, actor, talks_id)
        assert receipt.accepted, receipt
        return receipt

    def refused(self, command: Command, actor: Actor = TEACHER, talks_id: TalksId = T1) -> str:
        receipt = self.does(command, actor, talks_id)
        assert not receipt.accepted
        assert receipt.refusal is not None
        return receipt.refusal.code

    @property
    def talks(self) -> Talks:
        return self.negotiations.talks(T1)


def person(delegation: DelegationId) -> PersonId:
    return PersonId(f"p-{delegation}")


def head(delegation: DelegationId) -> Delegate:
    return Delegate(person(delegation))


class School:
    """Classrooms over memory."""

    def __init__(self, log: MemoryEventLog | None = None) -> None:
        self.log = MemoryEventLog() if log is None else log
        self.people = MemoryPeople(self.log)
        self.clock = HandClock()
        self.negotiations = Negotiations(self.log, self.clock, {"small": scenario()}, calibrate)
        self.classrooms = Classrooms(self.people, self.negotiations, pepper=PEPPER)

    def made(self, tables: int = 1, **given: object) -> Created:
        made = self.classrooms.create("IR 201", "small", tables, **given)  # type: ignore[arg-type]
        assert isinstance(made, Created), made
        return made

    def joined(
        self,
        made: Created,
        name: str = "Kim",
        table: int | None = None,
        delegation: DelegationId | None = None,
    ) -> JoinResult:
        joined = self.classrooms.join(made.classroom.join_code, name, table, delegation)
        assert isinstance(joined, JoinResult), joined
        return joined
