"""Teaching assistants: their accounts, their tables, their end."""

import pytest
from argon2 import PasswordHasher

from server.rules.ids import ClassroomId, TalksId
from server.rules.refusals import Refusal
from server.service.accounts import Assistant
from server.service.assistants import Assistants
from server.service.identities import AssistantIdentity
from server.service.passwords import Passwords
from tests.service.world import School

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
LONG = "long enough"


class Faculty(School):
    """A class of three tables, with assistants whose passwords are quick to check."""

    def __init__(self) -> None:
        super().__init__()
        self.assistants = Assistants(self.people, self.clock, Passwords(CHEAP))
        made = self.made(3)
        self.room = made.classroom.id
        self.tables = [t.id for t in made.talks]

    def helper(self, name: str = "Min-ji", *, tables: int = 1) -> tuple[Assistant, str]:
        made = self.assistants.make(self.room, name, self.tables[:tables])
        assert not isinstance(made, Refusal), made
        return made


@pytest.fixture
def faculty() -> Faculty:
    return Faculty()


def test_the_set_up_link_works_once_and_then_name_and_password(faculty: Faculty) -> None:
    made, token = faculty.helper(" Min-ji\tKim ")
    assert made.name == "Min-ji Kim"
    assert faculty.assistants.sign_in("Min-ji Kim", "") is None
    short = faculty.assistants.set_up(token, "short")
    assert isinstance(short, Refusal)
    assert faculty.assistants.by_link(token) == made
    assert isinstance(faculty.assistants.set_up(token, LONG), Assistant)
    assert faculty.assistants.set_up(token, "another one") == Refusal("bad_token")
    assert faculty.assistants.by_link(token) is None
    assert faculty.assistants.sign_in("MIN-JI kim", LONG) is not None
    assert faculty.assistants.sign_in("Min-ji Kim", "wrong") is None
    assert faculty.assistants.sign_in("Nobody", LONG) is None
    assert token not in str(vars(faculty.people))


@pytest.mark.parametrize("name", ["Min-ji", "MIN-JI", "Facilitator", " facilitator "])
def test_a_name_stands_for_one_person(faculty: Faculty, name: str) -> None:
    faculty.helper()
    refused = faculty.assistants.make(faculty.room, name, faculty.tables)
    assert refused == Refusal("name_taken")


@pytest.mark.parametrize("name", ["", " \n", "x" * 1000])
def test_names_that_nobody_could_read_are_refused(faculty: Faculty, name: str) -> None:
    assert isinstance(faculty.assistants.make(faculty.room, name, faculty.tables), Refusal)


def test_tables_are_of_the_class_and_at_least_one(faculty: Faculty) -> None:
    other = faculty.made().talks[0].id
    for tables in ([], [other], [faculty.tables[0], TalksId("none")]):
        refused = faculty.assistants.make(faculty.room, "Kim", tables)
        assert refused == Refusal("bad_command", {"field": "tables"})
    helper, _ = faculty.helper()
    assert faculty.assistants.give_tables(helper, []) is not None
    assert faculty.assistants.give_tables(helper, reversed(faculty.tables)) is None
    kept = faculty.assistants.get(faculty.room, "Min-ji")
    assert kept is not None
    assert list(kept.tables) == faculty.tables
    assert faculty.assistants.get(ClassroomId("other"), "Min-ji") is None


def test_a_signed_in_assistant_has_the_tables_of_now(faculty: Faculty) -> None:
    helper, token = faculty.helper()
    faculty.assistants.set_up(token, LONG)
    browser = faculty.classrooms.browsers.sign_in("Min-ji", "Firefox")
    found = faculty.classrooms.browsers.who(browser)
    assert found == AssistantIdentity("Min-ji", faculty.room, frozenset(faculty.tables[:1]))
    fresh = faculty.assistants.get(faculty.room, helper.name)
    assert fresh is not None
    faculty.assistants.give_tables(fresh, faculty.tables[1:])
    renewed = faculty.classrooms.renewed(found)
    assert isinstance(renewed, AssistantIdentity)
    assert renewed.includes(faculty.tables[2])
    assert not renewed.includes(faculty.tables[0])


@pytest.mark.parametrize("end", ["revoke", "renew_link", "delete_class"])
def test_the_end_of_an_account_signs_it_out_everywhere(faculty: Faculty, end: str) -> None:
    _, token = faculty.helper()
    faculty.assistants.set_up(token, LONG)
    browser = faculty.classrooms.browsers.sign_in("Min-ji")
    found = faculty.classrooms.browsers.who(browser)
    assert found is not None
    kept = faculty.assistants.get(faculty.room, "Min-ji")
    assert kept is not None
    match end:
        case "revoke":
            faculty.assistants.revoke(kept)
        case "renew_link":
            faculty.assistants.renew_link(kept)
        case _:
            faculty.classrooms.delete(faculty.room)
    assert faculty.classrooms.browsers.who(browser) is None
    assert faculty.classrooms.renewed(found) is None
    assert faculty.assistants.sign_in("Min-ji", LONG) is None


def test_a_new_account_of_an_old_name_is_somebody_else(faculty: Faculty) -> None:
    _, token = faculty.helper()
    faculty.assistants.set_up(token, LONG)
    browser = faculty.classrooms.browsers.sign_in("Min-ji")
    faculty.classrooms.delete(faculty.room)
    faculty.clock.later(1)
    made = faculty.made()
    again = faculty.assistants.make(made.classroom.id, "Min-ji", [made.talks[0].id])
    assert not isinstance(again, Refusal)
    faculty.assistants.set_up(again[1], LONG)
    assert faculty.classrooms.browsers.who(browser) is None
