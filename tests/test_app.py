import subprocess
import sys
from pathlib import Path

from server.app import LazyBots, create_app
from server.config import CHECKOUT, Settings
from server.realtime.rooms import ClassroomRooms
from server.rules.commands import Command
from server.rules.commands.schedule import Advance, Start
from server.rules.commands.seats import SeatBot
from server.rules.events.proposals import ProposalTabled
from server.rules.ids import ClassroomId, TalksId
from server.service.classrooms import Created
from tests.rules.negotiation import DPRK, EVERYBODY
from tests.service.world import CLOCK, School

SECRET = "s" * 32


def begin(school: School, talks: TalksId) -> None:
    """Seat a bot in every seat and go to the first negotiation."""
    seating: list[Command] = [SeatBot(d, seed=n) for n, d in enumerate(EVERYBODY)]
    for n, command in enumerate([*seating, Start(), Advance()]):
        assert school.negotiations.handle(talks, f"c{n}", command, CLOCK).accepted


def test_bots_are_loaded_with_the_first_that_is_seated_and_play() -> None:
    school = School()
    bots = LazyBots(school.negotiations)
    talks = school.made().talks[0].id
    bots.tick(school.clock.now)
    begin(school, talks)
    for _ in range(600):
        school.clock.later(1)
        bots.tick(school.clock.now)
    events = [recorded.event for recorded in school.log.read(talks)]
    assert any(isinstance(event, ProposalTabled) for event in events)


def test_bots_go_on_after_a_restart() -> None:
    school = School()
    talks = school.made().talks[0].id
    begin(school, talks)
    school.negotiations.forget(talks)
    bots = LazyBots(school.negotiations)
    for _ in range(600):
        school.clock.later(1)
        bots.tick(school.clock.now)
    events = [recorded.event for recorded in school.log.read(talks)]
    assert any(isinstance(event, ProposalTabled) for event in events)


def test_the_wall_knows_classes_by_table_and_shows_the_address_to_join() -> None:
    school = School()
    made = school.made(2)
    rooms = ClassroomRooms(school.classrooms, "https://talks.example.edu")
    assert rooms.classroom_of(made.talks[1].id) == made.classroom.id
    assert rooms.classroom_of(TalksId("none")) is None
    assert rooms.shown(ClassroomId("none")) is None
    shown = rooms.shown(made.classroom.id)
    assert shown is not None
    assert shown["join_url"] == f"https://talks.example.edu/join/{made.classroom.join_code}"
    assert shown["tables"] == [entry.id for entry in made.talks]
    assert DPRK not in str(shown)


def test_what_was_played_is_there_after_a_restart(tmp_path: Path) -> None:
    settings = Settings(f"sqlite:///{tmp_path / 'a.sqlite3'}", SECRET, tmp_path)
    first = create_app(settings)
    assert isinstance(first.classrooms.create("IR 201", "two-party"), Created)
    first.stores.close()
    second = create_app(settings)
    assert [room.title for room in second.classrooms.all()] == ["IR 201"]
    second.stores.close()


def test_starting_a_server_loads_neither_numpy_nor_alembic(tmp_path: Path) -> None:
    code = (
        "import sys; from server.app import create_app; from server.config import load;"
        f"load_ = load({{'SIXPARTY_DATA_DIR': {str(tmp_path)!r}}});"
        "create_app(load_).stores.close(); create_app(load_).stores.close();"
        "print('numpy' in sys.modules)"
    )
    again = code.replace("create_app(load_).stores.close(); ", "", 1).replace("numpy", "alembic")
    for line in (code, again):
        ran = subprocess.run(
            [sys.executable, "-c", line], capture_output=True, text=True, check=True, cwd=CHECKOUT
        )
        assert ran.stdout == "False\n"
