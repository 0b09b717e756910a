"""`sixparty serve` and `sixparty demo`."""

import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import click

from server.cli import Fault, exposure
from server.config import Settings, load
from server.web.site.network import is_any, lan_address

if TYPE_CHECKING:
    from server.app import App
    from server.storage.hold import Hold

_HOST = click.option("--host", help="The address to listen on (SIXPARTY_HOST).")
_PORT = click.option(
    "--port", type=click.IntRange(0, 65535), help="The port (SIXPARTY_PORT); 0 takes a free one."
)
_LAN = click.option("--lan", is_flag=True, help="Listen on every network, for a classroom.")

MOST_DESCRIPTORS = 65_536


@click.command()
@_HOST
@_PORT
@_LAN
@click.option("--workers", type=click.IntRange(min=1), default=1, help="Server processes: 1.")
def serve(host: str | None, port: int | None, lan: bool, workers: int) -> None:
    """Serve classes to browsers until Ctrl-C."""
    if workers > 1:
        raise Fault(
            "more than one worker is not supported yet: one process serves about a hundred tables"
        )
    settings = load(host="0.0.0.0" if lan and host is None else host, port=port)
    _serve(settings)


@click.command()
@_HOST
@_PORT
@_LAN
@click.option("--seed", type=int, default=1, show_default=True, help="Of the bots' play.")
def demo(host: str | None, port: int | None, lan: bool, seed: int) -> None:
    """Serve a running class of three bot tables, in memory: nothing is kept."""
    settings = load(host="0.0.0.0" if lan and host is None else host, port=port)
    _serve(_in_memory(settings), demo_seed=seed)


def _in_memory(settings: Settings) -> Settings:
    from dataclasses import replace

    from server.storage.stores import MEMORY

    return replace(settings, database_url=MEMORY)


def _serve(settings: Settings, demo_seed: int | None = None) -> None:
    _patch()
    from server.app import create_app
    from server.cli.demo import open_demo
    from server.realtime.offload import in_few_threads, in_thread
    from server.realtime.serving import WebServer, spare_the_collector
    from server.storage.hold import Held, Hold

    _log_to_stderr()
    _take_descriptors()
    try:
        hold = Hold(settings.database_url)
    except Held as error:
        raise Fault(str(error)) from None
    app = create_app(settings, in_thread, in_few_threads)
    hold.guard(app.stores.engine)
    _one_log()
    try:
        web = WebServer(app.flask, settings.host, settings.port)
    except OSError as error:
        raise Fault(
            f"cannot listen on {settings.host} port {settings.port}: {error.strerror or error}"
        ) from error
    hold.tell(f"process {os.getpid()}, which serves {_base(settings, web.port)}/")
    app.start()
    spare_the_collector()
    for line in addresses(settings, web.port):
        click.echo(line)
    for line in exposure.warnings(settings):
        click.echo(f"Note: {line}.", err=True)
    if demo_seed is None:
        _first_start(app, settings, web.port)
    else:
        for line in open_demo(app, demo_seed, _base(settings, web.port)):
            click.echo(line)
    click.echo("Stop it with Ctrl-C; everything is kept." if demo_seed is None else "")
    sys.stdout.flush()
    is_ours = _run_until_told(app, web, hold)
    if not is_ours:
        raise Fault("another server has taken over this database while this one stood still")
    hold.let_go()


def _take_descriptors() -> None:
    """Let the process have as many connections as the system lets it ask for: the usual 1,024 are
    used up by a few classes, whose browsers hold several each."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = MOST_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, MOST_DESCRIPTORS)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _patch() -> None:
    """Make blocking calls give way. Before anything else of the server is imported."""
    from gevent import monkey

    monkey.patch_all()


def _log_to_stderr() -> None:
    """Warnings and faults as one line of `key=value` each, tracebacks below, without secrets."""
    import logging

    import structlog

    before: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=before,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _rendered,
            ],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


def _one_log() -> None:
    """The socket libraries bring handlers of their own, and would say everything twice."""
    import logging

    for name in ("engineio.server", "socketio.server"):
        logging.getLogger(name).handlers.clear()


def _rendered(_logger: Any, _method: str, event: Any) -> str:
    trace = event.pop("exception", None)
    line = f"{event['timestamp']} {event['level']} {event['logger']}: {event['event']}"
    return f"{line}\n{trace}" if trace else line


def _run_until_told(app: "App", web: Any, hold: "Hold") -> bool:
    """Serve until SIGINT or SIGTERM, or until the database is another's; then tell everybody, and
    leave in order. False when it is another's."""
    import gevent

    from server.storage.lease import RENEW_S

    stopping = gevent.event.Event()

    def told() -> None:
        stopping.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        gevent.signal_handler(number, told)
    web.start()
    is_ours = True
    while is_ours and not stopping.wait(RENEW_S):
        is_ours = _renewed(hold)
    click.echo("Shutting down ...", err=True)
    web.leave()
    app.stop()
    web.stop()
    app.stores.close()
    return is_ours


def _renewed(hold: "Hold") -> bool:
    """False when the database is another server's. What does not answer is nobody's, and takes no
    writes either."""
    from sqlalchemy.exc import SQLAlchemyError

    from server.realtime.offload import in_thread

    answers: list[bool] = []
    with suppress(SQLAlchemyError):
        in_thread(lambda: answers.append(hold.renew()))
    return answers != [False]


def addresses(settings: Settings, port: int) -> list[str]:
    """The addresses people can type, and a QR code of the one for the classroom."""
    here = _url_host("localhost" if is_any(settings.host) else settings.host)
    local = f"http://{here}:{port}{settings.base}/"
    lines = ["", "Six-Party Table is open:", f"  on this machine   {local}"]
    public = settings.public_url
    lan = lan_address() if is_any(settings.host) else None
    if lan:
        lines.append(f"  in the classroom  http://{lan}:{port}{settings.base}/")
    if public:
        lines.append(f"  for everybody     {public}/")
    for_phones = f"{public}/" if public else f"http://{lan}:{port}{settings.base}/" if lan else None
    if for_phones:
        lines += ["", *_qr(for_phones)]
    elif not is_any(settings.host):
        lines.append("  (for phones in the same network start it with --lan)")
    return [*lines, ""]


def _url_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _qr(address: str) -> list[str]:
    """A QR code in half blocks, dark on light whatever the terminal's colours are."""
    import io

    import segno

    out = io.StringIO()
    segno.make(address, micro=False).terminal(out, border=2, compact=True)
    return out.getvalue().rstrip("\n").splitlines()


def _base(settings: Settings, port: int) -> str:
    if settings.public_url:
        return settings.public_url
    host = "localhost" if is_any(settings.host) else settings.host
    return f"http://{_url_host(host)}:{port}"


def _first_start(app: "App", settings: Settings, port: int) -> None:
    """The one-time link with which the facilitator chooses a password."""
    token = app.classrooms.facilitators.setup_token()
    if token is not None:
        click.echo("First start: choose the facilitator's password with this link, once:")
        click.echo(f"  {_base(settings, port)}/setup/{token}")
        click.echo("")
