"""Admission: what each identity may look at and do; the unknown and the forbidden are one."""

from collections.abc import Callable

import pytest

from server.rules.commands import Command
from server.rules.commands.agents import SeatAgent, UnseatAgent
from server.rules.commands.life import Archive
from server.rules.commands.schedule import Start
from server.rules.commands.seats import SwapSeats
from server.rules.ids import AgentId, ClassroomId, DelegationId, PersonId, TalksId
from server.rules.refusals import Refusal
from server.rules.seats import (
    Agent,
    AgentView,
    Delegate,
    DelegateView,
    DelegationView,
    Facilitator,
    FacilitatorView,
    PublicView,
)
from server.service.admission import Account, Admission, TableWatch, WallWatch
from server.service.identities import (
    AgentIdentity,
    AssistantIdentity,
    DelegateIdentity,
    FacilitatorIdentity,
    Identity,
    ObserverIdentity,
    ProjectorIdentity,
    Sees,
)
from server.service.sent import MoveSeat, SentCommand
from tests.rules.negotiation import ROK, USA
from tests.service.world import School

NOT_FOUND, NOBODY = Refusal("not_found"), Refusal("bad_token")
NOWHERE, NO_CLASS = TalksId("nowhere"), ClassroomId("none")
TEACHER = FacilitatorIdentity("teacher")


class Campus(School):
    """A class of two tables, another class, and whoever may come."""

    def __init__(self) -> None:
        super().__init__()
        self.admission = Admission(self.classrooms, self.negotiations)
        room, other = self.made(2), self.made(1)
        self.room, self.other = room.classroom.id, other.classroom.id
        self.one, self.two = (entry.id for entry in room.talks)
        self.elsewhere = other.talks[0].id
        self.ann = DelegateIdentity(PersonId(self.joined(room, "Ann", 1, ROK).person), self.one)
        self.lee = self.joined(room, "Lee", 2, USA).person
        self.helper = AssistantIdentity("Min-ji", self.room, frozenset({self.one}))
        self.screen = ProjectorIdentity(self.room)
        self.guest = ObserverIdentity(self.room, (self.one,))


@pytest.fixture(scope="module")
def campus() -> Campus:
    return Campus()


def test_a_delegate_sees_and_acts_from_the_own_seat(campus: Campus) -> None:
    ann = campus.ann
    mine = TableWatch(campus.one, DelegateView(ann.person), Delegate(ann.person))
    assert campus.admission.watch(ann) == mine
    assert campus.admission.watch(ann, campus.one, as_=USA) == mine
    assert mine.person == ann.person
    assert campus.admission.acting(ann, campus.one) == mine
    assert campus.admission.seat(ann) == campus.admission.seat(ann, campus.one) == ann


def test_an_agent_has_the_view_of_its_seat_while_it_is_in_it(campus: Campus) -> None:
    ask, teacher = campus.admission, Facilitator("teacher")
    seating = SeatAgent(AgentId("a1"), USA, "Greedy")
    campus.negotiations.handle(campus.two, "seat", seating, teacher)
    agent = AgentIdentity(campus.two, USA, AgentId("a1"))
    mine = TableWatch(campus.two, AgentView(USA, AgentId("a1")), Agent(USA, AgentId("a1")))
    assert ask.watch(agent) == ask.view(agent, campus.two) == ask.acting(agent, campus.two) == mine
    assert mine.person is None
    for talks in (campus.one, campus.elsewhere, NOWHERE):
        assert ask.view(agent, talks) == ask.acting(agent, talks) == NOT_FOUND
    for refused in (
        ask.table(agent, campus.two),
        ask.desk(agent, campus.two),
        ask.seat(agent, campus.two),
        ask.wall(agent, campus.room),
        ask.running(agent, campus.room),
        ask.managing(agent),
        ask.account(agent),
        ask.guest(agent),
        ask.revealed(mine, campus.negotiations.talks(campus.two), "mandates"),
    ):
        assert refused == NOT_FOUND
    campus.negotiations.handle(campus.two, "gone", UnseatAgent(USA), teacher)
    for found in (ask.watch(agent), ask.view(agent, campus.two), ask.acting(agent, campus.two)):
        assert found == Refusal("agent_unseated")


def test_the_facilitator_acts_at_a_desk_but_not_with_a_delegations_eyes(campus: Campus) -> None:
    ask = campus.admission
    desk = TableWatch(campus.one, FacilitatorView(), Facilitator("teacher"))
    assert ask.watch(TEACHER, campus.one) == ask.desk(TEACHER, campus.one) == desk
    assert ask.table(TEACHER, campus.one, USA) == TableWatch(campus.one, DelegationView(USA))
    assert ask.wall(TEACHER, campus.room) == WallWatch(campus.room, private=True)
    assert ask.managing(TEACHER) == Facilitator("teacher")
    assert ask.account(TEACHER) == Account("teacher", "")


