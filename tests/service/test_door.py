from typing import Any

import pytest

from server.rules.events.seats import SeatAssigned
from server.rules.ids import ClassroomId, TalksId
from server.rules.refusals import Refusal
from server.rules.seats import Facilitator, InnerRole
from server.service.admission import Admission
from server.service.door import Door
from server.service.identities import (
    AssistantIdentity,
    DelegateIdentity,
    FacilitatorIdentity,
    Identity,
    ObserverIdentity,
    ProjectorIdentity,
)
from server.service.ports import Unavailable
from server.service.seat_map import SeatMap
from server.wire.outgoing import Json, Translate
from server.wire.submitted import submitted
from tests.rules.negotiation import DPRK, ROK, USA
from tests.service.world import School

TEACHER = FacilitatorIdentity("teacher")


class Hall(School):
    """A class of two tables with a door."""

    def __init__(self) -> None:
        super().__init__()
        self.admission = Admission(self.classrooms, self.negotiations)
        seat_map = SeatMap(self.negotiations, self.classrooms)
        self.door = Door(self.admission, self.negotiations, seat_map)
        self.room = self.made(2)
        self.one, self.two = (entry.id for entry in self.room.talks)
        self.kim = self.joined(self.room, "Kim", 1, ROK)
        self.lee = self.joined(self.room, "Lee", 2, USA)
        self._sent = 0

    def does(
        self, name: str, body: object = None, by: Identity = TEACHER, at: TalksId | None = None
    ) -> dict[str, Any]:
        self._sent += 1
        message = {"id": f"c{self._sent}", "name": name, "body": {} if body is None else body}
        return self.told(message, by, at)

    def told(
        self,
        message: object,
        by: Identity = TEACHER,
        at: TalksId | None = None,
        translate: Translate | None = None,
    ) -> Json:
        admitted = self.admission.acting(by, at or self.one)
        if isinstance(admitted, Refusal):
            return {"refusal": admitted.code}
        return submitted(self.door, admitted, message, translate)

    def seat(self, talks: TalksId, who: Any) -> Any:
        return self.negotiations.talks(talks).seat_of(who.person)


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_a_delegate_acts_for_the_own_seat(hall: Hall) -> None:
    kim = DelegateIdentity(hall.kim.person, hall.one)
    said = {"message_id": "m1", "channel": "plenary", "text": "hello"}
    assert hall.does("say", said, kim) == {"id": "c1", "accepted": True}
    assert hall.does("start", by=kim)["refusal"] == "not_allowed"


def test_a_seat_at_another_table_finds_nothing(hall: Hall) -> None:
    kim = DelegateIdentity(hall.kim.person, hall.one)
    assert hall.does("ask_help", {"text": "?"}, kim, hall.two)["refusal"] == "not_found"


def test_screens_and_observers_send_nothing(hall: Hall) -> None:
    room = ClassroomId(hall.room.classroom.id)
    for looking in (ProjectorIdentity(room), ObserverIdentity(room)):
        assert hall.does("start", by=looking)["refusal"] == "not_found"


@pytest.mark.parametrize("message", [None, 3, [], {}, {"id": {}}, {"id": "x"}])
def test_whatever_is_sent_is_answered(hall: Hall, message: object) -> None:
    answer = hall.told(message)
    assert answer["accepted"] is False
    assert answer["refusal"] == "bad_command"
    assert answer["id"] in (None, "x")


def test_a_command_sent_twice_is_done_once(hall: Hall) -> None:
    message = {"id": "again", "name": "announce", "body": {"text": "Ten minutes."}}
    first, second = (hall.told(message) for _ in range(2))
    assert first == second == {"id": "again", "accepted": True}
    assert hall.negotiations.talks(hall.one).announcements == 1


def test_unknown_talks_are_not_found(hall: Hall) -> None:
    assert hall.does("start", at=TalksId("none"))["refusal"] == "not_found"
    moving = {"person": hall.kim.person, "talks": hall.two, "delegation": "usa"}
    assert hall.does("move_seat", moving, at=TalksId("none"))["refusal"] == "not_found"


def test_a_seat_moves_to_another_table_and_the_old_one_is_free(hall: Hall) -> None:
    body = {"person": hall.kim.person, "talks": hall.two, "delegation": DPRK}
    assert hall.does("move_seat", body)["accepted"]
    assert hall.seat(hall.one, hall.kim) is None
    assert hall.seat(hall.two, hall.kim).delegation == DPRK
    found = hall.classrooms.authenticate(hall.kim.seat_token)
    assert found == DelegateIdentity(hall.kim.person, hall.two)


def test_a_move_sent_twice_is_answered_the_same(hall: Hall) -> None:
    body = {"person": hall.kim.person, "talks": hall.two, "delegation": DPRK}
    message = {"id": "mv", "name": "move_seat", "body": body}
    answers = [hall.told(message) for _ in range(2)]
    assert answers == [{"id": "mv", "accepted": True}] * 2
    events = [r.event for r in hall.log.read(hall.two)]
    assert sum(isinstance(e, SeatAssigned) and e.person == hall.kim.person for e in events) == 1


