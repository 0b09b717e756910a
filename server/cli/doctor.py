"""`sixparty doctor`: what is missing on this machine, and the settings in force."""

import re
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import click

from server.cli import exposure
from server.cli.printing import print_json
from server.config import CHECKOUT, TABLE, Settings, SettingsError, load


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    name: str
    ok: bool
    words: str


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def doctor(as_json: bool) -> None:
    """Say what is missing on this machine; exit status 1 when something is."""
    findings = [_python(), _packages(), _files()]
    try:
        settings = load()
    except SettingsError as error:
        findings.append(Finding("settings", False, str(error)))
    else:
        checks: tuple[Callable[[Settings], Finding], ...] = (
            _secret, _database, _clock, _exposure, _redis, _rounds, _port,
        )  # fmt: skip
        findings += [check(settings) for check in checks]
    bad = [f for f in findings if not f.ok]
    if as_json:
        print_json(
            {
                "ok": not bad,
                "findings": [{"name": f.name, "ok": f.ok, "words": f.words} for f in findings],
            }
        )
    else:
        for finding in findings:
            click.echo(f"{'ok  ' if finding.ok else 'BAD '} {finding.name:<10} {finding.words}")
        click.echo("\nSettings, from the environment or from sixparty.toml:")
        for one in TABLE:
            click.echo(f"  {one.variable:<22} {one.meaning} Default: {one.default}.")
    if bad:
        raise click.exceptions.Exit(1)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("python", sys.version_info >= (3, 11), f"{version} (3.11 or newer is needed)")


def _packages() -> Finding:
    missing = []
    for requirement in metadata.requires("six-party-table") or ():
        name = re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]
        try:
            metadata.version(name)
        except metadata.PackageNotFoundError:
            missing.append(name)
    words = f"missing: {', '.join(missing)}; run make install" if missing else "all there"
    return Finding("packages", not missing, words)


def _files() -> Finding:
    wanted = ("static/vendor/importmap.json", "static/css/base.css", "templates/base.html")
    missing = [name for name in wanted if not (CHECKOUT / name).is_file()]
    words = f"missing: {', '.join(missing)}" if missing else "all there"
    return Finding("files", not missing, words)


def _secret(settings: Settings) -> Finding:
    file = settings.data_dir / "secret_key"
    if not file.is_file():
        return Finding("secret", True, "from the settings")
    readable = file.stat().st_mode & 0o077
    words = "readable by others; chmod 600 " + str(file) if readable else f"kept in {file}"
    return Finding("secret", not readable, words)


def _database(settings: Settings) -> Finding:
    from sqlalchemy.exc import SQLAlchemyError

    from server.storage.engine import make_engine
    from server.storage.migrations import TooNewError, is_current

    engine = None
    try:
        engine = make_engine(settings.database_url)
        current = is_current(engine)
        shown = engine.url.render_as_string(hide_password=True)
    except (SQLAlchemyError, OSError, TooNewError) as error:
        return Finding("database", False, str(error).splitlines()[0])
    finally:
        if engine is not None:
            engine.dispose()
    open_to = _readable_by_others(Path(str(engine.url.database)))
    if engine.dialect.name == "sqlite" and open_to:
        return Finding("database", False, f"readable by others; chmod 600 {open_to}")
    held = _held(settings.database_url)
    if held:
        return Finding("database", True, f"{shown}; {held}")
    words = shown if current else f"{shown} (will be brought up to date when it is next used)"
    return Finding("database", True, words)


def _readable_by_others(file: Path) -> Path | None:
    return file if file.is_file() and file.stat().st_mode & 0o077 else None


def _held(url: str) -> str:
    from server.storage.hold import held_by

    return held_by(url).split(";")[0]


def _clock(settings: Settings) -> Finding:
    from sqlalchemy.exc import SQLAlchemyError

    from server.service.clocks import SystemClock
    from server.service.ports import Unavailable
    from server.storage.engine import make_engine
    from server.storage.event_log import SqlEventLog

    engine = None
    try:
        engine = make_engine(settings.database_url)
        behind = SystemClock().not_before(SqlEventLog(engine).latest_at())
    except (SQLAlchemyError, OSError, Unavailable):
        return Finding("clock", True, "nothing was logged yet")
    finally:
        if engine is not None:
            engine.dispose()
    minutes = behind // 60_000
    words = f"{minutes} minutes behind what was logged last; set it right"
    return Finding("clock", not minutes, words if minutes else "not behind what was logged")


def _exposure(settings: Settings) -> Finding:
    found = exposure.warnings(settings)
    return Finding("exposure", not found, "; ".join(found) or "as the settings say")


def _redis(settings: Settings) -> Finding:
    if settings.redis_url is None:
        return Finding("redis", True, "not used")
    import redis

    try:
        redis.from_url(settings.redis_url, socket_timeout=3).ping()
    except redis.RedisError as error:
        return Finding("redis", False, str(error))
    return Finding("redis", True, "answers")


def _rounds(settings: Settings) -> Finding:
    from server.storage.scenarios.loader import catalogue, default_folders
    from server.storage.scenarios.problems import ScenarioErrors

    missing = [str(folder) for folder in settings.rounds if not Path(folder).is_dir()]
    if missing:
        return Finding("rounds", False, f"no folder {missing[0]}")
    try:
        found = catalogue([*default_folders(), *settings.rounds])
    except ScenarioErrors as error:
        words = f"{len(error.problems)} problems; see sixparty rounds check"
        return Finding("rounds", False, words)
    return Finding("rounds", bool(found), ", ".join(sorted(found)) or "no scenario")


def _port(settings: Settings) -> Finding:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            words = f"{settings.host}:{settings.port}: {error.strerror} (is it serving already?)"
            return Finding("port", False, words)
    return Finding("port", True, f"{settings.host}:{settings.port} is free")
