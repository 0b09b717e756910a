"""A reverse proxy that puts the server below a path of a larger site, and takes the path off.

nginx, set up as server/deploy/nginx.conf says, where there is one on PATH; else one of our own.
"""

import contextlib
import re
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from tests.services import wait_for

DEPLOYED = Path(__file__).resolve().parents[1] / "server" / "deploy" / "nginx.conf"

KINDS = ("own", *(("nginx",) if shutil.which("nginx") else ()))
"""The proxies that this machine has; the own one always."""


@contextlib.contextmanager
def stripping(kind: str, port: int, server_port: int, base: str) -> Iterator[None]:
    """Serve the server below `base` on `port` meanwhile; anything else is not found."""
    running = _nginx if kind == "nginx" else _own
    with running(port, server_port, base):
        wait_for(lambda: _answers(port), kind)
        yield


def _answers(port: int) -> bool:
    with socket.create_connection(("127.0.0.1", port)):
        return True


@contextlib.contextmanager
def _nginx(port: int, server_port: int, base: str) -> Iterator[None]:
    """The headers are those of the file that administrators are given."""
    headers = re.findall(r"^ +(proxy_(?!pass)\w+ .*;)$", DEPLOYED.read_text("utf-8"), re.MULTILINE)
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder, "nginx.conf")
        kept = "".join(
            f"{what}_temp_path {folder}/{what};\n"
            for what in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        config.write_text(
            f"daemon off; pid {folder}/pid; error_log {folder}/error.log;\n"
            "events {}\nhttp {\n access_log off;\n"
            + kept
            + 'map $http_upgrade $connection_upgrade { default upgrade; "" ""; }\n'
            f"upstream sixparty {{ server 127.0.0.1:{server_port}; keepalive 16; }}\n"
            f"server {{ listen 127.0.0.1:{port};\n"
            f"location {base}/ {{ proxy_pass http://sixparty/;\n"
            + "\n".join(headers).replace("Host $host;", "Host $http_host;")
            + f"}}\nlocation = {base} {{ return 301 {base}/; }}\n"
            "location / { return 404; } } }\n",
            encoding="utf-8",
        )
        process = subprocess.Popen(["nginx", "-c", str(config), "-p", folder, "-e", "stderr"])
        try:
            yield
        finally:
            process.terminate()
            process.wait(10)


@contextlib.contextmanager
def _own(port: int, server_port: int, base: str) -> Iterator[None]:
    listener = socket.create_server(("127.0.0.1", port))

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listener.accept()
                threading.Thread(target=_serve, args=(near, server_port, base), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _serve(near: socket.socket, server_port: int, base: str) -> None:
    """One request a connection, or a WebSocket."""
    with contextlib.suppress(OSError), near:
        head = b""
        while b"\r\n\r\n" not in head:
            more = near.recv(65536)
            if not more:
                return
            head += more
        method, target, rest = head.split(b" ", 2)
        below = base.encode() + b"/"
        if not target.startswith(below):
            near.sendall(
                b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            )
            return
        if b"upgrade: websocket" not in rest.lower():
            rest = re.sub(rb"(?i)\r\nconnection: [^\r]*", b"", rest)
            rest = rest.replace(b"\r\n", b"\r\nConnection: close\r\n", 1)
        rest = rest.replace(
            b"\r\n",
            b"\r\nX-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: http\r\n"
            b"X-Forwarded-Prefix: " + base.encode() + b"\r\n",
            1,
        )
        with socket.create_connection(("127.0.0.1", server_port)) as far:
            far.sendall(b" ".join((method, b"/" + target.removeprefix(below), rest)))
            back = threading.Thread(target=_pump, args=(far, near), daemon=True)
            back.start()
            _pump(near, far)
            back.join(5)


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR if source is not sink else socket.SHUT_RDWR)
