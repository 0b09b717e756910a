"""A bot under guard: every command is held against its own mandate before it is sent on."""

from collections.abc import Collection
from random import Random

from server.bots.negotiator import Negotiator
from server.bots.reading import View
from server.rules.commands import Command
from server.rules.commands.proposals import AmendProposal, StanceKind, TableProposal, TakeStance
from server.rules.ids import DelegationId
from server.rules.written.forum import Forum
from server.rules.written.package import Package, with_changes


class Watched:
    """Fails the test when the bot proposes or accepts below its walk-away or over a red line."""

    def __init__(self, bot: Negotiator, forum: Forum) -> None:
        self._bot = bot
        self._forum = forum
        self.acted = 0

    def act(
        self, view: View, t: float, rng: Random, floor: Collection[str] | None = None
    ) -> list[Command]:
        commands = self._bot.act(view, t, rng, floor)
        for command in commands:
            self._check(view, command)
        return commands

    def _check(self, view: View, command: Command) -> None:
        match command:
            case TableProposal():
                self._signs(command.package)
            case AmendProposal():
                base: Package = view[f"proposal/{command.amends}"]["package"]
                self._signs(with_changes(base, command.changes))
            case TakeStance(stance=StanceKind.ACCEPT):
                self._signs(view[f"proposal/{command.proposal_id}"]["package"])

    def _signs(self, package: Package) -> None:
        self.acted += 1
        delegation: DelegationId = self._bot.delegation
        mandate = self._forum.mandates[delegation]
        if delegation in self._forum.parties:
            assert mandate.worth_of(package) >= mandate.reservation
            assert not mandate.red_lines_crossed(package)
