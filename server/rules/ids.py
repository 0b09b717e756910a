"""Identifiers, each its own type so that one kind is never passed for another."""

from enum import Enum
from typing import NewType

DelegationId = NewType("DelegationId", str)
ForumId = NewType("ForumId", str)
IssueId = NewType("IssueId", str)
OptionId = NewType("OptionId", str)
RoundId = NewType("RoundId", str)
ProposalId = NewType("ProposalId", str)
ChannelId = NewType("ChannelId", str)
MessageId = NewType("MessageId", str)
PersonId = NewType("PersonId", str)
TalksId = NewType("TalksId", str)
ClassroomId = NewType("ClassroomId", str)
CommandId = NewType("CommandId", str)
LinkageId = NewType("LinkageId", str)
InjectId = NewType("InjectId", str)
TrackId = NewType("TrackId", str)
RungId = NewType("RungId", str)
TermId = NewType("TermId", str)
ObligationId = NewType("ObligationId", str)
FlaggedId = NewType("FlaggedId", str)
"""The message or proposal that a facilitator marked."""
LetterId = NewType("LetterId", str)
AgentId = NewType("AgentId", str)
"""One handing of a delegation to a program from outside; its token opens nothing else."""


class Sender(Enum):
    """What a field of a command asks of its sender: `proposal_id: Annotated[ProposalId, NEW]`."""

    NEW = "an id that the sender makes up; every other id names something that exists"
    KNOWN = "it may be left out: the classroom knows it"


NEW, KNOWN = Sender.NEW, Sender.KNOWN

PLENARY = ChannelId("plenary")


def delegation_channel(delegation: DelegationId) -> ChannelId:
    """The channel that only the delegation's own delegates (and the facilitator) read."""
    return ChannelId(f"delegation:{delegation}")


def private_id(chosen: str, by: DelegationId) -> str:
    """The id of something not everybody sees, made from the one its author chose.

    Always with the author's name: two delegations may choose the same id without one learning from
    a refusal that the other, behind closed doors, has used it. Clients cannot send a "~".
    """
    return f"{chosen}~{by}"
