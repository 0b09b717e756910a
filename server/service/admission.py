"""Admission: who may look at what, and as whom one acts. Nothing else tells identities apart.

What is not the caller's is refused as if it did not exist. Methods raise `Unavailable` when the
store does not answer, and `UnknownTalks` for a seat at talks that were deleted.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from server.rules.commands.life import Archive, OpenTalks, Replan, SetPolicy
from server.rules.commands.seats import AssignSeat, SeatObserver, SwapSeats
from server.rules.ids import ClassroomId, DelegationId, PersonId, TalksId
from server.rules.refusals import Refusal
from server.rules.seats import (
    Agent,
    AgentView,
    Audience,
    Delegate,
    DelegateView,
    DelegationView,
    Facilitator,
    FacilitatorView,
    PublicView,
)
from server.rules.state.talks import Talks
from server.service.classrooms import Classrooms
from server.service.identities import (
    AgentIdentity,
    AssistantIdentity,
    DelegateIdentity,
    FacilitatorIdentity,
    Identity,
    ObserverIdentity,
    ProjectorIdentity,
    Sees,
    Steward,
)
from server.service.negotiations import Negotiations
from server.service.ports import TalksEntry
from server.service.sent import MoveSeat, SentCommand

NOT_FOR_ASSISTANTS: tuple[type, ...] = (OpenTalks, Replan, SetPolicy, Archive)
"""What sets a table up or puts it away is the facilitator's own."""


@dataclass(frozen=True, slots=True)
class TableWatch:
    """Looks at one table as `audience`, and acts there as `actor`; None only looks.

    `tables` are those an assistant runs, None where that is no limit; `guest` is an observer, whose
    presence may be told.
    """

    talks: TalksId
    audience: Audience
    actor: Delegate | Agent | Facilitator | None = None
    tables: frozenset[TalksId] | None = None
    guest: ObserverIdentity | None = None

    @property
    def person(self) -> PersonId | None:
        """The delegate in the seat, if this is one."""
        return self.actor.person if isinstance(self.actor, Delegate) else None


@dataclass(frozen=True, slots=True)
class WallWatch:
    """Looks at the tables of a classroom; `private` with what only those who run them may know.

    `tables` limits it to some of them; None stands for all, those that are yet to come too.
    """

    classroom: ClassroomId
    private: bool
    tables: frozenset[TalksId] | None = None

    def includes(self, talks: TalksId) -> bool:
        """True for a table of the classroom that may be looked at."""
        return self.tables is None or talks in self.tables


Watch = TableWatch | WallWatch


@dataclass(frozen=True, slots=True)
class Account:
    """The account somebody is signed in to; an assistant's has its class, the facilitator's none.

    `key` is that of the browser.
    """

    name: str
    key: str
    classroom: ClassroomId | None = None


