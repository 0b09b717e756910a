"""The address on the projector: one that phones reach, or a warning that they do not."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from server.web.site.network import is_own
from tests.web.site import Class, made_app


def boot_of(folder: Path, asked: str, **given: Any) -> dict[str, Any]:
    """What the projector's page starts from, opened by this host."""
    app = made_app(folder, **given)
    token = Class(app).made["projector_token"]
    page = app.flask.test_client().get(f"/screen/{token}", headers={"Host": asked}).text
    found = re.search(r'id="boot">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return dict(json.loads(found[1]))


@pytest.mark.parametrize("host", ["127.0.0.1:8060", "localhost:8060", "[::1]:8060"])
def test_an_address_of_this_computer_alone_is_said_to_be_one(tmp_path: Path, host: str) -> None:
    boot = boot_of(tmp_path, host)
    assert "--lan" in boot["only_here"]
    assert boot["urls"]["join"].startswith(f"http://{host}/join/")


def test_a_server_of_the_classroom_hands_out_its_address_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.web.site.addresses.reached_as", lambda: "192.168.1.20")
    boot = boot_of(tmp_path, "localhost:8060", host="0.0.0.0")
    assert boot["urls"]["join"].startswith("http://192.168.1.20:8060/join/")
    assert "only_here" not in boot


def test_where_it_does_not_know_its_address_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.web.site.addresses.reached_as", lambda: None)
    boot = boot_of(tmp_path, "localhost:8060", host="0.0.0.0")
    assert "network" in boot["only_here"]
    assert "--lan" not in boot["only_here"]


@pytest.mark.parametrize("host", ["192.168.1.20:8060", "talks.example.edu"])
def test_an_address_that_others_reach_stays(tmp_path: Path, host: str) -> None:
    boot = boot_of(tmp_path, host, host="0.0.0.0")
    assert boot["urls"]["join"].startswith(f"http://{host}/join/")
    assert "only_here" not in boot


def test_a_name_is_no_address_of_this_computer() -> None:
    assert is_own("127.0.0.53")
    assert is_own(None)
    assert not is_own("talks.example.edu")
