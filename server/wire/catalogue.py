"""Every command of the wire: its name, who sends it, and the model its body must fit.

The models are derived from the command dataclasses, so that no command is described twice.
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from server.rules.commands import DelegateCommand, FacilitatorCommand
from server.rules.ids import KNOWN, NEW
from server.rules.texts import snake_case
from server.service.sent import MoveSeat
from server.wire import values

COMMANDS: Mapping[str, tuple[type, ...]] = {
    "delegate": get_args(DelegateCommand),
    "facilitator": (*get_args(FacilitatorCommand), MoveSeat),
}
"""Who gives which commands; those of the server's own clock are not on the wire."""

PARTS: dict[type[BaseModel], type] = {}
"""The model of a part of a command (one promise of a letter) -> the dataclass that it becomes."""


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


def _marked(kind: Any) -> tuple[Any, tuple[object, ...]]:
    """The kind without what is asked of its sender, and that."""
    marks: tuple[object, ...] = getattr(kind, "__metadata__", ())
    return (kind.__origin__ if marks else kind), marks


def _model(command: type) -> type[BaseModel]:
    hints = get_type_hints(command, include_extras=True)
    made: dict[str, Any] = {}
    for field in fields(command):
        kind, marks = _marked(hints[field.name])
        shape = _shape(kind, new=NEW in marks, name=field.name)
        default: Any = "" if KNOWN in marks else field.default
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


def _entry(command: type, role: str) -> Entry:
    return Entry(snake_case(command), command, frozenset({role}), _model(command))


ENTRIES: Mapping[str, Entry] = {
    snake_case(command): _entry(command, role)
    for role, commands in COMMANDS.items()
    for command in commands
}
"""Wire name -> command, in the order of the protocol."""


def command_schemas() -> dict[str, dict[str, Any]]:
    """JSON Schema of every command's body by wire name."""
    return {name: entry.model.model_json_schema() for name, entry in ENTRIES.items()}
