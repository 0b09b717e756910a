"""Points left at nobody's expense, beside every package by itself."""

from hypothesis import given

from server.analysis.distance import left_over
from server.analysis.space import Space
from server.rules.written.forum import Forum
from tests.analysis import oracle
from tests.analysis.forums import forums


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
