from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from server.analysis.duplicate import Placing, placings

TOTALS = st.dictionaries(
    st.integers(1, 60),
    st.fixed_dictionaries(
        {"rok": st.integers(-300, 300)},
        optional={"usa": st.integers(-3, 3), "dprk": st.integers(0, 10_000)},
    ),
    min_size=1,
    max_size=12,
)


def test_two_points_for_each_table_beaten_and_one_for_each_tie() -> None:
    found = placings({1: {"rok": 50}, 2: {"rok": 40}, 3: {"rok": 50}, 4: {"rok": -10}})
    assert {table: of["rok"] for table, of in found.items()} == {
        1: Placing(2, 1, 3),
        2: Placing(1, 0, 3),
        3: Placing(2, 1, 3),
        4: Placing(0, 0, 3),
    }
    assert [of["rok"].share for of in found.values()] == [8333, 3333, 8333, 0]
    assert found[1]["rok"].points == 5
    assert found[1]["rok"].most == 6


def test_a_delegation_without_another_is_compared_with_nobody() -> None:
    assert placings({1: {"rok": 50}}) == {1: {}}
    assert placings({1: {"rok": 5, "usa": 1}, 2: {"rok": 5}}) == {
        1: {"rok": Placing(0, 1, 1)},
        2: {"rok": Placing(0, 1, 1)},
    }


@given(TOTALS)
def test_every_pair_of_tables_shares_two_points(totals: dict[int, dict[str, int]]) -> None:
    found = placings(totals)
    for side in ("rok", "usa", "dprk"):
        given_out = [of[side].points for of in found.values() if side in of]
        tables = len(given_out)
        assert sum(given_out) == tables * (tables - 1)


@given(TOTALS)
def test_shares_follow_the_totals_and_nothing_else(totals: dict[int, dict[str, int]]) -> None:
    found = placings(totals)
    for table, of in found.items():
        for side, placing in of.items():
            assert 0 <= placing.share <= 10_000
            exact = Fraction(placing.points * 10_000, placing.most)
            assert -Fraction(1, 2) <= exact - placing.share < Fraction(1, 2)
            for other in found:
                if side in found[other]:
                    higher = totals[table][side] > totals[other][side]
                    assert (placing.points > found[other][side].points) == higher


@given(TOTALS, st.integers(-500, 500))
def test_what_all_tables_gain_alike_changes_nothing(
    totals: dict[int, dict[str, int]], more: int
) -> None:
    lifted = {t: {d: total + more for d, total in of.items()} for t, of in totals.items()}
    assert placings(lifted) == placings(totals)
