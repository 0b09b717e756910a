"""The event of a closing plenary."""

from dataclasses import dataclass

from server.rules.commands.plenary import EndorsementKind
from server.rules.ids import DelegationId, ForumId


@dataclass(frozen=True, slots=True)
class Endorsed:
    """A party of the plenary said what becomes of the forum's agreement."""

    forum: ForumId
    by: DelegationId
    stance: EndorsementKind
    reason: str


Event = Endorsed
