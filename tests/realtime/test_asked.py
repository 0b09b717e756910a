"""What a client asks for when it connects."""

import pytest

from server.realtime.asked import Asked, asked
from server.rules.ids import DelegationId, TalksId
from server.rules.refusals import Refusal


@pytest.mark.parametrize(
    "auth", ["x", 7, [], {"token": 7}, {"token": ""}, {"talks": {}}, {"as": "x" * 201}]
)
def test_a_malformed_request_is_a_bad_command(auth: object) -> None:
    found = asked(auth)
    assert isinstance(found, Refusal)
    assert found.code == "bad_command"


def test_what_is_asked_for_is_taken_as_it_is() -> None:
    assert asked(None) == Asked()
    assert asked({"talks": "one", "etag": "e", "as": "usa", "more": 1}) == Asked(
        talks=TalksId("one"), etag="e", as_=DelegationId("usa")
    )
