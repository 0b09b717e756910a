"""The database's versions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect

from server.rules.texts import snake_case
from server.service.clocks import CLOCK_EVENTS
from server.service.identities import Sees
from server.storage.engine import make_engine
from server.storage.migrations import FOLDER, TooNewError, is_current, migrate
from server.storage.people import SqlPeople
from server.storage.schema import CLOCK_NAMES, metadata


@pytest.fixture
def empty(database_url: str) -> Iterator[Engine]:
    made = make_engine(database_url)
    yield made
    made.dispose()


def revisions() -> list[str]:
    scripts = ScriptDirectory(str(FOLDER))
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


def test_the_migrations_make_what_the_code_expects(empty: Engine) -> None:
    migrate(empty)
    with empty.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_a_missing_column_would_be_noticed(empty: Engine) -> None:
    migrate(empty)
    with empty.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE talks ADD COLUMN surplus INTEGER")
        context = MigrationContext.configure(connection)
        assert len(compare_metadata(context, metadata)) == 1


def test_every_version_leads_to_the_newest(empty: Engine) -> None:
    for revision in revisions():
        migrate(empty, revision)
        with empty.connect() as connection:
            now = MigrationContext.configure(connection).get_current_revision()
        assert now == revision
    assert is_current(empty)


def test_migrating_again_changes_nothing(empty: Engine) -> None:
    assert not is_current(empty)
    migrate(empty)
    tables = inspect(empty).get_table_names()
    migrate(empty)
    assert is_current(empty)
    assert inspect(empty).get_table_names() == tables


def test_a_migration_that_fails_leaves_nothing_half_made(
    empty: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copy = tmp_path / "migrations"
    (copy / "versions").mkdir(parents=True)
    for script in ("env.py", "script.py.mako"):
        (copy / script).write_text((FOLDER / script).read_text())
    first = (FOLDER / "versions" / "0001_first.py").read_text()
    broken = first.replace(
        "def downgrade", "    raise RuntimeError('power cut')\n\n\ndef downgrade"
    )
    (copy / "versions" / "0001_first.py").write_text(broken)
    with monkeypatch.context() as patch:
        patch.setattr("server.storage.migrations.FOLDER", copy)
        with pytest.raises(RuntimeError, match="power cut"):
            migrate(empty)
    assert inspect(empty).get_table_names() == []
    migrate(empty)
    assert is_current(empty)


def test_the_clock_events_of_the_schema_are_those_of_the_service() -> None:
    assert tuple(sorted(map(snake_case, CLOCK_EVENTS))) == CLOCK_NAMES


def test_a_link_to_one_table_keeps_its_table(empty: Engine) -> None:
    migrate(empty, "0001")
    with empty.begin() as connection:
        for statement in (
            "INSERT INTO classroom VALUES ('r1','t','s','p','d','{}','C', true, 1, 1, '', false)",
            "INSERT INTO scenario VALUES ('d', '{}')",
            "INSERT INTO talks VALUES ('t1', 1, 's', 'd', 'r1', 0)",
            "INSERT INTO token VALUES ('h1', 'observer', NULL, 'r1', 't1', 'Dean', 1)",
            "INSERT INTO token VALUES ('h2', 'projector', NULL, 'r1', NULL, '', 1)",
        ):
            connection.exec_driver_sql(statement)
    migrate(empty)
    people = SqlPeople(empty)
    found = people.token("h1")
    assert found is not None
    assert (found.name, found.tables, found.sees) == ("Dean", ("t1",), Sees.PUBLIC)
    screen = people.token("h2")
    assert screen is not None
    assert screen.tables == ()


def test_an_older_file_is_kept_as_it_was(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/talks.db")
    migrate(engine, revisions()[0])
    SqlPeople(engine).set_setting("mine", "kept")
    migrate(engine)
    migrate(engine)
    engine.dispose()
    [copy] = tmp_path.glob("talks.db.before-*")
    assert copy.stat().st_mode & 0o077 == 0
    kept = make_engine(f"sqlite:///{copy}")
    assert not is_current(kept)
    assert SqlPeople(kept).setting("mine") == "kept"
    kept.dispose()


def test_an_empty_database_leaves_no_copy(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path}/talks.db")
    migrate(engine)
    engine.dispose()
    assert not [*tmp_path.glob("*.before-*")]


def test_what_a_newer_version_has_used_is_left_alone(empty: Engine) -> None:
    migrate(empty)
    with empty.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(TooNewError, match="newer version"):
        migrate(empty)
    with pytest.raises(TooNewError):
        is_current(empty)
