"""The contract of the event log, kept by memory, SQLite and PostgreSQL alike."""

import random
import threading
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from server.rules.events import Recorded
from server.rules.events.schedule import Paused, PhaseBegan, Resumed
from server.rules.events.talk import HelpAsked
from server.rules.ids import ClassroomId, CommandId, PersonId, TalksId
from server.rules.seats import Facilitator
from server.service.memory import MemoryEventLog
from server.service.people import Classroom
from server.service.ports import Conflict, EventLog, TalksEntry, Unstorable
from server.storage.engine import make_engine
from server.storage.event_log import SqlEventLog
from server.storage.migrations import migrate
from server.storage.people import SqlPeople
from tests.rules.negotiation import scenario
from tests.storage.kept import ACTORS, ONE_OF_EACH, announced, numbers, recorded

T1, T2 = TalksId("t1"), TalksId("t2")
SMALL = scenario()
FRESH = count()
Another = Callable[[], EventLog]
"""The same log as another process has it."""


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def log(request: pytest.FixtureRequest) -> Iterator[EventLog]:
    if request.param == "memory":
        yield MemoryEventLog()
        return
    url = request.getfixturevalue(
        "sqlite_url" if request.param == "sqlite" else "postgres_database"
    )
    engine = make_engine(url)
    migrate(engine)
    kept = SqlEventLog(engine)
    yield kept
    kept.close()
    engine.dispose()


def test_what_facilitators_did_is_found_by_itself(log: EventLog) -> None:
    log.create(TalksEntry(T1, 1, "small"), SMALL)
    laid = recorded(*ONE_OF_EACH)
    mixed = [
        Recorded(one.seq, one.at, ACTORS[n % len(ACTORS)], CommandId(f"c{n}"), one.event)
        for n, one in enumerate(laid)
    ]
    for before, one in enumerate(mixed):
        log.append(T1, before, [one])
    theirs = [one for one in mixed if isinstance(one.by, Facilitator)]
    assert 0 < len(theirs) < len(mixed)
    assert list(log.by_facilitators(T1)) == theirs
    assert list(log.by_facilitators(T2)) == []


@pytest.fixture
def another(log: EventLog) -> Iterator[Another]:
    made: list[SqlEventLog] = []

    def make() -> EventLog:
        if not isinstance(log, SqlEventLog):
            return log
        made.append(SqlEventLog(log.engine))
        return made[-1]

    yield make
    for one in made:
        one.close()


def begun(log: EventLog, *ids: TalksId) -> EventLog:
    for table, talks_id in enumerate(ids or (T1,), start=1):
        log.create(TalksEntry(talks_id, table, "small"), SMALL)
    return log


def test_new_talks_are_empty_and_known(log: EventLog) -> None:
    begun(log, T1, T2)
    assert log.entry(T2) == TalksEntry(T2, 2, "small")
    assert [e.id for e in log.entries()] == [T1, T2]
    assert list(log.read(T1)) == []
    assert log.scenario(T1) == SMALL
    with pytest.raises(Conflict):
        begun(log, T1)


def test_unknown_talks_are_nothing(log: EventLog) -> None:
    nowhere = TalksId("nowhere")
    assert log.entry(nowhere) is None
    assert log.scenario(nowhere) is None
    assert list(log.read(nowhere)) == []
    assert log.find_command(nowhere, "c1") is None
    with pytest.raises(Conflict):
        log.append(nowhere, 0, announced(0, "c1"))
    log.delete(nowhere)


def test_what_is_appended_is_read_the_same(log: EventLog, another: Another) -> None:
    begun(log, T1, T2)
    kept = []
    for n, event in enumerate(ONE_OF_EACH):
        one = recorded(event, after=n, command=f"c{n}", by=ACTORS[n % len(ACTORS)], at=1000 + n)
        log.append(T1, n, one)
        kept += one
    assert list(log.read(T1)) == kept
    assert list(log.read(T1, 5)) == kept[5:]
    assert list(log.read(T1, len(kept))) == []
    assert list(log.read(T2)) == []
    assert list(another().read(T1)) == kept


