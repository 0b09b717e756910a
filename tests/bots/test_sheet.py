"""The own side: exactly the packages that may be signed, each at its exact worth."""

from dataclasses import replace

from hypothesis import given, settings

from server.bots.preferences import MOST, Sheet, Terms, sheet_of
from server.rules.ids import DelegationId
from server.rules.written.forum import Forum
from server.rules.written.world import Requirement
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


def test_what_an_option_needs_beside_it_is_kept() -> None:
    points = {"i": {"a": [1, 2], "b": [2, 1]}, "j": {"a": [3, 1, 0], "b": [0, 1, 3]}}
    base = forum_of(points, {"a": 0, "b": 0})
    first, second = base.issues
    needed = Requirement(
        first.id,
        first.options[1].id,
        "not alone",
        (second.id, frozenset({second.options[1].id, second.options[2].id})),
    )
    view = views_of(replace(base, requirements=(needed,)))[DelegationId("a")]
    sheet = Sheet(Terms.of(view["forum/forum"], view["mandate/forum"]))
    packages = [sheet.package(n) for n in range(len(sheet))]
    assert len(packages) == 5
    assert {first.id: first.options[1].id, second.id: second.options[0].id} not in packages
