"""Policies: the facilitator's choices, each one sentence long."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum


class ScorePolicy(StrEnum):
    """When delegates see others' scores and the joint gain."""

    HIDDEN = "hidden"
    ROUND_END = "round_end"
    LIVE = "live"
    DEBRIEF = "debrief"


class ComparePolicy(StrEnum):
    """How the projector names the tables whose results it compares, if it compares them."""

    OFF = "off"
    MASKED = "masked"
    NAMED = "named"


class QuizPolicy(StrEnum):
    """Whether delegates are asked about their mandate before a round."""

    OFF = "off"
    OFFERED = "offered"
    GATE = "gate"


class TeamPolicy(StrEnum):
    """Who decides where a delegation of several people stands."""

    HEAD = "head"
    VOTE = "vote"


class NamePolicy(StrEnum):
    """Who takes a seat under a name that the class knows already."""

    FIRST_COME = "first_come"
    ADMIT = "admit"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Policies:
    """Defaults are the reference lesson's."""

    scores: ScorePolicy = ScorePolicy.DEBRIEF
    early_end: bool = True
    list_channels: bool = False
    anyone_acts: bool = False
    compare: ComparePolicy = ComparePolicy.MASKED
    quiz: QuizPolicy = QuizPolicy.OFFERED
    team_decides: TeamPolicy = TeamPolicy.HEAD
    capital_approval: bool = False
    roster_names: NamePolicy = NamePolicy.FIRST_COME
    briefing_waits: bool = False
    opens_at_end: bool = False

    def changed(self, changes: Mapping[str, str | bool | int]) -> "Policies | None":
        """The policies after the changes, or None when a name or value is unknown."""
        kinds = {f.name: type(getattr(self, f.name)) for f in fields(self)}
        laid: dict[str, object] = {}
        for name, value in changes.items():
            kind = kinds.get(name, object)
            if issubclass(kind, StrEnum) and value in tuple(kind):
                laid[name] = kind(value)
            elif kind is bool and isinstance(value, bool):
                laid[name] = value
            else:
                return None
        return replace(self, **laid)  # type: ignore[arg-type]  # names and types checked above


OF_CLASS = frozenset({"roster_names"})
"""What no table decides: who may join is asked before there is one."""


SENTENCES: Mapping[str, str] = {
    "scores": "When delegates see others' scores and the share of the joint gain.",
    "early_end": "A phase ends early when every delegation present is ready.",
    "list_channels": "Everybody sees which caucuses exist, not what is said in them.",
    "anyone_acts": "Every delegate, not only the head, acts for the delegation.",
    "compare": "Comparison of the tables on the projector, once scores are shown.",
    "quiz": "A short quiz on the own mandate before each round.",
    "team_decides": "Who decides where a delegation of several people stands.",
    "capital_approval": "Accepting across a red line needs the capital's approval: yours.",
    "roster_names": "Who may take the seat of a name on the roster.",
    "briefing_waits": "A briefing has no clock: it lasts until all delegations present are ready.",
    "opens_at_end": "When the talks end, every card of the debrief turns by itself.",
}
