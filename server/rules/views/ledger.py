"""Entities of what was promised: `obligation/ID` and `letter/ID`."""

from typing import Literal

from typing_extensions import TypedDict

from server.rules.commands.ledger import Pledge
from server.rules.ids import LetterId, ObligationId
from server.rules.state.compliance import Prerequisite, Step, prerequisites, waits_for
from server.rules.state.obligation import Obligation, ObligationStatus
from server.rules.state.side_letter import Letter, LetterState
from server.rules.state.talks import Talks
from server.rules.views.frame import Frame
from server.rules.views.viewer import Viewer
from server.rules.written.procedure import names
from server.rules.written.world import TermUnit


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
    step: Step
    status: ObligationStatus | None


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
    status: ObligationStatus
    waits: bool
    source: SourceEntry
    after: list[StepEntry]
    quantity: int
    unit: TermUnit
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
        "state": LetterState,
        "declined_by": str | None,
        "reason": str,
        "disclosed_by": str | None,
        "readers_text": str,
        "at": int,
        "in_force_at": int | None,
    },
)
LetterEntity.__doc__ = """Key `letter/ID`. `with` are all signatories, its drafter too."""


def _reads(talks: Talks, viewer: Viewer, letter: Letter) -> bool:
    """Its signatories; everybody once one of them made it public; delegations at the debrief."""
    if viewer.everything or letter.disclosed_by is not None or viewer.delegation in letter.members:
        return True
    return "letters" in talks.revealed and viewer.delegation is not None


def letter_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """The letters the viewer reads."""
    return [str(one.id) for one in talks.letters.values() if _reads(talks, viewer, one)]


def letter_entity(frame: Frame, viewer: Viewer, key: str) -> LetterEntity | None:
    """A side letter, and who can read it."""
    talks = frame.talks
    letter = talks.letters.get(LetterId(key))
    if letter is None or not _reads(talks, viewer, letter):
        return None
    return frame.shared("letter", key, lambda: _letter(talks, letter))


def _letter(talks: Talks, letter: Letter) -> LetterEntity:
    in_force = letter.state is LetterState.IN_FORCE
    return {
        "id": letter.id,
        "by": letter.by,
        "with": list(letter.members),
        "text": letter.text,
        "obligations": [_promise(letter, n, p) for n, p in enumerate(letter.pledges, 1)],
        "signed": list(letter.signed),
        "missing": [] if in_force else [d for d in letter.members if d not in letter.signed],
        "state": letter.state,
        "declined_by": letter.declined_by,
        "reason": letter.reason,
        "disclosed_by": letter.disclosed_by,
        "readers_text": _readers(talks, letter),
        "at": letter.at,
        "in_force_at": letter.in_force_at,
    }


def _readers(talks: Talks, letter: Letter) -> str:
    if letter.disclosed_by is not None:
        return "Public: everybody can read this."
    if "letters" in talks.revealed:
        return "Laid open at the debrief: every delegation can read this."
    return f"{names(talks.scenario, letter.members)} and the facilitator can read this."


def _promise(letter: Letter, number: int, promise: Pledge) -> PromiseEntry:
    in_force = letter.state is LetterState.IN_FORCE
    return {
        "obligation": f"{letter.id}.{number}" if in_force else None,
        "by": promise.by,
        "what": promise.what,
        "due_round": promise.due_round,
        "forum": promise.forum,
        "issue": promise.issue,
        "option": promise.option,
    }


def _knows(talks: Talks, viewer: Viewer, obligation: Obligation) -> bool:
    if obligation.letter is None:
        return True
    return _reads(talks, viewer, talks.letters[obligation.letter])


def obligation_keys(talks: Talks, viewer: Viewer) -> list[str]:
    """Those of agreements for everybody, those of letters for whoever reads the letter."""
    return [str(o.id) for o in talks.obligations.values() if _knows(talks, viewer, o)]


def obligation_entity(frame: Frame, viewer: Viewer, key: str) -> ObligationEntity | None:
    """Who owes what to whom by when, and what became of it. Rounds count from 1."""
    talks = frame.talks
    obligation = talks.obligations.get(ObligationId(key))
    if obligation is None or not _knows(talks, viewer, obligation):
        return None
    return frame.shared("obligation", key, lambda: _obligation(talks, obligation))


def _obligation(talks: Talks, obligation: Obligation) -> ObligationEntity:
    pending = obligation.is_owed or obligation.status is ObligationStatus.CONTESTED
    support = obligation.support
    return {
        "id": obligation.id,
        "by": obligation.by,
        "to": list(obligation.to),
        "what": obligation.what,
        "due_round": obligation.due_round + 1,
        "after_talks": obligation.due_round >= len(talks.schedule),
        "due_now": obligation.is_owed and obligation.due_round == talks.round,
        "overdue": pending and obligation.due_round < talks.round,
        "status": obligation.status,
        "waits": obligation.is_owed and waits_for(talks, obligation) is not None,
        "source": _source(talks, obligation),
        "after": [_step(talks, step) for step in prerequisites(talks, obligation)],
        "quantity": obligation.quantity,
        "unit": obligation.unit,
        "support": None
        if support is None
        else {"forum": support.forum, "issue": support.issue, "option": support.option},
        "delayed": obligation.delayed,
        "note": obligation.note,
        "contested_by": obligation.contested_by,
        "contest_note": obligation.contest_note,
        "settled": obligation.settled,
        "settle_note": obligation.settle_note,
        "at": obligation.at,
    }


def _source(talks: Talks, obligation: Obligation) -> SourceEntry:
    if obligation.letter is not None:
        letter = talks.letters[obligation.letter]
        title = names(talks.scenario, letter.members)
        return {"kind": "letter", "id": letter.id, "title": title, "parties": list(letter.members)}
    forum = talks.forum(obligation.forum) if obligation.forum else None
    return {
        "kind": "forum",
        "id": forum.id if forum else "",
        "title": forum.title if forum else "",
        "parties": list(forum.parties) if forum else [],
    }


def _step(talks: Talks, step: Prerequisite) -> StepEntry:
    found = talks.obligations.get(step.id)
    return {
        "id": step.id,
        "what": step.what,
        "by": found.by if found else None,
        "step": step.step,
        "status": found.status if found else None,
    }
