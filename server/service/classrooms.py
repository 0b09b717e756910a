"""Classrooms: made, opened and closed, looked at, deleted; and the way into them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from threading import RLock

from server.rules.commands.schedule import Pause
from server.rules.ids import ClassroomId, DelegationId, PersonId, TalksId
from server.rules.names import clean
from server.rules.refusals import Refusal
from server.rules.seats import Facilitator, InnerRole
from server.rules.state.talks import Talks
from server.rules.written.scenario import Round
from server.service.agents import Agents
from server.service.assistants import Assistants
from server.service.browsers import Browsers
from server.service.codes import JOIN_LENGTH, new_code, typed
from server.service.entry import Entry
from server.service.facilitators import Facilitators
from server.service.identities import Identity
from server.service.joining import Joining, JoinResult
from server.service.links import Links
from server.service.locks import Lock, Locks
from server.service.making import CODE_TRIES, MAX_TABLES, Changes, Making
from server.service.negotiations import Negotiations, random_id
from server.service.people import (
    Classroom,
    ClassroomState,
    People,
    Person,
    RosterLine,
)
from server.service.ports import Conflict, TalksEntry, Unavailable
from server.service.register import Register
from server.service.rostering import Reserved, Rostering
from server.service.sendings import Sending, Sendings
from server.service.tokens import Tokens
from server.service.waiting import Waiting


@dataclass(frozen=True, slots=True)
class Created:
    """A classroom that was made; the secrets in it are told this once.

    `again` when the same sending had made it before.
    """

    classroom: Classroom
    projector_token: str
    talks: tuple[TalksEntry, ...]
    roster: tuple[Reserved, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class TableStatus:
    """A table now."""

    talks: Talks
    present: frozenset[PersonId]


@dataclass(frozen=True, slots=True)
class ClassroomStatus:
    """A classroom and its tables now."""

    classroom: Classroom
    tables: tuple[TableStatus, ...]


class Classrooms:
    """Everything about classrooms that is not inside one talks.

    `pepper` keys the hashes of rejoin codes: the installation's secret, at least 16 bytes.
    Methods that look things up raise `Unavailable` when the store does not answer.
    """

    def __init__(
        self,
        people: People,
        negotiations: Negotiations,
        *,
        pepper: bytes,
        facilitators: Facilitators | None = None,
        new_id: Callable[[], str] = random_id,
    ) -> None:
        self._people, self._negotiations, self._new_id = people, negotiations, new_id
        self._tokens = Tokens(people, negotiations)
        self._joining = Joining(people, negotiations, self._tokens, pepper, new_id)
        entry = Entry(people, negotiations, pepper, new_id)
        self._rostering = Rostering(people, negotiations, entry)
        self._making = Making(people, negotiations, self._rostering, new_id)
        self.waiting = self._joining.door
        self.register = Register(people, negotiations, new_id)
        self._locks = Locks()
        self.sendings = Sendings(pepper)
        self._put_away: frozenset[TalksId] | None = None
        self._put_away_lock = RLock()
        self.facilitators = facilitators or Facilitators(people, negotiations)
        self.assistants = Assistants(people, negotiations, self.facilitators.passwords)
        self.browsers = Browsers(people, negotiations)
        self.links = Links(people, negotiations)
        self.agents = Agents(people, negotiations)

    # --- making and deleting ---

    def create(
        self,
        title: str,
        scenario: str,
        tables: int = 1,
        *,
        preset: str | None = None,
        difficulty: str | None = None,
        policies: Mapping[str, str | bool | int] | None = None,
        roster: Sequence[RosterLine] = (),
        per_delegation: int = 4,
        by: str = "",
        solo: bool = False,
        plan: Sequence[Round] = (),
        bots: bool = False,
        once: str = "",
    ) -> Created | Refusal:
        """Make a classroom with its talks, opened, and seat the roster. All or nothing.

        `plan` is played instead of the preset's rounds unless it is empty; with `bots` automated
        negotiators play what nobody of the roster plays. The same `once` finds the same class.
        """
        base = self._negotiations.scenarios.get(scenario)
        if base is None or not base.presets:
            return Refusal("not_found", {"scenario": scenario})
        if not (1 <= tables <= MAX_TABLES and per_delegation >= 1):
            return Refusal("bad_command", {"field": "tables", "limit": MAX_TABLES})
        sending = self.sendings.of(once, "class")
        wanted = Classroom(
            ClassroomId(sending.id() if once else self._new_id()),
            clean(title) or base.title,
            scenario,
            preset or base.presets[0].id,
            "",
            difficulty or "standard",
            dict(policies or {}),
            is_open=not solo,
            per_delegation=per_delegation,
            made_at=self._negotiations.now_ms(),
            made_by=by,
            solo=solo,
            plan=tuple(plan),
        )
        with self.one_at_a_time(once):
            known = self._people.classroom(wanted.id) if once else None
            if known is not None:
                return self._made_before(known, sending)
            made = self._making.make(wanted, tables, roster, sending, bots=bots)
            if isinstance(made, Refusal):
                return made
            classroom, reserved = made
            projector = self.links.new_projector(classroom.id, sending.token("projector"))
            return Created(classroom, projector, self.talks_in(classroom.id), reserved)

    def one_at_a_time(self, once: str) -> Lock:
        """Hold this while a form or call is carried out: its second sending waits."""
        return self._locks.of(once) if once else Lock()

    def _made_before(self, classroom: Classroom, sending: Sending) -> Created:
        if not _is_made(classroom):
            raise Unavailable("this class is just being made")
        projector = sending.token("projector")
        if self._tokens.authenticate(projector) is None:  # taken back since
            projector = self.links.new_projector(classroom.id)
        return Created(
            classroom,
            projector,
            self.talks_in(classroom.id),
            self._rostering.reserved(sending),
            again=True,
        )

    def clone(
        self, classroom_id: ClassroomId, title: str, by: str, once: str = ""
    ) -> Created | Refusal:
        """A new class with the same scenario, tables, plan and policies, and nobody in it."""
        room = self.get(classroom_id)
        if room is None:
            return Refusal("not_found")
        return self.create(
            title,
            room.scenario,
            len(self.talks_in(room.id)),
            preset=room.preset,
            difficulty=room.difficulty,
            policies=room.policies,
            plan=room.plan,
            per_delegation=room.per_delegation,
            by=by,
            once=once,
        )

    def change(self, classroom_id: ClassroomId, wanted: Changes, by: str) -> Classroom | Refusal:
        """Change a class; see `Making.change`."""
        room = self.get(classroom_id)
        return Refusal("not_found") if room is None else self._making.change(room, wanted, by)

    def archive(self, classroom_id: ClassroomId, by: str) -> Classroom | None:
        """Put a class away: read-only, its clocks stopped, its code closed. `reopen` undoes it."""
        for entry in self.talks_in(classroom_id):
            self._negotiations.handle(entry.id, self._new_id(), Pause(), Facilitator(by))
        return self._put(classroom_id, ClassroomState.ARCHIVED)

    def reopen(self, classroom_id: ClassroomId) -> Classroom | None:
        """Take a class out of the archive; clocks and code stay as they are."""
        return self._put(classroom_id, ClassroomState.KEPT)

    def _put(self, classroom_id: ClassroomId, state: ClassroomState) -> Classroom | None:
        with self._put_away_lock:
            saved = self._save(classroom_id, lambda c: replace(c, state=state, is_open=False))
            self._put_away = None
        return saved

    def is_archived(self, talks_id: TalksId) -> bool:
        """True for a table of a class in the archive: nothing may change there."""
        with self._put_away_lock:
            if self._put_away is None:
                rooms = self._people.classrooms()
                self._put_away = frozenset(
                    entry.id
                    for room in rooms
                    if room.state is ClassroomState.ARCHIVED
                    for entry in self._people.talks_in(room.id)
                )
            return talks_id in self._put_away

    def delete(self, classroom_id: ClassroomId) -> None:
        """Really remove the classroom: talks, logs, people, tokens."""
        self._making.remove(classroom_id)

    def sweep(self, before_ms: int) -> int:
        """Delete the tables somebody tried alone that were made before; how many there were.

        A class that was being made when the server stopped goes too.
        """
        old = [
            c
            for c in self._people.classrooms()
            if (c.solo and c.made_at < before_ms) or c.state is ClassroomState.MAKING
        ]
        for classroom in old:
            self.delete(classroom.id)
        return len(old)

    # --- looking ---

    def all(self) -> Sequence[Classroom]:
        """Every class, newest first, the archived too; not the tables somebody tries alone."""
        return [c for c in self._people.classrooms() if not c.solo and _is_made(c)]

    def get(self, classroom_id: ClassroomId) -> Classroom | None:
        """The classroom, or None."""
        found = self._people.classroom(classroom_id)
        return found if found is not None and _is_made(found) else None

    def by_code(self, code: str) -> Classroom | None:
        """The classroom with the join code, however it was typed; closed ones too."""
        found = self._people.classroom_by_code(typed(code))
        return found if found is not None and _is_made(found) else None

    def of_talks(self, talks_id: TalksId) -> Classroom | None:
        """The classroom the talks belong to."""
        entry = self._negotiations.log.entry(talks_id)
        return self.get(entry.classroom) if entry and entry.classroom else None

    def talks_in(self, classroom_id: ClassroomId) -> tuple[TalksEntry, ...]:
        """The classroom's talks by table."""
        return tuple(self._people.talks_in(classroom_id))

    def people_in(self, classroom_id: ClassroomId) -> Sequence[Person]:
        """The classroom's people in the order in which they came."""
        return self._people.people_in(classroom_id)

    def status(self, classroom_id: ClassroomId) -> ClassroomStatus | None:
        """The classroom and all its tables now."""
        classroom = self.get(classroom_id)
        if classroom is None:
            return None
        tables = (
            TableStatus(self._negotiations.talks(e.id), self._negotiations.present(e.id))
            for e in self.talks_in(classroom_id)
        )
        return ClassroomStatus(classroom, tuple(tables))

    # --- the way in ---

    def join(
        self,
        code: str,
        name: str,
        table: int | None = None,
        delegation: DelegationId | None = None,
        *,
        email: str = "",
        once: str = "",
    ) -> JoinResult | Waiting | Refusal:
        """Take a seat with the class's code; see `Joining.join`."""
        return self._joining.join(code, name, table, delegation, email=email, once=once)

    def seat_newcomer(
        self,
        classroom: Classroom,
        name: str,
        table: int | None = None,
        delegation: DelegationId | None = None,
        *,
        once: str = "",
    ) -> JoinResult | Refusal:
        """Make a person and seat them without a code."""
        return self._joining.seat_newcomer(classroom, name, table, delegation, once=once)

    def enter(self, ticket: str) -> JoinResult | Waiting | Refusal:
        """The seat of somebody who waited to be admitted; see `Joining.enter`."""
        return self._joining.enter(ticket)

    def rejoin(self, code: str) -> JoinResult | Refusal:
        """The same seat on another device, by the personal code."""
        return self._joining.rejoin(code)

    def forget_device(self, token: str) -> None:
        """Sign one device out of a seat; whoever it belongs to keeps it."""
        self._joining.forget_device(token)

    def renew_rejoin_code(self, person: PersonId, but: str = "") -> str | None:
        """A new personal code, and every device signed out but one; see `Joining.renew_code`."""
        return self._joining.renew_code(person, but)

    def move(
        self,
        person: PersonId,
        talks_id: TalksId,
        delegation: DelegationId | None,
        *,
        by: str,
        role: InnerRole | None = None,
    ) -> Refusal | None:
        """Seat a person elsewhere, at another table of the classroom too; see `Joining.move`."""
        return self._joining.move(person, talks_id, delegation, by=by, role=role)

    def authenticate(self, token: str) -> Identity | None:
        """Who holds the token; None when it is nobody's."""
        return self._tokens.authenticate(token)

    def renewed(self, identity: Identity) -> Identity | None:
        """The identity as it stands now; None when the right was taken back since."""
        if not identity.key:
            return identity
        return self._tokens.by_hash(identity.key) or self.browsers.by_hash(identity.key)

    def held_by(self, token_hash: str) -> Identity | None:
        """Who holds the token of the hash now."""
        return self._tokens.by_hash(token_hash)

    def set_open(self, classroom_id: ClassroomId, is_open: bool) -> Classroom | None:
        """Open or close the join code; None when there is no such classroom.

        The code of an archived class stays closed.
        """
        return self._save(
            classroom_id,
            lambda c: replace(c, is_open=is_open and c.state is ClassroomState.KEPT),
        )

    def renew_join_code(self, classroom_id: ClassroomId) -> Classroom | None:
        """Another join code; the old one stops working."""
        return self._save(classroom_id, lambda c: replace(c, join_code=new_code(JOIN_LENGTH)))

    def _save(
        self, classroom_id: ClassroomId, change: Callable[[Classroom], Classroom]
    ) -> Classroom | None:
        classroom = self.get(classroom_id)
        if classroom is None:
            return None
        for _ in range(CODE_TRIES):
            changed = change(classroom)
            try:
                self._people.save_classroom(changed)
            except Conflict:
                continue
            return changed
        raise Conflict("no join code is free")


def _is_made(classroom: Classroom) -> bool:
    return classroom.state is not ClassroomState.MAKING