class Admission:
    """Asked by sockets, API, pages, exports, print-outs and the door; None stands for nobody."""

    def __init__(self, classrooms: Classrooms, negotiations: Negotiations) -> None:
        self._classrooms, self._negotiations = classrooms, negotiations

    def watch(
        self,
        who: Identity | None,
        talks: TalksId | None = None,
        classroom: ClassroomId | None = None,
        as_: DelegationId | None = None,
    ) -> Watch | Refusal:
        """What may be looked at of a table (through a delegation's eyes with `as_`), or of a class.

        A seat, a screen and a guest of one table need not name what is theirs.
        """
        if who is None:
            return Refusal("bad_token")
        if isinstance(who, AgentIdentity) and talks in (None, who.talks):
            return self._played(who)
        found = self._found(who, talks, classroom, as_)
        return found if found and self._has_eyes(found) else Refusal("not_found")

    def _found(
        self,
        who: Identity,
        talks: TalksId | None,
        classroom: ClassroomId | None,
        as_: DelegationId | None,
    ) -> Watch | None:
        match who:
            case DelegateIdentity(person, own, _):
                seat = TableWatch(own, DelegateView(person), Delegate(person))
                return seat if talks in (None, own) else None
            case AgentIdentity():
                return None
            case FacilitatorIdentity() | AssistantIdentity():
                return self._run(who, talks, classroom, as_)
            case ProjectorIdentity(own_class):
                return self._shown(own_class, talks, classroom)
            case ObserverIdentity():
                return self._visited(who, talks)

    def _played(self, who: AgentIdentity) -> TableWatch | Refusal:
        """The seat of an agent, as long as it is in it."""
        seated = self._negotiations.talks(who.talks).agents.get(who.delegation)
        if seated is None or seated.agent != who.agent:
            return Refusal("agent_unseated")
        view = AgentView(who.delegation, who.agent)
        return TableWatch(who.talks, view, Agent(who.delegation, who.agent))

    def _has_eyes(self, found: Watch) -> bool:
        """False for a look through the eyes of a delegation that these talks do not have."""
        match found:
            case TableWatch(talks, DelegationView(delegation)):
                return self._negotiations.talks(talks).scenario.delegation(delegation) is not None
            case _:
                return True

    def _run(
        self,
        who: Steward,
        talks: TalksId | None,
        classroom: ClassroomId | None,
        as_: DelegationId | None,
    ) -> Watch | None:
        """Without `talks` the wall of the class, which must be named."""
        own = tables = None
        if isinstance(who, AssistantIdentity):
            own, tables = who.classroom, who.tables
        asked = classroom if talks is None else self._class_of(talks)
        if asked is None or own not in (None, asked):
            return None
        if talks is None:
            return WallWatch(asked, True, tables) if self._classrooms.get(asked) else None
        if tables is not None and talks not in tables:
            return None
        if as_ is None:
            return TableWatch(talks, FacilitatorView(), Facilitator(who.name), tables)
        return TableWatch(talks, DelegationView(as_), tables=tables)

    def _shown(
        self, own: ClassroomId, talks: TalksId | None, classroom: ClassroomId | None
    ) -> Watch | None:
        if talks is not None:
            return TableWatch(talks, PublicView()) if self._class_of(talks) == own else None
        return WallWatch(own, private=False) if classroom in (None, own) else None

    def _visited(self, guest: ObserverIdentity, talks: TalksId | None) -> TableWatch | None:
        """One table at a time; a link to a single table need not name it."""
        if guest.sees is Sees.REPLAY:
            return None  # it opens the replay and nothing else: see `replayed`
        return self._guest_at(guest, talks)

    def _guest_at(self, guest: ObserverIdentity, talks: TalksId | None) -> TableWatch | None:
        if talks is None and len(guest.tables) == 1:
            talks = guest.tables[0]
        audience = guest.audience
        if talks is None or audience is None or not guest.includes(talks):
            return None
        if self._class_of(talks) != guest.classroom:
            return None
        return TableWatch(talks, audience, guest=guest)

    def _class_of(self, talks: TalksId) -> ClassroomId | None:
        found = self._classrooms.of_talks(talks)
        return found.id if found else None

    def table(
        self, who: Identity | None, talks: TalksId, as_: DelegationId | None = None
    ) -> TableWatch | Refusal:
        """A table to look at: its board, its statement, its debrief. An agent has its view only."""
        found = self.view(who, talks, as_)
        if isinstance(found, TableWatch) and isinstance(found.actor, Agent):
            return Refusal("not_found")
        return found

    def view(
        self, who: Identity | None, talks: TalksId, as_: DelegationId | None = None
    ) -> TableWatch | Refusal:
        """A table's view."""
        found = self.watch(who, talks, as_=as_)
        return Refusal("not_found") if isinstance(found, WallWatch) else found

    def acting(self, who: Identity | None, talks: TalksId) -> TableWatch | Refusal:
        """A table to act at: with a seat there, or because one runs it."""
        found = self.view(who, talks)
        if isinstance(found, TableWatch) and found.actor is None:
            return Refusal("not_found")
        return found

    def desk(self, who: Identity | None, talks: TalksId) -> TableWatch | Refusal:
        """A table that the caller runs: its log, hints, previews, what a roll back undoes."""
        found = self.table(who, talks)
        if isinstance(found, TableWatch) and not isinstance(found.actor, Facilitator):
            return Refusal("not_found")
        return found

    def wall(self, who: Identity | None, classroom: ClassroomId) -> WallWatch | Refusal:
        """A class to look at: its wall, its tables side by side."""
        found = self.watch(who, classroom=classroom)
        return Refusal("not_found") if isinstance(found, TableWatch) else found

    def running(self, who: Identity | None, classroom: ClassroomId) -> WallWatch | Refusal:
        """A class of which the caller runs tables: status, audit, search, exports, print-outs."""
        found = self.wall(who, classroom)
        if isinstance(found, WallWatch) and not found.private:
            return Refusal("not_found")
        return found

    def tables(self, wall: WallWatch) -> Sequence[TalksEntry]:
        """The tables of the class that may be looked at, by number."""
        return [e for e in self._classrooms.talks_in(wall.classroom) if wall.includes(e.id)]

    def managing(self, who: Identity | None) -> Facilitator | Refusal:
        """Classes to make, set up and delete, and their people: the facilitator's alone."""
        match who:
            case None:
                return Refusal("bad_token")
            case FacilitatorIdentity(name):
                return Facilitator(name)
            case _:
                return Refusal("not_found")

    def account(self, who: Identity | None) -> Account | Refusal:
        """The caller's own account, to change its password and sign out its browsers."""
        match who:
            case None:
                return Refusal("bad_token")
            case FacilitatorIdentity(name, key):
                return Account(name, key)
            case AssistantIdentity(name, classroom, _, key):
                return Account(name, key, classroom)
            case _:
                return Refusal("not_found")

    def seat(
        self, who: Identity | None, talks: TalksId | None = None
    ) -> DelegateIdentity | Refusal:
        """The caller's own seat: at these talks, or wherever it is now."""
        match who:
            case None:
                return Refusal("bad_token")
            case DelegateIdentity(_, own, _) if talks in (None, own):
                return who
            case _:
                return Refusal("not_found")

    def guest(self, who: Identity | None) -> ObserverIdentity | Refusal:
        """What an observer's link is for."""
        match who:
            case None:
                return Refusal("bad_token")
            case ObserverIdentity():
                return who
            case _:
                return Refusal("not_found")

    def renewed(self, who: Identity | None) -> Identity | None:
        """The identity as it stands now, or None when the right was taken back."""
        return self._classrooms.renewed(who) if who else None

    def standing(self, who: Identity | None) -> Identity | None:
        """The same, for a seat too by the token with which it came: asked when rights changed."""
        match who:
            case DelegateIdentity(_, _, token) if token:
                return self._classrooms.held_by(token)
            case _:
                return self.renewed(who)

    def is_another(self, before: Identity | None, now: Identity) -> bool:
        """True where what stands now is another person than came: their entries were made one."""
        match before, now:
            case DelegateIdentity(was), DelegateIdentity(person):
                return person != was
            case _:
                return False

    def revealed(self, at: TableWatch, talks: Talks, *cards: str) -> Refusal | None:
        """Why a seat may not read yet what one of these cards of the debrief opens."""
        if isinstance(at.actor, Agent):
            return Refusal("not_found")
        if at.person is None or (talks.state.is_laid_open and {*cards} & {*talks.revealed}):
            return None
        return Refusal("not_concluded")

    def replayed(
        self, who: Identity | None, talks: TalksId, as_: DelegationId | None = None
    ) -> TableWatch | Refusal:
        """A table to see again: with a link for that alone, or as one may look at it."""
        match who:
            case ObserverIdentity(sees=Sees.REPLAY):
                return self._guest_at(who, talks) or Refusal("not_found")
            case _:
                return self.table(who, talks, as_)

    def is_masked(self, at: TableWatch) -> bool:
        """True where people are shown as codes: through a link to the replay."""
        return at.guest is not None and at.guest.sees is Sees.REPLAY

    def debriefed(self, at: TableWatch, talks: Talks) -> Refusal | None:
        """Why the debrief may not be read yet: whoever does not run the table waits for the end."""
        if isinstance(at.actor, Facilitator) or talks.state.is_over:
            return None
        return Refusal("not_concluded")

    def command(self, at: TableWatch, sent: SentCommand) -> Refusal | None:
        """Why the command may not be given: an assistant sets nothing up, and moves nobody over
        the border of the own tables."""
        if at.tables is None:
            return None
        if isinstance(sent.command, NOT_FOR_ASSISTANTS):
            return Refusal("not_allowed", {"command": sent.name})
        match sent.command:
            case MoveSeat(_, to, _) if to not in at.tables:
                return Refusal("not_found")
            case MoveSeat(person, _, _) | AssignSeat(person, _, _, _) | SeatObserver(person, _):
                moved = {person}
            case SwapSeats(person, other):
                moved = {person, other}
            case _:
                return None
        classroom = self._class_of(at.talks)
        people = self._classrooms.people_in(classroom) if classroom else ()
        own = all(p.talks is None or p.talks in at.tables for p in people if p.id in moved)
        return None if own else Refusal("unknown_person")
