import orjson
from flask import Flask
from flask_babel import Babel
from immutables import Map

from server.rules.refusals import SENTENCES, Refusal
from server.rules.views.gate import Patch
from server.service.receipts import Receipt
from server.wire import outgoing

REFUSAL = Refusal("bad_members", {"known": ("usa", "rok"), "limit": 5})


def test_a_receipt_does_not_tell_the_number_of_the_event() -> None:
    assert outgoing.receipt(Receipt("c1", True, None, 42)) == {"id": "c1", "accepted": True}


def test_a_refused_command_says_why() -> None:
    assert outgoing.receipt(Receipt("c1", False, REFUSAL)) == {
        "id": "c1",
        "accepted": False,
        "refusal": "bad_members",
        "facts": {"known": ["usa", "rok"], "limit": 5},
        "message": SENTENCES["bad_members"],
    }


def test_an_error_has_code_message_and_facts() -> None:
    error = outgoing.error(REFUSAL)["error"]
    assert list(error) == ["code", "message", "facts"]


def test_the_sentence_is_translated_by_whoever_knows_the_language() -> None:
    assert outgoing.sentence(REFUSAL, str.upper) == SENTENCES["bad_members"].upper()


def test_the_sentence_in_a_request_is_that_of_its_language() -> None:
    app = Flask(__name__)
    Babel(app, locale_selector=lambda: "en")
    with app.test_request_context():
        assert outgoing.sentence(REFUSAL) == SENTENCES["bad_members"]


def test_etags_are_sixteen_digits() -> None:
    assert outgoing.etag_text(0) == "0" * 16
    assert outgoing.etag_text(2**64 - 1) == "f" * 16


def test_envelopes() -> None:
    view = outgoing.view({"clock": {"running": True}}, 10, 1_000)
    assert view == {
        "etag": "000000000000000a",
        "entities": {"clock": {"running": True}},
        "server_now": 1_000,
    }
    patch = outgoing.patch(Patch({"clock": {}}, ("help/1",), 5), 10, 15, 1_000)
    assert patch["base"] == view["etag"]
    assert patch["etag"] == "000000000000000f"
    assert patch["drop"] == ["help/1"]


def test_immutable_maps_are_written_as_objects() -> None:
    assert orjson.loads(outgoing.encode({"a": Map({"x": (1, 2)}), "b": frozenset({3})})) == {
        "a": {"x": [1, 2]},
        "b": [3],
    }
