"""What is handed to administrators agrees with the program."""

import re
from configparser import ConfigParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from server.config import CHECKOUT, TABLE
from server.web.site.security import MAX_REQUEST_BYTES

DEPLOY = CHECKOUT / "server" / "deploy"
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())


def read(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_setting_that_is_named_exists(path: Path) -> None:
    known = {one.variable for one in TABLE} | {"SIXPARTY_PUBLISH"}
    assert set(re.findall(r"SIXPARTY_[A-Z_]+", path.read_text(encoding="utf-8"))) <= known


def test_the_container_has_everything_the_server_reads_and_nobody_special_runs_it() -> None:
    text = read("Dockerfile")
    copied = {
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", text, re.MULTILINE)
        for source in line.split()[:-1]
    }
    assert copied >= {"server", "static", "templates", "rounds", "pyproject.toml"}
    assert not [source for source in copied if not (CHECKOUT / source).exists()]
    assert re.search(r"^USER sixparty$", text, re.MULTILINE)
    assert "--require-hashes" in text


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(read("compose.yaml"))
    return found


def test_the_compose_file_builds_what_is_here_and_keeps_data_in_a_volume() -> None:
    app = compose()["services"]["app"]
    context = (DEPLOY / app["build"]["context"]).resolve()
    assert context == CHECKOUT
    assert (context / app["build"]["dockerfile"]).is_file()
    volume, _, place = app["volumes"][0].partition(":")
    assert volume in compose()["volumes"]
    assert f"SIXPARTY_DATA_DIR={place}" in read("Dockerfile")
    assert app["read_only"] is True


def test_the_proxy_lets_sockets_through_and_trusts_no_clients_header() -> None:
    text = read("nginx.conf")
    assert "proxy_set_header Upgrade $http_upgrade;" in text
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text
    assert "$proxy_add_x_forwarded_for" not in text
    assert text.count("{") == text.count("}")
    [size] = re.findall(r"client_max_body_size (\d+)m;", text)
    assert int(size) * 1024 * 1024 == MAX_REQUEST_BYTES


def test_the_unit_is_one_that_systemd_can_read() -> None:
    unit = ConfigParser(strict=False, interpolation=None, allow_no_value=True)
    unit.read_string(read("sixparty.service"))
    assert set(unit.sections()) == {"Unit", "Service", "Install"}
    assert unit["Service"]["ExecStart"].endswith("/sixparty serve")
    assert unit["Service"]["Restart"] == "always"
