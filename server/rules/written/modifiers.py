"""Modifiers: data-driven changes that linkages, injects, rungs, agreements and deeds bring."""

from dataclasses import dataclass
from enum import StrEnum

from server.rules.ids import DelegationId, ForumId, IssueId, OptionId, TrackId


class ModifierKind(StrEnum):
    """What a modifier changes; which of its fields count follows from the kind."""

    WEIGHT = "weight"
    VALUE = "value"
    RESERVATION = "reservation"
    RED_LINE = "red_line"
    NO_RED_LINE = "no_red_line"
    BAR = "bar"
    OPEN = "open"
    TRACK = "track"
    SCORE = "score"
    CLOCK = "clock"
    RULE = "rule"


OF_A_MANDATE = frozenset(
    {
        ModifierKind.WEIGHT,
        ModifierKind.VALUE,
        ModifierKind.RESERVATION,
        ModifierKind.RED_LINE,
        ModifierKind.NO_RED_LINE,
    }
)
"""Kinds that change one delegation's mandate, and that nobody else may learn of."""


@dataclass(frozen=True, slots=True)
class Modifier:
    """One change.

    weight: `amount` points are taken from the forum's other issues, in proportion; value: percent
    points of an option; reservation: `amount` hundredths; red_line, no_red_line: an option,
    `amount` hundredths as the cost; bar, open: an option, for everybody; track: steps; score:
    hundredths of the delegation's total; clock: seconds of the running phase; rule: how many
    parties must accept. `why` is one sentence for those concerned.
    """

    kind: ModifierKind
    delegation: DelegationId | None = None
    forum: ForumId | None = None
    issue: IssueId | None = None
    option: OptionId | None = None
    track: TrackId | None = None
    amount: int = 0
    why: str = ""

    @property
    def is_private(self) -> bool:
        """True when only the delegation itself, and who sees everything, may know of it."""
        return self.kind in OF_A_MANDATE or self.kind is ModifierKind.SCORE

    @property
    def is_of_a_forum(self) -> bool:
        """True when the forum, or a mandate in it, is another one afterwards."""
        return self.forum is not None
