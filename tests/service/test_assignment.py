"""A class seated at once: for every number of students something sensible."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.rules.ids import DelegationId
from server.rules.seats import InnerRole
from server.service.assignment import (
    Assigned,
    Wish,
    assign,
    in_order_of_need,
    suggested_tables,
    unplayed,
)
from tests.web.pages_site import known_scenarios

SIX = in_order_of_need(known_scenarios()["six-party"])
USA, JAPAN, DPRK = DelegationId("usa"), DelegationId("japan"), DelegationId("dprk")


def seated(assigned: tuple[Assigned, ...]) -> dict[int, Counter[DelegationId]]:
    tables: dict[int, Counter[DelegationId]] = {}
    for one in assigned:
        if one.delegation is not None:
            tables.setdefault(one.table, Counter())[one.delegation] += 1
    return tables


def check(assigned: tuple[Assigned, ...], students: int, tables: int) -> None:
    """What is true of every class without wishes."""
    assert len(assigned) == students
    laid = seated(assigned)
    sizes = Counter(one.table for one in assigned)
    assert set(sizes) <= set(range(1, tables + 1))
    assert max(sizes.values()) - min(sizes.values()) <= 1
    assert min(sizes.values()) >= 2
    assert len(sizes) == min(tables, students // 2)
    for table, people in laid.items():
        counts = [people[d] for d in SIX]
        assert max(counts) - min(counts) <= 1, (table, counts)
        assert max(counts) <= 4
        watching = sizes[table] - people.total()
        assert watching == max(0, sizes[table] - 24)
        for delegation in people:
            roles = [
                a.inner_role for a in assigned if (a.table, a.delegation) == (table, delegation)
            ]
            assert roles.count(InnerRole.HEAD) == 1
    bots = unplayed(assigned, SIX)
    assert {t: len(ds) for t, ds in bots.items()} == {t: 6 - len(laid[t]) for t in laid}


@pytest.mark.parametrize("students", range(3, 73))
def test_every_number_of_students_fits_the_tables_that_are_suggested(students: int) -> None:
    tables = suggested_tables(students, 6)
    assigned = assign([Wish()] * students, SIX, tables)
    check(assigned, students, tables)
    assert all(a.delegation is not None for a in assigned), "nobody only watches"
    assert max(max(c.values()) for c in seated(assigned).values()) <= 2, "two share at most"
    if students >= 6:
        assert not any(unplayed(assigned, SIX).values()), "no bot is needed"


@pytest.mark.parametrize("students", range(3, 73))
def test_every_number_of_students_fits_any_number_of_tables(students: int) -> None:
    for tables in (*range(1, 14), 24, 60):
        check(assign([Wish()] * students, SIX, tables), students, tables)


def test_the_reference_class_is_twelve_full_tables() -> None:
    laid = seated(assign([Wish()] * 72, SIX, suggested_tables(72, 6)))
    assert len(laid) == 12
    assert all(counts == dict.fromkeys(SIX, 1) for counts in laid.values())


def test_three_people_play_those_with_most_at_stake() -> None:
    assert [a.delegation for a in assign([Wish()] * 3, SIX, 1)] == [DPRK, USA, JAPAN]


wishes = st.lists(
    st.builds(
        Wish,
        table=st.none() | st.integers(1, 5),
        delegation=st.none() | st.sampled_from(SIX),
        inner_role=st.none() | st.sampled_from(InnerRole),
        observes=st.sampled_from([False, False, False, True]),
    ),
    max_size=72,
)


@given(wishes=wishes, tables=st.integers(5, 9), most=st.integers(1, 4))
def test_wishes_are_kept_and_everybody_has_a_place(
    wishes: list[Wish], tables: int, most: int
) -> None:
    assigned = assign(wishes, SIX, tables, most)
    assert len(assigned) == len(wishes)
    asked: Counter[tuple[int, DelegationId]] = Counter()
    for wish, one in zip(wishes, assigned, strict=True):
        assert 1 <= one.table <= tables
        assert wish.table in (None, one.table)
        if wish.observes:
            assert one == Assigned(one.table)
            continue
        if wish.delegation is not None:
            assert one.delegation == wish.delegation
            asked[one.table, wish.delegation] += 1
        if one.delegation is not None:
            assert wish.inner_role in (None, one.inner_role)
            assert one.inner_role is not None
    for table, counts in seated(assigned).items():
        for delegation, people in counts.items():
            assert people <= max(most, asked[table, delegation])


@given(wishes=wishes, tables=st.integers(5, 9))
def test_nobody_sits_alone_unless_the_wishes_leave_no_choice(
    wishes: list[Wish], tables: int
) -> None:
    pinned = {w.table for w in wishes if w.table is not None and not w.observes}
    free = sum(w.table is None and not w.observes for w in wishes)
    sizes = Counter(
        a.table for a, w in zip(assign(wishes, SIX, tables), wishes, strict=True) if not w.observes
    )
    alone = {table for table, people in sizes.items() if people == 1}
    assert alone <= pinned or (not pinned and free == 1)
    assert not (alone and free > len(alone))


def test_a_wished_delegation_is_spread_over_the_tables() -> None:
    wanted = [Wish(delegation=DPRK)] * 3 + [Wish()] * 15
    laid = seated(assign(wanted, SIX, 3))
    assert all(counts[DPRK] == 1 for counts in laid.values())
    assert all(counts.total() == 6 for counts in laid.values())


def test_who_is_not_given_a_part_takes_what_is_left() -> None:
    wanted = [Wish(1, USA), Wish(1, USA, InnerRole.HEAD), Wish(1, USA)]
    roles = [a.inner_role for a in assign(wanted, SIX, 1)]
    assert roles == [InnerRole.DEPUTY, InnerRole.HEAD, InnerRole.SPECIALIST]
