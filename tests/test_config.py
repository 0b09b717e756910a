import os
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

from server.config import TABLE, Settings, SettingsError, load


def loaded(folder: Path, toml: str = "", **environment: str) -> Settings:
    file = folder / "sixparty.toml"
    file.write_text(toml)
    return load({"SIXPARTY_DATA_DIR": str(folder / "data"), **environment}, file)


def test_the_defaults(tmp_path: Path) -> None:
    settings = loaded(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path / 'data' / 'sixparty.sqlite3'}"
    assert (settings.host, settings.port) == ("127.0.0.1", 8060)
    assert settings.redis_url is None
    assert settings.rounds == ()
    assert not settings.is_https


def test_the_command_line_comes_before_the_environment_and_that_before_the_file(
    tmp_path: Path,
) -> None:
    assert loaded(tmp_path, "port = 1").port == 1
    assert loaded(tmp_path, "port = 1", SIXPARTY_PORT="2").port == 2
    environment = {"SIXPARTY_DATA_DIR": str(tmp_path), "SIXPARTY_PORT": "2"}
    assert load(environment, tmp_path / "none", port=3).port == 3


def test_a_list_of_folders(tmp_path: Path) -> None:
    assert loaded(tmp_path, 'rounds = ["a", "b"]').rounds == (Path("a"), Path("b"))
    assert loaded(tmp_path, SIXPARTY_ROUNDS=f"c{os.pathsep}d").rounds == (Path("c"), Path("d"))


def test_https_is_told_by_the_public_address(tmp_path: Path) -> None:
    settings = loaded(tmp_path, SIXPARTY_PUBLIC_URL="https://talks.example.edu/")
    assert settings.public_url == "https://talks.example.edu"
    assert settings.is_https


def test_the_secret_is_made_once_for_the_owner_alone(tmp_path: Path) -> None:
    first, second = loaded(tmp_path), loaded(tmp_path)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    file = tmp_path / "data" / "secret_key"
    assert file.read_text() == first.secret_key
    assert file.stat().st_mode & 0o777 == 0o600
    assert loaded(tmp_path / "..", SIXPARTY_DATA_DIR=str(tmp_path / "other")).secret_key != (
        first.secret_key
    )


@pytest.mark.parametrize(
    "secret",
    [
        "changeme",
        "SECRET",
        "short",
        "x" * 15,
        "",
        "a" * 16,
        "ab-" * 20,
        "abcdefghij" * 3,
        "abcdefghijklmnopqrstuvwxyz",
        "change-me-please-now",
        "my secret password",
    ],
)
def test_a_secret_easy_to_guess_is_refused(tmp_path: Path, secret: str) -> None:
    with pytest.raises(SettingsError, match="secret_key"):
        loaded(tmp_path, SIXPARTY_SECRET_KEY=secret)


@pytest.mark.parametrize("make", [secrets.token_hex, secrets.token_urlsafe])
def test_a_random_secret_is_taken(tmp_path: Path, make: Callable[[int], str]) -> None:
    for _ in range(200):
        given = make(16)
        assert loaded(tmp_path, SIXPARTY_SECRET_KEY=given).secret_key == given


def test_a_damaged_kept_secret_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret_key").write_text("")
    with pytest.raises(SettingsError, match="damaged"):
        loaded(tmp_path)


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("port = 70000", "port"),
        ("port = -1", "port"),
        ('port = "x"', "port"),
        ('metrics = "perhaps"', "metrics"),
        ('public_url = "https://talks.example.edu/a?b=c"', "question mark"),
        ('public_url = "https://talks.example.edu/#top"', "hash"),
        ('public_url = "https://ada:secret@talks.example.edu"', "name"),
        ('public_url = "https://talks.example.edu:99999"', "public_url"),
        ('public_url = "https://talks.example.edu/a//b"', "plain names"),
        ('public_url = "https://talks.example.edu/a/../b"', "plain names"),
        ('public_url = "https://talks.example.edu/our%20talks"', "plain names"),
        ('public_url = "talks.example.edu"', "public_url"),
        ("prot = 1", "unknown setting prot"),
        ("port = [", "sixparty.toml"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path, toml: str, named: str) -> None:
    with pytest.raises(SettingsError, match=named):
        loaded(tmp_path, toml)


def test_the_table_describes_every_setting() -> None:
    described = {one.name for one in TABLE}
    assert described == set(Settings.__dataclass_fields__)
    assert all(one.default and one.meaning.endswith(".") for one in TABLE)
