"""The own side: exactly the packages that may be signed, each at its exact worth."""

from hypothesis import given, settings

from server.bots.sheet import MOST, Sheet, Terms, sheet_of
from server.rules.forum import Forum
from tests.analysis import oracle
from tests.analysis.forums import forum_of, forums
from tests.bots.views import views_of


@settings(max_examples=60, deadline=None)
@given(forums())
def test_rows_are_all_packages_at_or_above_walk_away_that_cross_no_own_red_line(
    forum: Forum,
) -> None:
    for delegation, view in views_of(forum).items():
        sheet = Sheet(Terms.of(view["forum/forum"], view["mandate/forum"]))
        mandate = forum.mandates[delegation]
        expected = sorted(
            (-mandate.worth_of(p), sorted(p.items()))
            for p in oracle.packages(forum)
            if mandate.worth_of(p) >= mandate.reservation and not mandate.red_lines_crossed(p)
        )
        rows = [(-int(sheet.worth[n]), sorted(sheet.package(n).items())) for n in range(len(sheet))]
        assert sorted(rows) == expected
        assert [r[0] for r in rows] == sorted(r[0] for r in rows)
        assert all(sheet.row(dict(package)) == n for n, (_, package) in enumerate(rows))


@settings(max_examples=30, deadline=None)
@given(forums())
def test_every_package_is_judged_exactly(forum: Forum) -> None:
    for delegation, view in views_of(forum).items():
        sheet = Sheet(Terms.of(view["forum/forum"], view["mandate/forum"]))
        mandate = forum.mandates[delegation]
        for package in oracle.packages(forum):
            plain = {str(i): str(o) for i, o in package.items()}
            assert sheet.value(plain) == mandate.worth_of(package)
            assert sheet.crosses(plain) == bool(mandate.red_lines_crossed(package))
            assert sum(sheet.losses(plain).values()) == mandate.best - mandate.worth_of(package)


def test_the_same_terms_are_laid_out_once() -> None:
    forum = forum_of({"i": {"a": [1, 2], "b": [2, 1]}}, {"a": 1, "b": 1})
    one, again = (views_of(forum, f"t{n}")["a"] for n in range(2))  # type: ignore[index]  # an id
    terms = [Terms.of(v["forum/forum"], v["mandate/forum"]) for v in (one, again)]
    assert sheet_of(terms[0]) is sheet_of(terms[1])


def test_in_a_huge_forum_the_worst_options_are_left_out_but_still_judged() -> None:
    points = {f"i{n}": {"a": list(range(10)), "b": [1] * 10} for n in range(6)}
    view = views_of(forum_of(points, {"a": 0, "b": 0}))["a"]  # type: ignore[index]  # an id
    sheet = Sheet(Terms.of(view["forum/forum"], view["mandate/forum"]))
    assert 0 < len(sheet) <= MOST
    assert int(sheet.worth[0]) == 54
    assert sheet.value({f"i{n}": "o0" for n in range(6)}) == 0
