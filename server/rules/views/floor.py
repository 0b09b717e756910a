"""Entities of the floor: `proposal/ID`, `channel/ID` and `message/ID`."""

from collections.abc import Iterable, Mapping
from typing import Literal, NotRequired

from typing_extensions import TypedDict

from server.rules.commands.proposals import StanceKind
from server.rules.ids import ChannelId, DelegationId, IssueId, MessageId, OptionId, ProposalId
from server.rules.state.said import Channel, ChannelKind, Said, SaidKind
from server.rules.state.talks import Proposal, ProposalState, Talks
from server.rules.state.versions import cost_of, crossed_by, decides, sealed
from server.rules.views.frame import Frame
from server.rules.views.questions import AnsweredEntry, AskedEntry, answered_entry, asked_entry
from server.rules.views.viewer import Viewer
from server.rules.written.forum import Forum, Issue
from server.rules.written.mandate import Mandate
from server.rules.written.package import Package
from server.rules.written.procedure import names


class StanceEntry(TypedDict):
    """Where a party stands."""

    stance: StanceKind
    reason: str
    at: int


class CrossedLine(TypedDict):
    """A red line of the viewer's that the package crosses."""

    issue: str
    option: str
    why: str
    cost: int


class OwnPart(TypedDict):
    """What a proposal is to the viewer's delegation."""

    worth: int | None
    cost: int
    red_lines: list[CrossedLine]


class ProposalEntity(TypedDict):
    """Key `proposal/ID`. `label` is what people call it ("D-5"). `worth`, `cost` (of the red lines
    it crosses), `red_lines`, `decides` and `version` are the viewer's own; `decides` when its
    acceptance is the one still needed."""

    id: str
    number: int
    label: str
    forum: str
    by: str
    package: dict[IssueId, OptionId]
    complete: bool
    amends: str | None
    changes: dict[IssueId, OptionId | None] | None
    cosponsors: list[str]
    note: str
    state: ProposalState
    lapse_why: str
    stances: dict[DelegationId, StanceEntry]
    silence_ends_at: int | None
    may_break: list[DelegationId]
    at: int
    accepts: int
    of: int
    missing: list[DelegationId]
    needs: str
    worth: int | None
    cost: int
    red_lines: list[CrossedLine]
    decides: bool
    version: str


class ChannelEntity(TypedDict):
    """Key `channel/ID`. `reads` says whether the viewer may read what is said there."""

    id: str
    kind: ChannelKind
    members: list[str]
    readers: list[str]
    readers_text: str
    member: bool
    reads: bool
    muted: bool


class MessageEntity(TypedDict):
    """Key `message/ID`. `by` null is the facilitator. A `press` statement is for everybody; the
    text of `hand_over` is the name of the new head, `name` that of the old one."""

    id: str
    channel: str
    by: str | None
    name: str
    text: str
    at: int
    kind: SaidKind | Literal["announce"]
    question: NotRequired[AskedEntry]
    answer: NotRequired[AnsweredEntry]


def proposal_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """The proposals of the forums the viewer sees into."""
    return [str(p.id) for p in talks.proposals.values() if viewer.attends(talks, p.forum)]


def proposal_entity(frame: Frame, viewer: Viewer, key: str) -> ProposalEntity | None:
    """A proposal, with its worth to the viewer in hundredths of a point."""
    talks = frame.talks
    proposal = talks.proposals.get(ProposalId(key))
    if proposal is None or not viewer.attends(talks, proposal.forum):
        return None
    common = frame.shared("proposal", key, lambda: _proposal(talks, proposal))
    if viewer.delegation is None:
        return common
    mandate = talks.forum(proposal.forum).mandates.get(viewer.delegation)
    if mandate is None:
        return common
    mine_to = viewer.delegation
    # A package never changes: what it is worth is kept when only the stances on it move.
    mine = frame.shared("worth", key, lambda: _worth(talks, proposal, mandate, mine_to), mine_to)
    return frame.shared(
        "proposal", key, lambda: _owned(talks, proposal, common, mine, mine_to), mine_to
    )


def _worth(talks: Talks, proposal: Proposal, mandate: Mandate, to: DelegationId) -> OwnPart:
    """The part of a proposal that is the viewer's own."""
    whole = {**talks.forum_state(proposal.forum).settled, **proposal.package}
    return {
        "worth": mandate.worth_of(whole),
        "cost": cost_of(talks, proposal, to),
        "red_lines": crossed_lines(talks, proposal, to),
    }


def crossed_lines(talks: Talks, proposal: Proposal, delegation: DelegationId) -> list[CrossedLine]:
    """The delegation's red lines that an agreement on the proposal would cross."""
    return [
        {"issue": line.issue, "option": line.option, "why": line.why, "cost": line.cost}
        for line in crossed_by(talks, proposal, delegation)
    ]


def _owned(
    talks: Talks, proposal: Proposal, common: ProposalEntity, mine: OwnPart, to: DelegationId
) -> ProposalEntity:
    last = decides(talks, proposal, to)
    seal = sealed(proposal, mine["worth"], mine["cost"], last)
    return {**common, **mine, "decides": last, "version": seal}


