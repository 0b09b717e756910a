"""Links of those who only look: their scope, their list, their end."""

import pytest

from server.rules.ids import ClassroomId, DelegationId, TalksId
from server.rules.refusals import Refusal
from server.rules.seats import Audience, DelegationView, FacilitatorView, PublicView
from server.service.identities import ObserverIdentity, ProjectorIdentity, Sees
from server.service.links import MOST_LINKS, link_id
from server.service.people import TokenKind
from tests.rules.negotiation import ROK
from tests.service.world import School


def made_link(school: School, room: ClassroomId, *tables: TalksId, **given: object) -> str:
    token = school.classrooms.links.new_observer(room, tables, **given)  # type: ignore[arg-type]
    assert isinstance(token, str), token
    return token


@pytest.mark.parametrize(
    ("sees", "delegation", "audience"),
    [
        (Sees.PUBLIC, None, PublicView(plenary=True)),
        (Sees.DELEGATION, ROK, DelegationView(ROK)),
        (Sees.EVERYTHING, None, FacilitatorView()),
    ],
)
def test_a_link_opens_what_it_was_made_for_and_nothing_else(
    sees: Sees, delegation: DelegationId | None, audience: Audience
) -> None:
    school = School()
    made = school.made(2)
    room, one, two = made.classroom.id, made.talks[0].id, made.talks[1].id
    token = made_link(
        school, room, one, label=" Dean\n Park", sees=sees, delegation=delegation, told=True
    )
    found = school.classrooms.authenticate(token)
    assert found == ObserverIdentity(room, (one,), sees, delegation, "Dean Park", told=True)
    assert isinstance(found, ObserverIdentity)
    assert found.audience == audience
    assert (found.includes(one), found.includes(two)) == (True, False)


def test_only_the_public_part_can_be_opened_at_all_tables() -> None:
    school = School()
    room = school.made(2).classroom.id
    found = school.classrooms.authenticate(made_link(school, room))
    assert isinstance(found, ObserverIdentity)
    assert found.includes(TalksId("one made later"))
    for sees in (Sees.EVERYTHING, Sees.DELEGATION):
        refused = school.classrooms.links.new_observer(room, sees=sees)
        assert refused == Refusal("bad_command", {"field": "tables"})
    assert not ObserverIdentity(room, (), Sees.EVERYTHING).includes(TalksId("any"))


def test_a_link_names_tables_of_its_own_class_and_one_for_a_delegation() -> None:
    school = School()
    made, other = school.made(2), school.made()
    room, tables = made.classroom.id, [t.id for t in made.talks]
    links = school.classrooms.links
    for wrong in ([other.talks[0].id], [tables[0], TalksId("none")]):
        refused = links.new_observer(room, wrong)
        assert refused == Refusal("bad_command", {"field": "tables"})
    field = Refusal("bad_command", {"field": "delegation"})
    assert links.new_observer(room, tables, sees=Sees.DELEGATION, delegation=ROK) == field
    assert links.new_observer(room, tables[:1], sees=Sees.DELEGATION) == field
    assert links.new_observer(room, tables[:1], delegation=ROK) == field
    assert isinstance(links.new_observer(room, label="x" * 1000), Refusal)
    assert not [t for t in links.of(room) if t.kind is TokenKind.OBSERVER]


def test_links_are_listed_with_their_last_use_and_taken_back_one_by_one() -> None:
    school = School()
    made = school.made()
    room, links = made.classroom.id, school.classrooms.links
    dean = made_link(school, room, label="Dean")
    school.clock.later(1)
    guest = made_link(school, room, label="Guest")
    listed = links.of(room)
    assert [t.name for t in listed] == ["Dean", "Guest", ""]
    assert listed[2].kind is TokenKind.PROJECTOR
    assert {t.used_at for t in listed} == {0}
    school.clock.later(100)
    assert school.classrooms.authenticate(dean)
    used = links.of(room)[0].used_at
    assert used == school.clock.now
    school.clock.later(30)
    assert school.classrooms.authenticate(dean)
    assert links.of(room)[0].used_at == used, "written down at most once a minute"
    assert links.revoke(room, link_id(listed[0]))
    assert not links.revoke(room, link_id(listed[0]))
    assert school.classrooms.authenticate(dean) is None
    assert school.classrooms.authenticate(guest) is not None
    other = school.made().classroom.id
    assert not links.revoke(other, link_id(listed[1])), "a class ends its own links only"


def test_a_right_is_looked_up_again_until_it_is_taken_back() -> None:
    school = School()
    made = school.made()
    found = school.classrooms.authenticate(made.projector_token)
    assert isinstance(found, ProjectorIdentity)
    assert school.classrooms.renewed(found) == found
    assert school.classrooms.links.revoke_all(made.classroom.id, TokenKind.PROJECTOR) == 1
    assert school.classrooms.renewed(found) is None
    seat = school.classrooms.authenticate(school.joined(made).seat_token)
    assert seat is not None
    assert school.classrooms.renewed(seat) == seat


def test_a_class_holds_so_many_links() -> None:
    school = School()
    room = school.made().classroom.id
    for _ in range(MOST_LINKS):
        made_link(school, room)
    refused = school.classrooms.links.new_observer(room)
    assert refused == Refusal("too_many_links", {"limit": MOST_LINKS})
