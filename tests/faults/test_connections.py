"""Connections that send nothing, half a request, or too slowly: closed, and others not kept up."""

import resource
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import gevent
import pytest

from server.realtime.serving import WebServer
from server.realtime.transport import http
from tests.live import LiveServer

SOON = 0.3
"""What every limit is in these tests, in seconds."""


@pytest.fixture(autouse=True)
def short_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("IDLE_SECONDS", "HEAD_SECONDS", "BODY_SECONDS", "SEND_SECONDS", "LAST_SECONDS"):
        monkeypatch.setattr(http, name, SOON)


def echo(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    body = environ["wsgi.input"].read()
    if environ["PATH_INFO"] == "/big":
        body = b"x" * 20_000_000
    if environ["PATH_INFO"] == "/slow":
        gevent.sleep(5)
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


@contextmanager
def served(grace: float = 0.2) -> Iterator[int]:
    """The port of a server in a thread of its own, with a loop of its own."""
    ports: list[int] = []
    up, done = threading.Event(), threading.Event()

    def serve() -> None:
        server = WebServer(echo, "127.0.0.1", 0)
        server.start()
        ports.append(server.port)
        up.set()
        while not done.is_set():
            gevent.sleep(0.01)
        server.stop(grace)

    thread = threading.Thread(target=serve)
    thread.start()
    up.wait(5)
    try:
        yield ports[0]
    finally:
        done.set()
        thread.join(10)


def rest(line: socket.socket) -> bytes:
    """What the server sends until it closes the connection; fails when it does not."""
    line.settimeout(5)
    said = b""
    while more := line.recv(65536):
        said += more
    return said


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: ",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",  # and no second request
    ],
)
def test_what_does_not_come_is_not_waited_for(
    sent: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with served() as port, socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(sent)
        began = time.monotonic()
        said = rest(line)
        assert time.monotonic() - began < 3
    assert b" 500 " not in said
    if sent.startswith(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"):
        assert said.startswith(b"HTTP/1.1 200")
    assert "Traceback" not in capfd.readouterr().err


def test_a_drop_now_and_then_does_not_keep_it_open() -> None:
    with served() as port, socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"GET / HTTP/1.1\r\n")
        with suppress(ConnectionError):
            for n in range(60):
                line.sendall(b"X-%d: a\r\n" % n)
                time.sleep(0.05)
            pytest.fail("it was kept open for 3 s")


def test_who_does_not_take_the_answer_is_let_go() -> None:
    with served() as port, socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"GET /big HTTP/1.1\r\nHost: a\r\n\r\n")
        time.sleep(4 * SOON)
        assert len(rest(line)) < 20_000_000


def test_what_is_cut_off_when_the_server_leaves_is_told_so_and_not_500(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(http, "BODY_SECONDS", 5)
    monkeypatch.setattr(http, "SEND_SECONDS", 5)
    with served() as port:
        lines = []
        for path in (b"/slow", b"/api/v1/slow"):
            line = socket.create_connection(("127.0.0.1", port))
            # The second never ends: its body does not come.
            extra = b"Content-Length: 9\r\n" if path != b"/slow" else b""
            line.sendall(b"POST %s HTTP/1.1\r\nHost: a\r\n%s\r\n" % (path, extra))
            lines.append(line)
        time.sleep(0.1)
    page, call = (rest(line) for line in lines)
    assert page.startswith(b"HTTP/1.1 503")
    assert b"Retry-After" in page
    assert call.startswith(b"HTTP/1.1 503")
    assert b'"unavailable"' in call
    for line in lines:
        line.close()


def test_a_server_takes_more_descriptors_than_it_is_given_at_first(
    live_server: Callable[..., LiveServer], few_descriptors: int
) -> None:
    server = live_server()
    assert server.process is not None
    limits = Path(f"/proc/{server.process.pid}/limits").read_text()
    [line] = [line for line in limits.splitlines() if line.startswith("Max open files")]
    assert int(line.split()[3]) > few_descriptors


@pytest.fixture
def few_descriptors() -> Iterator[int]:
    """What a new process may have open at first: less than it may ask for."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    few = 512
    resource.setrlimit(resource.RLIMIT_NOFILE, (few, hard))
    yield few
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
