"""The command of a closing plenary: what becomes of the agreements that the groups report."""

from dataclasses import dataclass
from enum import StrEnum

from server.rules.ids import ForumId


class EndorsementKind(StrEnum):
    """Whether the plenary takes an agreement into its document."""

    ENDORSE = "endorse"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, slots=True)
class Endorse:
    """Say whether the plenary endorses the forum's agreement or sets it aside; may change."""

    forum: ForumId
    stance: EndorsementKind
    reason: str = ""


DelegateCommand = Endorse
