"""Real views of a forum whose negotiation has just begun, one for each delegation."""

from typing import Any

from server.bots.table import SimulatedTable
from server.bots.window import View
from server.rules.commands import Command
from server.rules.ids import DelegationId
from server.rules.state.talks import Phase
from server.rules.written.forum import Forum
from tests.analysis.forums import scenario_of


class Nobody:
    """A player who does nothing."""

    def act(self, *_: Any) -> list[Command]:
        return []


def table_of(forum: Forum, talks_id: str = "t") -> SimulatedTable:
    """A table that negotiates this forum, played by nobody."""
    scenario = scenario_of(forum)
    players = {d.id: Nobody() for d in scenario.delegations}
    table = SimulatedTable(talks_id, scenario, lambda s, _: s, players)
    table.begin("all", "standard", "balanced", 0)
    assert table.talks.phase is Phase.NEGOTIATION
    return table


def views_of(forum: Forum, talks_id: str = "t") -> dict[DelegationId, View]:
    """Each delegation's view."""
    table = table_of(forum, talks_id)
    return {d: table.view(d) for d in forum.mandates}
