from pathlib import Path

import pytest

from server.app import App, create_app
from server.config import Settings
from tests.web.site import SECRET, Class, made_app


@pytest.fixture
def app(tmp_path: Path) -> App:
    return made_app(tmp_path)


def test_the_process_and_what_it_needs_answer(app: App) -> None:
    client = app.flask.test_client()
    now = app.negotiations.now_ms()
    alive = client.get("/healthz").get_json()
    assert alive["status"] == "ok"
    assert now <= alive["server_now"] <= app.negotiations.now_ms()
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.get_json()["checks"] == {"database": True}


def test_a_database_that_is_gone_makes_it_not_ready(tmp_path: Path) -> None:
    file = tmp_path / "data" / "talks.sqlite3"
    app = create_app(
        Settings(database_url=f"sqlite:///{file}", secret_key=SECRET, data_dir=tmp_path)
    )
    assert app.stores.engine is not None
    client = app.flask.test_client()
    assert client.get("/readyz").status_code == 200
    app.stores.close()
    for part in file.parent.iterdir():
        part.unlink()
    file.parent.rmdir()
    broken = client.get("/readyz")
    assert broken.status_code == 503
    assert broken.get_json()["checks"] == {"database": False}
    assert client.get("/healthz").status_code == 200
    app.stores.close()


def test_figures_are_for_this_machine(app: App) -> None:
    room = Class(app)
    room.teacher.does(room.talks, "start")
    client = app.flask.test_client()
    figures = client.get("/metrics").text
    assert 'sixparty_events_total{event="PhaseBegan"} 1.0' in figures
    assert "IR 201" not in figures
    away = {"REMOTE_ADDR": "10.1.2.3"}
    assert client.get("/metrics", environ_overrides=away).status_code == 404
    proxied = client.get("/metrics", headers={"X-Forwarded-For": "10.1.2.3"})
    assert proxied.status_code == 404


@pytest.mark.parametrize(("setting", "status"), [("on", 200), ("off", 404), ("local", 404)])
def test_figures_can_be_switched(tmp_path: Path, setting: str, status: int) -> None:
    client = made_app(tmp_path, metrics=setting).flask.test_client()
    away = {"REMOTE_ADDR": "10.1.2.3"}
    assert client.get("/metrics", environ_overrides=away).status_code == status
