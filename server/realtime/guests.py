"""Observers whose presence is told to those they watch; the facilitator decides it for each link.

Like presence it is no part of the log: a notice says who looks on, whenever that changes.
"""

from functools import partial

from server.realtime.audience import Tables
from server.rules.ids import TalksId
from server.rules.views.notices import ObserversNotice, Onlooker, observers_notice
from server.rules.views.viewer import Viewer
from server.service.identities import ObserverIdentity


class Guests:
    """Who looks on at which table. Who hears of it is the gate's to say, through the same map of
    sockets as the patches."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._looking: dict[TalksId, dict[str, Onlooker]] = {}

    def guest_came(self, talks: TalksId, sid: str, guest: ObserverIdentity) -> None:
        """An observer opened the table."""
        if guest.told:
            self._looking.setdefault(talks, {})[sid] = Onlooker(guest.label, guest.delegation)
            self._tables.notify(talks, partial(self._notice, talks))

    def delegate_came(self, talks: TalksId, sid: str) -> None:
        """A delegate opened the table, and hears at once who looks on, if anybody does."""

        def notice(viewer: Viewer) -> ObserversNotice | None:
            told = self._notice(talks, viewer)
            return told if told is not None and told["names"] else None

        if talks in self._looking:
            self._tables.notify(talks, notice, only=sid)

    def left(self, talks: TalksId, sid: str) -> None:
        """A connection to the table is over."""
        looking = self._looking.get(talks, {})
        if looking.pop(sid, None) is None:
            return
        self._tables.notify(talks, partial(self._notice, talks))
        if not looking:
            del self._looking[talks]

    def _notice(self, talks: TalksId, viewer: Viewer) -> ObserversNotice | None:
        return observers_notice(viewer, self._looking[talks].values())
