"""A seat at a table, over HTTP."""

import json
import logging
import os
import secrets
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from http.client import HTTPException
from typing import Any
from urllib.parse import quote, urlencode

from server.client.moves import Move, accept, propose, say
from server.client.refused import Refused, Unreachable
from server.client.view import Package, View

Decide = Callable[[View], Iterable[Move]]
"""What a program does at a view; called again at the next one."""

LONGEST_WAIT = 25
"""Seconds that the server lets one call wait."""

_LATER = (429, 502, 503, 504)
_BACKOFF = (0.5, 1.0, 2.0, 4.0)

_journal = logging.getLogger(__name__)
_sleep = time.sleep


class Table:
    """One seat. `url` is the table's address as the desk shows it, `http://host/talks/ID`.

    A call is tried again, under the same id, until the server has been away for `patience`
    seconds: then `Unreachable`. What the server refuses is a `Refused`.
    """

    def __init__(
        self, url: str, token: str, *, timeout: float = 10.0, patience: float = 60.0
    ) -> None:
        base, _, rest = url.partition("/talks/")
        talks = rest.partition("/")[0]
        if not talks or not base.startswith(("http://", "https://")):
            raise ValueError(f"no address of a table: {url!r} is not like http://host/talks/ID")
        self._calls = f"{base}/api/v1/talks/{quote(talks)}"
        self._token, self._timeout, self._patience = token, timeout, patience

    def view(self) -> View:
        """What the seat sees now."""
        found = self._look("", 0)
        if found is None:
            raise Refused("bad_command", "the server sent no view")
        return found

    def watch(self, every: float | None = None) -> Iterator[View]:
        """The view now, and again whenever it changes, until the talks are over.

        With `every` (seconds) the view comes again at least so often, so that time can count.
        """
        view = self.view()
        yield view
        while not view.is_over:
            began = time.monotonic()
            wait = LONGEST_WAIT if every is None else max(1, min(LONGEST_WAIT, int(every)))
            found = self._look(view.etag, wait)
            if found is not None:
                view = found
                yield view
                continue
            passed = int(1000 * (time.monotonic() - began))
            view = replace(view, age_ms=view.age_ms + passed)
            if every is not None:
                yield view

    def do(self, move: Move) -> str:
        """Carry a move out, once; the id that was made up for it ("" for a move that needs none).

        Raises `Refused`.
        """
        made_up = secrets.token_hex(8) if move.new else ""
        body = move.numbered(made_up)
        message = {"id": secrets.token_hex(10), "name": move.name, "body": body}
        receipt = self._call("POST", "/commands", message)
        if receipt is None or not receipt["accepted"]:
            told = receipt or {}
            raise Refused(
                str(told.get("refusal", "")), str(told.get("message", "")), told.get("facts")
            )
        return str(body.get(move.new, ""))

    def propose(self, package: Package, forum: str | None = None, note: str = "") -> str:
        """Table a package: in `forum`, or in the first in which this seat can bargain."""
        where = forum or next(iter(self.view().forums), None)
        if where is None:
            raise Refused("floor_closed", "there is no forum to bargain in now")
        return self.do(propose(where, package, note))

    def accept(self, proposal: Mapping[str, Any] | str, reason: str = "") -> None:
        """Accept a proposal, as it is in the view."""
        self.do(accept(proposal, reason))

    def say(self, text: str, channel: str = "plenary") -> None:
        """Say something."""
        self.do(say(text, channel))

    # --- HTTP ---

    def _look(self, etag: str, wait: int) -> View | None:
        """The view; None while it is the one that is known."""
        query = urlencode({"etag": etag, "wait": wait}) if etag else ""
        sent = self._call("GET", f"/view?{query}" if query else "/view", wait=wait)
        return None if sent is None else View(sent["etag"], sent["entities"], sent["server_now"])

    def _call(
        self, method: str, path: str, body: object = None, wait: float = 0
    ) -> dict[str, Any] | None:
        """The answer's JSON; None when nothing has changed. Tried again while that may help."""
        until = time.monotonic() + self._patience
        tries = 0
        while True:
            answer, pause = self._once(method, path, body, wait)
            if pause is None:
                return answer
            pause = pause or _BACKOFF[min(tries, len(_BACKOFF) - 1)]
            tries += 1
            if time.monotonic() + pause > until:
                raise Unreachable(f"no answer from {self._calls} in {self._patience:.0f} seconds")
            _sleep(pause)

    def _once(
        self, method: str, path: str, body: object, wait: float
    ) -> tuple[dict[str, Any] | None, float | None]:
        """The answer, or after how many seconds to ask again (0: as one thinks best)."""
        headers = {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}
        data = None
        if body is not None:
            data, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        request = urllib.request.Request(  # noqa: S310 - an address of http, see __init__
            self._calls + path, data, headers, method=method
        )
        try:
            with urllib.request.urlopen(  # noqa: S310 - the same
                request, timeout=self._timeout + wait
            ) as answer:
                told: dict[str, Any] = json.load(answer)
        except urllib.error.HTTPError as refused:
            return _refused(refused)
        except (OSError, HTTPException, ValueError):
            return None, 0.0
        # The server could not save: nothing was done, and the same id may be sent again.
        return told, (0.0 if told.get("refusal") == "unavailable" else None)


def _refused(answer: urllib.error.HTTPError) -> tuple[dict[str, Any] | None, float | None]:
    with answer:
        if answer.code == 304:
            return None, None
        if answer.code in _LATER:
            after = answer.headers.get("Retry-After", "")
            return None, float(after) if after.isdigit() else 0.0
        try:
            error = json.load(answer)["error"]
        except (ValueError, KeyError, TypeError):
            error = {"code": "internal_error", "message": answer.reason}
    raise Refused(error["code"], error["message"], error.get("facts"), answer.code)


def seat() -> Table:
    """The table that the program's first argument names, by the token in SIXPARTY_TOKEN."""
    if len(sys.argv) != 2 or "SIXPARTY_TOKEN" not in os.environ:
        raise SystemExit(f"usage: SIXPARTY_TOKEN=... python -m {sys.argv[0]} http://HOST/talks/ID")
    return Table(sys.argv[1], os.environ["SIXPARTY_TOKEN"])


def play(table: Table, decide: Decide, every: float = 5.0) -> None:
    """Let `decide` play the seat until the talks are over.

    It is asked at every change, and every few seconds besides. What the server refuses (somebody
    was faster, say) is noted in the log; only a token that opens nothing any more ends the play, as
    `Refused`. Nothing is asked while the talks or the agent are paused.
    """
    for view in table.watch(every):
        if view.is_paused or view.is_over:
            continue
        for move in decide(view):
            try:
                table.do(move)
            except Refused as no:
                if no.is_final:
                    raise
                _journal.info("%s was refused: %s", move.name, no)
