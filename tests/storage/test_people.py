"""The contract of people and classrooms, kept by memory, SQLite and PostgreSQL alike."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from server.rules.ids import ClassroomId, DelegationId, ForumId, PersonId, RoundId, TalksId
from server.rules.refusals import Refusal
from server.rules.written.scenario import Round
from server.service.accounts import Assistant, Browser
from server.service.classrooms import Classrooms, Created
from server.service.identities import Sees
from server.service.joining import JoinResult
from server.service.memory import MemoryEventLog
from server.service.memory_people import MemoryPeople
from server.service.negotiations import Negotiations
from server.service.people import Classroom, ClassroomState, People, Person, Token, TokenKind
from server.service.ports import Conflict, EventLog, TalksEntry
from server.storage.engine import make_engine
from server.storage.event_log import SqlEventLog
from server.storage.migrations import migrate
from server.storage.people import SqlPeople
from tests.rules.negotiation import calibrate, scenario
from tests.service.world import PEPPER, HandClock
from tests.storage.kept import announced

R1, R2, KIM, T1 = ClassroomId("r1"), ClassroomId("r2"), PersonId("kim"), TalksId("t1")
ROOM = Classroom(
    R1,
    "IR 201 – 김",
    "small",
    "all",
    "ABCDEF",
    "hard",
    {"scores": "live", "early_end": False},
    is_open=False,
    per_delegation=2,
    made_at=5,
    made_by="ann",
    plan=(Round(RoundId("r1"), "One – 하나", (ForumId("energy"),), 60, 600, 0),),
    state=ClassroomState.ARCHIVED,
)
PERSON = Person(KIM, R1, "Kim <b>", "hash-kim", email="k@x.org", joined=False, made_at=7)


@dataclass
class Stores:
    people: People
    log: EventLog

    def with_room(self) -> "Stores":
        self.people.add_classroom(ROOM)
        self.log.create(TalksEntry(T1, 1, "small", R1), scenario())
        return self


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def stores(request: pytest.FixtureRequest) -> Iterator[Stores]:
    if request.param == "memory":
        memory = MemoryEventLog()
        yield Stores(MemoryPeople(memory), memory)
        return
    url = request.getfixturevalue(
        "sqlite_url" if request.param == "sqlite" else "postgres_database"
    )
    engine = make_engine(url)
    migrate(engine)
    log = SqlEventLog(engine)
    yield Stores(SqlPeople(engine), log)
    log.close()
    engine.dispose()


def test_classrooms_are_kept_whole(stores: Stores) -> None:
    stores.people.add_classroom(ROOM)
    assert stores.people.classroom(R1) == ROOM
    assert stores.people.classroom_by_code("ABCDEF") == ROOM
    assert stores.people.classroom_by_code("abcdef") is None
    assert stores.people.classroom(R2) is None
    changed = replace(ROOM, is_open=True, join_code="GHJKMN", title="Other")
    stores.people.save_classroom(changed)
    assert stores.people.classroom(R1) == changed
    assert stores.people.classroom_by_code("ABCDEF") is None


def test_ids_and_codes_are_taken_once(stores: Stores) -> None:
    stores.people.add_classroom(ROOM)
    with pytest.raises(Conflict):
        stores.people.add_classroom(replace(ROOM, join_code="OTHERS"))
    with pytest.raises(Conflict):
        stores.people.add_classroom(replace(ROOM, id=R2))
    stores.people.add_classroom(replace(ROOM, id=R2, join_code="GHJKMN"))
    with pytest.raises(Conflict):
        stores.people.save_classroom(replace(ROOM, id=R2))
    stores.people.add_person(PERSON)
    with pytest.raises(Conflict):
        stores.people.add_person(replace(PERSON, rejoin_hash="other"))
    with pytest.raises(Conflict):
        stores.people.add_person(replace(PERSON, id=PersonId("lee")))


def test_the_newest_classroom_comes_first(stores: Stores) -> None:
    stores.people.add_classroom(ROOM)
    newer = replace(ROOM, id=R2, join_code="GHJKMN", made_at=6)
    stores.people.add_classroom(newer)
    assert list(stores.people.classrooms()) == [newer, ROOM]


def test_talks_come_by_table(stores: Stores) -> None:
    stores.with_room()
    for n, name in ((3, "a"), (2, "z")):
        stores.log.create(TalksEntry(TalksId(name), n, "small", R1), scenario())
    stores.log.create(TalksEntry(TalksId("alone"), 1, "small"), scenario())
    assert [(e.table, e.id) for e in stores.people.talks_in(R1)] == [(1, T1), (2, "z"), (3, "a")]
    assert stores.people.talks_in(R2) == []


def test_people_are_kept_whole(stores: Stores) -> None:
    stores.with_room().people.add_person(PERSON)
    assert stores.people.person(KIM) == PERSON
    assert stores.people.person_by_rejoin("hash-kim") == PERSON
    assert stores.people.person_by_rejoin("other") is None
    moved = replace(PERSON, talks=T1, joined=True, rejoin_hash="new")
    stores.people.save_person(moved)
    assert stores.people.person(KIM) == moved
    later = replace(PERSON, id=PersonId("a"), rejoin_hash="a", made_at=8)
    stores.people.add_person(later)
    assert list(stores.people.people_in(R1)) == [moved, later]
    assert list(stores.people.people_in(R2)) == []


def test_tokens_belong_to_people_and_rooms(stores: Stores) -> None:
    stores.with_room()
    seat = Token("h1", TokenKind.SEAT, person=KIM, made_at=1)
    screen = Token("h2", TokenKind.PROJECTOR, classroom=R1, made_at=2)
    guest = Token(
        "h3",
        TokenKind.OBSERVER,
        classroom=R1,
        name="Dean",
        made_at=3,
        tables=(T1,),
        sees=Sees.DELEGATION,
        delegation=DelegationId("rok"),
        told=True,
    )
    program = Token("h4", TokenKind.API, name="grader", made_at=4)
    stores.people.add_person(PERSON, seat)
    for token in (screen, guest, program):
        stores.people.add_token(token)
    for token in (seat, screen, guest, program):
        assert stores.people.token(token.hash) == token
    assert stores.people.token("h5") is None
    older = Token("h0", TokenKind.SEAT, person=KIM, made_at=0)
    stores.people.add_token(older)
    assert list(stores.people.tokens(TokenKind.SEAT, person=KIM)) == [older, seat]
    assert list(stores.people.tokens(TokenKind.SEAT, person=PersonId("lee"))) == []
    assert list(stores.people.tokens(TokenKind.OBSERVER, classroom=R1)) == [guest]
    assert list(stores.people.tokens(TokenKind.API)) == [program]
    stores.people.use_token("h3", 9)
    stores.people.use_token("nobody's", 9)
    assert stores.people.token("h3") == replace(guest, used_at=9)
    stores.people.drop_token("h4")
    assert stores.people.token("h4") is None
    stores.people.remove_person(KIM)
    assert stores.people.person(KIM) is None
    assert stores.people.token("h1") is None
    assert stores.people.token("h2") == screen


def test_deleting_a_classroom_takes_everything_of_it_and_nothing_else(stores: Stores) -> None:
    stores.with_room()
    stores.people.add_person(replace(PERSON, talks=T1), Token("h1", TokenKind.SEAT, person=KIM))
    stores.people.add_token(Token("h2", TokenKind.PROJECTOR, classroom=R1))
    stores.people.add_token(Token("h3", TokenKind.API, name="grader"))
    stores.log.append(T1, 0, announced(0, "c1"))
    other = replace(ROOM, id=R2, join_code="GHJKMN")
    stores.people.add_classroom(other)
    stores.people.delete_classroom(R1)
    stores.people.delete_classroom(R1)
    assert list(stores.people.classrooms()) == [other]
    assert stores.people.person(KIM) is None
    assert [stores.people.token(h) is None for h in ("h1", "h2", "h3")] == [True, True, False]
    assert stores.log.entries() == []
    assert list(stores.log.read(T1)) == []


def test_assistants_are_kept_whole_and_go_with_their_class(stores: Stores) -> None:
    stores.with_room()
    people = stores.people
    ann = Assistant("Ann", R1, (T1, TalksId("t2")), setup_hash="s", made_at=3)
    people.add_assistant(ann)
    with pytest.raises(Conflict):
        people.add_assistant(replace(ann, tables=()))
    set_up = replace(ann, password_hash="p", setup_hash="", tables=())
    people.save_assistant(set_up)
    people.save_assistant(replace(ann, name="Nobody"))
    assert people.assistant("Ann") == set_up
    assert people.assistant("Nobody") is None
    bob = Assistant("Bob", R1)
    people.add_assistant(bob)
    assert list(people.assistants(R1)) == list(people.assistants()) == [set_up, bob]
    assert list(people.assistants(R2)) == []
    people.remove_assistant("Bob")
    people.delete_classroom(R1)
    assert list(people.assistants()) == []


def test_browsers_are_kept_until_they_are_signed_out(stores: Stores) -> None:
    people = stores.people
    first, second = Browser("h1", "ann", "Firefox", 1, 1), Browser("h2", "ann", "", 2, 5)
    for browser in (first, second, Browser("h3", "bob")):
        people.add_browser(browser)
    assert people.browser("h1") == first
    assert list(people.browsers("ann")) == [second, first]
    people.see_browser("h1", 9)
    people.see_browser("nobody's", 9)
    assert list(people.browsers("ann")) == [replace(first, seen_at=9), second]
    people.drop_browser("h1")
    people.drop_browser("h1")
    assert people.browser("h1") is None
    assert list(people.browsers("ann")) == [second]


def test_settings_and_passwords_are_kept_and_replaced(stores: Stores) -> None:
    people = stores.people
    assert people.setting("a") is None
    people.set_setting("a", None)
    for value in ("1", "2", "2"):
        people.set_setting("a", value)
        assert people.setting("a") == value
    people.set_setting("a", None)
    assert people.setting("a") is None
    assert people.passwords() == {}
    people.set_password("ann", "hash")
    people.set_password("ann", "hash2")
    assert people.passwords() == {"ann": "hash2"}


def test_a_class_is_made_joined_and_found_again_after_a_restart(stores: Stores) -> None:
    def started() -> Classrooms:
        negotiations = Negotiations(stores.log, HandClock(), {"small": scenario()}, calibrate)
        return Classrooms(stores.people, negotiations, pepper=PEPPER)

    made = started().create("IR 201", "small", 2)
    assert isinstance(made, Created)
    joined = started().join(made.classroom.join_code, "Kim")
    assert isinstance(joined, JoinResult)
    again = started().rejoin(joined.rejoin_code)
    assert isinstance(again, JoinResult)
    assert (again.person, again.talks) == (joined.person, joined.talks)
    assert started().authenticate(joined.seat_token) is not None
    status = started().status(made.classroom.id)
    assert status is not None
    assert [len(t.talks.seats) for t in status.tables] == [1, 0]


def test_no_secret_is_in_the_database_in_the_clear(tmp_path: Path) -> None:
    path = tmp_path / "talks.db"
    engine = make_engine(f"sqlite:///{path}")
    migrate(engine)
    log = SqlEventLog(engine)
    negotiations = Negotiations(log, HandClock(), {"small": scenario()}, calibrate)
    classrooms = Classrooms(SqlPeople(engine), negotiations, pepper=PEPPER)
    setup = classrooms.facilitators.setup_token()
    made = classrooms.create("IR 201", "small")
    assert isinstance(made, Created)
    joined = classrooms.join(made.classroom.join_code, "Find me")
    assert isinstance(joined, JoinResult)
    api = classrooms.facilitators.create_token("grader")
    observer = classrooms.links.new_observer(made.classroom.id, label="Dean")
    browser = classrooms.browsers.sign_in("facilitator")
    helper = classrooms.assistants.make(made.classroom.id, "Ann", [made.talks[0].id])
    assert isinstance(observer, str)
    assert not isinstance(helper, Refusal)
    classrooms.assistants.set_up(helper[1], "battery staple")
    assert setup is not None
    classrooms.facilitators.set_up(setup, "correct horse")
    secrets = (setup, made.projector_token, joined.seat_token, joined.rejoin_code, api)
    links = (observer, browser, helper[1])
    log.close()
    engine.dispose()
    stored = b"".join(p.read_bytes() for p in tmp_path.iterdir())
    assert b"Find me" in stored
    for secret in (*secrets, *links, "correct horse", "battery staple"):
        assert secret.encode() not in stored


def test_deleted_names_are_not_left_in_the_file(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'talks.db'}")
    migrate(engine)
    people = SqlPeople(engine)
    people.add_classroom(ROOM)
    people.add_person(replace(PERSON, name="Forget me not"))
    stored = [b"".join(p.read_bytes() for p in tmp_path.iterdir())]
    people.delete_classroom(R1)
    stored.append(b"".join(p.read_bytes() for p in tmp_path.iterdir()))
    engine.dispose()
    assert [b"Forget me not" in found for found in stored] == [True, False]


def test_deleting_does_not_read_whole_tables(engine: Engine) -> None:
    people = SqlPeople(engine)
    people.add_classroom(ROOM)
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        for table, column in (("person", "talks_id"), ("token", "person_id")):
            plan = connection.execute(
                text(f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {column} = 'x'")
            ).all()
            assert "SEARCH" in plan[0][3]
