"""A scenario as it stands once some forums are agreed: effects of options and linkages applied."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from server.rules.ids import ForumId
from server.rules.state.in_force import modified
from server.rules.written.conditions import (
    Agreed,
    AllOf,
    AnyOf,
    Condition,
    Not,
    NotAgreed,
    Settled,
    forums_of,
)
from server.rules.written.modifiers import Modifier
from server.rules.written.package import Package
from server.rules.written.scenario import Scenario

Agreements = Mapping[ForumId, Package]


def holds_with(
    agreements: Agreements, condition: Condition, ended: Collection[ForumId] = ()
) -> bool:
    """True when the condition holds with exactly these agreements, these forums ended and every
    other one open, no rung reached and no obligation reported."""
    match condition:
        case Agreed(forum):
            return forum in agreements
        case NotAgreed(forum):
            return forum in ended and forum not in agreements
        case Settled(forum, issue, options):
            return agreements.get(forum, {}).get(issue) in options
        case AllOf(parts):
            return all(holds_with(agreements, part, ended) for part in parts)
        case AnyOf(parts):
            return any(holds_with(agreements, part, ended) for part in parts)
        case Not(part):
            return not holds_with(agreements, part, ended)
        case _:
            return False


def modifiers_with(scenario: Scenario, agreements: Agreements) -> list[Modifier]:
    """What the agreements bring: the effects of their options, then the linkages that look at one
    of them and hold."""
    found = [
        modifier
        for forum, package in agreements.items()
        for effect in scenario.forums[forum].effects
        if package.get(effect.issue) == effect.option
        for modifier in effect.modifiers
    ]
    for linkage in scenario.linkages:
        concerned = not forums_of(linkage.when).isdisjoint(agreements)
        if concerned and holds_with(agreements, linkage.when):
            found += linkage.modifiers
    return found


def with_agreed(scenario: Scenario, agreements: Agreements) -> Scenario:
    """The scenario in force with these agreements; without benchmarks."""
    modifiers = modifiers_with(scenario, agreements)
    forums = {
        forum.id: modified(forum, [m for m in modifiers if m.forum == forum.id])
        for forum in scenario.forums.values()
    }
    return replace(scenario, forums=forums, benchmarks={})
