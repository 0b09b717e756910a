"""Commands that bring in the world outside."""

from dataclasses import dataclass
from typing import Annotated

from server.rules.ids import NEW, DelegationId, InjectId
from server.rules.written.modifiers import Modifier


@dataclass(frozen=True, slots=True)
class Inject:
    """Fire an inject of the scenario; `to` narrows it to some delegations."""

    inject: InjectId
    to: tuple[DelegationId, ...] = ()


@dataclass(frozen=True, slots=True)
class WriteInject:
    """Fire an inject of one's own making, to all or to some delegations."""

    inject: Annotated[InjectId, NEW]
    title: str
    story: str
    to: tuple[DelegationId, ...] = ()
    modifiers: tuple[Modifier, ...] = ()


@dataclass(frozen=True, slots=True)
class UndoInject:
    """Take an inject back."""

    inject: InjectId
    reason: str = ""


FacilitatorCommand = Inject | WriteInject | UndoInject
