"""The scoreboard of a class: what each of its tables has come to, side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.analysis.duplicate import Placing, placings
from server.rules.ids import DelegationId, TalksId
from server.rules.state.compliance import broken_count, kept_count, of_agreements
from server.rules.state.scoring import as_shown, benchmark_of, joint_gain, total
from server.rules.state.talks import ForumStatus, Talks
from server.rules.written.forum import ForumKind


@dataclass(frozen=True, slots=True)
class Row:
    """A table. `joint` is the share of the best joint gain, in basis points, over the forums that
    have ended (a failed one counts 0); None before one has. Totals in hundredths of a point."""

    talks: TalksId
    table: int
    over: bool
    agreed: int
    forums: int
    joint: int | None
    obligations: int
    kept: int
    broken: int
    totals: Mapping[DelegationId, int]
    placings: Mapping[DelegationId, Placing]


def board(tables: Sequence[Talks], *, everything: bool = True) -> tuple[Row, ...]:
    """The tables in their order, each delegation compared with the same one at the others.

    Without `everything` scores leave out what only some were told of, until a table's are laid
    open: see `as_shown`.
    """
    scored = tables if everything else [as_shown(talks) for talks in tables]
    totals = {t.id: {d.id: total(t, d.id).total for d in t.scenario.delegations} for t in scored}
    compared = placings(totals)
    return tuple(_row(talks, totals[talks.id], compared[talks.id]) for talks in scored)


def _row(
    talks: Talks, totals: Mapping[DelegationId, int], compared: Mapping[DelegationId, Placing]
) -> Row:
    forums = talks.scheduled_forums()
    return Row(
        talks=talks.id,
        table=talks.table,
        over=talks.state.is_over,
        agreed=sum(1 for f in forums if talks.forum_state(f).status is ForumStatus.AGREED),
        forums=len(forums),
        joint=_joint(talks),
        obligations=sum(1 for _ in of_agreements(talks)),
        kept=kept_count(talks),
        broken=broken_count(talks),
        totals=totals,
        placings=compared,
    )


def _joint(talks: Talks) -> int | None:
    """The mean over ended forums that had something to gain, in basis points, rounded down.

    An initiative in which nothing was ever tabled has not been begun: it ends and counts nothing.
    """
    shares = []
    for forum in talks.scheduled_forums():
        status = talks.forum_state(forum).status
        benchmark = benchmark_of(talks, forum)
        if benchmark is None or not benchmark.best_sum:
            continue
        gain = joint_gain(talks, forum)
        untouched = talks.forum(forum).kind is ForumKind.INITIATIVE and gain is None
        if untouched and not talks.forum_state(forum).tabled:
            continue
        if status in {ForumStatus.AGREED, ForumStatus.FAILED}:
            shares.append(gain.sum_share if gain else 0)
    return sum(shares) // len(shares) if shares else None