def _proposal(talks: Talks, proposal: Proposal) -> ProposalEntity:
    forum = talks.forum(proposal.forum)
    accepting = {d for d, s in proposal.stances.items() if s.stance is StanceKind.ACCEPT}
    missing = [d for d in forum.parties if d not in accepting]
    return {
        "id": proposal.id,
        "number": proposal.number,
        "label": talks.label(proposal),
        "forum": proposal.forum,
        "by": proposal.by,
        "package": _in_order(talks, proposal, proposal.package),
        "complete": forum.is_complete({**talks.forum_state(forum.id).settled, **proposal.package}),
        "amends": proposal.amends,
        "changes": None if proposal.changes is None else _changes(proposal.changes, forum.issues),
        "cosponsors": list(proposal.cosponsors),
        "note": proposal.note,
        "state": proposal.state,
        "lapse_why": proposal.why,
        "stances": {
            d: {"stance": s.stance, "reason": s.reason, "at": s.at}
            for d in forum.parties
            if (s := proposal.stances.get(d)) is not None
        },
        "silence_ends_at": proposal.silence_ends_at,
        "may_break": _may_break(proposal, forum),
        "at": proposal.at,
        "accepts": len(accepting),
        "of": len(forum.parties),
        "missing": missing,
        "needs": _needs(talks, missing),
        "worth": None,
        "cost": 0,
        "red_lines": [],
        "decides": False,
        "version": sealed(proposal),
    }


def _may_break(proposal: Proposal, forum: Forum) -> list[DelegationId]:
    """The parties that have not broken silence on it yet; nobody while no silence runs."""
    if proposal.state is not ProposalState.SILENCE:
        return []
    return [d for d in forum.parties if d not in proposal.broken_by]


def _in_order(talks: Talks, proposal: Proposal, package: Package) -> dict[IssueId, OptionId]:
    issues = talks.forum(proposal.forum).issues
    return {i.id: package[i.id] for i in issues if i.id in package}


def _changes(
    changes: Mapping[IssueId, OptionId | None], issues: Iterable[Issue]
) -> dict[IssueId, OptionId | None]:
    return {i.id: changes[i.id] for i in issues if i.id in changes}


def _needs(talks: Talks, missing: list[DelegationId]) -> str:
    return f"Not yet accepted by {names(talks.scenario, missing)}." if missing else ""


def channel_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """The channels the viewer knows of."""
    return [str(c.id) for c in talks.channels.values() if _knows(talks, viewer, c)]


def _knows(talks: Talks, viewer: Viewer, channel: Channel) -> bool:
    if viewer.reads(channel):
        return True
    listed = talks.policies.list_channels or "channels" in talks.revealed
    return listed and viewer.delegation is not None and channel.kind == "caucus"


def channel_entity(frame: Frame, viewer: Viewer, key: str) -> ChannelEntity | None:
    """A channel, and who reads it."""
    talks = frame.talks
    channel = talks.channels.get(ChannelId(key))
    if channel is None or not _knows(talks, viewer, channel):
        return None
    reads = _reads(talks, viewer, channel)
    readers = names(talks.scenario, channel.members)
    return {
        "id": channel.id,
        "kind": channel.kind,
        "members": list(channel.members),
        "readers": [*channel.members, "facilitator"],
        "readers_text": f"{readers} and the facilitator can read this.",
        "member": viewer.delegation in channel.members,
        "reads": reads,
        "muted": False,
    }


def _reads(talks: Talks, viewer: Viewer, channel: Channel) -> bool:
    laid_open = "channels" in talks.revealed and viewer.delegation is not None
    return viewer.reads(channel) or (laid_open and channel.kind == "caucus")


def message_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """The messages the viewer reads."""
    reads = {c.id for c in talks.channels.values() if _reads(talks, viewer, c)}
    return [str(m.id) for m in talks.messages.values() if m.channel in reads or _is_public(m)]


def _is_public(said: Said) -> bool:
    """True for what even those read who do not hear the plenary: announcements, and the press."""
    return said.by is None or said.kind == "press"


def message_entity(frame: Frame, viewer: Viewer, key: str) -> MessageEntity | None:
    """A message in a channel the viewer reads."""
    talks = frame.talks
    said = talks.messages.get(MessageId(key))
    if said is None:
        return None
    channel = talks.channels[said.channel]
    if not _is_public(said) and not _reads(talks, viewer, channel):
        return None
    return frame.fleeting("message", key, lambda: _message(said))


def _message(said: Said) -> MessageEntity:
    entity: MessageEntity = {
        "id": said.id,
        "channel": said.channel,
        "by": said.by,
        "name": said.name,
        "text": said.text,
        "at": said.at,
        "kind": "announce" if said.by is None else said.kind,
    }
    if said.question is not None:
        entity["question"] = asked_entry(said.question)
    if said.answer is not None:
        entity["answer"] = answered_entry(said.answer)
    return entity
