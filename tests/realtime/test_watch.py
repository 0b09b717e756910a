"""Admission: what each identity may look at; the unknown and the forbidden are one."""

from collections.abc import Mapping
from typing import Any

import pytest

from server.realtime.watch import Asked, TableWatch, WallWatch, admit, asked
from server.rules.ids import ClassroomId, DelegationId, PersonId, TalksId
from server.rules.refusals import Refusal
from server.rules.seats import DelegateView, DelegationView, FacilitatorView, PublicView
from server.service.identities import (
    DelegateIdentity,
    FacilitatorIdentity,
    Identity,
    ObserverIdentity,
    ProjectorIdentity,
)

ROOM, OTHER = ClassroomId("room"), ClassroomId("other")
ONE, TWO, ELSEWHERE, NOWHERE = map(TalksId, ("one", "two", "elsewhere", "nowhere"))
ANN = DelegateIdentity(PersonId("ann"), ONE)
TEACHER = FacilitatorIdentity("teacher")
PROJECTOR = ProjectorIdentity(ROOM)


class Directory:
    """A class of two tables, and another class."""

    def classroom_of(self, talks_id: TalksId) -> ClassroomId | None:
        return {ONE: ROOM, TWO: ROOM, ELSEWHERE: OTHER}.get(talks_id)

    def renewed(self, identity: Identity) -> Identity | None:
        return identity

    def shown(self, classroom: ClassroomId) -> Mapping[str, Any] | None:
        return {"id": classroom} if classroom in (ROOM, OTHER) else None


def test_a_delegate_sees_the_own_seats_view() -> None:
    for asks in (Asked(), Asked(talks=ONE)):
        watch = admit(ANN, asks, Directory())
        assert watch == TableWatch(ANN, ONE, DelegateView(ANN.person), acts=True)
        assert isinstance(watch, TableWatch)
        assert watch.person == "ann"


def test_the_facilitator_acts_at_a_desk_but_not_with_a_delegations_eyes() -> None:
    desk = admit(TEACHER, Asked(talks=ONE), Directory())
    assert desk == TableWatch(TEACHER, ONE, FacilitatorView(), acts=True)
    usa = DelegationId("usa")
    looking = admit(TEACHER, Asked(talks=ONE, as_=usa), Directory())
    assert looking == TableWatch(TEACHER, ONE, DelegationView(usa), acts=False)
    assert admit(TEACHER, Asked(classroom=ROOM), Directory()) == WallWatch(ROOM, private=True)


def test_the_projector_and_observers_only_look() -> None:
    table = admit(PROJECTOR, Asked(talks=TWO), Directory())
    assert table == TableWatch(PROJECTOR, TWO, PublicView(), acts=False)
    assert admit(PROJECTOR, Asked(), Directory()) == WallWatch(ROOM, private=False)
    guest = ObserverIdentity(ROOM, (TWO,))
    assert admit(guest, Asked(), Directory()) == TableWatch(
        guest, TWO, PublicView(plenary=True), acts=False
    )


@pytest.mark.parametrize(
    ("identity", "asks"),
    [
        (ANN, Asked(talks=TWO)),
        (ANN, Asked(talks=NOWHERE)),
        (TEACHER, Asked()),
        (TEACHER, Asked(talks=NOWHERE)),
        (TEACHER, Asked(classroom=ClassroomId("none"))),
        (PROJECTOR, Asked(talks=ELSEWHERE)),
        (PROJECTOR, Asked(talks=NOWHERE)),
        (ObserverIdentity(ROOM, (ONE,)), Asked(talks=TWO)),
        (ObserverIdentity(ROOM), Asked(talks=ELSEWHERE)),
    ],
)
def test_the_forbidden_and_the_unknown_are_refused_alike(identity: Identity, asks: Asked) -> None:
    assert admit(identity, asks, Directory()) == Refusal("not_found")


@pytest.mark.parametrize(
    "auth", ["x", 7, [], {"token": 7}, {"token": ""}, {"talks": {}}, {"as": "x" * 201}]
)
def test_a_malformed_request_is_a_bad_command(auth: object) -> None:
    found = asked(auth)
    assert isinstance(found, Refusal)
    assert found.code == "bad_command"


def test_what_is_asked_for_is_taken_as_it_is() -> None:
    assert asked(None) == Asked()
    assert asked({"talks": "one", "etag": "e", "as": "usa", "more": 1}) == Asked(
        talks=ONE, etag="e", as_=DelegationId("usa")
    )
