"""Keeping what was played: `migrate`, `backup`, `restore`, `verify`."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.cli import Fault
from server.cli.printing import print_json
from server.config import Settings, load
from server.storage.engine import keep_private
from server.storage.hold import Held, Hold

if TYPE_CHECKING:
    from server.storage.verify import Verified

FILE = click.Path(path_type=Path, dir_okay=False)
_OURS = {"alembic_version", "classroom", "talks", "event", "setting"}
_SECRET = "backup_secret_key"  # noqa: S105  # the name of a setting, in backups only


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
    """Copy the SQLite database and the secret key into FILE; the server may go on working."""
    settings = load()
    database = _database(settings)
    if not database.is_file():
        raise Fault(f"there is no database yet at {database}")
    if file.exists() and not force:
        raise Fault(f"{file} is there already; --force writes over it")
    unfinished = file.with_name(file.name + ".part")
    unfinished.unlink(missing_ok=True)
    keep_private(unfinished)
    _copy(database, unfinished)
    _check(unfinished)
    with closing(sqlite3.connect(unfinished, isolation_level=None)) as copied:
        copied.execute(
            "INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)",
            (_SECRET, settings.secret_key),
        )
        copied.execute("PRAGMA journal_mode = DELETE")  # one file is the whole of it
    unfinished.replace(file)
    click.echo(f"{file}: {file.stat().st_size:,} bytes")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--force", is_flag=True, help="Replace a database that holds something.")
def restore(file: Path, force: bool) -> None:
    """Put a backup in the database's place. Stop the server first.

    What was there before is kept beside it, as FILE.before-restore. Every log is replayed.
    """
    _check(file)
    settings = load()
    database = _database(settings)
    try:
        hold = Hold(settings.database_url)
    except Held as error:
        raise Fault(str(error)) from None
    with hold:
        if database.is_file() and database.stat().st_size:
            if not force:
                raise Fault(f"{database} holds something; --force replaces it and keeps a copy")
            before = _before(database)
            _copy(database, before)
            click.echo(f"what was there is kept in {before}")
        keep_private(database)
        _copy(file, database)
        _restore_secret(database, settings)
        report = _replayed(settings.database_url)
    click.echo(f"{database}: restored; {report.talks} talks, {report.events:,} events replayed")
    if not report.is_clean:
        raise Fault(f"{len(report.findings)} things are wrong in it; sixparty verify lists them")


def _before(file: Path) -> Path:
    """An empty file of the owner's beside `file`, for what is about to be replaced."""
    before = file.with_name(file.name + ".before-restore")
    before.unlink(missing_ok=True)
    keep_private(before)
    return before


def _restore_secret(database: Path, settings: Settings) -> None:
    """Take the secret key out of the restored database: rejoin codes are good for nothing without.

    Backups of earlier versions have none.
    """
    with closing(sqlite3.connect(database, isolation_level=None)) as restored:
        row = restored.execute("SELECT value FROM setting WHERE name = ?", (_SECRET,)).fetchone()
        restored.execute("PRAGMA secure_delete = ON")
        restored.execute("DELETE FROM setting WHERE name = ?", (_SECRET,))
    if row is None:
        click.echo("it holds no secret key: rejoin codes work only under the key it was made with")
        return
    if row[0] == settings.secret_key:
        return
    file = settings.data_dir / "secret_key"
    if file.is_file():
        _before(file).write_text(file.read_text("ascii"), "ascii")
    keep_private(file)
    file.write_text(row[0], "ascii")
    if load().secret_key == row[0]:
        click.echo(f"its secret key is in {file}; everybody signs in again, rejoin codes work")
    else:
        click.echo(
            f"its secret key is in {file}, but the settings name another: without "
            "SIXPARTY_SECRET_KEY (secret_key) there, its rejoin codes work",
            err=True,
        )


def _replayed(url: str) -> "Verified":
    from server.analysis.calibration import calibrate
    from server.storage.stores import open_stores
    from server.storage.verify import verify as verified

    stores = open_stores(url)
    try:
        return verified(stores.log, calibrate)
    finally:
        stores.close()


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
    report = _replayed(load().database_url)
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
