"""What the facilitator did with the talks."""

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
