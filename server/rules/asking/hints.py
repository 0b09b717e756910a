"""Hints for the facilitator: what a table may need, told from its state and the time alone.

No delegate ever gets one. Nothing here guesses: each hint is a fact with its figures, and what is
not worth a look for a person in front of twelve tables is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter

from server.rules.commands.proposals import StanceKind
from server.rules.ids import DelegationId, ForumId, IssueId, PersonId
from server.rules.moves.consent import is_pending
from server.rules.state.talks import ForumStatus, Phase, Proposal, Talks, TalksState
from server.rules.written.forum import Forum
from server.rules.written.package import Package

SILENT_MS = 4 * 60_000
"""A delegation that has done nothing for this long in a negotiation phase is pointed out."""

STUCK_MS = 6 * 60_000
"""A table where nobody has done anything for this long is pointed out."""

LATE_MS = 3 * 60_000
LATE_SHARE = 4
"""Nothing tabled is pointed out with under 3 minutes or a quarter of the phase left, whichever
comes first; in a short phase not before its second half."""

LAPSE_MS = 2 * 60_000
"""An open proposal that parties have not answered is pointed out when it lapses within this."""


class HintKind(StrEnum):
    """What is the matter."""

    HELP = "help"
    APPROVAL = "approval"
    ABSENT = "absent"
    EMPTY = "empty"
    BREACH = "breach"
    LAPSING = "lapsing"
    UNTABLED = "untabled"
    STUCK = "stuck"
    SILENT = "silent"
    TWINS = "twins"


URGENT = frozenset(
    {HintKind.HELP, HintKind.APPROVAL, HintKind.ABSENT, HintKind.BREACH, HintKind.LAPSING}
)
"""Hints that put a table before the others."""


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to look at. `since` and `until` in milliseconds since the epoch; `proposals` are
    labels; `issue` is the one in which twins differ, None when they are equal."""

    kind: HintKind
    delegation: DelegationId | None = None
    forum: ForumId | None = None
    proposals: tuple[str, ...] = ()
    issue: IssueId | None = None
    missing: tuple[DelegationId, ...] = ()
    since: int | None = None
    until: int | None = None

    @property
    def urgent(self) -> bool:
        """True when the table comes before tables without such a hint."""
        return self.kind in URGENT


def hints(talks: Talks, present: frozenset[PersonId], now_ms: int) -> tuple[Hint, ...]:
    """What the facilitator should look at, urgent things first."""
    found = [*_calls(talks), *_questions(talks)]
    if talks.state is TalksState.RUNNING and not talks.is_paused:
        found += _people(talks, present, now_ms)
        if talks.phase is Phase.NEGOTIATION:
            for forum in talks.forums_now:
                found += _forum(talks, talks.forum(forum), now_ms)
            found += _stuck(talks, present, now_ms)
    order = list(HintKind)
    return tuple(sorted(found, key=lambda hint: order.index(hint.kind)))


def _calls(talks: Talks) -> Iterator[Hint]:
    """Who waits for an answer, and since when; the first unanswered word of each delegation."""
    waiting: dict[DelegationId, int] = {}
    for aside in talks.helps:
        seat = next((s for s in talks.seats.values() if s.person == aside.to_or_from), None)
        if seat is not None and not aside.answered:
            waiting.setdefault(seat.delegation, aside.at)
    for delegation, at in waiting.items():
        yield Hint(HintKind.HELP, delegation, since=at)


def _questions(talks: Talks) -> Iterator[Hint]:
    """Who waits for the capital's answer, about which proposal, and since when."""
    for (proposal_id, delegation), asked in talks.approvals.items():
        proposal = talks.proposals[proposal_id]
        if is_pending(asked) and proposal.is_open and talks.state is TalksState.RUNNING:
            label, since = (talks.label(proposal),), asked.asked_at
            yield Hint(HintKind.APPROVAL, delegation, proposal.forum, label, since=since)


def _people(talks: Talks, present: frozenset[PersonId], now_ms: int) -> Iterator[Hint]:
    for known in talks.scenario.delegations:
        seats = talks.delegates_of(known.id)
        if talks.is_automated(known.id):
            continue
        if not seats:
            yield Hint(HintKind.EMPTY, known.id)
        elif not any(seat.person in present for seat in seats):
            yield Hint(HintKind.ABSENT, known.id)
        elif talks.phase is Phase.NEGOTIATION and _has_floor(talks, known.id):
            since = max(talks.last_activity.get(known.id, 0), talks.phase_began_at)
            if now_ms - since >= SILENT_MS:
                yield Hint(HintKind.SILENT, known.id, since=since)