def test_several_events_of_a_command_are_kept_together_or_not_at_all(log: EventLog) -> None:
    begun(log)
    log.append(T1, 0, announced(0, "c1", 3))
    assert log.find_command(T1, "c1") == (1, 3)
    with pytest.raises(Conflict):
        log.append(T1, 2, announced(2, "c2", 3))
    assert numbers(log.read(T1)) == [1, 2, 3]
    assert log.find_command(T1, "c2") is None
    log.append(T1, 3, announced(3, "c2", 2))
    assert log.find_command(T1, "c2") == (4, 5)


@pytest.mark.parametrize("expected", [0, 1, 3, 99])
def test_only_the_end_can_be_appended_to(log: EventLog, expected: int) -> None:
    begun(log)
    log.append(T1, 0, announced(0, "c1", 2))
    with pytest.raises(Conflict):
        log.append(T1, expected, announced(expected, "c2"))
    assert numbers(log.read(T1)) == [1, 2]


def test_a_command_is_kept_once_in_a_talks(log: EventLog) -> None:
    begun(log, T1, T2)
    log.append(T1, 0, announced(0, "c1"))
    with pytest.raises(Conflict):
        log.append(T1, 1, announced(1, "c1"))
    log.append(T2, 0, announced(0, "c1"))
    assert numbers(log.read(T1)) == numbers(log.read(T2)) == [1]


def test_numbers_must_follow(log: EventLog) -> None:
    begun(log)
    with pytest.raises(ValueError, match="without events"):
        log.append(T1, 0, [])
    with pytest.raises(ValueError, match="belongs"):
        log.append(T1, 0, announced(1, "c1"))
    with pytest.raises(ValueError, match="belongs"):
        log.append(T1, 0, announced(0, "c1") + announced(1, "c2"))
    assert list(log.read(T1)) == []


def test_of_many_writers_at_the_same_place_exactly_one_wins(
    log: EventLog, another: Another
) -> None:
    begun(log)
    logs = [log, another(), another(), another()]
    for round_ in range(5):
        results: list[str] = []
        start = threading.Barrier(len(logs))

        def append(n: int, mine: EventLog, round_: int = round_) -> None:
            start.wait()  # noqa: B023  # joined before the next round
            try:
                mine.append(T1, 2 * round_, announced(2 * round_, f"{round_}-{n}", 2))
            except Conflict:
                results.append("lost")  # noqa: B023  # as above
            else:
                results.append("won")  # noqa: B023  # as above

        threads = [threading.Thread(target=append, args=(n, m)) for n, m in enumerate(logs)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(results) == ["lost", "lost", "lost", "won"]
    assert numbers(log.read(T1)) == list(range(1, 11))


def test_racing_writers_who_read_again_all_get_in_without_gaps(
    log: EventLog, another: Another
) -> None:
    begun(log, T1, T2)

    def work(n: int, mine: EventLog) -> None:
        chance = random.Random(n)
        for k in range(12):
            talks_id = chance.choice([T1, T2])
            while True:
                head = len(list(mine.read(talks_id)))
                try:
                    mine.append(talks_id, head, announced(head, f"{n}-{k}", chance.randint(1, 3)))
                except Conflict:
                    continue
                break

    threads = [
        threading.Thread(target=work, args=(n, m)) for n, m in enumerate([log, log, another()])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for talks_id in (T1, T2):
        kept = list(log.read(talks_id))
        assert numbers(kept) == list(range(1, len(kept) + 1))
    ids = {one.command_id for t in (T1, T2) for one in log.read(t)}
    assert len(ids) == 36


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 1), st.integers(-2, 2), st.integers(1, 3), st.integers(0, 20)),
        max_size=25,
    ),
)
def test_whatever_is_tried_the_log_is_gapless_and_holds_each_command_once(
    log: EventLog, steps: list[tuple[int, int, int, int]]
) -> None:
    ids = [TalksId(f"p{next(FRESH)}") for _ in range(2)]
    begun(log, *ids)
    model: dict[TalksId, list[str]] = {talks_id: [] for talks_id in ids}
    for which, offset, length, command in steps:
        talks_id, name = ids[which], f"c{command}"
        head = len(model[talks_id])
        expected = max(0, head + offset)
        fits = expected == head and name not in model[talks_id]
        try:
            log.append(talks_id, expected, announced(expected, name, length))
        except Conflict:
            assert not fits
        else:
            assert fits
            model[talks_id] += [name] * length
    for talks_id in ids:
        kept = list(log.read(talks_id))
        assert numbers(kept) == list(range(1, len(kept) + 1))
        assert [one.command_id for one in kept] == model[talks_id]


