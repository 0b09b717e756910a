"""The client against a server that stumbles, and the view it reads."""

import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from server.client import (
    Move,
    Refused,
    Table,
    Unreachable,
    View,
    command,
    play,
    propose,
    say,
    table,
)
from tests.live import CHECKOUT

Answer = tuple[int, dict[str, str], Any]


class Stumbling:
    """Answers what it was told to, in order; the last answer again and again."""

    def __init__(self, *answers: Answer) -> None:
        self.answers, self.asked = list(answers), []  # type: ignore[var-annotated]
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answered(None)

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                self.answered(json.loads(self.rfile.read(length)))

            def answered(self, sent: Any) -> None:
                outer.asked.append((self.path, sent, dict(self.headers)))
                more = len(outer.answers) > 1
                status, headers, body = outer.answers.pop(0) if more else outer.answers[0]
                if status == 0:
                    self.connection.close()
                    return
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if status != 304:
                    self.wfile.write(json.dumps(body).encode())

            def log_message(self, *_: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def table(self, **given: float) -> Table:
        return Table(f"http://127.0.0.1:{self.server.server_port}/talks/t1", "secret", **given)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """No test waits; how long each pause would have been."""
    slept: list[float] = []
    monkeypatch.setattr(table, "_sleep", slept.append)
    return slept


DONE: Answer = (200, {}, {"id": "c", "accepted": True})
SAVING: Answer = (503, {"Retry-After": "5"}, {"error": {"code": "unavailable", "message": "-"}})
HELLO = say("hello")


def view_of(state: str = "running", etag: str = "e1") -> dict[str, Any]:
    talks = {"state": state, "paused": False}
    entities = {"talks": talks, "me": {"delegation": "rok"}}
    return {"etag": etag, "entities": entities, "server_now": 1000}


def shown(view: dict[str, Any]) -> Answer:
    return 200, {}, view


def test_a_command_is_sent_again_under_the_same_id_until_it_is_answered(
    quick: list[float],
) -> None:
    too_fast = {"id": "c", "accepted": False, "refusal": "too_fast", "facts": {"wait_ms": 900}}
    unsaved = {"id": "c", "accepted": False, "refusal": "unavailable", "facts": {}}
    slow: Answer = (429, {"Retry-After": "1"}, too_fast)
    server = Stumbling((0, {}, None), SAVING, slow, (200, {}, unsaved), DONE)
    server.table().do(HELLO)
    assert len(server.asked) == 5
    assert len({sent["id"] for _, sent, _ in server.asked}) == 1
    assert len({sent["body"]["message_id"] for _, sent, _ in server.asked}) == 1
    assert quick == [0.5, 5.0, 1.0, 4.0]


def test_each_move_has_an_id_of_its_own() -> None:
    server = Stumbling(DONE)
    one, other = server.table().do(HELLO), server.table().do(HELLO)
    assert one
    assert one != other
    assert server.table().do(command("cosponsor", proposal_id="p1")) == ""
    assert server.asked[0][0] == "/api/v1/talks/t1/commands"
    assert server.asked[0][2]["Authorization"] == "Bearer secret"


def test_a_refusal_is_an_exception_with_code_and_facts() -> None:
    told = {"accepted": False, "refusal": "option_barred", "message": "No.", "facts": {"x": "y"}}
    with pytest.raises(Refused) as no:
        Stumbling((200, {}, told)).table().do(propose("energy", {"oil": "low"}))
    assert (no.value.code, no.value.facts) == ("option_barred", {"x": "y"})
    assert not no.value.is_final
    error = {"error": {"code": "agent_unseated", "message": "Gone.", "facts": {}}}
    with pytest.raises(Refused) as gone:
        Stumbling((401, {}, error)).table().view()
    assert (gone.value.code, gone.value.is_final) == ("agent_unseated", True)
    with pytest.raises(Refused) as broken:
        Stumbling((500, {}, "?")).table().view()
    assert broken.value.status == 500


def test_patience_ends() -> None:
    with pytest.raises(Unreachable):
        Stumbling(SAVING).table(patience=4).view()
    with pytest.raises(Unreachable):
        Table("http://127.0.0.1:9/talks/t1", "secret", patience=0.1).view()


@pytest.mark.parametrize(
    "url", ["http://host/", "/talks/t1", "file:///talks/t1", "http://h/talks/"]
)
def test_an_address_that_is_no_tables_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="no address of a table"):
        Table(url, "secret")


def test_watching_waits_for_another_view_and_ends_with_the_talks() -> None:
    same: Answer = (304, {}, None)
    answers = [view_of(), view_of(etag="e2"), view_of("concluded", "e3")]
    first, second, last = map(shown, answers)
    server = Stumbling(first, same, second, same, last)
    assert [v.etag for v in server.table().watch()] == ["e1", "e2", "e3"]
    asked = [path.partition("?")[2] for path, _, _ in server.asked]
    assert asked == ["", *["etag=e1&wait=25"] * 2, *["etag=e2&wait=25"] * 2]
    server = Stumbling(first, same, second, same, last)
    views = [v.etag for v in server.table().watch(every=2)]
    assert views == ["e1", "e1", "e2", "e2", "e3"]


def test_play_goes_on_after_a_refusal_and_ends_with_the_token(
    caplog: pytest.LogCaptureFixture,
) -> None:
    no = {"accepted": False, "refusal": "same_stance", "message": "It is.", "facts": {}}
    gone = {"error": {"code": "bad_token", "message": "Sign in again.", "facts": {}}}
    first, second = shown(view_of()), shown(view_of(etag="e2"))
    server = Stumbling(first, (200, {}, no), DONE, second, (401, {}, gone))
    caplog.set_level("INFO")
    with pytest.raises(Refused, match="bad_token"):
        play(server.table(), lambda _view: [HELLO, HELLO])
    assert "say was refused: same_stance" in caplog.text


def test_nothing_is_asked_of_a_program_that_is_paused() -> None:
    paused = view_of()
    paused["entities"]["me"]["agent"] = {"paused": True}
    server = Stumbling((200, {}, paused), (200, {}, view_of("concluded", "e2")))
    asked: list[View] = []

    def decide(view: View) -> list[Move]:
        asked.append(view)
        return []

    play(server.table(), decide)
    assert asked == []


def test_the_client_needs_the_standard_library_only() -> None:
    loads = "import server.client, server.client.examples.greedy, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", loads], cwd=CHECKOUT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    own = [m for m in done.stdout.split() if m.startswith("server.")]
    assert own
    assert all(m.startswith("server.client") for m in own), own


def test_a_move_keeps_an_id_that_it_brings() -> None:
    assert Move("say", {"message_id": "mine"}, "message_id").numbered("new") == {
        "message_id": "mine"
    }
