"""Who looks, resolved against the talks: the only thing a projection can ask about its reader."""

from dataclasses import dataclass
from typing import Literal

from server.rules.ids import DelegationId, ForumId, PersonId
from server.rules.seats import (
    AgentView,
    Audience,
    DelegateView,
    DelegationView,
    FacilitatorView,
    PublicView,
)
from server.rules.state.said import Channel
from server.rules.state.talks import Talks

AudienceWord = Literal[
    "delegate", "agent", "delegation", "facilitator", "public", "observer", "none"
]


@dataclass(frozen=True, slots=True)
class Viewer:
    """`everything` is the facilitator; a viewer without a delegation sees what is public."""

    audience: AudienceWord
    delegation: DelegationId | None = None
    person: PersonId | None = None
    everything: bool = False
    plenary: bool = False

    def attends(self, talks: Talks, forum: ForumId) -> bool:
        """True when the viewer sees the forum's inside."""
        if self.everything or talks.forum(forum).open:
            return True
        return self.delegation is not None and talks.forum(forum).attends(self.delegation)

    def reads(self, channel: Channel) -> bool:
        """True when the viewer reads what is said in the channel."""
        if self.everything or (self.delegation is not None and self.delegation in channel.members):
            return True
        return self.plenary and channel.kind == "plenary"


def viewer_of(talks: Talks, audience: Audience) -> Viewer:
    """The reader behind an audience; a person without a seat sees what is public."""
    match audience:
        case FacilitatorView():
            return Viewer("facilitator", everything=True)
        case PublicView(plenary):
            return Viewer("public", plenary=plenary)
        case DelegationView(delegation):
            return Viewer("delegation", delegation=delegation)
        case AgentView(delegation, agent):
            held = talks.agents.get(delegation)
            if held is None or held.agent != agent:
                return Viewer("none")
            return Viewer("agent", delegation=delegation)
        case DelegateView(person):
            seat = talks.seat_of(person)
            if seat is None:
                watches = person in talks.observers
                return Viewer("observer" if watches else "none", person=person, plenary=watches)
            return Viewer("delegate", delegation=seat.delegation, person=person)
