"""How people come to seats: by the class's code, from the roster, by their own rejoin code."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from server.rules.commands.seats import ReleaseSeat
from server.rules.ids import DelegationId, PersonId, TalksId
from server.rules.names import clean, key, problem
from server.rules.refusals import Refusal
from server.rules.seats import Facilitator, InnerRole
from server.rules.written.policies import NamePolicy
from server.service.codes import REJOIN_LENGTH, new_code, typed
from server.service.entry import Entry
from server.service.identities import DelegateIdentity
from server.service.locks import Locks
from server.service.namesakes import Wish, meant_by
from server.service.negotiations import Negotiations
from server.service.people import (
    Classroom,
    ClassroomState,
    People,
    Person,
    Token,
    TokenKind,
)
from server.service.placement import place
from server.service.ports import Conflict
from server.service.sendings import Sending, Sendings
from server.service.tokens import Tokens
from server.service.waiting import Door, Waiting


@dataclass(frozen=True, slots=True)
class JoinResult:
    """A seat taken, or found again. The token and the code are told this once.

    `delegation` is None for an observer. `again_as` is the seat's name when the same sending had
    taken it before; `rejoin_code` is then "" if another one was given out since.
    """

    seat_token: str
    rejoin_code: str
    talks: TalksId
    table: int
    delegation: DelegationId | None
    person: PersonId
    again_as: str = ""


class Joining:
    """Seats people. One classroom at a time places newcomers, so no seat is given twice."""

    def __init__(
        self,
        people: People,
        negotiations: Negotiations,
        tokens: Tokens,
        pepper: bytes,
        new_id: Callable[[], str],
    ) -> None:
        self._people, self._negotiations, self._tokens = people, negotiations, tokens
        self._new_id, self._locks, self._sendings = new_id, Locks(), Sendings(pepper)
        self._entry = Entry(people, negotiations, pepper, new_id)
        self.door = Door(people, negotiations)

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
        """Take a seat with the class's code: the one asked for, or the next to be filled.

        A name of the roster that nobody has claimed gets the seat that was kept for it. Among
        several of the name the e-mail address decides, or the wish where only one of them sits
        there; else nobody is guessed at. The same `once` finds the same seat. Where the class
        says so, a name that it knows needs the personal code, or waits to be admitted.
        """
        name = clean(name)
        wrong = problem(name)
        if wrong is not None:
            return wrong
        classroom = self._people.classroom_by_code(typed(code))
        if classroom is None or classroom.state is ClassroomState.MAKING:
            return Refusal("unknown_code")
        sending = self._sendings.of(once, "join", classroom.id)
        wish = Wish(table, delegation)
        with self._locks.of(classroom.id):
            found = self._again(sending) if once else None
            if found is not None:
                return found
            if not classroom.is_open:
                return Refusal("code_closed")
            try:
                return self._join(classroom, name, wish, email, sending)
            except Conflict:  # the same sending, at another process of this server
                found = self._again(sending)
                if found is None:
                    raise
                return found

    def seat_newcomer(
        self,
        classroom: Classroom,
        name: str,
        table: int | None = None,
        delegation: DelegationId | None = None,
        *,
        once: str = "",
    ) -> JoinResult | Refusal:
        """Make a person and seat them; the same `once` finds the same seat."""
        sending = self._sendings.of(once, "join", classroom.id)
        with self._locks.of(classroom.id):
            found = self._again(sending) if once else None
            return found or self._new(classroom, name, Wish(table, delegation), sending)

    def _join(
        self, classroom: Classroom, name: str, wish: Wish, email: str, sending: Sending
    ) -> JoinResult | Waiting | Refusal:
        wanted = key(name)
        bearers = [p for p in self._people.people_in(classroom.id) if key(p.name) == wanted]
        waiting = [p for p in bearers if not p.joined]
        policy = self._policy(classroom)
        if bearers and policy is NamePolicy.CODE:
            return Refusal("code_needed", {"ask": ("rejoin_code",)})
        if bearers and policy is NamePolicy.ADMIT:
            maybe = waiting or bearers
            meant = maybe[0] if len(maybe) == 1 else None
            meant = meant or meant_by(maybe, wish, email, self._negotiations.talks)
            if meant is None:
                return Refusal(
                    "namesakes", {"people": len(bearers), "ask": ("rejoin_code", "email")}
                )
            table = next(
                (
                    e.id
                    for e in self._people.talks_in(classroom.id)
                    if wish.table is not None and e.table == wish.table
                ),
                None,
            )
            return self.door.knock(meant, name, sending.token(), table, wish.delegation)
        if not waiting:
            return self._new(classroom, name, wish, sending)
        if len(bearers) == 1:
            return self._claim(classroom, waiting[0], wish, sending)
        meant = meant_by(waiting, wish, email, self._negotiations.talks)
        if meant is None:
            return Refusal("namesakes", {"people": len(bearers), "ask": ("rejoin_code", "email")})
        return self._claim(classroom, meant, wish, sending)

    def _policy(self, classroom: Classroom) -> NamePolicy:
        return NamePolicy(str(classroom.policies.get("roster_names", NamePolicy.FIRST_COME)))

    def enter(self, ticket: str) -> JoinResult | Waiting | Refusal:
        """The seat of somebody who waited, once they are let in; asked again, the same seat."""
        kept = self.door.ticket(ticket)
        if kept is None:
            return Refusal("not_admitted")
        sending = self._sendings.of(ticket, "admission")
        person = self._people.person(kept.person) if kept.person else None
        match kept.kind:
            case TokenKind.KNOCK:
                self.door.still_here(kept)
                return Waiting(ticket)
            case TokenKind.SEAT if person is not None:
                code = sending.code(REJOIN_LENGTH)
                known = self._entry.by_code(code) == person
                return self._come_back(person, code if known else "", ticket)
            case TokenKind.ADMITTED if kept.classroom is not None:
                with self._locks.of(kept.classroom):
                    held = self.door.ticket(ticket)
                    if held is not None and held.kind is TokenKind.ADMITTED:
                        return self._let_in(held, person, ticket, sending)
                return self.enter(ticket)  # another request of theirs was let in meanwhile
            case _:
                return Refusal("not_admitted")

    def _let_in(
        self, kept: Token, person: Person | None, ticket: str, sending: Sending
    ) -> JoinResult | Refusal:
        classroom = self._people.classroom(kept.classroom) if kept.classroom else None
        if classroom is None:
            return Refusal("not_admitted")
        self._people.drop_token(kept.hash)
        found: JoinResult | Refusal | None = None
        try:
            if person is None:
                found = self._new(classroom, kept.name, self._wish(kept), sending, token=ticket)
                if isinstance(found, Refusal):  # what they wished for is taken by now
                    found = self._new(classroom, kept.name, Wish(), sending, token=ticket)
            else:
                found = self._claim(classroom, person, Wish(), sending, token=ticket)
        finally:
            # They wait on: a seat may become free, and a busy database may answer again.
            if not isinstance(found, JoinResult) and self.door.ticket(ticket) is None:
                self._people.add_token(kept)
        return found

    def _wish(self, kept: Token) -> Wish:
        """Where somebody who waited would like to sit."""
        table = self._negotiations.talks(kept.tables[0]).table if kept.tables else None
        return Wish(table, kept.delegation)

    def _again(self, sending: Sending) -> JoinResult | Refusal | None:
        """What the same sending has taken before; None when it is the first."""
        token = sending.token()
        holder = self._tokens.authenticate(token)
        known = PersonId(sending.id())
        if isinstance(holder, DelegateIdentity):
            known = holder.person
        person = self._people.person(known)
        if person is None or person.talks is None:
            return None
        talks = self._negotiations.talks(person.talks)
        seat = talks.seat_of(person.id)
        if seat is None and person.id not in talks.observers:
            return Refusal("seat_released")
        code = sending.code(REJOIN_LENGTH)
        if holder is None:
            if self._entry.by_code(code) != person:  # signed out everywhere since
                return Refusal("bad_token")
            self._tokens.add_seat(person.id, token)
        return JoinResult(
            token,
            code if self._entry.by_code(code) == person else "",
            talks.id,
            talks.table,
            seat.delegation if seat else None,
            person.id,
            again_as=person.name,
        )

    def _new(
        self, classroom: Classroom, name: str, wish: Wish, sending: Sending, *, token: str = ""
    ) -> JoinResult | Refusal:
        where = place(
            self._entry.tables(classroom.id), classroom.per_delegation, wish.table, wish.delegation
        )
        if isinstance(where, Refusal):
            return where
        person, rejoin_code = self._entry.new_person(classroom.id, name, sending, joined=True)
        person = replace(person, talks=where.talks)
        seat_token = token or sending.token()
        self._people.add_person(person, self._tokens.new_seat(person.id, seat_token))
        refusal = self._entry.assign(where.talks, person, where.delegation)
        if refusal is not None:
            self._people.remove_person(person.id)
            return refusal
        return JoinResult(
            seat_token, rejoin_code, where.talks, where.table, where.delegation, person.id
        )

    def rejoin(self, code: str) -> JoinResult | Refusal:
        """The same seat on another device, by the personal code."""
        person = self._entry.by_code(code)
        classroom = self._people.classroom(person.classroom) if person else None
        if person is None or classroom is None:
            return Refusal("bad_token")
        with self._locks.of(classroom.id):
            placed = self._placed(classroom, person, Wish())
            if isinstance(placed, Refusal):
                return placed
            return self._come_back(placed, typed(code), self._tokens.add_seat(person.id))

    def forget_device(self, token: str) -> None:
        """Sign one device out of a seat, which stays its owner's."""
        self._tokens.forget_seat(token)

    def renew_code(self, person_id: PersonId, but: str = "") -> str | None:
        """A new rejoin code, and every device signed out but the one of this token's hash.

        For somebody whose code was lost or seen: who came in with it is out, too.
        """
        person = self._people.person(person_id)
        if person is None:
            return None
        for old in self._people.tokens(TokenKind.REJOIN, person=person_id):
            self._people.drop_token(old.hash)
        self._tokens.forget_seats(person_id, but)
        code = new_code(REJOIN_LENGTH)
        self._people.save_person(replace(person, rejoin_hash=self._entry.hash_of(code)))
        return code

    def move(
        self,
        person_id: PersonId,
        talks_id: TalksId,
        delegation: DelegationId | None,
        *,
        by: str,
        role: InnerRole | None = None,
    ) -> Refusal | None:
        """Seat a person elsewhere, at another table too; tokens and rejoin code stay the same.

        Without a delegation they watch that table. `by` is the facilitator's name in the log.
        """
        person = self._people.person(person_id)
        if person is None:
            return Refusal("unknown_person")
        if all(e.id != talks_id for e in self._people.talks_in(person.classroom)):
            return Refusal("not_found")
        with self._locks.of(person.classroom):
            refusal = self._entry.seat(talks_id, person, delegation, role, Facilitator(by))
            if refusal is not None or person.talks == talks_id:
                return refusal
            left, person = person.talks, replace(person, talks=talks_id)
            self._people.save_person(person)
            if left is not None:
                self._negotiations.handle(
                    left, self._new_id(), ReleaseSeat(person.id, "moved"), Facilitator(by)
                )
        return None

    # --- one person ---

    def _claim(
        self,
        classroom: Classroom,
        person: Person,
        wish: Wish,
        sending: Sending,
        *,
        token: str = "",
    ) -> JoinResult | Refusal:
        """The seat kept for a name, with a rejoin code of its own beside the printed one.

        That one goes on working: anybody can say a name, and whoever holds the code must get in.
        """
        placed = self._placed(classroom, person, wish if person.talks is None else Wish())
        if isinstance(placed, Refusal):
            return placed
        person, code = placed, sending.code(REJOIN_LENGTH)
        kept = self._entry.hash_of(code)
        token = self._tokens.add_seat(person.id, token or sending.token())
        now = self._negotiations.now_ms()
        self._people.add_token(Token(kept, TokenKind.REJOIN, person=person.id, made_at=now))
        return self._come_back(person, code, token)

    def _placed(self, classroom: Classroom, person: Person, wish: Wish) -> Person | Refusal:
        """The person with a table: theirs, or one for somebody who has none yet."""
        if person.talks is None:
            tables = self._entry.tables(classroom.id)
            where = place(tables, classroom.per_delegation, wish.table, wish.delegation)
            if isinstance(where, Refusal):
                return where
            refusal = self._entry.assign(where.talks, person, where.delegation)
            return refusal or replace(person, talks=where.talks)
        talks = self._negotiations.talks(person.talks)
        if talks.seat_of(person.id) is None and person.id not in talks.observers:
            return Refusal("seat_released")
        return person

    def _come_back(self, person: Person, code: str, token: str) -> JoinResult:
        """The seat of somebody who has one, from now on known to have come."""
        if not person.joined:
            person = replace(person, joined=True, came_at=self._negotiations.now_ms())
        self._people.save_person(person)
        talks = self._negotiations.talks(TalksId(person.talks or ""))
        seat = talks.seat_of(person.id)
        delegation = seat.delegation if seat else None
        return JoinResult(token, code, talks.id, talks.table, delegation, person.id)
