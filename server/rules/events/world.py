"""Events of the world round the table: linkages, injects and the ladder."""

from dataclasses import dataclass

from server.rules.ids import DelegationId, InjectId, LinkageId, RungId
from server.rules.written.modifiers import Modifier


@dataclass(frozen=True, slots=True)
class LinkageTriggered:
    """The linkage's condition holds: its modifiers are in force."""

    linkage: LinkageId


@dataclass(frozen=True, slots=True)
class LinkageLifted:
    """The linkage's condition holds no more."""

    linkage: LinkageId


@dataclass(frozen=True, slots=True)
class InjectFired:
    """Something happened outside. `to` is empty for everybody; `why` is facilitator, clock or
    condition; `written` is true for one that the facilitator wrote."""

    inject: InjectId
    to: tuple[DelegationId, ...]
    date: str
    title: str
    story: str
    modifiers: tuple[Modifier, ...]
    why: str
    written: bool = False


@dataclass(frozen=True, slots=True)
class InjectUndone:
    """The facilitator took the inject back; its modifiers are in force no more. `to` as fired."""

    inject: InjectId
    reason: str
    to: tuple[DelegationId, ...] = ()


@dataclass(frozen=True, slots=True)
class RungReached:
    """A rung of the ladder was reached."""

    rung: RungId


@dataclass(frozen=True, slots=True)
class RungLost:
    """What carried the rung is gone: an agreement was voided, or a track rose again."""

    rung: RungId


Event = LinkageTriggered | LinkageLifted | InjectFired | InjectUndone | RungReached | RungLost
