"""Scripted persons, to measure bots against: one seat a table, who knows what it wants.

Both accept what is worth five points more than walk-away, and nothing below. The stubborn one says
no without a reason and makes three offers: its best, one in between, and one near what it would
accept. The beginner makes an offer in the first minutes, and then does what a reason asks for where
it can afford that.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from random import Random

import numpy as np

from server.bots.preferences import Entity, Package
from server.bots.reading import Reader, Reading, View, support
from server.rules.commands import Command
from server.rules.commands.proposals import (
    StanceKind,
    TableProposal,
    TakeStance,
    WithdrawProposal,
)
from server.rules.ids import DelegationId, ForumId, IssueId, OptionId, ProposalId

ABOVE = 500
"""Hundredths above its walk-away below which a person accepts nothing."""

OFFERS = ((0.1, 1.0), (0.4, 0.6), (0.7, 0.2))
"""When the stubborn one offers, as a share of the phase, and how much of its room it asks for."""

FIRST = (0.12, 0.6)
"""The same for the beginner's first offer: within a twelve-minute round's first two minutes."""

APART = 0.08
"""Between two offers of the beginner: about a minute of a twelve-minute round."""

MOST = 6
"""Offers that the beginner makes in a forum."""


class ScriptedPerson:
    """The stubborn person of one delegation."""

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
        package = self._asking(reading, OFFERS[made][1], rng)
        return [] if package is None else [self._tabled(reading, package)]

    def _asking(self, reading: Reading, share: float, rng: Random) -> Package | None:
        """A package that gives so much of its room or more, and does not lie there already."""
        sheet = reading.sheet
        lowest = sheet.terms.walk_away + ABOVE
        asks = lowest + share * max(0, sheet.best - lowest)
        taken = {sheet.row(reading.whole(p)) for p in reading.open}
        rows = [row for row in np.flatnonzero(sheet.worth >= asks) if int(row) not in taken]
        return sheet.package(int(rows[rng.randrange(len(rows))])) if rows else None

    def _tabled(self, reading: Reading, package: Package) -> Command:
        goal = {IssueId(i): OptionId(o) for i, o in package.items()}
        forum = ForumId(reading.forum["id"])
        name = ProposalId(f"{self.delegation}-{forum}-{len(reading.proposals)}")
        return TableProposal(name, forum, goal)


class Beginner(ScriptedPerson):
    """One who plays for the first time: reads the reasons on its offer, and changes what most of
    them name as long as it stays five points above walk-away."""

    def _offer(self, reading: Reading, t: float, rng: Random) -> list[Command]:
        mine = [p for p in reading.proposals if p["by"] == self.delegation]
        if len(mine) >= MOST or t < FIRST[0] + APART * len(mine):
            return []
        if not mine:
            package = self._asking(reading, FIRST[1], rng)
            return [] if package is None else [self._tabled(reading, package)]
        last = mine[-1]
        better = self._answered(reading, last)
        if better is None:
            return []
        live = [WithdrawProposal(ProposalId(p["id"])) for p in reading.open if p in mine]
        return [self._tabled(reading, better), *live]

    def _answered(self, reading: Reading, proposal: Entity) -> Package | None:
        """Its offer with the change that most of those ask for who refuse it and that it can
        afford; None where nobody asks for one."""
        package = reading.whole(proposal)
        asked: Counter[tuple[str, str]] = Counter()
        for stance in proposal["stances"].values():
            if stance["stance"] != "accept" and stance["reason"]:
                asked.update(_named(reading, package, stance["reason"]))
        laid = [reading.whole(p) for p in reading.proposals]
        for (issue, option), _ in sorted(asked.items(), key=lambda item: (-item[1], item[0])):
            changed = {**package, issue: option}
            if changed not in laid and self._worth(reading, changed) is not None:
                return changed
        return None


def _named(reading: Reading, package: Package, reason: str) -> list[tuple[str, str]]:
    """The options that a reason asks for, each with its issue."""
    model = reading.opponents
    return [
        (issue, option)
        for issue in model.names.named_in(reason)
        if issue in package
        for option in model.wanted(reason, issue, package[issue])
    ]


PERSONS: Mapping[str, Callable[[DelegationId], ScriptedPerson]] = {
    "stubborn": ScriptedPerson,
    "beginner": Beginner,
}


def in_turn(
    delegations: tuple[DelegationId, ...], table: int, kind: str = "stubborn"
) -> dict[DelegationId, ScriptedPerson]:
    """The person at the table of that number: every delegation in turn."""
    seat = delegations[table % len(delegations)]
    return {seat: PERSONS[kind](seat)}
