"""The scenario in force: what the causes' modifiers make of the one that is played."""

from collections.abc import Iterable, Mapping

from server.rules.copying import replace
from server.rules.ids import DelegationId, ForumId, IssueId, OptionId, TrackId
from server.rules.state.causes import Cause, CauseKind
from server.rules.state.talks import Talks
from server.rules.written.forum import AdoptionRule, Forum
from server.rules.written.mandate import Mandate, Position, RedLine
from server.rules.written.modifiers import Modifier, ModifierKind
from server.rules.written.scenario import Scenario
from server.rules.written.world import TRACK_MAX


def with_cause(talks: Talks, cause: Cause) -> Talks:
    """The talks with one more cause in force."""
    return _recast(talks, (*talks.causes, cause), (cause,))


def without_cause(talks: Talks, kind: CauseKind, cause_id: str) -> Talks:
    """The talks without the cause; the same talks when it is not in force."""
    gone = [c for c in talks.causes if (c.kind, c.id) == (kind, cause_id)]
    if not gone:
        return talks
    left = tuple(c for c in talks.causes if (c.kind, c.id) != (kind, cause_id))
    return _recast(talks, left, gone)


def is_in_force(talks: Talks, kind: CauseKind, cause_id: str) -> bool:
    """True while the cause's modifiers count."""
    return any((c.kind, c.id) == (kind, cause_id) for c in talks.causes)


