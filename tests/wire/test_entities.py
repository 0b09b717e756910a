"""Every entity that the rules make, over generated play, has the described shape."""

from collections import Counter
from typing import Any

import orjson
import pytest
from pydantic import TypeAdapter

from server.rules.ids import DelegationId, PersonId
from server.rules.seats import (
    Audience,
    DelegateView,
    DelegationView,
    FacilitatorView,
    PublicView,
)
from server.rules.views.gate import FAMILIES, view_for
from server.wire.outgoing import encode
from tests.rules.generated import plays
from tests.rules.ledgers import everything
from tests.rules.negotiation import lobby
from tests.rules.player import Player

ADAPTERS: dict[str, TypeAdapter[Any]] = {
    name: TypeAdapter(family.shape) for name, family in FAMILIES.items()
}
AUDIENCES: tuple[Audience, ...] = (
    DelegateView(PersonId("p-usa")),
    DelegateView(PersonId("nobody")),
    DelegationView(DelegationId("dprk")),
    FacilitatorView(),
    PublicView(),
    PublicView(plenary=True),
)


def as_described(kind: str, entity: object) -> bool:
    """True when the entity has exactly the fields and types described."""
    sent = encode(entity)
    read = ADAPTERS[kind].validate_json(sent, strict=True)
    return bool(read == orjson.loads(sent))  # a field that is not described would be missing


@pytest.mark.parametrize("seed", range(6))
def test_entities_of_generated_play_are_as_described(seed: int) -> None:
    table, player, seen = lobby(everything()), Player(seed), Counter[str]()
    for move in range(120):
        plays(table, player.move(table.talks))
        for audience in AUDIENCES if move % 4 == 0 else ():
            for key, entity in view_for(table.talks, audience, table.present).items():
                kind = key.partition("/")[0]
                assert as_described(kind, entity), (key, entity)
                seen[kind] += 1
    assert seen.keys() >= {"talks", "clock", "me", "delegation", "forum", "mandate", "may"}


def test_every_kind_of_entity_occurs_in_play() -> None:
    seen: set[str] = set()
    for seed in range(60):
        if seen == set(FAMILIES):
            break
        table, player = lobby(everything()), Player(seed)
        for move in range(150):
            plays(table, player.move(table.talks))
            for audience in (FacilitatorView(), AUDIENCES[0]) if move % 5 == 0 else ():
                seen |= {k.partition("/")[0] for k in view_for(table.talks, audience)}
    assert seen == set(FAMILIES)


def test_the_check_tells_a_field_too_many_and_a_wrong_type() -> None:
    good = {"code": "paused", "message": "The talks are paused."}
    assert as_described("may", {"say": good, "set_ready": True})
    assert not as_described("may", {"say": good | {"extra": 1}})
    with pytest.raises(ValueError, match="running"):
        as_described("clock", {"running": "yes"})
