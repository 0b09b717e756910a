"""What is wrong or doubtful about a scenario's numbers, beyond its form."""

from collections.abc import Iterator

import numpy as np

from server.analysis.findings import Finding, Severity
from server.analysis.space import Space, TooManyPackagesError, with_mandates
from server.analysis.tally import tally
from server.analysis.world_checks import world_problems
from server.analysis.zone import Counted, count, crossing, within_red_lines
from server.rules.ids import DelegationId, ForumId
from server.rules.names import key as name_key
from server.rules.written.forum import Forum, ForumKind, Issue, Option
from server.rules.written.scenario import Scenario

LEAST_SHARE, MOST_SHARE = 50, 500
"""Bounds of a balanced zone, in ten-thousandths of all packages not barred."""

MOST_OF_AN_INITIATIVE = 3_333
"""The same bound for an initiative: a handful of packages, settled beside the conference."""

MOST_INTRODUCTION = 200
"""Characters of a delegation's introduction: more is not read beside five others."""

MATTERS = 9_500
"""A party matters when its acceptance leaves at most this many ten-thousandths of the zone."""


def problems(scenario: Scenario) -> list[Finding]:
    """Everything found, forum by forum and then between them, at the reservation values the
    scenario has now."""
    found = [f for forum in scenario.forums.values() for f in forum_problems(forum)]
    return [*_introductions(scenario), *found, *world_problems(scenario)]


def _introductions(scenario: Scenario) -> Iterator[Finding]:
    """Delegations that nobody who opens the scenario for the first time can choose between."""
    for delegation in scenario.delegations:
        length = len(delegation.introduction)
        if not length:
            message = "say in a sentence what it wants and why that is hard (`introduction`)"
        elif length > MOST_INTRODUCTION:
            message = f"its introduction has {length} characters; {MOST_INTRODUCTION} are read"
        else:
            continue
        where = f"delegations.{delegation.id}"
        yield Finding(Severity.WARNING, "introduction", ForumId(""), where, message)


def forum_problems(forum: Forum) -> list[Finding]:
    """Everything found about one forum."""
    found = [*_alike(forum), *_dominated(forum), *_unacceptable(forum)]
    space = Space.of(forum)
    try:
        counted = count(space)
    except TooManyPackagesError as refusal:
        found.append(_warning("too_many_packages", forum, "packages", str(refusal)))
        sums = tally(space)
        if sums is not None and sums.feasible == 0:
            return [*found, _empty(forum)]
        if sums is None or space.constrained:
            return found
        return [*found, *_share(forum, sums.feasible, space.size, "adopted under the rule")]
    if counted.feasible == 0:
        return [*found, _empty(forum)]
    return [
        *found,
        *_share(forum, counted.feasible, counted.packages, "adopted under the rule"),
        *(_unanimous(space, counted) if _needs_all(forum) else ()),
        *_red_lines(space, counted),
    ]


def _empty(forum: Forum) -> Finding:
    message = "no package is adopted under the rule when parties accept what is worth it"
    return Finding(Severity.ERROR, "empty_zone", forum.id, forum.id, message)


def _needs_all(forum: Forum) -> bool:
    return forum.rule.at_least >= len(forum.parties)


def _unanimous(space: Space, counted: Counted) -> list[Finding]:
    """What can only be said of a forum in which every party must accept."""
    forum = space.forum
    inside = int(within_red_lines(space, counted.zone).sum())
    if inside == 0:
        message = "every package that all parties accept crosses somebody's red line"
        return [_warning("red_lines_close_the_zone", forum, "zone", message)]
    words = "acceptable to all and over no red line"
    few = _share(forum, inside, counted.packages, words)
    return [*few, *_parties_that_do_not_matter(space, counted)]


def _warning(code: str, forum: Forum, where: str, message: str) -> Finding:
    return Finding(Severity.WARNING, code, forum.id, f"{forum.id}.{where}", message)


def _open(forum: Forum, issue: Issue) -> list[Option]:
    return [o for o in issue.options if (issue.id, o.id) not in forum.barred]


