"""Bodies of the HTTP API, in and out: validation and OpenAPI come from the same models."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from server.service.making import MAX_TABLES
from server.web.classes.roster import MAX_LINES
from server.wire.values import MAX_ID, Integer, Name, PersonName, PolicyValue, Reference, Text


class Incoming(BaseModel):
    """A body that clients send: nothing is guessed, nothing unknown is taken."""

    model_config = ConfigDict(strict=True, extra="forbid", defer_build=True)


class Outgoing(BaseModel):
    """A body that the server sends; more fields may be added in time."""

    model_config = ConfigDict(extra="allow", defer_build=True)


class RosterLine(Incoming):
    """A person who is expected; seated beforehand when table and delegation are given."""

    name: PersonName
    email: Annotated[str, Field(max_length=254)] | None = None
    table: Annotated[Integer, Field(ge=1, le=MAX_TABLES)] | None = None
    delegation: Reference | None = None
    inner_role: Literal["head", "deputy", "specialist", "press", "note_taker"] | None = None


class NewClassroom(Incoming):
    """A class to make: its scenario, its number of tables, and what they run under."""

    title: Annotated[Name, Field(min_length=1)]
    scenario: Reference
    tables: Annotated[Integer, Field(ge=1, le=MAX_TABLES)]
    preset: Reference | None = None
    difficulty: Reference | None = None
    policies: Annotated[dict[Reference, PolicyValue], Field(max_length=40)] = Field(
        default_factory=dict, json_schema_extra={"additionalProperties": False}
    )
    roster: Annotated[list[RosterLine], Field(max_length=MAX_LINES)] = Field(default_factory=list)


class Join(Incoming):
    """Taking a seat by the class's code; table and delegation only when they matter."""

    code: Annotated[Text, Field(max_length=200)]
    name: PersonName
    table: Integer | None = None
    delegation: Reference | None = None
    email: Annotated[str, Field(max_length=254)] | None = Field(
        default=None, description="Tells apart people of one name on the roster (`namesakes`)."
    )


class Admission(Incoming):
    """Asking whether one is admitted, with what `/join` answered."""

    admission: Annotated[str, Field(min_length=1, max_length=200)]


class Rejoin(Incoming):
    """Coming back to one's seat from another device."""

    rejoin_code: Annotated[Text, Field(max_length=200)]


class Command(Incoming):
    """A command; sent again with the same id it is done once and answered the same."""

    id: Annotated[str, Field(min_length=1, max_length=MAX_ID, pattern=r"^[A-Za-z0-9._:-]+$")]
    name: Annotated[str, Field(description="A command of the table below, such as take_stance.")]
    body: dict[str, Any] = Field(default_factory=dict)


class TableRef(Outgoing):
    """A table of a class."""

    id: str
    table: int


class MadeClassroom(Outgoing):
    """The class that was made; the projector token is told this once."""

    id: str
    join_code: str
    projector_token: str
    talks: list[TableRef]


class TableStatus(TableRef):
    """Where a table stands; times in milliseconds since the epoch."""

    state: str
    paused: bool
    round: int
    phase: str | None
    ends_at: int | None
    seats: dict[str, list[str]]
    bots: list[str]
    agents: list[str]
    forums: dict[str, str]
    present: int


class BoardLine(Outgoing):
    """A table on the scoreboard of a class: `label` is its number or a letter; shares in basis
    points. `placings` compare each delegation with the same one at the other tables."""

    label: int | str
    over: bool
    joint_bp: int | None
    totals: dict[str, int]
    placings: dict[str, dict[str, int]]


class Board(Outgoing):
    """The tables of a class side by side; empty while the caller may see no comparison."""

    delegations: list[dict[str, str]]
    tables: list[BoardLine]


class ClassroomStatus(Outgoing):
    """A class and all its tables."""

    id: str
    title: str
    scenario: str
    join_code: str
    open: bool
    talks: list[TableStatus]


class PersonSeat(Outgoing):
    """Somebody of a class; without table and talks they have no seat just now."""

    person: str
    name: str
    joined: bool
    table: int | None
    talks: str | None
    delegation: str | None
    role: str | None
    observes: bool


class ClassroomPeople(Outgoing):
    """Everybody of a class, in the order in which they came."""

    people: list[PersonSeat]


class WaitingRoom(Outgoing):
    """One waits to be admitted: ask `/join/admission` with this, every few seconds."""

    admission: str


class Seat(Outgoing):
    """A seat that was taken or found again; without a delegation for an observer.

    Keep the token; it is told this once.
    """

    seat_token: str
    rejoin_code: str
    talks: str
    table: int
    delegation: str | None


class TextNames(Outgoing):
    """The texts that a view's entities are told against: `public` lies at `/texts/{hash}`, `own`
    at `/talks/{talks_id}/text`; null where nothing is written for this side alone."""

    public: str
    own: str | None


class WrittenText(Outgoing):
    """What stands written of a table, as entities by key; the own text says what differs from the
    public one. `hash` is empty where nothing does.

    To join what is held with what is said of it: members of an object are laid over those held,
    which are joined in turn; the member `""` lists those that are gone, and they go first; an
    object that is said of a list is joined with its items, each by the first text among its `id`,
    `forum`, `issue` and `option`; all else replaces.

    A forum's `text` is in neither: it follows from `settled` and from its open proposals.
    """

    hash: str
    entities: dict[str, dict[str, Any]]


class View(Outgoing):
    """Everything the seat may see, as entities by key; with `text`, what differs of each from the
    texts named there (see `WrittenText`)."""

    etag: str
    text: TextNames | None = None
    entities: dict[str, dict[str, Any]]
    server_now: int


class Receipt(Outgoing):
    """What became of a command; `refusal`, `facts` and `message` only when it was refused."""

    id: str | None
    accepted: bool
    refusal: str | None = None
    facts: dict[str, Any] | None = None
    message: str | None = None


class ErrorBody(Outgoing):
    """Why there is no answer."""

    code: str
    message: str
    facts: dict[str, Any]


class Error(Outgoing):
    """Every error of the API."""

    error: ErrorBody
