"""The same analysis by the plainest means: every package, every comparison, Python integers."""

from fractions import Fraction
from itertools import product
from math import prod

from server.rules.ids import DelegationId, IssueId, OptionId
from server.rules.written.forum import Forum
from server.rules.written.package import Package


def packages(forum: Forum) -> list[dict[IssueId, OptionId]]:
    """Every complete package without a barred option, and with what its options need beside."""
    choices = [
        [(i.id, o.id) for o in i.options if (i.id, o.id) not in forum.barred] for i in forum.issues
    ]
    return [p for pairs in product(*choices) if _stands(forum, p := dict(pairs))]


def _stands(forum: Forum, package: Package) -> bool:
    return not any(
        package[r.issue] == r.option and package[r.beside[0]] not in r.beside[1]
        for r in forum.requirements
        if r.beside is not None
    )


def score(forum: Forum, d: DelegationId, package: Package) -> int:
    return forum.mandates[d].worth_of(package)


def gains(forum: Forum, package: Package) -> list[int]:
    return [score(forum, d, package) - forum.mandates[d].reservation for d in forum.parties]


def adopted(forum: Forum, package: Package) -> bool:
    yes = {d for d, g in zip(forum.parties, gains(forum, package), strict=True) if g >= 0}
    rule = forum.rule
    if not set(rule.all_of) <= yes or any(d not in yes for d in rule.veto):
        return False
    if len(yes) >= rule.at_least:
        return True
    return rule.chair_breaks_ties and forum.chair in yes and len(yes) + 1 == rule.at_least


def zone(forum: Forum) -> list[dict[IssueId, OptionId]]:
    return [p for p in packages(forum) if min(gains(forum, p)) >= 0]


def crosses(forum: Forum, package: Package) -> bool:
    return any(forum.mandates[d].red_lines_crossed(package) for d in forum.parties)


def efficient(forum: Forum) -> list[dict[IssueId, OptionId]]:
    everything = packages(forum)
    rows = [[score(forum, d, p) for d in forum.parties] for p in everything]
    return [
        p
        for p, row in zip(everything, rows, strict=True)
        if not any(
            other != row and all(o >= r for o, r in zip(other, row, strict=True)) for other in rows
        )
    ]


def best(forum: Forum, objective: str) -> list[dict[IssueId, OptionId]]:
    """All packages of the zone that reach the best value of the objective."""
    inside = zone(forum)
    room = [max(column) for column in zip(*(gains(forum, p) for p in inside), strict=True)]

    def value(package: Package) -> list[Fraction]:
        got = gains(forum, package)
        match objective:
            case "nash":
                above = [g for g in got if g > 0]
                return [Fraction(len(above)), Fraction(prod(above))]
            case "utilitarian":
                return [Fraction(sum(got))]
            case "egalitarian":
                return sorted(map(Fraction, got))
            case _:
                return sorted(Fraction(g, r) for g, r in zip(got, room, strict=True) if r > 0)

    values = [value(p) for p in inside]
    return [p for p, v in zip(inside, values, strict=True) if v == max(values)]
