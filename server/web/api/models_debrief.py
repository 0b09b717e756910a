"""The debrief as the HTTP API gives it. Scores in hundredths of a point, clocks in milliseconds."""

from typing import Any

from server.web.api.models import Outgoing


class DebriefCards(Outgoing):
    """All cards in order, those that were turned, and those that lie open to the reader."""

    all: list[str]
    turned: list[str]
    open: list[str]


class DebriefOffer(Outgoing):
    """A proposal, what was said to it, and its worth to each delegation that may be read."""

    proposal: str
    number: int
    label: str
    by: str
    clock: int
    round: int
    state: str
    opening: bool
    complete: bool
    package: dict[str, str]
    scores: dict[str, int]
    walk_aways: dict[str, int]


class DebriefForum(Outgoing):
    """A forum; `inside` is false where the reader had no seat, and then the rest is left out."""

    id: str
    title: str
    state: str
    inside: bool
    offers: list[DebriefOffer] | None = None
    possible: dict[str, Any] | None = None


class DebriefMoment(Outgoing):
    """A finding with its moment; more fields by `kind`."""

    kind: str
    at: int
    clock: int
    round: int
    forum: str | None


class TalksDebrief(Outgoing):
    """A debrief as far as its cards lie open; null is what a closed card covers."""

    talks: str
    table: int
    state: str
    delegation: str | None
    everything: bool
    cards: DebriefCards
    forums: list[DebriefForum]
    moments: list[DebriefMoment] | None
    promises: list[dict[str, Any]] | None
    totals: dict[str, int]
    no_deal: dict[str, int]
    others: list[dict[str, Any]]


class ReplayStop(Outgoing):
    """A moment: what happened (`kind`), where, by whom, to which proposal or round (`label`)."""

    at: int
    kind: str
    forum: str | None
    by: str
    label: str
    word: str


class TalksReplay(Outgoing):
    """The moments, or at one of them (`at`, milliseconds) the view with its entities by key."""

    stops: list[ReplayStop] | None = None
    at: int | None = None
    entities: dict[str, Any] | None = None
