"""What side letters promised beside what the promisers did in public, for the debrief."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from server.rules.commands.proposals import StanceKind
from server.rules.ids import ForumId, OptionId, ProposalId
from server.rules.state.obligation import Obligation, Support
from server.rules.state.side_letter import Letter, LetterState
from server.rules.state.talks import Proposal, ProposalState, Talks


class DeedKind(StrEnum):
    """What the promiser did about it. The first two are as promised, the others against it."""

    KEPT = "kept"
    BACKED = "backed"
    BROKE = "broke"
    REJECTED = "rejected"
    BROKE_SILENCE = "broke_silence"
    TABLED_OTHER = "tabled_other"
    ACCEPTED_OTHER = "accepted_other"


AS_PROMISED = frozenset({DeedKind.KEPT, DeedKind.BACKED})


class Verdict(StrEnum):
    """`contradicted` as soon as one deed goes against the promise."""

    KEPT = "kept"
    CONTRADICTED = "contradicted"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing the promiser did; `at` in milliseconds. Of a proposal: which, and the option of
    the promised issue that it holds."""

    kind: DeedKind
    at: int
    proposal: ProposalId | None = None
    number: int | None = None
    option: OptionId | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise of a letter in force, and what was done about it since, oldest first."""

    letter: Letter
    obligation: Obligation
    verdict: Verdict
    deeds: tuple[Deed, ...]


def promises(
    talks: Talks, seen: Callable[[ForumId], bool] = lambda _forum: True
) -> tuple[Promised, ...]:
    """Every promise of every letter in force, letters in the order they came into force.

    What was done in a forum that is not `seen` counts for nothing.
    """
    in_force = [one for one in talks.letters.values() if one.state is LetterState.IN_FORCE]
    in_force.sort(key=lambda one: (one.in_force_at or 0, one.id))
    found = []
    for letter in in_force:
        owed = [o for o in talks.obligations.values() if o.letter == letter.id]
        owed.sort(key=lambda o: int(o.id.rpartition(".")[2]))
        found += [_promised(talks, letter, o, seen) for o in owed]
    return tuple(found)


def _promised(
    talks: Talks, letter: Letter, obligation: Obligation, seen: Callable[[ForumId], bool]
) -> Promised:
    deeds = _reported(obligation)
    if obligation.support is not None and seen(obligation.support.forum):
        for proposal in talks.proposals.values():
            if proposal.forum == obligation.support.forum:
                deeds += _on_the_floor(letter, obligation, obligation.support, proposal)
    deeds.sort(key=lambda deed: (deed.at, deed.number or 0))
    if any(deed.kind not in AS_PROMISED for deed in deeds):
        verdict = Verdict.CONTRADICTED
    else:
        verdict = Verdict.KEPT if deeds else Verdict.OPEN
    return Promised(letter, obligation, verdict, tuple(deeds))


def _reported(obligation: Obligation) -> list[Deed]:
    words = obligation.settle_note if obligation.settled else obligation.note
    if obligation.is_broken:
        return [Deed(DeedKind.BROKE, obligation.at or 0, words=words)]
    if obligation.is_kept:
        return [Deed(DeedKind.KEPT, obligation.at or 0, words=words)]
    return []


def _on_the_floor(
    letter: Letter, obligation: Obligation, support: Support, proposal: Proposal
) -> list[Deed]:
    """What the promiser did with a proposal since the letter was in force. A proposal that
    leaves the issue open says nothing about it."""
    me, since = obligation.by, letter.in_force_at or 0
    option = proposal.package.get(support.issue)
    if option is None:
        return []
    as_promised = option == support.option
    stance = proposal.stances.get(me)
    deeds: list[Deed] = []

    def did(kind: DeedKind, at: int, words: str = "") -> None:
        deeds.append(Deed(kind, at, proposal.id, proposal.number, option, words))

    if stance is not None and stance.at >= since:
        match stance.stance:
            case StanceKind.REJECT if as_promised:
                did(DeedKind.REJECTED, stance.at, stance.reason)
            case StanceKind.RESERVE if as_promised and me in proposal.broken_by:
                did(DeedKind.BROKE_SILENCE, stance.at, stance.reason)
            case StanceKind.ACCEPT if as_promised:
                did(DeedKind.BACKED, stance.at)
            case StanceKind.ACCEPT if proposal.by == me and proposal.at >= since:
                if proposal.state is not ProposalState.WITHDRAWN:
                    did(DeedKind.TABLED_OTHER, proposal.at, proposal.note)
            case StanceKind.ACCEPT:
                did(DeedKind.ACCEPTED_OTHER, stance.at)
            case _:
                pass
    return deeds