def _has_floor(talks: Talks, delegation: DelegationId) -> bool:
    """True while a forum that the delegation attends is open: only then silence means something."""
    return any(
        talks.forum(f).attends(delegation) and talks.forum_state(f).status is ForumStatus.OPEN
        for f in talks.forums_now
    )


def _stuck(talks: Talks, present: frozenset[PersonId], now_ms: int) -> Iterator[Hint]:
    """Nobody does anything although people are there and something is open."""
    if not present or not any(
        talks.forum_state(f).status is ForumStatus.OPEN for f in talks.forums_now
    ):
        return
    since = max([talks.phase_began_at, *talks.last_activity.values()])
    if now_ms - since >= STUCK_MS:
        yield Hint(HintKind.STUCK, since=since)


def _forum(talks: Talks, forum: Forum, now_ms: int) -> Iterator[Hint]:
    state = talks.forum_state(forum.id)
    if state.status is ForumStatus.AGREED:
        yield from _breaches(forum, dict(state.settled), forum.parties, ())
    if state.status is not ForumStatus.OPEN:
        return
    open_now = talks.open_proposals(forum.id)
    for proposal in open_now:
        accepting = [d for d, s in proposal.stances.items() if s.stance is StanceKind.ACCEPT]
        whole = {**state.settled, **proposal.package}
        yield from _breaches(forum, whole, accepting, (talks.label(proposal),))
    left = None if talks.phase_ends_at is None else talks.phase_ends_at - now_ms
    if left is not None and not open_now and left <= late_ms(talks):
        yield Hint(HintKind.UNTABLED, forum=forum.id, until=talks.phase_ends_at)
    if left is not None and left <= LAPSE_MS:
        yield from _lapsing(talks, forum, open_now)
    yield from _twins(talks, forum, open_now)


def late_ms(talks: Talks) -> int:
    """With how much of the phase left a table without a proposal is late."""
    length = (talks.phase_ends_at or 0) - talks.phase_began_at
    return max(length // LATE_SHARE, min(LATE_MS, length // 2))


def _breaches(
    forum: Forum,
    package: Package,
    by: tuple[DelegationId, ...] | list[DelegationId],
    proposals: tuple[str, ...],
) -> Iterator[Hint]:
    """Who has accepted what its own mandate forbids."""
    for delegation in by:
        mandate = forum.mandates.get(delegation)
        if mandate is not None and mandate.red_lines_crossed(package):
            yield Hint(HintKind.BREACH, delegation, forum.id, proposals)


def _lapsing(talks: Talks, forum: Forum, open_now: tuple[Proposal, ...]) -> Iterator[Hint]:
    """The open proposal with most acceptances that somebody has not answered yet."""
    unanswered = [p for p in open_now if p.silence_ends_at is None and _missing(forum, p)]
    if unanswered:
        best = max(unanswered, key=lambda p: (_accepts(p), p.number))
        yield Hint(
            HintKind.LAPSING,
            forum=forum.id,
            proposals=(talks.label(best),),
            missing=_missing(forum, best),
            until=talks.phase_ends_at,
        )


def _missing(forum: Forum, proposal: Proposal) -> tuple[DelegationId, ...]:
    return tuple(d for d in forum.parties if d not in proposal.stances)


def _accepts(proposal: Proposal) -> int:
    return sum(1 for s in proposal.stances.values() if s.stance is StanceKind.ACCEPT)


def _twins(talks: Talks, forum: Forum, open_now: tuple[Proposal, ...]) -> Iterator[Hint]:
    """Of proposals of different authors the two newest that are equal, or one issue apart. An
    amendment is meant to be: it says so itself."""
    settled = talks.forum_state(forum.id).settled
    found: list[tuple[bool, int, int, Hint]] = []
    for place, one in enumerate(open_now):
        for other in open_now[:place]:
            if one.by == other.by or one.amends == other.id:
                continue
            mine, theirs = {**settled, **one.package}, {**settled, **other.package}
            apart = [i.id for i in forum.issues if mine.get(i.id) != theirs.get(i.id)]
            if len(apart) <= 1 and len(forum.issues) > 1:
                pair, issue = (talks.label(other), talks.label(one)), next(iter(apart), None)
                hint = Hint(HintKind.TWINS, forum=forum.id, proposals=pair, issue=issue)
                found.append((issue is not None, -one.number, -other.number, hint))
    if found:
        # Equal ones first: there nothing is left to bargain over but the name.
        yield min(found, key=itemgetter(0, 1, 2))[3]
