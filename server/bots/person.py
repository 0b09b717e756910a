"""A scripted person, to measure bots against: one seat a table, who knows what it wants.

It accepts nothing below its walk-away and five points, says no without a reason, and makes three
offers in a forum: its best, one in between, and one near what it would accept.
"""

from collections.abc import Collection
from random import Random

import numpy as np

from server.bots.preferences import Package
from server.bots.reading import Reader, Reading, View, support
from server.rules.commands import Command
from server.rules.commands.proposals import StanceKind, TableProposal, TakeStance
from server.rules.ids import DelegationId, ForumId, IssueId, OptionId, ProposalId

ABOVE = 500
"""Hundredths above its walk-away below which the person accepts nothing."""

OFFERS = ((0.1, 1.0), (0.4, 0.6), (0.7, 0.2))
"""When it offers, as a share of the phase, and how much of its room it asks for then."""


class ScriptedPerson:
    """The person of one delegation."""

    def __init__(self, delegation: DelegationId) -> None:
        self.delegation = delegation
        self._reader = Reader(delegation)

    def act(
        self, view: View, t: float, rng: Random, floor: Collection[str] | None = None
    ) -> list[Command]:
        """Stances on what is new, and an offer when it is time; people wait for no turn."""
        del floor
        commands: list[Command] = []
        for forum_id in view["talks"]["forums_now"]:
            reading = self._reader.read(view, forum_id)
            if reading is None or reading.forum["state"] != "open" or not reading.is_party:
                continue
            if not reading.silence:
                commands += self._stances(reading)
                commands += self._offer(reading, t, rng)
        return commands

    def _stances(self, reading: Reading) -> list[Command]:
        commands: list[Command] = []
        for proposal in sorted(reading.open, key=support, reverse=True):
            if reading.mine(proposal) is not None or proposal["by"] == self.delegation:
                continue
            good = self._worth(reading, reading.whole(proposal)) is not None
            stance = StanceKind.ACCEPT if good else StanceKind.REJECT
            commands.append(TakeStance(ProposalId(proposal["id"]), stance))
        return commands

    def _worth(self, reading: Reading, package: Package) -> int | None:
        """What a package that it would sign is worth; None for any other."""
        row = reading.sheet.row(package) if reading.is_complete(package) else None
        worth = 0 if row is None else int(reading.sheet.worth[row])
        return worth if worth >= reading.sheet.terms.walk_away + ABOVE else None

    def _offer(self, reading: Reading, t: float, rng: Random) -> list[Command]:
        made = sum(p["by"] == self.delegation for p in reading.proposals)
        if made >= len(OFFERS) or t < OFFERS[made][0]:
            return []
        sheet = reading.sheet
        lowest = sheet.terms.walk_away + ABOVE
        asks = lowest + OFFERS[made][1] * max(0, sheet.best - lowest)
        taken = {sheet.row(reading.whole(p)) for p in reading.open}
        rows = [row for row in np.flatnonzero(sheet.worth >= asks) if int(row) not in taken]
        if not rows:
            return []
        package = sheet.package(int(rows[rng.randrange(len(rows))]))
        goal = {IssueId(i): OptionId(o) for i, o in package.items()}
        forum = ForumId(reading.forum["id"])
        name = ProposalId(f"{self.delegation}-{forum}-{len(reading.proposals)}")
        return [TableProposal(name, forum, goal)]


def in_turn(
    delegations: tuple[DelegationId, ...], table: int
) -> dict[DelegationId, ScriptedPerson]:
    """The person at the table of that number: every delegation in turn."""
    seat = delegations[table % len(delegations)]
    return {seat: ScriptedPerson(seat)}
