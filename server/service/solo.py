"""Trying it alone: one person, and automated negotiators for all the others."""

import secrets

from server.rules.commands import Command
from server.rules.commands.schedule import Start
from server.rules.commands.seats import SeatBot
from server.rules.ids import DelegationId
from server.rules.limits import MIXED
from server.rules.names import clean, problem
from server.rules.refusals import Refusal
from server.rules.seats import Timekeeper
from server.rules.state.talks import TalksState
from server.service.classrooms import Classrooms
from server.service.joining import JoinResult
from server.service.negotiations import Negotiations, random_id

ALONE = {"briefing_waits": True, "opens_at_end": True}
"""Policies of a table without a facilitator: nobody is there to begin it or to turn the cards."""


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
    once: str = "",
) -> JoinResult | Refusal:
    """Make a table, seat the person, seat bots everywhere else, and start.

    Without a `temperament` the bots differ; the same `seed` gives the same bots. The same `once`
    finds the same table.
    """
    base = negotiations.scenarios.get(scenario)
    mine = base.delegation(delegation) if base else None
    if base is None or mine is None:
        return Refusal("unknown_delegation", {"delegation": delegation})
    who = clean(name)
    who = mine.name if problem(who) else who
    seed = secrets.randbits(31) if seed is None else seed
    commands: list[Command] = [
        SeatBot(d.id, temperament or MIXED[(seed + n) % len(MIXED)], seed + n)
        for n, d in enumerate(d for d in base.delegations if d.id != delegation)
    ]
    with classrooms.one_at_a_time(once):
        created = classrooms.create(
            base.title,
            scenario,
            preset=preset,
            difficulty=difficulty,
            solo=True,
            policies=ALONE,
            per_delegation=1,
            once=once,
        )
        if isinstance(created, Refusal):
            return created
        joined = classrooms.seat_newcomer(created.classroom, who, None, delegation, once=once)
        refusal = joined if isinstance(joined, Refusal) else None
        talks_id = created.talks[0].id
        begun = negotiations.talks(talks_id).state is not TalksState.LOBBY
        for command in () if begun else (*commands, Start()):
            if refusal is None:
                refusal = negotiations.handle(talks_id, random_id(), command, Timekeeper()).refusal
        if refusal is not None and not created.again:
            classrooms.delete(created.classroom.id)
        return refusal or joined
