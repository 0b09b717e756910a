"""Obligations and side letters."""

from typing import Literal

from typing_extensions import TypedDict

ObligationWord = Literal[
    "open", "done", "delayed", "refused", "contested", "kept", "broken", "lapsed", "released"
]


class SourceEntry(TypedDict):
    """What an obligation comes from, and whose it is: `parties` may contest."""

    kind: Literal["forum", "letter"]
    id: str
    title: str
    parties: list[str]


class StepEntry(TypedDict):
    """What must be kept first. `by` and `status` are null while nobody owes it yet."""

    id: str
    what: str
    by: str | None
    step: Literal["kept", "open", "not_agreed", "gone"]
    status: ObligationWord | None


class SupportEntry(TypedDict):
    """The option of a forum that somebody promised to support."""

    forum: str
    issue: str
    option: str


class ObligationEntity(TypedDict):
    """Key `obligation/ID`. `due_round` counts from 1; `waits`: something must be done first."""

    id: str
    by: str
    to: list[str]
    what: str
    due_round: int
    after_talks: bool
    due_now: bool
    overdue: bool
    status: ObligationWord
    waits: bool
    source: SourceEntry
    after: list[StepEntry]
    quantity: int
    unit: Literal["", "t_hfo"]
    support: SupportEntry | None
    delayed: bool
    note: str
    contested_by: str | None
    contest_note: str
    settled: bool
    settle_note: str
    at: int | None


class PromiseEntry(TypedDict):
    """A promise of a letter; `obligation` is its id on the ledger once the letter is in force."""

    obligation: str | None
    by: str
    what: str
    due_round: int
    forum: str | None
    issue: str | None
    option: str | None


LetterEntity = TypedDict(
    "LetterEntity",
    {
        "id": str,
        "by": str,
        "with": list[str],
        "text": str,
        "obligations": list[PromiseEntry],
        "signed": list[str],
        "missing": list[str],
        "state": Literal["draft", "in_force", "declined"],
        "declined_by": str | None,
        "reason": str,
        "disclosed_by": str | None,
        "readers_text": str,
        "at": int,
        "in_force_at": int | None,
    },
)
LetterEntity.__doc__ = """Key `letter/ID`. `with` are all signatories, its drafter too."""
