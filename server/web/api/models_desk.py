"""What calls of the facilitator's desk answer."""

from typing import Any

from pydantic import Field

from server.web.api.models import Outgoing


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
