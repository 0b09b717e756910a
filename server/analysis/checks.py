"""What is wrong or doubtful about a scenario's numbers, beyond its form."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from server.analysis.space import Space, TooManyPackagesError, with_mandates
from server.analysis.zone import Counted, count, crossing
from server.rules.forum import Forum, Issue, Option
from server.rules.ids import DelegationId, ForumId
from server.rules.scenario import Scenario

LEAST_SHARE, MOST_SHARE = 50, 500
"""Bounds of a balanced zone, in ten-thousandths of all packages not barred."""

MATTERS = 9_500
"""A party matters when its acceptance leaves at most this many ten-thousandths of the zone."""


class Severity(StrEnum):
    """An error makes the forum unplayable; a warning is for the author to judge."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know: a stable code, where it is, and a sentence."""

    severity: Severity
    code: str
    forum: ForumId
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.severity}: {self.where}: {self.message} [{self.code}]"


def problems(scenario: Scenario) -> list[Finding]:
    """Everything found, forum by forum, at the reservation values the scenario has now."""
    return [f for forum in scenario.forums.values() for f in forum_problems(forum)]


def forum_problems(forum: Forum) -> list[Finding]:
    """Everything found about one forum."""
    found = [*_dominated(forum), *_unacceptable(forum)]
    space = Space.of(forum)
    try:
        counted = count(space)
    except TooManyPackagesError as refusal:
        return [*found, _warning("too_many_packages", forum, "packages", str(refusal))]
    if len(counted.zone) == 0:
        message = "no package is acceptable to every party"
        return [*found, Finding(Severity.ERROR, "empty_zone", forum.id, forum.id, message)]
    return [
        *found,
        *_share(forum, counted),
        *_parties_that_do_not_matter(forum, counted),
        *_red_lines(space, counted),
    ]


def _warning(code: str, forum: Forum, where: str, message: str) -> Finding:
    return Finding(Severity.WARNING, code, forum.id, f"{forum.id}.{where}", message)


def _open(forum: Forum, issue: Issue) -> list[Option]:
    return [o for o in issue.options if (issue.id, o.id) not in forum.barred]


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
                where = f"{forum.id}.{issue.id}.{option.id}"
                message = "no party can accept it, even with everything else its own way"
                yield Finding(Severity.ERROR, "nobody_can_accept", forum.id, where, message)


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


def _share(forum: Forum, counted: Counted) -> Iterator[Finding]:
    share = 10_000 * len(counted.zone)
    if not LEAST_SHARE * counted.packages <= share <= MOST_SHARE * counted.packages:
        percent = 100 * len(counted.zone) / counted.packages
        message = (
            f"{len(counted.zone):,} of {counted.packages:,} packages ({percent:.2f}%) are"
            " acceptable to every party; 0.5% to 5% makes a negotiation"
        )
        yield _warning("zone_share", forum, "zone", message)


def _parties_that_do_not_matter(forum: Forum, counted: Counted) -> Iterator[Finding]:
    if len(forum.parties) < 2:
        return
    zone = len(counted.zone)
    for party, without in counted.without.items():
        if 10_000 * zone > MATTERS * without:
            message = (
                f"{party} accepts {zone} of the {without} packages that all others accept:"
                " its consent decides nothing"
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
