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


class View(Outgoing):
    """Everything the seat may see, as entities by key."""

    etag: str
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


class Offer(Outgoing):
    """A proposal on the path of offers; scores in hundredths of a point by party."""

    proposal: str
    number: int
    label: str
    by: str
    at: int
    state: str
    package: dict[str, str]
    scores: dict[str, int]


class LeftOut(Outgoing):
    """Why a forum has no analysis, as a refusal's code and sentence."""

    code: str
    message: str


class ForumAnalysis(Outgoing):
    """What was possible in a forum, exact, and what was offered there; see `rounds analyze`.

    A forum too large to be counted says so in `left_out`; what needs counting is null.
    """

    forum: str
    parties: list[str]
    packages: int
    feasible: int | None
    pareto: int | None
    zone: int | None
    left_out: LeftOut | None = None
    path: list[Offer]


class ConferenceOutcome(Outgoing):
    """What each forum agrees, null for no agreement, and everybody's total (hundredths)."""

    agreements: dict[str, dict[str, str] | None]
    totals: dict[str, int]


class ConferenceAnalysis(Outgoing):
    """What the schedule's forums could have given together, as the scenario has them; see `rounds
    analyze --conference`. What would take too long is null; totals in hundredths of a point."""

    forums: list[str]
    linkages: list[str]
    without_agreement: dict[str, int]
    ideal: dict[str, int]
    best_sum: ConferenceOutcome
    efficient: int | None
    nash: ConferenceOutcome | None
    kalai_smorodinsky: ConferenceOutcome | None
    utilitarian: ConferenceOutcome | None
    egalitarian: ConferenceOutcome | None
    left_out: list[str]


class TalksAnalysis(Outgoing):
    """The analysis of every forum on the schedule, and of all together once mandates lie open;
    that is null where it cannot be found out."""

    forums: list[ForumAnalysis]
    conference: ConferenceAnalysis | None = None


class UndonePhase(Outgoing):
    """A phase after the checkpoint; `round` from 1."""

    round: int
    phase: str


class UndoneProposal(Outgoing):
    """A proposal that would be `gone`, open again (`back`), or only lose stances (neither)."""

    id: str
    number: int
    label: str
    forum: str
    by: str
    state: str
    gone: bool
    back: bool
    stances: int


class Undone(Outgoing):
    """What a roll back would take away; messages, seats and requests for help stay."""

    to_seq: int
    phases: list[UndonePhase]
    proposals: list[UndoneProposal]
    stances: int
    agreements: list[str]
    failures: list[str]
    obligations: list[dict[str, Any]]
    letters: list[dict[str, Any]]
    causes: list[dict[str, str]]


class HintLine(Outgoing):
    """One thing to look at; what is not known is left out. Times in milliseconds."""

    kind: str
    urgent: bool
    delegation: str | None = None
    forum: str | None = None
    proposals: list[str] | None = None
    issue: str | None = None
    missing: list[str] | None = None
    since: int | None = None
    until: int | None = None


class Hints(Outgoing):
    """What a table may need, urgent things first."""

    hints: list[HintLine]
    server_now: int


class PromisedDeed(Outgoing):
    """What the promiser did: kept and backed are as promised, the other kinds against it."""

    kind: str
    at: int
    proposal: str | None
    number: int | None
    label: str
    option: str | None
    words: str


class Promised(Outgoing):
    """A promise of a side letter in force; `verdict` is kept, contradicted or open."""

    letter: str
    with_: list[str] = Field(alias="with")
    disclosed_by: str | None
    obligation: str
    by: str
    what: str
    due_round: int
    status: str
    support: dict[str, str] | None
    verdict: str
    deeds: list[PromisedDeed]


class Promises(Outgoing):
    """Every promise of every side letter in force."""

    promises: list[Promised]


class AuditFact(Outgoing):
    """A fact of the log; `about` is its body."""

    kind: str
    about: dict[str, Any]


class AuditLine(Outgoing):
    """A command of a facilitator or an assistant, and what it brought about."""

    talks: str
    table: int
    seq: int
    at: int
    by: str
    facts: list[AuditFact]


class Audit(Outgoing):
    """The newest lines; `more` were left off. `names` are those of the people in the class."""

    lines: list[AuditLine]
    more: int
    names: dict[str, str]


class FoundLine(Outgoing):
    """Something said. `kind` is message or help; `channel` its kind; `members` codes."""

    talks: str
    table: int
    id: str
    kind: str
    channel: str
    members: list[str]
    by: str | None
    name: str
    text: str
    at: int
    flagged: bool


class Found(Outgoing):
    """The newest that fit; `more` were left off."""

    lines: list[FoundLine]
    more: int
