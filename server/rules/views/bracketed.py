"""The living negotiating text: settled clauses, and brackets round what is not agreed."""

from typing import Literal

from typing_extensions import TypedDict

from server.rules.commands.proposals import StanceKind
from server.rules.ids import DelegationId, OptionId
from server.rules.state.talks import Proposal, Talks
from server.rules.written.forum import Forum, Issue
from server.rules.written.package import Package

Found = Literal["settled", "agreed", "disputed", "proposed", "open"]


class Bracket(TypedDict):
    """A disputed option of the negotiating text and who proposes it."""

    option: str
    clause: str
    by: list[DelegationId]


class TextEntry(TypedDict):
    """An issue in the negotiating text."""

    issue: str
    status: Found
    option: str | None
    brackets: list[Bracket]


def negotiating_text(talks: Talks, forum: Forum) -> list[TextEntry]:
    """One entry an issue: settled; agreed in substance (one option, and every party behind it);
    disputed (several options on the table); proposed (one, not all behind it); or open."""
    behind = [(p.package, _supporters(p)) for p in talks.open_proposals(forum.id)]
    return [_clause(talks, forum, issue, behind) for issue in forum.issues]


def _clause(
    talks: Talks,
    forum: Forum,
    issue: Issue,
    proposed: list[tuple[Package, set[DelegationId]]],
) -> TextEntry:
    settled = talks.forum_state(forum.id).settled.get(issue.id)
    if settled is not None:
        return {"issue": issue.id, "status": "settled", "option": settled, "brackets": []}
    behind: dict[OptionId, set[DelegationId]] = {}
    for package, supporters in proposed:
        option = package.get(issue.id)
        if option is not None:
            behind.setdefault(option, set()).update(supporters)
    brackets: list[Bracket] = [
        {"option": o.id, "clause": o.clause, "by": _seated(talks, behind[o.id])}
        for o in issue.options
        if o.id in behind
    ]
    if len(brackets) != 1:
        found: Found = "disputed" if brackets else "open"
        return {"issue": issue.id, "status": found, "option": None, "brackets": brackets}
    [only] = behind
    status: Found = "agreed" if behind[only] >= set(forum.parties) else "proposed"
    return {"issue": issue.id, "status": status, "option": only, "brackets": brackets}


def _supporters(proposal: Proposal) -> set[DelegationId]:
    accepting = {d for d, s in proposal.stances.items() if s.stance is StanceKind.ACCEPT}
    return {proposal.by, *proposal.cosponsors} | accepting


def _seated(talks: Talks, delegations: set[DelegationId]) -> list[DelegationId]:
    return [d.id for d in talks.scenario.delegations if d.id in delegations]
