"""The six-party talks with every forum open at once, driven by the facilitator alone."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from immutables import Map

from server.rules.commands.ledger import Settlement, SettleObligation
from server.rules.commands.life import OpenTalks
from server.rules.commands.proposals import RecordAgreement
from server.rules.commands.schedule import Advance, Start
from server.rules.ids import ForumId, IssueId, OptionId, RoundId, TalksId
from server.rules.state.in_force import track_values
from server.rules.state.scoring import total
from server.rules.state.talks import Talks
from server.rules.written.modifiers import OF_A_MANDATE, Modifier, ModifierKind
from server.rules.written.scenario import Preset, Round, Scenario
from tests.rules.negotiation import FACILITATOR, Table, calibrate

Wanted = Mapping[str, Mapping[str, str]]
"""Forum -> issue -> option; what is left out is as it was in history."""


@dataclass(frozen=True)
class Steps:
    """What the facilitator does: agreements in order, obligations settled as kept or broken, and
    whether the round then ends, so that the other forums fail."""

    agreed: Wanted
    kept: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    ended: bool = False


def conference(scenario: Scenario) -> Table:
    """Talks whose one round has every forum open."""
    forums = tuple(scenario.forums)
    round_ = Round(RoundId("all"), "All", forums, 60, 600, 60)
    base = replace(scenario, presets=(Preset("all", "All", (round_,)),))
    table = Table(Talks.new(TalksId("t1"), 1, base, calibrate))
    table.ok(FACILITATOR, OpenTalks("all", policies={}), Start(), Advance())
    return table


def play(scenario: Scenario, steps: Steps) -> Talks:
    """The talks after the steps."""
    table = conference(scenario)
    for name, wanted in steps.agreed.items():
        table.ok(FACILITATOR, RecordAgreement(ForumId(name), filled(scenario, name, wanted)))
    for deed, settlement in (
        *((k, Settlement.KEPT) for k in steps.kept),
        *((b, Settlement.BROKEN) for b in steps.broken),
    ):
        obligation = next(o for o in table.talks.obligations if o == deed)
        table.ok(FACILITATOR, SettleObligation(obligation, settlement))
    if steps.ended:
        table.ok(FACILITATOR, Advance())
    return table.talks


def filled(scenario: Scenario, name: str, wanted: Mapping[str, str]) -> Map[IssueId, OptionId]:
    """A whole package: the wanted options, and the record's for the rest."""
    forum = scenario.forums[ForumId(name)]
    assert wanted.keys() <= {i.id for i in forum.issues}, (name, wanted)
    return Map(
        {
            issue.id: OptionId(wanted[issue.id])
            if issue.id in wanted
            else next(o.id for o in issue.options if o.record)
            for issue in forum.issues
        }
    )


def differs(one: Talks, other: Talks, modifier: Modifier) -> bool:
    """True when what the modifier changes is not the same in both."""
    return _looked_at(one, modifier) != _looked_at(other, modifier)


def _looked_at(talks: Talks, modifier: Modifier) -> object:
    match modifier.kind:
        case ModifierKind.TRACK if modifier.track is not None:
            return track_values(talks)[modifier.track]
        case ModifierKind.SCORE if modifier.delegation is not None:
            return total(talks, modifier.delegation).total
        case ModifierKind.CLOCK:
            return talks.phase_ends_at
        case kind if kind in OF_A_MANDATE and modifier.forum and modifier.delegation:
            return talks.forum(modifier.forum).mandates[modifier.delegation]
        case _:
            assert modifier.forum is not None
            forum = talks.forum(modifier.forum)
            return set(forum.barred), forum.rule
