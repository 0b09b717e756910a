"""The table of the API's calls: the router and the OpenAPI document are both made from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from flask.typing import ResponseReturnValue
from pydantic import BaseModel

FACILITATOR = "facilitator"
"""`who` of the calls that only a facilitator can make."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query parameter with its JSON Schema."""

    name: str
    meaning: str
    schema: Mapping[str, object]


def whole(name: str, meaning: str, most: int) -> Query:
    """A query parameter that is a whole number from 0, its default, to `most`."""
    return Query(name, meaning, {"type": "integer", "minimum": 0, "maximum": most, "default": 0})


def words(name: str, meaning: str, most: int) -> Query:
    """A query parameter of at most so many characters; left out it is empty."""
    return Query(name, meaning, {"type": "string", "maxLength": most})


@dataclass(frozen=True, slots=True)
class Route:
    """One call. `who` is for people; `answers` gives a model, or a media type
    or several, by status."""

    method: str
    path: str
    view: Callable[..., ResponseReturnValue]
    summary: str
    who: str
    answers: Mapping[int, type[BaseModel] | str | tuple[str, ...] | None]
    body: type[BaseModel] | None = None
    query: tuple[Query, ...] = field(default=())
    takes_key: bool = False
    """True when the header Idempotency-Key makes the call safe to send twice."""

    @property
    def name(self) -> str:
        """The operation's id."""
        return self.view.__name__

    @property
    def is_open(self) -> bool:
        """True when no token is needed."""
        return self.who == "anyone"

    @property
    def openapi_path(self) -> str:
        """The path as OpenAPI writes it: `/talks/{talks_id}/view`."""
        return self.path.replace("<", "{").replace(">", "}")

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names in the path."""
        return tuple(p.split(">")[0] for p in self.path.split("<")[1:])
