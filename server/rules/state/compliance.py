"""Reading the ledger: what was kept, what was broken, and what waits for what."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from server.rules.ids import ForumId, ObligationId, TermId
from server.rules.state.obligation import Obligation, ObligationStatus
from server.rules.state.talks import ForumStatus, Talks
from server.rules.written.world import Term


def of_agreements(talks: Talks) -> Iterator[Obligation]:
    """The obligations that everybody knows of."""
    return (o for o in talks.obligations.values() if o.forum is not None)


def kept_count(talks: Talks) -> int:
    """Obligations of agreements that count as kept at present."""
    return sum(1 for o in of_agreements(talks) if o.is_kept)


def broken_count(talks: Talks) -> int:
    """Obligations of agreements that count as broken at present."""
    return sum(1 for o in of_agreements(talks) if o.is_broken)


def term_of(talks: Talks, obligation: Obligation) -> Term | None:
    """The term of the scenario behind it; None for a side letter's."""
    if obligation.forum is None:
        return None
    terms = talks.forum(obligation.forum).terms
    return next((t for t in terms if t.id == obligation.term), None)


class Step(StrEnum):
    """Where a prerequisite stands."""

    KEPT = "kept"
    OPEN = "open"
    NOT_AGREED = "not_agreed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """What must be kept first; `not_agreed` while its forum has not ended, `gone` when it will
    not come: broken, released, or its forum ended without it."""

    id: ObligationId
    what: str
    step: Step


def prerequisites(talks: Talks, obligation: Obligation) -> tuple[Prerequisite, ...]:
    """What the obligation waits for, in the scenario's order.

    What belongs to a forum that is not on the schedule is left out. Of a forum that has ended,
    the steps it did not agree to are left out, unless it agreed to none of those named.
    """
    if not obligation.after or obligation.settled:
        return ()
    after: frozenset[str] = frozenset(obligation.after)
    terms = {
        t.id: (f.id, t) for f in talks.scenario.forums.values() for t in f.terms if t.id in after
    }
    named = [(i, *terms[t]) for i in obligation.after if (t := TermId(i)) in terms]
    scheduled = set(talks.scheduled_forums())
    held = {forum for i, forum, _ in named if i in talks.obligations}
    found = []
    for i, forum, term in named:
        step = _step(talks, i, forum)
        left_out = i not in talks.obligations and step is Step.GONE and forum in held
        if forum in scheduled and not left_out:
            found.append(Prerequisite(i, term.what, step))
    return tuple(found)


def _step(talks: Talks, obligation: ObligationId, forum: ForumId) -> Step:
    found = talks.obligations.get(obligation)
    if found is None:
        ended = talks.forum_state(forum).status in {ForumStatus.AGREED, ForumStatus.FAILED}
        return Step.GONE if ended else Step.NOT_AGREED
    if found.is_kept:
        return Step.KEPT
    gone = found.is_broken or found.status is ObligationStatus.RELEASED
    return Step.GONE if gone else Step.OPEN


def waits_for(talks: Talks, obligation: Obligation) -> Prerequisite | None:
    """The first thing that must still be done before this; None when it may be done now."""
    some = prerequisites(talks, obligation)
    return next((p for p in some if p.step is not Step.KEPT), None)


def is_released(talks: Talks, obligation: Obligation) -> bool:
    """True when something it waits for will not come."""
    return any(p.step is Step.GONE for p in prerequisites(talks, obligation))
