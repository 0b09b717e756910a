"""Keeping what was played: `migrate`, `backup`, `restore`, `verify`."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import click

from server.cli import Fault
from server.cli.printing import print_json
from server.config import Settings, load

FILE = click.Path(path_type=Path, dir_okay=False)
_OURS = {"alembic_version", "classroom", "talks", "event"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def migrate(as_json: bool) -> None:
    """Bring the database to this version's form; does nothing when it has it already."""
    from server.storage.engine import make_engine
    from server.storage.migrations import is_current
    from server.storage.migrations import migrate as to_newest

    engine = make_engine(load().database_url)
    was_current = is_current(engine)
    to_newest(engine)
    engine.dispose()
    if as_json:
        print_json({"current": True, "changed": not was_current})
    else:
        click.echo("The database has the newest form" + (" already." if was_current else " now."))


@click.command()
@click.argument("file", type=FILE)
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def backup(file: Path, force: bool) -> None:
    """Copy the SQLite database into FILE; the server may go on working."""
    database = _database(load())
    if not database.is_file():
        raise Fault(f"there is no database yet at {database}")
    if file.exists() and not force:
        raise Fault(f"{file} is there already; --force writes over it")
    unfinished = file.with_name(file.name + ".part")
    unfinished.unlink(missing_ok=True)
    _copy(database, unfinished)
    unfinished.replace(file)
    click.echo(f"{file}: {file.stat().st_size:,} bytes")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--force", is_flag=True, help="Replace a database that holds something.")
def restore(file: Path, force: bool) -> None:
    """Put a backup in the database's place. Stop the server first.

    What was there before is kept beside it, as FILE.before-restore.
    """
    _check(file)
    database = _database(load())
    if database.is_file() and database.stat().st_size:
        if not force:
            raise Fault(f"{database} holds something; --force replaces it and keeps a copy")
        before = database.with_name(database.name + ".before-restore")
        before.unlink(missing_ok=True)
        _copy(database, before)
        click.echo(f"what was there is kept in {before}")
    database.parent.mkdir(parents=True, exist_ok=True)
    _copy(file, database)
    from server.storage.stores import open_stores

    open_stores(f"sqlite:///{database}").close()
    click.echo(f"{database}: restored")


def _database(settings: Settings) -> Path:
    """The file of the SQLite database."""
    scheme, _, path = settings.database_url.partition(":///")
    if not scheme.startswith("sqlite") or not path:
        raise Fault("this copies SQLite files; for PostgreSQL use its own pg_dump and pg_restore")
    return Path(path)


def _copy(source: Path, target: Path) -> None:
    """SQLite's own way to copy a database that may be in use."""
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as read,
            closing(sqlite3.connect(target)) as written,
        ):
            read.backup(written)
    except sqlite3.Error as error:
        raise Fault(f"{source} to {target}: {error}") from error
    shutil.copymode(source, target)


def _check(file: Path) -> None:
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as read:
            sound = read.execute("PRAGMA integrity_check").fetchone()[0]
            tables = {row[0] for row in read.execute("SELECT name FROM sqlite_master")}
    except sqlite3.Error as error:
        raise Fault(f"{file}: {error}") from error
    if sound != "ok":
        raise Fault(f"{file} is damaged: {sound}")
    if not tables >= _OURS:
        raise Fault(f"{file} is no backup of Six-Party Table")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def verify(as_json: bool) -> None:
    """Replay every log twice and compare; exit status 1 when one is damaged."""
    from server.analysis.calibration import calibrate
    from server.storage.stores import open_stores
    from server.storage.verify import verify as verified

    stores = open_stores(load().database_url)
    try:
        report = verified(stores.log, calibrate)
    finally:
        stores.close()
    if as_json:
        findings = [{"talks": f.talks, "seq": f.seq, "what": f.what} for f in report.findings]
        print_json(
            {
                "ok": report.is_clean,
                "talks": report.talks,
                "events": report.events,
                "findings": findings,
            }
        )
    else:
        for finding in report.findings:
            click.echo(f"talks {finding.talks}, event {finding.seq}: {finding.what}", err=True)
        wrong = len(report.findings)
        click.echo(f"{report.talks} talks, {report.events:,} events, {wrong} things wrong")
    if not report.is_clean:
        raise click.exceptions.Exit(1)
