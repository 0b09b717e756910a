"""A proposal's name tells it from those of every other forum."""

from hypothesis import given
from hypothesis import strategies as st

from server.rules.commands.schedule import Advance
from server.rules.ids import ForumId
from server.rules.seats import DelegationView
from server.rules.views.gate import view_for
from server.rules.written.letters import letters
from tests.rules.negotiation import ENERGY, FACILITATOR, PEACE, USA, negotiating, tabled

NAMES = st.lists(st.text("abxy_", min_size=1, max_size=4), unique=True, max_size=40)


@given(NAMES)
def test_no_two_forums_have_one_letter(names: list[str]) -> None:
    found = letters(tuple(map(ForumId, names)))
    assert len(set(found.values())) == len(names)


def test_a_forum_without_a_free_letter_of_its_own_gets_another() -> None:
    found = letters((ForumId("sea"), ForumId("se"), ForumId("s"), ForumId("1")))
    assert list(found.values()) == ["S", "E", "A", "B"]


def test_the_second_forum_counts_on_under_its_own_letter() -> None:
    table = negotiating()
    first = tabled(table)
    table.ok(FACILITATOR, Advance(), Advance(), Advance())
    second = tabled(table, name="p2")
    named = view_for(table.talks, DelegationView(USA))
    assert named[f"proposal/{first}"]["label"] == "E-1"
    assert named[f"proposal/{second}"]["label"] == "P-1"
    assert {table.talks.proposals[p].forum for p in (first, second)} == {ENERGY, PEACE}
