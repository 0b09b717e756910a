"""Inside a delegation: its people, their ballots, its questions to the capital."""

from typing import Literal

from typing_extensions import TypedDict

from server.wire.entities.floor import CrossedLine
from server.wire.entities.words import InnerRoleWord, StanceWord


class MemberEntry(TypedDict):
    """A person of the delegation; `forum` is where a specialist acts for it."""

    person: str
    name: str
    role: InnerRoleWord
    forum: str | None
    present: bool


class TeamEntity(TypedDict):
    """Key `team/DELEGATION`, for the delegation itself and the facilitator."""

    delegation: str
    members: list[MemberEntry]
    decides: Literal["head", "vote"]


class BallotEntry(TypedDict):
    """Where a delegate thinks the delegation should stand."""

    name: str
    role: InnerRoleWord
    stance: StanceWord


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
    forum: str
    delegation: str
    by: str
    reason: str
    asked_at: int
    red_lines: list[CrossedLine]
    state: Literal["pending", "approve", "send_back", "instruct", "overtaken"]
    text: str
    decided_at: int | None