def _alike(forum: Forum) -> Iterator[Finding]:
    """Options of an issue that nobody can tell apart by their text."""
    for issue in forum.issues:
        first: dict[str, Option] = {}
        for option in issue.options:
            other = first.setdefault(name_key(option.text), option)
            if other is not option:
                message = f"its text looks like that of {other.id}: {option.text!r}"
                yield _warning("options_look_alike", forum, f"{issue.id}.{option.id}", message)


def _dominated(forum: Forum) -> Iterator[Finding]:
    """Options that another is at least as good as for every party and observer, better for one."""
    mandates = [forum.mandates[d] for d in with_mandates(forum)]
    for issue in forum.issues:
        options = _open(forum, issue)
        columns = [[m.positions[issue.id].worth[o.id] for o in options] for m in mandates]
        worth = np.array(columns, dtype=np.int64)
        for n, option in enumerate(options):
            better = (worth >= worth[:, [n]]).all(axis=0) & (worth > worth[:, [n]]).any(axis=0)
            if better.any():
                names = ", ".join(options[b].id for b in np.flatnonzero(better))
                message = f"nobody has a use for it: {names} is at least as good for all"
                yield _warning("dominated_option", forum, f"{issue.id}.{option.id}", message)


def _unacceptable(forum: Forum) -> Iterator[Finding]:
    """Options that no party can accept even with everything else its own way."""
    for issue in forum.issues:
        for option in _open(forum, issue):
            if not any(_could_accept(forum, p, issue, option) for p in forum.parties):
                where = f"{issue.id}.{option.id}"
                message = "no party can accept it, even with everything else its own way"
                yield _warning("nobody_can_accept", forum, where, message)


def _could_accept(forum: Forum, party: DelegationId, issue: Issue, option: Option) -> bool:
    mandate = forum.mandates[party]
    for line in mandate.red_lines:
        if (line.issue, line.option) == (issue.id, option.id) and line.unless is None:
            return False
    best = mandate.positions[issue.id].worth[option.id]
    for other in forum.issues:
        if other.id != issue.id:
            options = _open(forum, other)
            best += max((mandate.positions[other.id].worth[o.id] for o in options), default=0)
    return best >= mandate.reservation


def _share(forum: Forum, part: int, whole: int, what: str) -> list[Finding]:
    initiative = forum.kind is ForumKind.INITIATIVE
    most = MOST_OF_AN_INITIATIVE if initiative else MOST_SHARE
    if LEAST_SHARE * whole <= 10_000 * part <= most * whole:
        return []
    percent = 100 * part / whole
    good = "0.5% to a third makes an initiative" if initiative else "0.5% to 5% makes a negotiation"
    message = f"{part:,} of {whole:,} packages ({percent:.2f}%) are {what}; {good}"
    return [_warning("zone_share", forum, "zone", message)]


def _parties_that_do_not_matter(space: Space, counted: Counted) -> Iterator[Finding]:
    """Parties that would sign nearly all that the others would, their own lines included."""
    forum = space.forum
    if len(forum.parties) < 2:
        return
    for party in forum.parties:
        others = [d for d in forum.parties if d != party]
        agreed = np.concatenate([counted.zone, counted.nearly[party]])
        without = agreed[within_red_lines(space, agreed, others)]
        zone = counted.zone[within_red_lines(space, counted.zone)]
        if 10_000 * len(zone) > MATTERS * len(without):
            message = (
                f"{party} would sign {len(zone)} of the {len(without)} packages that all others"
                " would: its consent decides nothing"
            )
            yield _warning("party_does_not_matter", forum, f"parties.{party}", message)


def _red_lines(space: Space, counted: Counted) -> Iterator[Finding]:
    """Red lines that no package of the zone crosses: the reservation values do their work."""
    forum = space.forum
    for party in forum.parties:
        for line in forum.mandates[party].red_lines:
            if not crossing(space, counted.zone, line).any():
                where = f"mandates.{party}.red_lines.{line.issue}.{line.option}"
                message = "it never binds: no package acceptable to every party crosses it"
                yield _warning("red_line_never_binds", forum, where, message)
