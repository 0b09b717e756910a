"""Scores: exact integers in hundredths of a point, every line read back to what made it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from server.rules.copying import replace
from server.rules.ids import DelegationId, ForumId
from server.rules.same import Same
from server.rules.state.causes import Cause
from server.rules.state.in_force import everybodys, track_moves
from server.rules.state.talks import Calibrate, ForumStatus, Talks
from server.rules.written.forum import Forum
from server.rules.written.modifiers import ModifierKind
from server.rules.written.package import Package
from server.rules.written.scenario import Benchmark, Scenario


class LineKind(StrEnum):
    """What a line of a total comes from."""

    AGREEMENT = "agreement"
    NO_AGREEMENT = "no_agreement"
    OPEN = "open"
    RED_LINE = "red_line"
    TRACK = "track"
    EFFECT = "effect"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a total. `amount` is what it adds, `score` the forum score before weighing;
    `weight` of `weights` is the forum's share. Hundredths of a point. A track's line and an
    effect's have no forum but a cause: what moved it, and for a track by how many steps."""

    kind: LineKind
    forum: ForumId
    amount: int
    score: int
    weight: int
    weights: int
    issue: str = ""
    option: str = ""
    cause: Cause | None = None
    track: str = ""
    steps: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """A delegation's total: the sum of its lines, hundredths of a point."""

    total: int
    lines: tuple[Line, ...]


def worth(talks: Talks, delegation: DelegationId, forum: ForumId, package: Package) -> int | None:
    """What a package together with what is settled is worth to a delegation; None without a
    mandate in that forum. Hundredths of a point, 0..10000 for weighted mandates."""
    mandate = talks.forum(forum).mandates.get(delegation)
    if mandate is None:
        return None
    return mandate.worth_of({**talks.forum_state(forum).settled, **package})


def forum_score(talks: Talks, delegation: DelegationId, forum: ForumId) -> int | None:
    """The forum's score as it stands: the agreement's worth, else the reservation value."""
    mandate = talks.forum(forum).mandates.get(delegation)
    if mandate is None:
        return None
    state = talks.forum_state(forum)
    if state.status is ForumStatus.AGREED:
        return mandate.worth_of(state.settled)
    return mandate.reservation


def total(talks: Talks, delegation: DelegationId) -> Score:
    """The delegation's total as it stands. A forum's line is its score times its weight over the
    weights of all scheduled forums, rounded half up to a hundredth; the total is the lines' sum."""
    forums = [f for f in talks.scheduled_forums() if delegation in talks.forum(f).mandates]
    weights = talks.scenario.forum_weights.get(delegation, {})
    over = sum(weights.get(f, 0) for f in forums)
    lines: list[Line] = []
    for forum in forums:
        lines += _lines(talks, delegation, forum, weights.get(forum, 0), over)
    lines += _effects(talks, delegation)
    return Score(sum(line.amount for line in lines), tuple(lines))


def as_shown(talks: Talks) -> Talks:
    """The talks whose scores others may be shown: as they are once the card "scores" lies open.

    Until then as everybody knows them, without events, letters and changes of mandates that only
    some were told of: a total that moved by one of these would tell of it.
    """
    public = everybodys(talks.causes)
    if "scores" in talks.revealed or len(public) == len(talks.causes):
        return talks
    return replace(talks, causes=public, scenario=talks.known)


def _lines(
    talks: Talks, delegation: DelegationId, forum: ForumId, weight: int, weights: int
) -> list[Line]:
    mandate = talks.forum(forum).mandates[delegation]
    state = talks.forum_state(forum)
    agreed = state.status is ForumStatus.AGREED
    score = mandate.worth_of(state.settled) if agreed else mandate.reservation
    kind = LineKind.AGREEMENT if agreed else LineKind.OPEN
    if state.status is ForumStatus.FAILED:
        kind = LineKind.NO_AGREEMENT
    lines = [Line(kind, forum, share(score, weight, weights), score, weight, weights)]
    if agreed and delegation in talks.forum(forum).parties:
        lines += [
            Line(
                LineKind.RED_LINE,
                forum,
                -share(crossed.cost, weight, weights),
                -crossed.cost,
                weight,
                weights,
                crossed.issue,
                crossed.option,
            )
            for crossed in mandate.red_lines_crossed(state.settled)
        ]
    return lines


_NOWHERE = ForumId("")


def _effects(talks: Talks, delegation: DelegationId) -> list[Line]:
    """What tracks that moved, and effects on the total itself, add: one line each, in log order."""
    worth = {track.id: track.worth.get(delegation, 0) for track in talks.scenario.tracks}
    lines = [
        Line(LineKind.TRACK, _NOWHERE, -steps * worth[track], 0, 0, 0, "", "", cause, track, steps)
        for cause, track, steps in track_moves(talks)
        if worth[track]
    ]
    for cause in talks.causes:
        lines += [
            Line(LineKind.EFFECT, _NOWHERE, m.amount, 0, 0, 0, cause=cause)
            for m in cause.modifiers
            if m.kind is ModifierKind.SCORE and m.delegation == delegation
        ]
    return lines


def share(score: int, weight: int, weights: int) -> int:
    """`score * weight / weights`, rounded half up; 0 when nothing has weight."""
    return (2 * score * weight + weights) // (2 * weights) if weights else 0


@dataclass(frozen=True, slots=True)
class JointGain:
    """An agreement's gains above reservation as shares of the best possible, in basis points."""

    sum_share: int
    nash_share: int


def joint_gain(talks: Talks, forum: ForumId) -> JointGain | None:
    """How much of the achievable joint gain the forum's agreement realised; None without an
    agreement or a benchmark. A party below its reservation value makes the Nash share 0."""
    benchmark = benchmark_of(talks, forum)
    state = talks.forum_state(forum)
    if state.status is not ForumStatus.AGREED or benchmark is None:
        return None
    known = talks.forum(forum)
    return realised(
        [
            known.mandates[d].worth_of(state.settled) - known.mandates[d].reservation
            for d in known.parties
        ],
        benchmark,
    )


def realised(gains: Sequence[int], best: Benchmark) -> JointGain | None:
    """How much of the best these gains of the parties are; None where nothing could be gained."""
    if not best.best_sum:
        return None
    product = 1
    for gain in gains:
        product *= max(gain, 0)
    sum_share = max(sum(gains), 0) * 10_000 // best.best_sum
    if not best.best_product:
        return JointGain(sum_share, 0)
    # The n-th root of the ratio, scaled: root(10000**n * product / best).
    n = len(gains)
    return JointGain(sum_share, _root(10_000**n * product // best.best_product, n))


def benchmark_of(talks: Talks, forum: ForumId) -> Benchmark | None:
    """What the forum could give under the mandates in force; None where nobody computed it."""
    known = talks.scenario.benchmarks.get(forum)
    if known is not None or talks.forum(forum) is talks.played.forums[forum]:
        return known
    return _anew(Same(talks.forum(forum)), Same(talks.played), talks.calibrate)


@lru_cache(maxsize=256)
def _anew(forum: Same[Forum], scenario: Same[Scenario], calibrate: Calibrate) -> Benchmark | None:
    one = forum.thing
    alone = replace(scenario.thing, forums={one.id: one}, benchmarks={})
    return calibrate(alone, "standard").benchmarks.get(one.id)


def _root(number: int, n: int) -> int:
    """The integer part of the n-th root, exactly, by Newton's method."""
    if number < 2 or n == 1:
        return number
    guess = 1 << -(-number.bit_length() // n)
    while True:
        better = ((n - 1) * guess + number // guess ** (n - 1)) // n
        if better >= guess:
            return guess
        guess = better
