import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from server.app import App, create_app
from server.config import load
from server.rules.refusals import Refusal
from server.service.joining import JoinResult
from tests.cli.command import Shell
from tests.cli.played import played


def test_migrate_makes_a_database_once(shell: Shell) -> None:
    assert json.loads(shell.ok("migrate", "--json")) == {"current": True, "changed": True}
    assert json.loads(shell.ok("migrate", "--json")) == {"current": True, "changed": False}
    assert "already" in shell.ok("migrate")


def test_a_backup_brings_everything_back(shell: Shell) -> None:
    made = played(shell.data)
    before = shell.ok("export", made.classroom.id)
    backup = shell.folder / "kept.sqlite3"
    shell.ok("backup", backup)
    shell.database.unlink()
    shell.ok("restore", backup)
    assert shell.ok("export", made.classroom.id) == before
    assert json.loads(shell.ok("verify", "--json"))["ok"] is True


def test_a_backup_never_writes_over_a_file_unasked(shell: Shell) -> None:
    played(shell.data)
    target = shell.folder / "kept"
    target.write_text("precious")
    assert "--force" in shell.fails("backup", target)
    assert target.read_text() == "precious"
    shell.ok("backup", target, "--force")
    assert target.stat().st_mode & 0o777 == shell.database.stat().st_mode & 0o777


def test_there_is_nothing_to_back_up_at_first(shell: Shell) -> None:
    assert "no database yet" in shell.fails("backup", shell.folder / "x")


def test_restore_keeps_what_was_there(shell: Shell) -> None:
    made = played(shell.data)
    backup = shell.folder / "kept.sqlite3"
    shell.ok("backup", backup)
    later = played(shell.data)
    assert "--force" in shell.fails("restore", backup)
    shell.ok("restore", backup, "--force")
    shell.ok("export", made.classroom.id)
    assert "no class" in shell.fails("export", later.classroom.id)
    before = shell.database.with_name(shell.database.name + ".before-restore")
    with closing(sqlite3.connect(before)) as kept:
        assert kept.execute("SELECT count(*) FROM classroom").fetchone() == (2,)


def test_only_a_backup_of_ours_is_restored(shell: Shell) -> None:
    other = shell.folder / "other"
    other.write_text("not a database at all, but long enough to be looked at" * 20)
    assert str(other) in shell.fails("restore", other)
    with closing(sqlite3.connect(shell.folder / "empty.db")) as empty:
        empty.execute("CREATE TABLE t (x)")
    assert "no backup" in shell.fails("restore", shell.folder / "empty.db")
    assert not shell.database.exists()


def test_verify_counts_and_finds_what_is_missing(shell: Shell) -> None:
    made = played(shell.data)
    report = json.loads(shell.ok("verify", "--json"))
    assert (report["ok"], report["talks"], report["findings"]) == (True, 2, [])
    assert report["events"] > 4
    with closing(sqlite3.connect(shell.database)) as database:
        database.execute("DELETE FROM event WHERE seq = 2 AND talks_id = ?", (made.talks[0].id,))
        database.commit()
    assert made.talks[0].id in shell.fails("verify")
    ran = shell.runs("verify", "--json")
    assert ran.status == 1
    assert json.loads(ran.out)["findings"][0]["talks"] == made.talks[0].id


def test_a_backup_brings_rejoin_codes_back_on_another_machine(shell: Shell) -> None:
    made = played(shell.data)
    with served(shell) as before:
        joined = before.classrooms.join(made.classroom.join_code, "Kim")
        assert isinstance(joined, JoinResult)
    backup = shell.folder / "kept.sqlite3"
    shell.ok("backup", backup)
    assert backup.stat().st_mode & 0o777 == 0o600
    secret = (shell.data / "secret_key").read_text()
    shutil.rmtree(shell.data)
    with served(shell) as another:  # a new machine, with a secret of its own
        assert isinstance(another.classrooms.rejoin(joined.rejoin_code), Refusal)
    shell.ok("restore", backup, "--force")
    with served(shell) as after:
        again = after.classrooms.rejoin(joined.rejoin_code)
        assert isinstance(again, JoinResult)
        assert again.person == joined.person
    assert (shell.data / "secret_key").read_text() == secret
    assert (shell.data / "secret_key").stat().st_mode & 0o777 == 0o600
    assert (shell.data / "secret_key.before-restore").is_file()
    assert secret.encode() not in shell.database.read_bytes()


@contextmanager
def served(shell: Shell) -> Iterator[App]:
    """The server over the shell's own settings."""
    app = create_app(load())
    yield app
    app.stores.close()


def test_a_backup_with_a_log_that_is_damaged_is_said_to_be(shell: Shell) -> None:
    made = played(shell.data)
    backup = shell.folder / "kept.sqlite3"
    with closing(sqlite3.connect(shell.database)) as database:
        database.execute("DELETE FROM event WHERE seq = 2 AND talks_id = ?", (made.talks[0].id,))
        database.commit()
    shell.ok("backup", backup)
    assert "sixparty verify" in shell.fails("restore", backup, "--force")


def test_nobody_else_can_read_what_is_kept(shell: Shell) -> None:
    shell.ok("migrate")
    (shell.data / "secret_key").chmod(0o644)
    shell.database.chmod(0o664)
    shell.ok("verify")
    for file in shell.data.iterdir():
        assert file.stat().st_mode & 0o077 == 0, file
