"""What a roll back would undo: the difference between the talks and one of their checkpoints."""

from collections.abc import Iterator
from dataclasses import dataclass

from server.rules.ids import ForumId, LetterId, ObligationId
from server.rules.moves.schedule import all_phases
from server.rules.state.causes import Cause
from server.rules.state.talks import ForumStatus, Phase, Proposal, Talks


@dataclass(frozen=True, slots=True)
class UndoneProposal:
    """A proposal that would be `gone`, open again (`back`), or only lose stances (neither)."""

    proposal: Proposal
    gone: bool
    back: bool
    stances: int


@dataclass(frozen=True, slots=True)
class Undone:
    """Everything that a roll back takes away, in the order in which it came about.

    `phases` are (round from 0, phase) after the checkpoint up to the present one; `agreements` the
    forums whose result would be open again; `obligations` those gone or open again; `letters` the
    side letters that are gone, unsigned or secret again; `causes` the injects, linkages and rungs
    whose modifiers would be lifted.
    """

    phases: tuple[tuple[int, Phase], ...] = ()
    proposals: tuple[UndoneProposal, ...] = ()
    agreements: tuple[ForumId, ...] = ()
    failures: tuple[ForumId, ...] = ()
    obligations: tuple[ObligationId, ...] = ()
    letters: tuple[LetterId, ...] = ()
    causes: tuple[Cause, ...] = ()

    @property
    def stances(self) -> int:
        """How many stances would be gone, those of the authors included."""
        return sum(one.stances for one in self.proposals)


def undone(talks: Talks, to_seq: int) -> Undone | None:
    """What rolling back to the checkpoint would undo; None when there is no such checkpoint."""
    then = talks.checkpoints.get(to_seq)
    if then is None:
        return None
    ended = {ForumStatus.AGREED, ForumStatus.FAILED}
    changed = [
        f
        for f in talks.scheduled_forums()
        if talks.forum_state(f).settled != then.forum_state(f).settled
        or (talks.forum_state(f).status in ended and talks.forum_state(f) != then.forum_state(f))
    ]
    agreed = tuple(f for f in changed if talks.forum_state(f).settled)
    return Undone(
        phases=_phases(talks, then),
        proposals=tuple(_proposals(talks, then)),
        agreements=agreed,
        failures=tuple(f for f in changed if f not in agreed),
        obligations=tuple(
            o.id
            for o in talks.obligations.values()
            if o.id not in then.obligations or then.obligations[o.id].status is not o.status
        ),
        letters=tuple(x for x, letter in talks.letters.items() if then.letters.get(x) != letter),
        causes=tuple(cause for cause in talks.causes if cause not in then.causes),
    )


def _phases(talks: Talks, then: Talks) -> tuple[tuple[int, Phase], ...]:
    """The phases after the checkpoint's up to the present one, as the schedule has them."""
    order = [(number, phase) for number, phase, _ in all_phases(talks)]
    here, there = (talks.round, talks.phase), (then.round, then.phase)
    if here not in order or there not in order:
        return ()
    return tuple(order[order.index(there) + 1 : order.index(here) + 1])


def _proposals(talks: Talks, then: Talks) -> Iterator[UndoneProposal]:
    for proposal in sorted(talks.proposals.values(), key=lambda p: (p.at, p.forum, p.number)):
        earlier = then.proposals.get(proposal.id)
        if earlier is None:
            yield UndoneProposal(proposal, True, False, len(proposal.stances))
        elif earlier != proposal:
            lost = [d for d, s in proposal.stances.items() if earlier.stances.get(d) != s]
            back = earlier.is_open and not proposal.is_open
            if lost or back:
                yield UndoneProposal(proposal, False, back, len(lost))
