"""The composition root: everything is made here, once, and handed what it needs."""

import hashlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from server.config import CHECKOUT, Settings
from server.realtime.heartbeat import SETTING, Heartbeat
from server.realtime.live import Live
from server.realtime.rooms import ClassroomRooms
from server.reports.debrief.kept import KEPT
from server.rules.written.scenario import Scenario
from server.service.admission import Admission
from server.service.changes import Changes
from server.service.classrooms import Classrooms
from server.service.clocks import SystemClock
from server.service.door import Door
from server.service.facilitators import Facilitators
from server.service.negotiations import Negotiations
from server.service.passwords import Passwords
from server.service.ports import Change
from server.service.seat_map import SeatMap
from server.service.texts import Texts
from server.storage.scenarios.loader import catalogue, default_folders
from server.storage.stores import MEMORY, Stores, open_stores
from server.storage.writer import Run, run_here
from server.web import pages
from server.web.api.blueprint import api
from server.web.site import errors, health, security
from server.web.site.figures import Figures
from server.web.site.handshake import identifier
from server.web.site.mount import Mounted
from server.web.site.network import is_any
from server.web.site.parts import EXTENSION, Parts, Site
from server.web.site.proxied import Noticing

if TYPE_CHECKING:
    from server.bots.play import BotDriver

_journal = logging.getLogger(__name__)

BEHIND_MS = 60_000
"""A clock of the machine that is further behind is worth a word."""

SOLO_KEPT_MS = 30 * 24 * 3600 * 1000
"""Tables that somebody tried alone are deleted at a start when they are older than thirty days."""


@dataclass(frozen=True, slots=True)
class App:
    """A server that is put together and does not serve yet."""

    settings: Settings
    flask: Flask
    negotiations: Negotiations
    classrooms: Classrooms
    live: Live
    stores: Stores
    changes: Changes
    heartbeat: Heartbeat

    def start(self) -> None:
        """Wake the tables whose clocks run, and let time pass."""
        self.classrooms.sweep(self.negotiations.now_ms() - SOLO_KEPT_MS)
        self.heartbeat.start()
        self.live.ticker.before_each = self.heartbeat.notice_gap
        self.live.ticker.start()

    def stop(self) -> None:
        """Tell everybody who is connected, and let no more time pass."""
        self.changes.stop()
        self.live.stop()
        self.heartbeat.stop()

    @property
    def socketio(self) -> Any:
        """The Socket.IO server over Flask."""
        return self.live.socketio


class LazyBots:
    """The automated negotiators, loaded when the first of them is needed: they bring numpy."""

    def __init__(self, negotiations: Negotiations) -> None:
        self._negotiations = negotiations
        self._driver: BotDriver | None = None
        self._looked = False
        negotiations.add_listener(self)

    def tick(self, now_ms: int) -> None:
        """Let whoever has thought long enough act."""
        if self._driver is None and not self._looked:
            live = self._negotiations.log.live()
            self._looked = True  # not before: a store that does not answer is asked again
            if live:
                self._load()
        if self._driver is not None:
            self._driver.tick(now_ms)

    def told(self, change: Change) -> None:
        """Load them when the first is seated; from then on they listen for themselves."""
        if self._driver is None and change.after.bots:
            self._load().watch(change.talks_id)

    def _load(self) -> "BotDriver":
        from server.bots.play import BotDriver

        self._driver = BotDriver(self._negotiations)
        return self._driver


