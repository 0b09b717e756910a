"""Proposals, channels and messages."""

from typing import Literal

from typing_extensions import TypedDict

from server.wire.entities.words import PackageMap, StanceWord


class StanceEntry(TypedDict):
    """Where a party stands."""

    stance: StanceWord
    reason: str
    at: int


class CrossedLine(TypedDict):
    """A red line of the viewer's that the package crosses."""

    issue: str
    option: str
    why: str


class ProposalEntity(TypedDict):
    """Key `proposal/ID`. `worth` and `red_lines` are the viewer's own."""

    id: str
    number: int
    forum: str
    by: str
    package: PackageMap
    complete: bool
    amends: str | None
    changes: dict[str, str | None] | None
    cosponsors: list[str]
    note: str
    state: Literal["tabled", "silence", "adopted", "withdrawn", "lapsed"]
    lapse_why: str
    stances: dict[str, StanceEntry]
    silence_ends_at: int | None
    at: int
    accepts: int
    of: int
    missing: list[str]
    needs: str
    worth: int | None
    red_lines: list[CrossedLine]


class ChannelEntity(TypedDict):
    """Key `channel/ID`. `reads` says whether the viewer may read what is said there."""

    id: str
    kind: Literal["plenary", "delegation", "caucus"]
    members: list[str]
    readers: list[str]
    readers_text: str
    member: bool
    reads: bool
    muted: bool


class MessageEntity(TypedDict):
    """Key `message/ID`. `by` null is the facilitator. A `press` statement is for everybody; the
    text of `hand_over` is the name of the new head, `name` that of the old one."""

    id: str
    channel: str
    by: str | None
    name: str
    text: str
    at: int
    kind: Literal["say", "announce", "press", "hand_over"]
