"""Rules of procedure in one plain sentence."""

from collections.abc import Iterable

from server.rules.ids import DelegationId
from server.rules.written.forum import Forum
from server.rules.written.scenario import Scenario


def names(scenario: Scenario, delegations: Iterable[DelegationId]) -> str:
    """Short names in seating order: "USA", "USA and ROK", "USA, China and ROK"."""
    wanted = set(delegations)
    found = [d.short for d in scenario.delegations if d.id in wanted]
    return " and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else "".join(found)


def rule_text(scenario: Scenario, forum: Forum) -> str:
    """The adoption rule in one sentence."""
    rule, parties = forum.rule, len(forum.parties)
    if rule.at_least >= parties or set(rule.all_of) >= set(forum.parties):
        text = "Both parties must accept" if parties == 2 else f"All {parties} parties must accept"
    else:
        text = f"{rule.at_least} of {parties} parties must accept"
        if rule.all_of:
            text += f", {names(scenario, rule.all_of)} among them"
    if rule.veto:
        text += f"; a rejection by {names(scenario, rule.veto)} blocks"
    if rule.chair_breaks_ties and forum.chair:
        text += f"; one short, the chair ({names(scenario, [forum.chair])}) decides"
    if rule.silence_seconds:
        text += f"; then {rule.silence_seconds} seconds of silence adopt it"
    return f"{text}."
