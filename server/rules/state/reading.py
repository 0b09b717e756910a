"""Reading the others: whom a delegation is asked about, and how close a guess of theirs is."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from server.rules.commands.reading import Guess
from server.rules.ids import DelegationId, ForumId, IssueId, PersonId
from server.rules.seats import Seat
from server.rules.state.talks import ForumStatus, Talks

ASKED = 2
"""So many delegations a delegate reads: the next ones in seating order, so that each is read by
as many as any other."""

LEAST = 2
"""Guesses of one delegation that are told together, so that nobody is told of alone."""


@dataclass(frozen=True, slots=True)
class Closeness:
    """How many pairs of issues a guess has in the right order, of those that did not matter alike;
    `first` is what mattered most (several if alike), `placed` where the guess has it, from 1."""

    right: int
    of: int
    first: tuple[IssueId, ...]
    placed: int


def asked_of(talks: Talks, delegation: DelegationId) -> tuple[ForumId, tuple[DelegationId, ...]]:
    """The forum in which the delegation reads others, and whom; nobody where there is no such
    forum. It goes by what everybody in the forum saw: of the largest the one with the most
    proposals."""
    met = [
        f
        for f in talks.scheduled_forums()
        if delegation in talks.forum(f).parties
        and len(talks.forum(f).parties) > 1
        and len(talks.forum(f).issues) > 1
        and talks.forum_state(f).status is not ForumStatus.CLOSED
    ]
    if not met:
        return ForumId(""), ()
    forum = max(met, key=lambda f: (len(talks.forum(f).parties), talks.forum_state(f).tabled))
    parties = [d.id for d in talks.scenario.delegations if d.id in talks.forum(forum).parties]
    own = parties.index(delegation)
    return forum, (*parties[own + 1 :], *parties[:own])[:ASKED]


def may_read(talks: Talks) -> bool:
    """True from the end until the mandates lie open."""
    return talks.state.is_discussed and "mandates" not in talks.revealed


def readers(talks: Talks) -> tuple[Seat, ...]:
    """Everybody with a seat who is asked about others."""
    return tuple(s for s in talks.seats.values() if asked_of(talks, s.delegation)[1])


def order_of(talks: Talks, delegation: DelegationId, forum: ForumId) -> tuple[IssueId, ...]:
    """The forum's issues as they matter to the delegation under the mandate in force, most first;
    those that matter alike in the order of the agenda."""
    issues = [i.id for i in talks.forum(forum).issues]
    stakes = _at_stake(talks, delegation, forum)
    return tuple(sorted(issues, key=lambda issue: -stakes[issue]))


def closeness(talks: Talks, guess: Guess) -> Closeness:
    """How close the guess is to the mandate in force: whole pairs, and no percentage."""
    stakes = _at_stake(talks, guess.delegation, guess.forum)
    pairs = [(a, b) for a, b in combinations(guess.order, 2) if stakes[a] != stakes[b]]
    most = max(stakes.values())
    first = tuple(i for i in order_of(talks, guess.delegation, guess.forum) if stakes[i] == most)
    return Closeness(
        right=sum(stakes[a] > stakes[b] for a, b in pairs),
        of=len(pairs),
        first=first,
        placed=1 + min(guess.order.index(issue) for issue in first),
    )


def _at_stake(talks: Talks, delegation: DelegationId, forum: ForumId) -> dict[IssueId, int]:
    """What can be won or lost on each issue, in hundredths: between its best and its worst option.
    An issue of much weight on which no option is bad has little at stake."""
    known = talks.forum(forum)
    positions = known.mandates[delegation].positions
    worths = {i.id: positions[i.id].worth.values() for i in known.issues if i.id in positions}
    return {i.id: _spread(worths.get(i.id, ())) for i in known.issues}


def _spread(worths: Collection[int]) -> int:
    return max(worths) - min(worths) if worths else 0


@dataclass(frozen=True, slots=True)
class Misread:
    """How a delegation was read by all who guessed: pairs of all guesses together."""

    delegation: DelegationId
    forum: ForumId
    people: int
    right: int
    of: int


def misread(talks: Talks) -> tuple[Misread, ...]:
    """Every delegation that enough people read, the most misread first."""
    found: dict[tuple[DelegationId, ForumId], list[Closeness]] = {}
    for guesses in talks.readings.values():
        for guess in guesses:
            found.setdefault((guess.delegation, guess.forum), []).append(closeness(talks, guess))
    told = [
        Misread(d, f, len(all_), sum(c.right for c in all_), sum(c.of for c in all_))
        for (d, f), all_ in found.items()
        if len(all_) >= LEAST
    ]
    seats: Sequence[DelegationId] = [d.id for d in talks.scenario.delegations]
    told = [one for one in told if one.of > 0]
    return tuple(
        sorted(told, key=lambda m: (Fraction(m.right, m.of), seats.index(m.delegation), m.forum))
    )


def given(talks: Talks, person: PersonId) -> tuple[Guess, ...] | None:
    """The person's guesses; None before they answered, none where they skipped it."""
    return talks.readings.get(person)