def create_app(settings: Settings, run: Run = run_here, heavy: Run = run_here) -> App:
    """Put a server together. Makes or upgrades the database; raises when it cannot be used.

    `run` is given blocking writes, `heavy` passwords, analyses and the replaying of logs; under
    gevent they hand them to threads.
    """
    scenarios = catalogue([*default_folders(), *settings.rounds])
    stores = open_stores(settings.database_url, run)
    negotiations = Negotiations(stores.log, _clock(stores), scenarios, _calibrate, reading=heavy)
    negotiations.on_delete(KEPT.forget)
    classrooms = Classrooms(
        stores.people,
        negotiations,
        pepper=settings.secret_key.encode(),
        facilitators=Facilitators(stores.people, negotiations, passwords=Passwords(run=heavy)),
    )
    admission = Admission(classrooms, negotiations)
    door = Door(admission, negotiations, SeatMap(negotiations, classrooms))
    texts = Texts()
    flask = _flask(settings)
    live = Live(
        flask,
        negotiations,
        ClassroomRooms(classrooms, settings.public_url),
        admission,
        door,
        identifier(flask, classrooms, admission),
        texts,
        bots=LazyBots(negotiations),
        public_url=settings.public_url,
        message_queue=settings.redis_url,
    )
    if settings.base:
        own = frozenset(rule.rule.split("/")[1] for rule in flask.url_map.iter_rules())
        flask.wsgi_app = Mounted(  # type: ignore[method-assign]  # as for the proxies
            flask.wsgi_app, settings.base, own | {"socket.io"}
        )
    _behind_proxies(flask, settings)
    figures = Figures(lambda: len(live.connections))
    negotiations.add_listener(figures)
    changes = Changes()
    negotiations.add_listener(changes)
    flask.extensions[EXTENSION] = Parts(
        negotiations=negotiations,
        classrooms=classrooms,
        admission=admission,
        scenarios=scenarios,
        texts=texts,
        door=door,
        changes=changes,
        settings=Site(
            settings.public_url, settings.is_https, settings.metrics, is_any(settings.host)
        ),
        ready=stores.ready,
        figures=figures.registry,
        classroom_changed=live.classroom_changed,
        rights_changed=live.rights_changed,
        aside=heavy,
    )
    heartbeat = Heartbeat(negotiations, stores.people)
    return App(settings, flask, negotiations, classrooms, live, stores, changes, heartbeat)


def _clock(stores: Stores) -> SystemClock:
    """The time; where the machine's is behind what was logged, it goes on from there.

    Else talks would have a time of their own, ahead of the one by which browsers count down.
    """
    clock = SystemClock()
    alive_at = stores.people.setting(SETTING) or ""
    known = max(stores.log.latest_at(), int(alive_at) if alive_at.isdigit() else 0)
    behind = clock.not_before(known)
    if behind > BEHIND_MS:
        _journal.warning(
            "this machine's clock is %d minutes behind what was written down last: set it right; "
            "meanwhile the server goes on from there",
            behind // 60_000,
        )
    return clock


def _calibrate(scenario: Scenario, difficulty: str) -> Scenario:
    # Imported when the first talks open: numpy is a third of the time the server takes to start.
    from server.analysis.calibration import calibrate

    return calibrate(scenario, difficulty)


def _server_id(settings: Settings) -> str:
    """What tells this server's cookies from those of another on the same machine.

    Processes that share a database share it; one that keeps nothing is known by its port.
    """
    where = settings.database_url
    if where == MEMORY:
        where = f"{where}:{settings.port}"
    return hashlib.sha256(f"{settings.secret_key}\0{where}".encode()).hexdigest()[:8]


def _behind_proxies(flask: Flask, settings: Settings) -> None:
    """What proxies say of a request counts for pages and sockets alike: this goes around both."""
    hops = settings.proxies
    flask.wsgi_app = (  # type: ignore[method-assign]  # as Flask documents
        ProxyFix(flask.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
        if hops
        else Noticing(flask.wsgi_app)
    )


def _flask(settings: Settings) -> Flask:
    flask = Flask(
        "server",
        static_folder=str(CHECKOUT / "static"),
        static_url_path="/static",
        template_folder=str(CHECKOUT / "templates"),
    )
    flask.secret_key = settings.secret_key
    # Cookies are for the server's own part of a larger site.
    flask.config["APPLICATION_ROOT"] = settings.base or "/"
    errors.install(flask)
    security.protect(flask, secure=settings.is_https, server_id=_server_id(settings))
    flask.register_blueprint(api())
    flask.register_blueprint(health.blueprint)
    pages.register(flask)
    return flask
