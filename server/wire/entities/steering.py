"""What the facilitator did with the talks, and marked for the debrief."""

from typing import Literal

from typing_extensions import TypedDict


class SteeringEntity(TypedDict):
    """Key `steering/N`: what the facilitator did with the talks. `round` (from 1) and `phase` are
    those after it; `seconds` of an extension; what concerns a closed forum is told inside it."""

    id: str
    kind: Literal[
        "paused",
        "resumed",
        "extended",
        "advanced",
        "stepped_back",
        "rolled_back",
        "recorded",
        "voided",
        "concluded",
    ]
    at: int
    round: int
    phase: Literal["briefing", "negotiation", "result"] | None
    forum: str | None
    seconds: int
    reason: str


class FlagEntity(TypedDict):
    """Key `flag/message/ID` or `flag/proposal/ID`, for facilitators: a mark for the debrief."""

    kind: Literal["message", "proposal"]
    ref: str
    note: str
    by: str
    at: int
