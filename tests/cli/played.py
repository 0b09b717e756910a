"""A database in which something was played."""

from pathlib import Path

from server.app import create_app
from server.config import Settings
from server.rules.commands import Command
from server.rules.commands.schedule import Start
from server.rules.commands.talk import Announce
from server.rules.seats import Facilitator
from server.service.classrooms import Created
from server.service.joining import JoinResult

TEACHER = Facilitator("teacher")


def played(data: Path, tables: int = 2) -> Created:
    """Make a class of the small scenario with a delegate at each table; start it."""
    url = f"sqlite:///{data / 'sixparty.sqlite3'}"
    app = create_app(Settings(database_url=url, secret_key="s" * 32, data_dir=data))
    made = app.classrooms.create("IR 201", "two-party", tables)
    assert isinstance(made, Created)
    for entry in made.talks:
        joined = app.classrooms.join(made.classroom.join_code, f"Ann {entry.table}", entry.table)
        assert isinstance(joined, JoinResult)
        commands: tuple[Command, ...] = (Start(), Announce("Welcome"))
        for n, command in enumerate(commands):
            assert app.negotiations.handle(entry.id, f"c{n}", command, TEACHER).accepted
    app.stores.close()
    return made
