"""Classrooms made whole or not at all, changed until they start, copied."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from server.rules.commands.life import OpenTalks, Replan, SetPolicy
from server.rules.commands.seats import SeatBot
from server.rules.ids import ClassroomId, TalksId
from server.rules.names import clean
from server.rules.refusals import Refusal
from server.rules.seats import Facilitator
from server.rules.state.talks import Talks, TalksState
from server.rules.written.planning import MAX_TITLE
from server.rules.written.policies import OF_CLASS
from server.rules.written.scenario import Round
from server.service.codes import JOIN_LENGTH, new_code
from server.service.negotiations import Negotiations
from server.service.people import Classroom, ClassroomState, People, RosterLine
from server.service.ports import Conflict, TalksEntry
from server.service.rostering import Reserved, Rostering
from server.service.sendings import Sending

MAX_TABLES = 60
CODE_TRIES = 20


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be different about a classroom; None leaves it as it is.

    `plan` empty means the preset's own rounds.
    """

    title: str | None = None
    tables: int | None = None
    preset: str | None = None
    difficulty: str | None = None
    plan: tuple[Round, ...] | None = None
    policies: Mapping[str, str | bool | int] | None = None


class Making:
    """Makes classrooms, and changes them until the first table starts."""

    def __init__(
        self,
        people: People,
        negotiations: Negotiations,
        rostering: Rostering,
        new_id: Callable[[], str],
    ) -> None:
        self._people, self._negotiations = people, negotiations
        self._rostering, self._new_id = rostering, new_id

    def make(
        self,
        wanted: Classroom,
        tables: int,
        roster: Sequence[RosterLine],
        sending: Sending,
        *,
        bots: bool,
    ) -> tuple[Classroom, tuple[Reserved, ...]] | Refusal:
        """The classroom with its tables open and the roster seated.

        Until all is there the classroom counts as being made, and nobody sees it; when the store
        fails in the middle, what was begun is removed now or at the next start.
        """
        classroom = self._add(replace(wanted, state=ClassroomState.MAKING))
        done = False
        try:
            refusal = self._open(classroom, range(1, tables + 1))
            reserved = refusal or self._rostering.reserve(classroom, roster, sending)
            if isinstance(reserved, Refusal):
                return reserved
            if bots:
                self._seat_bots(classroom)
            classroom = replace(classroom, state=ClassroomState.KEPT)
            self._people.save_classroom(classroom)
            done = True
        finally:
            if not done:
                self.remove(classroom.id)
        return classroom, reserved

    def remove(self, classroom_id: ClassroomId) -> None:
        """Really remove the classroom: talks, logs, people, tokens."""
        entries = self._people.talks_in(classroom_id)
        self._people.delete_classroom(classroom_id)
        for entry in entries:
            self._negotiations.delete(entry.id)

    def _add(self, wanted: Classroom) -> Classroom:
        for _ in range(CODE_TRIES):
            classroom = replace(wanted, join_code=new_code(JOIN_LENGTH))
            try:
                self._people.add_classroom(classroom)
            except Conflict:
                continue
            return classroom
        raise Conflict("no join code is free")

    def _open(self, room: Classroom, numbers: Sequence[int]) -> Refusal | None:
        command = OpenTalks(room.preset, room.difficulty, room.policies, room.plan)
        for table in numbers:
            talks_id = TalksId(self._new_id())
            self._negotiations.create(talks_id, table, room.scenario, room.id)
            opened = self._negotiations.handle(
                talks_id, self._new_id(), command, Facilitator(room.made_by)
            )
            if opened.refusal is not None:
                return opened.refusal
        return None

    def _seat_bots(self, room: Classroom) -> None:
        """Let automated negotiators play what nobody plays, at tables that have people."""
        for entry in self._people.talks_in(room.id):
            talks = self._negotiations.talks(entry.id)
            for delegation in talks.scenario.delegations if talks.seats else ():
                if not talks.delegates_of(delegation.id):
                    self._negotiations.handle(
                        entry.id, self._new_id(), SeatBot(delegation.id), Facilitator(room.made_by)
                    )

    # --- changing ---

    def change(self, room: Classroom, wanted: Changes, by: str) -> Classroom | Refusal:
        """The classroom as it is now to be; a refusal changes nothing that it names.

        Title and policies can be changed at any time, the rest until the first table starts.
        """
        if room.state is ClassroomState.ARCHIVED:
            return Refusal("archived")
        changed = _changed(room, wanted)
        tables = [self._negotiations.talks(e.id) for e in self._people.talks_in(room.id)]
        number = len(tables) if wanted.tables is None else wanted.tables
        problem = _problem(room, changed, tables, number)
        if problem is not None:
            return problem
        extra = tables[number:]
        commands = (
            Replan(changed.preset, changed.difficulty, changed.plan),
            SetPolicy({k: v for k, v in changed.policies.items() if k not in OF_CLASS}),
        )
        for command in commands[(not _plans_differ(room, changed)) :]:
            for talks in tables[:number]:
                receipt = self._negotiations.handle(
                    talks.id, self._new_id(), command, Facilitator(by)
                )
                if receipt.refusal is not None and receipt.refusal.code != "nothing_changes":
                    return receipt.refusal
        self._people.save_classroom(changed)
        for talks in extra:
            self._negotiations.delete(talks.id)
        return self._open(changed, range(len(tables) + 1, number + 1)) or changed

    def entries(self, classroom_id: ClassroomId) -> tuple[TalksEntry, ...]:
        """The classroom's talks by table."""
        return tuple(self._people.talks_in(classroom_id))


def _changed(room: Classroom, wanted: Changes) -> Classroom:
    title = room.title if wanted.title is None else clean(wanted.title) or room.title
    return replace(
        room,
        title=title,
        preset=room.preset if wanted.preset is None else wanted.preset,
        difficulty=room.difficulty if wanted.difficulty is None else wanted.difficulty,
        plan=room.plan if wanted.plan is None else wanted.plan,
        policies={**room.policies, **(wanted.policies or {})},
    )


def _plans_differ(room: Classroom, changed: Classroom) -> bool:
    was = room.preset, room.difficulty, room.plan
    return was != (changed.preset, changed.difficulty, changed.plan)


def _problem(
    room: Classroom, changed: Classroom, tables: Sequence[Talks], number: int
) -> Refusal | None:
    if not 1 <= number <= MAX_TABLES:
        return Refusal("bad_command", {"field": "tables", "limit": MAX_TABLES})
    if len(changed.title) > MAX_TITLE:
        return Refusal("text_too_long", {"limit": MAX_TITLE})
    begun = any(t.state is not TalksState.LOBBY for t in tables)
    if begun and (number != len(tables) or _plans_differ(room, changed)):
        return Refusal("already_started")
    full = next((t.table for t in tables[number:] if t.seats or t.observers), None)
    return None if full is None else Refusal("table_not_empty", {"table": full})
