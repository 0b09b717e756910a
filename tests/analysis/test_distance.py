"""How far agreements lie from the best, beside every package by itself and whole numbers."""

from fractions import Fraction
from math import isqrt, prod

from hypothesis import given, settings

from server.analysis.distance import FAIR, distance, left_over
from server.analysis.space import Space
from server.rules.ids import IssueId, OptionId
from server.rules.written.forum import Forum
from tests.analysis import oracle
from tests.analysis.forums import forum_of, forums


@given(forums())
def test_what_was_left_is_the_best_of_all_packages_that_cost_nobody_anything(forum: Forum) -> None:
    space = Space.of(forum)
    for agreed in oracle.packages(forum)[:5]:
        mine = oracle.gains(forum, agreed)
        others = (oracle.gains(forum, package) for package in oracle.packages(forum))
        better = [
            sum(theirs) - sum(mine)
            for theirs in others
            if all(t >= m for t, m in zip(theirs, mine, strict=True))
        ]
        found = left_over(space, agreed)
        assert found.points == max(better)
        if found.package is not None:
            assert sum(oracle.gains(forum, found.package)) - sum(mine) == found.points


def far(
    forum: Forum, agreed: dict[IssueId, OptionId], others: list[dict[IssueId, OptionId]]
) -> int:
    """Ten-thousandths from the package to the nearest of the others, by fractions."""
    squares = [Fraction(0) for _ in others]
    for d in forum.parties:
        every = [oracle.score(forum, d, p) for p in oracle.packages(forum)]
        width = max(every) - min(every)
        for n, other in enumerate(others):
            short = oracle.score(forum, d, agreed) - oracle.score(forum, d, other)
            squares[n] += Fraction(short, width) ** 2 if width else 0
    least = min(squares)
    return isqrt(10**8 * least.numerator // least.denominator)


@settings(max_examples=150, deadline=None)
@given(forums())
def test_distances_are_those_by_fractions(forum: Forum) -> None:
    inside = oracle.zone(forum)
    for agreed in oracle.packages(forum)[:4]:
        found = distance(Space.of(forum), agreed)
        assert found.frontier == far(forum, agreed, oracle.efficient(forum))
        if agreed in oracle.efficient(forum):
            assert found.frontier == found.left.points == 0
        for name in FAIR:
            best = oracle.best(forum, name) if inside else []
            assert found.fair[name] == (far(forum, agreed, best) if inside else None)


@settings(max_examples=150, deadline=None)
@given(forums())
def test_shares_are_those_of_the_best_in_the_zone(forum: Forum) -> None:
    inside = oracle.zone(forum)
    best_sum = max((sum(oracle.gains(forum, p)) for p in inside), default=0)
    best_product = max((prod(oracle.gains(forum, p)) for p in inside), default=0)
    for agreed in oracle.packages(forum)[:4]:
        gain, mine = distance(Space.of(forum), agreed).gain, oracle.gains(forum, agreed)
        if not best_sum:
            assert gain is None
            continue
        assert gain is not None
        assert gain.sum_share == max(0, sum(mine)) * 10_000 // best_sum
        root, power = gain.nash_share, len(forum.parties)
        if best_product and min(mine) >= 0:
            share = Fraction(prod(mine), best_product)
            assert Fraction(root, 10_000) ** power <= share < Fraction(root + 1, 10_000) ** power
        else:
            assert root == 0


def test_where_points_only_change_hands_an_agreement_is_measured_all_the_same() -> None:
    """46,656 packages, none better than another for both, and more than a search would follow."""
    points = {
        f"i{i}": {"a": [7**i * o for o in range(6)], "b": [-(7**i) * o for o in range(6)]}
        for i in range(6)
    }
    forum = forum_of(points, {"a": 0, "b": -(10**6)})
    agreed = {IssueId(f"i{i}"): OptionId("o3") for i in range(6)}
    found = distance(Space.of(forum), agreed)
    assert found.gain is not None
    assert (found.gain.sum_share, found.frontier, found.left.points) == (10_000, 0, 0)


def test_an_agreement_in_the_middle() -> None:
    """Two options that one of the two parties has all of, and one with half for both."""
    forum = forum_of({"i": {"a": [0, 500, 1000], "b": [1000, 400, 0]}}, {"a": 0, "b": 0})
    found = distance(Space.of(forum), {IssueId("i"): OptionId("o0")})
    assert found.gain is not None
    assert (found.gain.sum_share, found.gain.nash_share) == (10_000, 0)
    assert (found.left.points, found.frontier) == (0, 0)
    # Half of the one's room and six tenths of the other's: the root of 0.25 + 0.36.
    assert found.fair["nash"] == found.fair["kalai_smorodinsky"] == 7810
    assert found.to_json()["distances"] == {"frontier": 0, **found.fair}