def test_live_talks_are_those_whose_clocks_run(log: EventLog) -> None:
    ids = [TalksId(f"t{n}") for n in range(5)]
    begun(log, *ids)
    began = PhaseBegan(0, "briefing", 1, "started")
    for n, events in enumerate([(), (began,), (began, Paused()), (began, Paused(), Resumed())]):
        if events:
            log.append(ids[n], 0, recorded(*events))
            log.append(ids[n], len(events), announced(len(events), "after"))
    log.append(ids[4], 0, announced(0, "c1"))
    assert sorted(log.live()) == [ids[1], ids[3]]


def test_deleting_really_removes(log: EventLog, another: Another) -> None:
    begun(log, T1, T2)
    log.append(T1, 0, announced(0, "c1"))
    log.append(T2, 0, announced(0, "c1"))
    log.delete(T1)
    assert list(log.read(T1)) == []
    assert log.entry(T1) is None
    assert log.find_command(T1, "c1") is None
    assert numbers(another().read(T2)) == [1]
    with pytest.raises(Conflict):
        log.append(T1, 1, announced(1, "c2"))


class TestDatabases:
    """What only a database can show."""

    def test_an_edited_scenario_does_not_change_old_talks(self, engine: Engine) -> None:
        begun(SqlEventLog(engine), T1)
        restarted = SqlEventLog(engine)
        kept = restarted.scenario(T1)
        assert kept == SMALL
        assert restarted.scenario(T1) is kept
        begun(restarted, T2)
        with engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM scenario")).scalar() == 1

    def test_half_a_character_is_refused_and_harms_no_neighbour(self, engine: Engine) -> None:
        log = SqlEventLog(engine)
        begun(log)
        with pytest.raises(Unstorable):
            log.append(T1, 0, recorded(HelpAsked(PersonId("kim"), "\ud800")))
        log.append(T1, 0, announced(0, "c1"))
        assert numbers(log.read(T1)) == [1]
        log.close()

    def test_the_database_itself_rejects_a_second_writer(self, engine: Engine) -> None:
        log = SqlEventLog(engine)
        begun(log)
        log.append(T1, 0, announced(0, "c1"))
        with engine.begin() as connection:
            connection.execute(text("UPDATE talks SET head = 0"))
        with pytest.raises(Conflict):
            log.append(T1, 0, announced(0, "c2"))
        with engine.begin() as connection:
            connection.execute(text("UPDATE talks SET head = 1"))
        log.append(T1, 1, announced(1, "c3"))
        assert numbers(log.read(T1)) == [1, 2]
        log.close()

    def test_a_classroom_takes_its_talks_along(self, engine: Engine) -> None:
        people, log = SqlPeople(engine), SqlEventLog(engine)
        people.add_classroom(Classroom(ClassroomId("r"), "IR", "small", "all", "ABCDEF"))
        log.create(TalksEntry(T1, 1, "small", ClassroomId("r")), SMALL)
        log.append(T1, 0, announced(0, "c1"))
        people.delete_classroom(ClassroomId("r"))
        assert log.entries() == []
        with engine.connect() as connection:
            assert connection.execute(text("SELECT count(*) FROM event")).scalar() == 0
        with pytest.raises(Conflict):
            log.create(TalksEntry(T2, 1, "small", ClassroomId("r")), SMALL)
        log.close()