def test_an_assistant_runs_the_own_tables_only(campus: Campus) -> None:
    ask, own = campus.admission, frozenset({campus.one})
    desk = TableWatch(campus.one, FacilitatorView(), Facilitator("Min-ji"), own)
    assert ask.desk(campus.helper, campus.one) == desk
    wall = ask.running(campus.helper, campus.room)
    assert wall == WallWatch(campus.room, private=True, tables=own)
    assert isinstance(wall, WallWatch)
    assert [entry.id for entry in ask.tables(wall)] == [campus.one]
    assert ask.account(campus.helper) == Account("Min-ji", "", campus.room)


def test_the_projector_and_observers_only_look(campus: Campus) -> None:
    ask = campus.admission
    assert ask.watch(campus.screen, campus.two) == TableWatch(campus.two, PublicView())
    wall = WallWatch(campus.room, private=False)
    assert ask.watch(campus.screen) == ask.wall(campus.screen, campus.room) == wall
    visit = TableWatch(campus.one, PublicView(plenary=True), guest=campus.guest)
    assert ask.watch(campus.guest) == visit
    assert ask.guest(campus.guest) == campus.guest
    for looks in (campus.screen, campus.guest):
        assert ask.acting(looks, campus.one) == NOT_FOUND
        assert ask.desk(looks, campus.one) == NOT_FOUND
        assert ask.running(looks, campus.room) == NOT_FOUND


Ask = Callable[[Admission, Identity | None, TalksId, ClassroomId], object]
AT_A_TABLE: list[Ask] = [
    lambda ask, who, talks, _: ask.watch(who, talks),
    lambda ask, who, talks, _: ask.table(who, talks, USA),
    lambda ask, who, talks, _: ask.acting(who, talks),
    lambda ask, who, talks, _: ask.desk(who, talks),
    lambda ask, who, talks, _: ask.seat(who, talks),
]
IN_A_CLASS: list[Ask] = [
    lambda ask, who, _, room: ask.wall(who, room),
    lambda ask, who, _, room: ask.running(who, room),
]


@pytest.mark.parametrize("ask", AT_A_TABLE)
def test_anothers_table_is_refused_like_one_that_does_not_exist(campus: Campus, ask: Ask) -> None:
    forbidden: dict[Identity, list[TalksId]] = {
        campus.ann: [campus.two, campus.elsewhere],
        campus.helper: [campus.two, campus.elsewhere],
        AssistantIdentity("x", campus.other, frozenset({campus.one})): [campus.one],
        campus.screen: [campus.elsewhere],
        campus.guest: [campus.two, campus.elsewhere],
        ObserverIdentity(campus.room): [campus.elsewhere],
        TEACHER: [],
    }
    for who, tables in forbidden.items():
        for talks in [*tables, NOWHERE]:
            assert ask(campus.admission, who, talks, campus.room) == NOT_FOUND, (who, talks)
    assert ask(campus.admission, None, campus.one, campus.room) == NOBODY


@pytest.mark.parametrize("ask", IN_A_CLASS)
def test_anothers_class_is_refused_like_one_that_does_not_exist(campus: Campus, ask: Ask) -> None:
    everybody = (campus.ann, campus.helper, campus.screen, campus.guest)
    for who in everybody:
        for room in (campus.other, NO_CLASS):
            assert ask(campus.admission, who, campus.one, room) == NOT_FOUND, who
    assert ask(campus.admission, TEACHER, campus.one, NO_CLASS) == NOT_FOUND
    assert ask(campus.admission, None, campus.one, campus.room) == NOBODY
    assert campus.admission.watch(TEACHER) == NOT_FOUND
    for who in everybody:
        assert campus.admission.managing(who) == NOT_FOUND


def test_eyes_of_a_delegation_that_is_not_there_are_refused(campus: Campus) -> None:
    nobody = DelegationId("atlantis")
    assert campus.admission.table(TEACHER, campus.one, nobody) == NOT_FOUND
    guest = ObserverIdentity(campus.room, (campus.one,), Sees.DELEGATION, nobody)
    assert campus.admission.watch(guest) == NOT_FOUND


def test_what_the_debrief_opens_is_asked_of_seats_only(campus: Campus) -> None:
    talks = campus.negotiations.talks(campus.one)
    seat = campus.admission.acting(campus.ann, campus.one)
    desk = campus.admission.acting(campus.helper, campus.one)
    assert isinstance(seat, TableWatch)
    assert isinstance(desk, TableWatch)
    assert campus.admission.revealed(seat, talks, "letters") == Refusal("not_concluded")
    assert campus.admission.revealed(desk, talks, "letters") is None


def test_an_assistants_commands_stay_within_the_own_tables(campus: Campus) -> None:
    desk = campus.admission.desk(campus.helper, campus.one)
    assert isinstance(desk, TableWatch)

    def beyond(command: Command | MoveSeat) -> Refusal | None:
        return campus.admission.command(desk, SentCommand("c1", "it", command))

    assert beyond(Start()) is None
    assert beyond(Archive()) == Refusal("not_allowed", {"command": "it"})
    assert beyond(MoveSeat(campus.ann.person, campus.two)) == NOT_FOUND
    assert beyond(MoveSeat(campus.lee, campus.one)) == Refusal("unknown_person")
    assert beyond(SwapSeats(campus.ann.person, campus.lee)) == Refusal("unknown_person")
    assert beyond(MoveSeat(campus.ann.person, campus.one, USA)) is None
