"""Classes just opened: the same form sent again finds its class, and the codes can be printed.

The server stores hashes of rejoin codes only, so what was just made is remembered here for a
while, in memory, for the browser that opened the class and for nobody else. After a restart the
same form finds its class all the same, by `server.service.sendings`.
"""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from server.service.classrooms import Created
from server.service.locks import Locks
from server.web.site.addresses import for_everybody
from server.web.site.identity import BROWSER, need_facilitator
from server.web.site.parts import parts
from server.web.site.seat_lists import classroom_or_404, join_url, scenario_named, twin_numbers

ONCE = "once"
"""The field that makes one opened form differ from the next, even with the same answers."""

KEPT_SECONDS = 30 * 60
MOST = 64


@dataclass(frozen=True, slots=True)
class _Kept:
    until: float
    browser: str
    made: Created


class Opened:
    """What was made of which form, for `KEPT_SECONDS` and at most `MOST` classes."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._kept: dict[str, _Kept] = {}
        self._guard = threading.Lock()
        self._locks = Locks()

    def sending(self, key: str) -> AbstractContextManager[None]:
        """Hold this while making: a double click waits and then finds the class."""
        return self._locks.of(key)

    def keep(self, key: str, browser: str, made: Created) -> None:
        """Remember what the form with the key has made in the browser."""
        with self._guard:
            self._forget()
            self._kept[key] = _Kept(self._now() + KEPT_SECONDS, browser, made)
            while len(self._kept) > MOST:
                del self._kept[next(iter(self._kept))]

    def by_form(self, key: str) -> Created | None:
        """What the form with the key has made."""
        with self._guard:
            self._forget()
            kept = self._kept.get(key)
            return kept.made if kept else None

    def by_class(self, classroom_id: str, browser: str) -> Created | None:
        """What the browser has made, by the class."""
        with self._guard:
            self._forget()
            mine = (k.made for k in self._kept.values() if k.browser == browser)
            return next((made for made in mine if made.classroom.id == classroom_id), None)

    def _forget(self) -> None:
        now = self._now()
        self._kept = {key: kept for key, kept in self._kept.items() if kept.until > now}


opened = Opened()


def this_browser() -> str:
    """The signed-in browser that asks."""
    return str(session.get(BROWSER, ""))


def form_key(values: Mapping[str, str]) -> str:
    """The same for the same form with the same answers sent from the same browser."""
    answers = sorted((k, v) for k, v in values.items() if k not in ("csrf_token", "do"))
    text = json.dumps([this_browser(), answers])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def add_to(pages: Blueprint) -> None:
    """The codes of a class just opened."""
    pages.add_url_rule("/facilitate/<classroom_id>/codes", view_func=codes)


@need_facilitator
def codes(classroom_id: str) -> ResponseReturnValue:
    """The personal codes of a class just opened; later the list of people, without codes."""
    room = classroom_or_404(classroom_id)
    made = opened.by_class(room.id, this_browser())
    if made is None:
        return redirect(url_for("facilitate.people", classroom_id=room.id))
    return render_template(
        "facilitate/roster.html",
        classroom=room,
        join_url=join_url(room.join_code),
        rejoin_url=for_everybody(url_for("join.rejoin")),
        scenario=scenario_named(room.scenario),
        roster=made.roster,
        twins=twin_numbers([one.name for one in made.roster]),
    )


def still_there(made: Created) -> bool:
    """False when the class was deleted since."""
    return parts().classrooms.get(made.classroom.id) is not None
