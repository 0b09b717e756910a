"""Adding a command costs the places that `server/README.md` names, and no more.

The program is copied, a command is added by the documented steps, and the copy plays it.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from server.config import CHECKOUT

STEPS = {
    "rules/commands/schedule.py": {
        "\n\nDelegateCommand = SetReady\n": '''

@dataclass(frozen=True, slots=True)
class AskRecess:
    """Ask for a recess: nobody is ready any more."""

    message_id: Annotated[MessageId, NEW]
    text: str


DelegateCommand = SetReady | AskRecess
''',
        "from enum import StrEnum\n": """from enum import StrEnum
from typing import Annotated

from server.rules.ids import NEW, MessageId
""",
    },
    "rules/events/schedule.py": {
        "\n\nEvent = ": '''

@dataclass(frozen=True, slots=True)
class RecessAsked:
    """A delegation asked for a recess."""

    message_id: str
    by: DelegationId
    text: str


Event = RecessAsked | ''',
    },
    "rules/moves/schedule.py": {
        "\n\n# --- evolving ---\n": '''

def ask_recess(talks: Talks, acting: Acting, command: AskRecess) -> tuple[Event, ...] | Refusal:
    """Ask for a recess while somebody is ready."""
    problem = acts(talks, acting) or (None if talks.ready else Refusal("nothing_changes"))
    return problem or (RecessAsked(command.message_id, acting.delegation, command.text),)


# --- evolving ---


def on_recess(talks: Talks) -> Talks:
    """Nobody is ready any more."""
    return replace(talks, ready=frozenset())
''',
        "from server.rules.copying import replace\n": """\
from server.rules.commands.schedule import AskRecess
from server.rules.copying import replace
from server.rules.events.schedule import RecessAsked
""",
    },
    "rules/moves/dispatch.py": {
        "        case c.schedule.SetReady():\n": """        case c.schedule.AskRecess():
            return schedule.ask_recess(talks, for_whom, command)
        case c.schedule.SetReady():
""",
        "        case e.schedule.ReadySet():\n": """        case e.schedule.RecessAsked():
            return schedule.on_recess(talks)
        case e.schedule.ReadySet():
""",
    },
}
"""File -> what stands there -> what stands there after the step."""

PLAYED = """
from pathlib import Path

import server
from server.cli import reference
from server.rules.commands.schedule import AskRecess, SetReady
from server.rules.ids import MessageId
from server.rules.seats import DelegateView
from server.rules.views.gate import view_for
from server.storage.event_codec import read_event, write_event
from server.web.api.blueprint import ROUTES
from server.web.api.openapi import document
from server.wire import typescript
from server.wire.incoming import parse_command
from tests.rules.negotiation import ROK, USA, head, negotiating

assert Path(server.__file__).is_relative_to(Path(__file__).parent)

table = negotiating()
body = {"message_id": "m~1", "text": "Coffee"}
assert parse_command("ask_recess", body, "delegate").code == "bad_command", "a new id has no tilde"
assert parse_command("ask_recess", {"message_id": "m1"}, "delegate").facts["field"] == "text"
assert parse_command("ask_recess", body, "facilitator").code == "not_allowed"
command = parse_command("ask_recess", {**body, "message_id": "m1"}, "delegate")
assert command == AskRecess(MessageId("m1"), "Coffee")

assert table.refused(head(USA), command) == "nothing_changes"
table.ok(head(ROK), SetReady(True))
[asked] = table.ok(head(USA), command)
assert table.talks.ready == frozenset()

view = view_for(table.talks, DelegateView(head(ROK).person))
assert view["may"]["ask_recess"] is True
assert view["delegation/rok"]["ready"] is False
stored = write_event(asked)
assert (stored.name, stored.version) == ("recess_asked", 1)
assert read_event(*stored) == asked

schemas = document(ROUTES, "/api/v1")["components"]["schemas"]
assert schemas["command.ask_recess"]["x-roles"] == ["delegate"]
assert "`ask_recess`" in reference.rendered() and "`recess_asked`" in reference.rendered()
assert "ask_recess: AskRecess;" in typescript.rendered()
assert '"recess_asked"' in typescript.rendered()
"""


def test_a_command_is_added_in_four_places_and_played(tmp_path: Path) -> None:
    copy = tmp_path / "server"
    shutil.copytree(CHECKOUT / "server", copy, ignore=shutil.ignore_patterns("__pycache__"))
    for name, step in STEPS.items():
        text = (copy / name).read_text(encoding="utf-8")
        for before, after in step.items():
            assert text.count(before) == 1, (name, before)
            text = text.replace(before, after)
        (copy / name).write_text(text, encoding="utf-8")
    (tmp_path / "played.py").write_text(PLAYED, encoding="utf-8")
    path = os.pathsep.join((str(tmp_path), str(CHECKOUT)))
    run = subprocess.run(
        [sys.executable, str(tmp_path / "played.py")],
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr


def test_the_places_are_those_that_the_guide_names() -> None:
    guide = (CHECKOUT / "server" / "README.md").read_text(encoding="utf-8")
    steps = guide.split("## How to add a command")[1].split("\n## ")[0]
    named = re.findall(r"^\d+\. `([a-z/_.]+)`", steps, re.MULTILINE)
    assert len(named) == len(STEPS) == 4
    assert all(file.startswith(place) for file, place in zip(STEPS, named, strict=True))