def test_nobody_moves_to_a_table_of_another_class(hall: Hall) -> None:
    other = hall.made(1).talks[0].id
    body = {"person": hall.kim.person, "talks": other, "delegation": DPRK}
    assert hall.does("move_seat", body)["refusal"] == "not_found"
    assert hall.seat(hall.one, hall.kim).delegation == ROK


def test_assign_seat_needs_no_name_for_somebody_of_the_class(hall: Hall) -> None:
    body = {"person": hall.kim.person, "delegation": USA, "inner_role": "specialist"}
    assert hall.does("assign_seat", body)["accepted"]
    seat = hall.seat(hall.one, hall.kim)
    assert (seat.name, seat.delegation, seat.inner_role) == ("Kim", USA, InnerRole.SPECIALIST)


def test_assign_seat_fetches_somebody_from_another_table(hall: Hall) -> None:
    body = {"person": hall.lee.person, "delegation": ROK, "inner_role": "deputy"}
    assert hall.does("assign_seat", body)["accepted"]
    assert hall.seat(hall.two, hall.lee) is None
    assert hall.seat(hall.one, hall.lee).inner_role is InnerRole.DEPUTY


def test_assign_seat_of_a_stranger_is_refused(hall: Hall) -> None:
    body = {"person": "nobody", "delegation": USA}
    assert hall.does("assign_seat", body)["refusal"] == "unknown_person"


def test_seats_are_swapped_at_one_table_and_over_two(hall: Hall) -> None:
    ann = hall.joined(hall.room, "Ann", 1, DPRK)
    assert hall.does("swap_seats", {"person": hall.kim.person, "with": ann.person})["accepted"]
    assert hall.seat(hall.one, hall.kim).delegation == DPRK
    swap = {"person": hall.kim.person, "with": hall.lee.person}
    assert hall.does("swap_seats", swap)["accepted"]
    assert hall.seat(hall.two, hall.kim).delegation == USA
    assert hall.seat(hall.one, hall.lee).delegation == DPRK
    assert hall.seat(hall.two, hall.lee) is None


def test_swapping_with_nobody_is_refused(hall: Hall) -> None:
    swap = {"person": hall.kim.person, "with": "nobody"}
    assert hall.does("swap_seats", swap)["refusal"] == "unknown_person"


def test_the_sentence_is_translated_for_the_sender(hall: Hall) -> None:
    message = {"id": "x", "name": "pause"}
    answer = hall.told(message, translate=str.upper)
    assert answer["message"] == answer["message"].upper()


@pytest.fixture
def helper(hall: Hall) -> AssistantIdentity:
    return AssistantIdentity("Min-ji", hall.room.classroom.id, frozenset({hall.one}))


def test_an_assistant_runs_the_own_tables_under_the_own_name(
    hall: Hall, helper: AssistantIdentity
) -> None:
    assert hall.does("start", by=helper)["accepted"]
    assert hall.does("pause", by=helper)["accepted"]
    assert hall.does("announce", {"text": "Ten minutes."}, helper)["accepted"]
    assert hall.does("pause", by=helper, at=hall.two)["refusal"] == "not_found"
    by = {recorded.by for recorded in hall.log.read(hall.one)}
    assert Facilitator("Min-ji") in by


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("set_policy", {"policies": {"early_end": False}}),
        ("archive", {}),
        ("open_talks", {"preset": "all"}),
        ("replan", {"preset": "all"}),
    ],
)
def test_set_up_is_not_an_assistants(
    hall: Hall, helper: AssistantIdentity, name: str, body: dict[str, Any]
) -> None:
    assert hall.does(name, body, helper)["refusal"] == "not_allowed"


def test_an_assistant_moves_nobody_over_the_border(hall: Hall, helper: AssistantIdentity) -> None:
    kim, lee = hall.kim.person, hall.lee.person
    away = {"person": kim, "talks": hall.two, "delegation": USA}
    assert hall.does("move_seat", away, helper)["refusal"] == "not_found"
    fetched = {"person": lee, "talks": hall.one, "delegation": DPRK}
    assert hall.does("move_seat", fetched, helper)["refusal"] == "unknown_person"
    assigned = {"person": lee, "delegation": DPRK}
    assert hall.does("assign_seat", assigned, helper)["refusal"] == "unknown_person"
    swapped = {"person": kim, "with": lee}
    assert hall.does("swap_seats", swapped, helper)["refusal"] == "unknown_person"
    assert hall.seat(hall.one, hall.kim) is not None
    assert hall.seat(hall.two, hall.lee) is not None
    within = {"person": kim, "talks": hall.one, "delegation": DPRK}
    assert hall.does("move_seat", within, helper)["accepted"]
    both = AssistantIdentity("Min-ji", helper.classroom, frozenset({hall.one, hall.two}))
    assert hall.does("move_seat", fetched | {"delegation": ROK}, both)["accepted"]


def test_nothing_changes_while_the_store_does_not_say_whether_the_class_is_archived(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.classrooms.archive(hall.room.classroom.id, "teacher")

    def silent() -> None:
        raise Unavailable("no answer")

    before = hall.negotiations.talks(hall.one)
    with monkeypatch.context() as outage:
        outage.setattr(hall.people, "classrooms", silent)
        assert hall.does("start")["refusal"] == "unavailable"
    assert hall.does("start")["refusal"] == "archived"
    assert hall.negotiations.talks(hall.one) is before
