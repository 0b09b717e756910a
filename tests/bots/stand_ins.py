"""Simple programs in the place of people: what a class may send against the bots."""

from collections.abc import Collection
from random import Random

from server.bots.judging import reason
from server.bots.reading import Reader, Reading, View
from server.rules.commands import Command
from server.rules.commands.proposals import StanceKind, TableProposal, TakeStance
from server.rules.ids import ForumId, IssueId, OptionId, ProposalId

HIGHEST = 0.95
LOOKS_AGAIN = 0.3
SAYS_WHY = 0.5


class Linear:
    """Concedes evenly from 95% of its range to its walk-away value at 95% of the time.

    Offers random packages of its own that are good enough, looks again at an old proposal now and
    then, and gives a reason half of the time. `lazy` misses half of its first stances and turns.
    """

    def __init__(self, delegation: str, *, lazy: bool = False) -> None:
        self.delegation = delegation
        self._lazy = lazy
        self._reader = Reader(delegation)
        self._ids = 0

    def act(
        self, view: View, t: float, rng: Random, floor: Collection[str] | None = None
    ) -> list[Command]:
        commands: list[Command] = []
        for forum_id in view["talks"]["forums_now"]:
            reading = self._reader.read(view, forum_id)
            if reading is None or reading.forum["state"] != "open" or not reading.is_party:
                continue
            demand = self._demand(reading, t)
            commands += self._stances(reading, demand, rng)
            if (floor is None or forum_id in floor) and not self._misses(rng):
                commands += self._offer(reading, demand, rng)
        return commands

    def _demand(self, reading: Reading, t: float) -> float:
        walk_away, best = reading.sheet.terms.walk_away, reading.sheet.best
        return walk_away + HIGHEST * (best - walk_away) * max(0.0, 1.0 - t / 0.95)

    def _misses(self, rng: Random) -> bool:
        return self._lazy and rng.random() < 0.5

    def _stances(self, reading: Reading, demand: float, rng: Random) -> list[Command]:
        commands: list[Command] = []
        for proposal in reading.open:
            stance, package = reading.mine(proposal), reading.whole(proposal)
            if stance == "accept" or not reading.is_complete(package):
                continue
            good = reading.sheet.row(package) is not None
            good = good and reading.sheet.value(package) >= demand
            if stance is None and not self._misses(rng):
                why = (
                    ""
                    if good or rng.random() >= SAYS_WHY
                    else reason(reading, package, demand, str)
                )
                kind = StanceKind.ACCEPT if good else StanceKind.REJECT
                commands.append(TakeStance(ProposalId(proposal["id"]), kind, why))
            elif good and rng.random() < LOOKS_AGAIN:
                commands.append(TakeStance(ProposalId(proposal["id"]), StanceKind.ACCEPT))
        return commands

    def _offer(self, reading: Reading, demand: float, rng: Random) -> list[Command]:
        sheet = reading.sheet
        taken = {sheet.row(reading.whole(p)) for p in reading.open}
        rows = [n for n in range(len(sheet)) if sheet.worth[n] >= demand and n not in taken]
        if not rows:
            return []
        self._ids += 1
        package = {IssueId(i): OptionId(o) for i, o in sheet.package(rng.choice(rows)).items()}
        name = ProposalId(f"{self.delegation}-{reading.forum['id']}-{self._ids}")
        return [TableProposal(name, ForumId(reading.forum["id"]), package)]
