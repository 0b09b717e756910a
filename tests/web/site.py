"""The whole server over memory, and clients of its API."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.app import App, create_app
from server.config import Settings
from server.storage.stores import MEMORY

SECRET = "a secret for tests, long enough"
V1 = "/api/v1"


def made_app(folder: Path, **given: Any) -> App:
    """A server that keeps nothing; `given` are settings."""
    settings = Settings(database_url=MEMORY, secret_key=SECRET, data_dir=folder)
    return create_app(replaced(settings, **given))


def replaced(settings: Settings, **given: Any) -> Settings:
    """The settings with some changed."""
    return replace(settings, **given)


class Caller:
    """Calls the API with a token, or without."""

    def __init__(self, app: App, token: str | None = None) -> None:
        self.app, self.token = app, token
        self.client: FlaskClient = app.flask.test_client()
        self._sent = 0

    def call(self, method: str, path: str, **given: Any) -> TestResponse:
        """The answer to a call under /api/v1."""
        headers = dict(given.pop("headers", {}))
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        return self.client.open(V1 + path, method=method, headers=headers, **given)

    def get(self, path: str, **given: Any) -> TestResponse:
        """GET."""
        return self.call("GET", path, **given)

    def post(self, path: str, body: object = None, **given: Any) -> TestResponse:
        """POST of JSON."""
        return self.call("POST", path, json=body, **given)

    def does(self, talks: str, name: str, body: object = None) -> dict[str, Any]:
        """The receipt of a command."""
        self._sent += 1
        message = {"id": f"c{self._sent}", "name": name, "body": {} if body is None else body}
        answer = self.post(f"/talks/{talks}/commands", message)
        assert answer.status_code == 200, answer.text
        receipt: dict[str, Any] = answer.get_json()
        return receipt


class Class:
    """A class with tables, its facilitator, and delegates who joined."""

    def __init__(
        self, app: App, tables: int = 1, scenario: str = "two-party", **more: object
    ) -> None:
        self.app = app
        self.teacher = Caller(app, app.classrooms.facilitators.create_token("teacher"))
        body = {"title": "IR 201", "scenario": scenario, "tables": tables, **more}
        made = self.teacher.post("/classrooms", body)
        assert made.status_code == 201, made.text
        self.made: dict[str, Any] = made.get_json()
        self.id: str = self.made["id"]
        self.talks: str = self.made["talks"][0]["id"]

    def joins(self, name: str, **wishes: Any) -> tuple[Caller, dict[str, Any]]:
        """A delegate's caller, and the seat."""
        answer = Caller(self.app).post(
            "/join", {"code": self.made["join_code"], "name": name, **wishes}
        )
        assert answer.status_code == 201, answer.text
        seat: dict[str, Any] = answer.get_json()
        return Caller(self.app, seat["seat_token"]), seat
