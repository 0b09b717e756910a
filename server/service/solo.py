"""Trying it alone: one person, and automated negotiators for all the others."""

import secrets

from server.rules.commands import Command
from server.rules.commands.schedule import Start
from server.rules.commands.seats import SeatBot
from server.rules.ids import DelegationId
from server.rules.limits import MIXED
from server.rules.refusals import Refusal
from server.rules.seats import Timekeeper
from server.service.classrooms import Classrooms
from server.service.joining import JoinResult, clean
from server.service.negotiations import Negotiations, random_id


def begin(
    classrooms: Classrooms,
    negotiations: Negotiations,
    scenario: str,
    delegation: DelegationId,
    name: str,
    *,
    preset: str | None = None,
    difficulty: str | None = None,
    temperament: str | None = None,
    seed: int | None = None,
) -> JoinResult | Refusal:
    """Make a table, seat the person, seat bots everywhere else, and start.

    Without a `temperament` the bots differ; the same `seed` gives the same bots.
    """
    base = negotiations.scenarios.get(scenario)
    mine = base.delegation(delegation) if base else None
    if base is None or mine is None:
        return Refusal("unknown_delegation", {"delegation": delegation})
    created = classrooms.create(
        base.title, scenario, preset=preset, difficulty=difficulty, solo=True, per_delegation=1
    )
    if isinstance(created, Refusal):
        return created
    who = clean(name) or mine.name
    joined = classrooms.seat_newcomer(created.classroom, who, None, delegation)
    refusal = joined if isinstance(joined, Refusal) else None
    seed = secrets.randbits(31) if seed is None else seed
    others = [d.id for d in base.delegations if d.id != delegation]
    commands: list[Command] = [
        SeatBot(d, temperament or MIXED[(seed + n) % len(MIXED)], seed + n)
        for n, d in enumerate(others)
    ]
    talks_id = created.talks[0].id
    commands.append(Start())
    for command in commands:
        if refusal is None:
            refusal = negotiations.handle(talks_id, random_id(), command, Timekeeper()).refusal
    if refusal is not None:
        classrooms.delete(created.classroom.id)
        return refusal
    return joined
