"""Every command of the wire: its name, who sends it, and the model its body must fit.

The models are derived from the command dataclasses, so that no command is described twice.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from server.rules import commands as c
from server.rules.texts import snake_case
from server.service.sent import MoveSeat
from server.wire import values

DELEGATE: tuple[type, ...] = (
    c.TableProposal,
    c.AmendProposal,
    c.Cosponsor,
    c.TakeStance,
    c.BreakSilence,
    c.WithdrawProposal,
    c.Endorse,
    c.HandOver,
    c.CastBallot,
    c.PressStatement,
    c.Say,
    c.OpenChannel,
    c.ReportObligation,
    c.ContestObligation,
    c.DraftSideLetter,
    c.SignSideLetter,
    c.DeclineSideLetter,
    c.DiscloseSideLetter,
    c.SetReady,
    c.AskHelp,
    c.StepOut,
    c.Reflect,
    c.AnswerQuiz,
    c.WritePosition,
)
FACILITATOR: tuple[type, ...] = (
    c.OpenTalks,
    c.Replan,
    c.Start,
    c.Pause,
    c.Resume,
    c.Extend,
    c.Advance,
    c.StepBack,
    c.AssignSeat,
    c.SeatObserver,
    MoveSeat,
    c.SwapSeats,
    c.ReleaseSeat,
    c.LockSeats,
    c.SetInnerRole,
    c.SeatBot,
    c.UnseatBot,
    c.SetPolicy,
    c.Announce,
    c.Message,
    c.CloseHelp,
    c.Flag,
    c.Unflag,
    c.RecordAgreement,
    c.VoidAgreement,
    c.Inject,
    c.WriteInject,
    c.UndoInject,
    c.SettleObligation,
    c.Capital,
    c.RollBack,
    c.Reveal,
    c.Conclude,
    c.Archive,
)
NOT_ON_THE_WIRE: tuple[type, ...] = (c.Expire,)
"""Only the server's own clock gives these."""

NEW_IDS = {
    (c.WriteInject, "inject"),
    (c.TableProposal, "proposal_id"),
    (c.AmendProposal, "proposal_id"),
    (c.Say, "message_id"),
    (c.PressStatement, "message_id"),
    (c.OpenChannel, "channel_id"),
    (c.DraftSideLetter, "letter_id"),
}
"""Ids that the client makes up; every other id names something that exists."""

PARTS: dict[type[BaseModel], type] = {}
"""The model of a part of a command (one promise of a letter) -> the dataclass that it becomes."""

OPTIONAL: dict[tuple[type, str], object] = {
    (c.AssignSeat, "name"): "",
    (c.SeatObserver, "name"): "",
}
"""Fields the wire may leave out although the command has them: the classroom knows the name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One command of the wire."""

    name: str
    command: type
    roles: frozenset[str]
    model: type[BaseModel]


def _shape(kind: Any, *, new: bool = False, name: str = "") -> Any:
    """The wire's annotation for the annotation of a command's field."""
    if hasattr(kind, "__supertype__"):
        return values.NewId if new else values.Reference
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return Annotated[kind, Field(strict=False)]
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        some = [_shape(k) for k in inside if k is not NoneType]
        return Union[*some, None] if NoneType in inside else Union[*some]
    if origin is tuple:
        items: Any = _shape(inside[0])
        return Annotated[list[items], Field(max_length=values.MAX_ENTRIES)]
    if origin is Mapping:
        policies = inside[1] == str | bool | int
        inner: Any = values.PolicyValue if policies else _shape(inside[1])
        return Annotated[dict[values.Reference, inner], Field(max_length=values.MAX_ENTRIES)]
    if kind is str:
        return values.Name if name in ("name", "title") else values.Text
    if kind is int:
        return values.Integer
    if is_dataclass(kind) and isinstance(kind, type):
        return _part(kind)
    return kind


def _part(kind: type) -> type[BaseModel]:
    """The model of a dataclass that commands hold, made once."""
    found = next((model for model, part in PARTS.items() if part is kind), None)
    if found is None:
        found = _model(kind)
        PARTS[found] = kind
    return found


def part(kind: type) -> type[BaseModel]:
    """The model of a dataclass that some command holds: `part(Modifier)`."""
    return next(model for model, known in PARTS.items() if known is kind)


def _model(command: type) -> type[BaseModel]:
    hints = get_type_hints(command)
    made: dict[str, Any] = {}
    for field in fields(command):
        shape = _shape(hints[field.name], new=(command, field.name) in NEW_IDS, name=field.name)
        default: Any = OPTIONAL.get((command, field.name), field.default)
        if field.default_factory is not MISSING:
            default = Field(default_factory=field.default_factory)
        elif default is MISSING:
            default = Field()
        if field.name == "with_":
            shape = Annotated[shape, Field(alias="with")]
        made[field.name] = (shape, default)
    return create_model(
        command.__name__,
        __config__=ConfigDict(strict=True, extra="forbid", defer_build=True),
        __doc__=command.__doc__,
        **made,
    )


def _entries() -> dict[str, Entry]:
    entries = {}
    for role, commands in (("delegate", DELEGATE), ("facilitator", FACILITATOR)):
        for command in commands:
            if not is_dataclass(command):
                raise TypeError(command)
            name = snake_case(command)
            entries[name] = Entry(name, command, frozenset({role}), _model(command))
    return entries


ENTRIES: Mapping[str, Entry] = _entries()
"""Wire name -> command, in the order of the protocol."""


def command_schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema of every command's body by wire name."""
    return {name: entry.model.model_json_schema() for name, entry in ENTRIES.items()}
