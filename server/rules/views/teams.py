"""Entities inside a delegation: `team/ID`, `ballots/PROPOSAL/ID` and `approval/PROPOSAL/ID`.

Each is for the delegation ID itself and for the facilitator; nobody else learns that it is there.
"""

from typing import Literal

from typing_extensions import TypedDict

from server.rules.commands.proposals import StanceKind
from server.rules.commands.teams import CapitalDecision
from server.rules.ids import DelegationId, ProposalId
from server.rules.moves.teams import ballots_of
from server.rules.seats import InnerRole
from server.rules.state.talks import Approval, Proposal, Talks
from server.rules.views.floor import CrossedLine, crossed_lines
from server.rules.views.frame import Frame
from server.rules.views.viewer import Viewer
from server.rules.written.policies import TeamPolicy


class MemberEntry(TypedDict):
    """A person of the delegation; `forum` is where a specialist acts for it."""

    person: str
    name: str
    role: InnerRole
    forum: str | None
    present: bool


class TeamEntity(TypedDict):
    """Key `team/DELEGATION`, for the delegation itself and the facilitator."""

    delegation: str
    members: list[MemberEntry]
    decides: TeamPolicy


class BallotEntry(TypedDict):
    """Where a delegate thinks the delegation should stand."""

    name: str
    role: InnerRole
    stance: StanceKind


class BallotsEntity(TypedDict):
    """Key `ballots/PROPOSAL/DELEGATION`, for the delegation itself and the facilitator. `needed`
    ballots for one stance are a majority of those `seated`."""

    proposal: str
    delegation: str
    ballots: list[BallotEntry]
    seated: int
    needed: int


class ApprovalEntity(TypedDict):
    """Key `approval/PROPOSAL/DELEGATION`, for the delegation itself and the facilitator: a question
    to the capital, and its answer; `overtaken` when the proposal closed before there was one."""

    proposal: str
    number: int
    label: str
    forum: str
    delegation: str
    by: str
    reason: str
    asked_at: int
    red_lines: list[CrossedLine]
    state: CapitalDecision | Literal["pending", "overtaken"]
    text: str
    decided_at: int | None


def _is_inside(viewer: Viewer, delegation: DelegationId) -> bool:
    return viewer.everything or viewer.delegation == delegation


def team_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """The own delegation; every delegation for the facilitator."""
    return [str(d.id) for d in talks.scenario.delegations if _is_inside(viewer, d.id)]


def team_entity(frame: Frame, viewer: Viewer, key: str) -> TeamEntity | None:
    """Who is who in the delegation, for whom they act, and who decides."""
    talks, delegation = frame.talks, DelegationId(key)
    if not _is_inside(viewer, delegation):
        return None
    return {
        "delegation": key,
        "members": [
            {
                "person": seat.person,
                "name": seat.name,
                "role": seat.inner_role,
                "forum": seat.forum,
                "present": seat.person in frame.present,
            }
            for seat in talks.delegates_of(delegation)
        ],
        "decides": talks.policies.team_decides,
    }


def ballot_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """A key for each proposal of which the delegation's people cast a ballot."""
    return [
        f"{proposal}/{delegation}"
        for proposal, cast in talks.ballots.items()
        for delegation in dict.fromkeys(b.delegation for b in cast.values())
        if _is_inside(viewer, delegation)
    ]


def ballot_entity(frame: Frame, viewer: Viewer, key: str) -> BallotsEntity | None:
    """The ballots of those who sit in the delegation, head first."""
    talks = frame.talks
    proposal_id, delegation = _parts(key)
    cast = talks.ballots.get(proposal_id)
    if cast is None or not _is_inside(viewer, delegation):
        return None
    if all(b.delegation != delegation for b in cast.values()):
        return None
    counted = ballots_of(talks, delegation, proposal_id)
    seated = len(talks.delegates_of(delegation))
    return {
        "proposal": proposal_id,
        "delegation": delegation,
        "ballots": [
            {"name": talks.seats[person].name, "role": talks.seats[person].inner_role, "stance": s}
            for person, s in counted.items()
        ],
        "seated": seated,
        "needed": seated // 2 + 1,
    }


def approval_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """A key for each question to a capital that the viewer may know of."""
    return [f"{p}/{d}" for p, d in talks.approvals if _is_inside(viewer, d)]


def approval_entity(frame: Frame, viewer: Viewer, key: str) -> ApprovalEntity | None:
    """A question to the capital, the lines it is about, and the answer."""
    talks = frame.talks
    proposal_id, delegation = _parts(key)
    asked = talks.approvals.get((proposal_id, delegation))
    if asked is None or not _is_inside(viewer, delegation):
        return None
    proposal = talks.proposals[proposal_id]
    seat, agent = talks.seat_of(asked.person), talks.agents.get(delegation)
    return {
        "proposal": proposal_id,
        "number": proposal.number,
        "label": talks.label(proposal),
        "forum": proposal.forum,
        "delegation": delegation,
        "by": seat.name if seat else agent.label if agent else "",
        "reason": asked.reason,
        "asked_at": asked.asked_at,
        "red_lines": crossed_lines(talks, proposal, delegation),
        "state": _state(asked, proposal),
        "text": asked.text,
        "decided_at": asked.decided_at,
    }


def _state(
    asked: Approval, proposal: Proposal
) -> CapitalDecision | Literal["pending", "overtaken"]:
    """What the capital said; `pending`; or `overtaken` when the proposal closed before it spoke."""
    if asked.decision is not None:
        return asked.decision
    return "pending" if proposal.is_open else "overtaken"


def _parts(key: str) -> tuple[ProposalId, DelegationId]:
    proposal, _, delegation = key.rpartition("/")
    return ProposalId(proposal), DelegationId(delegation)