def everybodys(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """The causes that everybody may know of."""
    return tuple(cause for cause in causes if not cause.to)


def _recast(talks: Talks, causes: tuple[Cause, ...], moved: Iterable[Cause]) -> Talks:
    scenario = known = _anew(talks, talks.scenario, causes, moved)
    public = everybodys(causes)
    if len(public) < len(causes):
        known = _anew(talks, talks.known, public, everybodys(moved))
    return replace(talks, causes=causes, scenario=scenario, known=known)


def _anew(
    talks: Talks, before: Scenario, causes: tuple[Cause, ...], moved: Iterable[Cause]
) -> Scenario:
    """The scenario with the forums that were moved made anew; their benchmarks are left out,
    since what could be gained is another question now."""
    touched = {m.forum for cause in moved for m in cause.modifiers if m.forum is not None}
    if not touched:
        return before
    forums, benchmarks = dict(before.forums), dict(before.benchmarks)
    for forum in touched:
        if forum not in forums:
            continue
        forums[forum] = modified(
            talks.played.forums[forum],
            (m for cause in causes for m in cause.modifiers if m.forum == forum),
        )
        benchmarks.pop(forum, None)
        if forums[forum] is talks.played.forums[forum] and forum in talks.played.benchmarks:
            benchmarks[forum] = talks.played.benchmarks[forum]
    return replace(before, forums=forums, benchmarks=benchmarks)


def modified(forum: Forum, modifiers: Iterable[Modifier]) -> Forum:
    """The forum after the modifiers, in order; the same object when there are none."""
    for modifier in modifiers:
        forum = _forum(forum, modifier)
    return forum


def _forum(forum: Forum, modifier: Modifier) -> Forum:
    match modifier.kind:
        case ModifierKind.BAR if modifier.issue and modifier.option:
            return replace(forum, barred=(*forum.barred, (modifier.issue, modifier.option)))
        case ModifierKind.OPEN:
            opened = (modifier.issue, modifier.option)
            return replace(forum, barred=tuple(b for b in forum.barred if b != opened))
        case ModifierKind.RULE:
            return replace(forum, rule=_rule(forum, modifier.amount))
        case _:
            return _mandated(forum, modifier)


def _mandated(forum: Forum, modifier: Modifier) -> Forum:
    whose = modifier.delegation
    if whose is None or whose not in forum.mandates:
        return forum
    mandate = _mandate(forum.mandates[whose], modifier)
    return replace(forum, mandates={**forum.mandates, whose: mandate})


def _rule(forum: Forum, at_least: int) -> AdoptionRule:
    """So many parties must accept; who had to because all had to no longer must."""
    many = max(1, min(at_least, len(forum.parties)))
    everybody = set(forum.rule.all_of) == set(forum.parties)
    if many == len(forum.parties):
        return replace(forum.rule, at_least=many, all_of=forum.parties)
    return replace(forum.rule, at_least=many, all_of=() if everybody else forum.rule.all_of)


def _mandate(mandate: Mandate, modifier: Modifier) -> Mandate:
    issue, option = modifier.issue, modifier.option
    match modifier.kind:
        case ModifierKind.RESERVATION:
            moved = mandate.reservation + modifier.amount
            return replace(mandate, reservation=max(0, min(moved, mandate.best)))
        case ModifierKind.RED_LINE if issue and option:
            line = RedLine(issue, option, modifier.why, modifier.amount)
            return replace(mandate, red_lines=(*mandate.red_lines, line))
        case ModifierKind.NO_RED_LINE:
            lines = tuple(r for r in mandate.red_lines if (r.issue, r.option) != (issue, option))
            return replace(mandate, red_lines=lines)
        case ModifierKind.VALUE if issue and issue in mandate.positions and option:
            position = _valued(mandate.positions[issue], option, modifier.amount)
            return replace(mandate, positions={**mandate.positions, issue: position})
        case ModifierKind.WEIGHT if issue and issue in mandate.positions:
            return replace(mandate, positions=_weighed(mandate, issue, modifier.amount))
        case _:
            return mandate


def _valued(position: Position, option: OptionId, percent: int) -> Position:
    """Percent points more for the option, kept within 0 to 100."""
    value = max(0, min(100, position.values[option] + percent))
    values = {**position.values, option: value}
    return replace(
        position, values=values, worth={o: position.weight * v for o, v in values.items()}
    )


def _weighed(mandate: Mandate, issue: IssueId, points: int) -> Mapping[IssueId, Position]:
    """The issue weighs `points` more, and the others as much less, in proportion to their own
    weights; what does not divide goes to the largest remainders, so that the sum stays."""
    others = {i: p.weight for i, p in mandate.positions.items() if i != issue}
    total = sum(others.values())
    weight = mandate.positions[issue].weight
    points = max(-weight, min(points, total))
    if not total:
        return mandate.positions
    left = total - points
    shares = {i: divmod(w * left, total) for i, w in others.items()}
    weights = {i: whole for i, (whole, _) in shares.items()}
    missing = left - sum(weights.values())
    for i in sorted(shares, key=lambda i: -shares[i][1])[:missing]:
        weights[i] += 1
    weights[issue] = weight + points
    return {
        i: replace(p, weight=weights[i], worth={o: weights[i] * v for o, v in p.values.items()})
        for i, p in mandate.positions.items()
    }


def track_values(talks: Talks) -> dict[TrackId, int]:
    """Where each track stands: its start and every move since, kept within 0 to the maximum."""
    values = {track.id: track.start for track in talks.scenario.tracks}
    for _, track, step in track_moves(talks):
        values[track] += step
    return values


def track_moves(talks: Talks) -> list[tuple[Cause, TrackId, int]]:
    """Every move of a track in log order, as it was after the bounds; moves of nothing left out."""
    values = {track.id: track.start for track in talks.scenario.tracks}
    moves: list[tuple[Cause, TrackId, int]] = []
    for cause in talks.causes:
        for m in cause.modifiers:
            if m.kind is not ModifierKind.TRACK or m.track not in values:
                continue
            after = max(0, min(TRACK_MAX, values[m.track] + m.amount))
            if after != values[m.track]:
                moves.append((cause, m.track, after - values[m.track]))
            values[m.track] = after
    return moves


def changes_for(talks: Talks, delegation: DelegationId, forum: ForumId) -> list[Cause]:
    """The causes that changed the delegation's mandate in the forum, with those modifiers only."""
    found = []
    for cause in talks.causes:
        own = tuple(m for m in cause.modifiers if m.forum == forum and m.delegation == delegation)
        if own:
            found.append(replace(cause, modifiers=own))
    return found


def measured(mandate: Mandate, modifier: Modifier) -> int | None:
    """The number in the mandate that the modifier is about: points of weight, percent of a value,
    hundredths of the reservation value or of a red line's cost; None where there is none."""
    issue, option = modifier.issue, modifier.option
    position = mandate.positions.get(issue) if issue else None
    match modifier.kind:
        case ModifierKind.WEIGHT:
            return position.weight if position else None
        case ModifierKind.VALUE:
            return position.values.get(option) if position and option else None
        case ModifierKind.RESERVATION:
            return mandate.reservation
        case ModifierKind.RED_LINE | ModifierKind.NO_RED_LINE:
            lines = [r for r in mandate.red_lines if (r.issue, r.option) == (issue, option)]
            return lines[-1].cost if lines else None
        case _:
            return None


def moved_in(
    talks: Talks, delegation: DelegationId, forum: ForumId
) -> list[tuple[Cause, list[tuple[Modifier, int | None, int | None]]]]:
    """How the delegation's mandate in the forum became what it is: each cause with its changes,
    and what each one's number was before and after."""
    mandate = talks.played.forums[forum].mandates[delegation]
    found = []
    for cause in changes_for(talks, delegation, forum):
        steps = []
        for modifier in cause.modifiers:
            before = measured(mandate, modifier)
            mandate = _mandate(mandate, modifier)
            steps.append((modifier, before, measured(mandate, modifier)))
        found.append((cause, steps))
    return found


def barred_by(talks: Talks, forum: ForumId, issue: IssueId, option: OptionId) -> Cause | None:
    """The latest cause that bars the option; None when it is open, or barred from the start."""
    bar, open_ = ModifierKind.BAR, ModifierKind.OPEN
    found = None
    for cause in talks.causes:
        for m in cause.modifiers:
            if (m.forum, m.issue, m.option) == (forum, issue, option) and m.kind in (bar, open_):
                found = cause if m.kind is bar else None
    return found
