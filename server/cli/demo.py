"""A running class to look at: three tables, all delegations played by automated negotiators."""

from typing import TYPE_CHECKING

from server.cli import Fault
from server.rules.commands import Command
from server.rules.commands.schedule import Advance, Start
from server.rules.commands.seats import SeatBot
from server.rules.ids import TalksId
from server.rules.limits import MIXED
from server.rules.refusals import Refusal
from server.rules.seats import Facilitator
from server.service.negotiations import random_id

if TYPE_CHECKING:
    from server.app import App

TABLES = 3
SCENARIO = "six-party"
_BY = Facilitator("demo")


def open_demo(app: "App", seed: int, base: str) -> list[str]:
    """Make and start the class; gives the lines to print, with its addresses."""
    scenario = app.negotiations.scenarios.get(SCENARIO)
    if scenario is None:
        raise Fault(f"the scenario {SCENARIO} is not there; sixparty rounds check says why")
    made = app.classrooms.create("Demonstration", SCENARIO, TABLES, by=_BY.name)
    if isinstance(made, Refusal):
        raise Fault(made.sentence)
    for entry in made.talks:
        for n, delegation in enumerate(scenario.delegations):
            temperament = MIXED[(entry.table + n) % len(MIXED)]
            _give(app, entry.id, SeatBot(delegation.id, temperament, seed + 100 * entry.table + n))
        _give(app, entry.id, Start())
        _give(app, entry.id, Advance())  # nobody there needs to read a brief
    lines = [
        "A class of three tables is playing; every delegation is automated.",
        f"  the screen        {base}/screen/{made.projector_token}",
        f"  join it with      {base}/join/{made.classroom.join_code}",
    ]
    token = app.classrooms.facilitators.setup_token()
    if token is not None:
        lines.append(f"  facilitate it     {base}/setup/{token}")
        lines.append(f"    and then        {base}/facilitate/{made.classroom.id}")
    return [*lines, ""]


def _give(app: "App", talks_id: TalksId, command: Command) -> None:
    receipt = app.negotiations.handle(talks_id, random_id(), command, _BY)
    if receipt.refusal is not None:
        raise Fault(receipt.refusal.sentence)
