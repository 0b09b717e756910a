"""A text and what is said against it make the same entities, whatever happens at the table."""

from typing import Any

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from server.rules.seats import Audience, DelegationView, PublicView
from server.rules.views.apart import DERIVED, all_beyond, beyond, joined
from server.rules.views.etags import Entity
from server.rules.views.gate import changed, view_for
from server.rules.views.viewer import viewer_of
from server.service.texts import Texts
from tests.rules.generated import plays
from tests.rules.ledgers import everything
from tests.rules.negotiation import DPRK, ENERGY, PEACE, ROK, USA, forum, negotiating, scenario
from tests.rules.player import Player
from tests.rules.test_generated_play import AUDIENCES, knowing, opening


class Page:
    """What a client holds that gets the text for itself: it knows nothing but what it is told."""

    def __init__(self, text: Entity, said: Entity) -> None:
        self.text = over_the_wire(text)
        self.entities = {
            key: joined(self.text.get(key, {}), one) for key, one in over_the_wire(said).items()
        }

    def hears(self, put: Entity, drop: tuple[str, ...]) -> None:
        for key, one in over_the_wire(put).items():
            self.entities[key] = joined(self.entities.get(key, self.text.get(key, {})), one)
        for key in drop:
            del self.entities[key]


def over_the_wire(value: Entity) -> dict[str, Any]:
    read: dict[str, Any] = orjson.loads(orjson.dumps(value))
    return read


@settings(deadline=None)
@given(st.booleans(), st.integers(0, 2**32))
def test_text_and_state_joined_are_the_whole_view(in_lobby: bool, seed: int) -> None:
    texts, table = Texts(), opening(in_lobby)
    pages: dict[Audience, tuple[int, Page]] = {}
    for move in (None, *knowing(table, seed, 40)):
        before, present, length = table.talks, table.present, len(table.log)
        if move is not None:
            plays(table, move)
        events = [r.event for r in table.log[length:]]
        for audience in AUDIENCES:
            base = texts.base(table.talks, viewer_of(table.talks, audience))
            view = view_for(table.talks, audience, table.present)
            whole = {
                key: {n: v for n, v in one.items() if n not in DERIVED.get(key.split("/")[0], ())}
                for key, one in view.items()
            }
            tag, page = pages.get(audience, (0, None))
            if page is None or tag != base.tag:
                own = base.own.entities if base.own else {}
                text = {k: dict(one) for k, one in base.public.entities.items()}
                text |= {k: joined(text.get(k, {}), one) for k, one in own.items()}
                page = Page(text, all_beyond(base.entities, whole))
                pages[audience] = base.tag, page
            else:
                patch = changed(before, table.talks, audience, events, present, table.present)
                held = {**base.entities, **patch.was}
                page.hears(all_beyond(held, patch.put), patch.drop)
            assert orjson.dumps(page.entities, option=orjson.OPT_SORT_KEYS) == orjson.dumps(
                whole, option=orjson.OPT_SORT_KEYS
            )
            for key, one in whole.items():
                assert orjson.dumps(page.entities[key]) == orjson.dumps(one), "the order too"


def test_the_inside_of_a_closed_forum_is_told_to_those_who_sit_in_it_alone() -> None:
    closed = forum(ENERGY, open=False, parties=(USA, DPRK), observers=())
    talks = negotiating(scenario(closed, forum(PEACE))).talks
    texts = Texts()
    inside, outside = (
        texts.base(talks, viewer_of(talks, DelegationView(side))) for side in (USA, ROK)
    )
    assert inside.public is outside.public
    assert "issues" not in inside.public.entities[f"forum/{ENERGY}"]
    assert inside.own is not None
    assert outside.own is not None
    assert "issues" in inside.own.entities[f"forum/{ENERGY}"]
    assert f"forum/{ENERGY}" not in outside.own.entities


def test_the_text_stays_while_the_talks_go_on() -> None:
    table, player, texts = negotiating(everything()), Player(5), Texts()
    viewers = [viewer_of(table.talks, DelegationView(USA)), viewer_of(table.talks, PublicView())]
    before = [texts.base(table.talks, one) for one in viewers]
    for _ in range(30):
        plays(table, player.move(table.talks))
        if table.talks.revealed:
            break
        assert [texts.base(table.talks, one) for one in viewers] == before
    again = Texts()
    assert [again.base(table.talks, one).tag for one in viewers] == [one.tag for one in before]
    assert texts.public(before[0].public.hash) is before[0].public
    assert texts.public("unknown") is None


def test_what_is_gone_and_the_order_of_what_stays_are_said_too() -> None:
    assert beyond({"a": 1, "b": 2}, {"b": 2, "c": 3}) == {"": ["a"], "c": 3}
    between = {"usa": 1, "rok": 2, "dprk": 3}
    said = beyond({"usa": 1, "dprk": 3}, between)
    assert list(joined({"usa": 1, "dprk": 3}, said)) == list(between)
    assert beyond({"a": [{"id": "x", "n": 1}]}, {"a": [{"id": "x", "n": 2}]}) == {
        "a": {"x": {"n": 2}}
    }
    twice = [{"issue": "x", "n": 1}, {"issue": "x", "n": 2}]
    assert beyond({"a": [{"issue": "x", "n": 0}]}, {"a": twice}) == {"a": twice}
