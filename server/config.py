"""Settings: from the environment, `sixparty.toml`, or the defaults; one table describes them."""

import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from platformdirs import user_data_path

from server.storage.text_files import lines_of

PREFIX = "SIXPARTY_"
FILE = "sixparty.toml"
CHECKOUT = Path(__file__).resolve().parent.parent
"""The folder that holds `server`, `static`, `templates` and `rounds`."""

_STEP = re.compile(r"[A-Za-z0-9._~-]+")
_KNOWN_SECRETS = ("secret", "changeme", "password", "development", "default", "qwertz", "qwerty")
_SHORTEST_SECRET = 16
_FEWEST_CHARACTERS = 6
"""Different ones; a random secret of sixteen hexadecimal digits has ten."""


class SettingsError(Exception):
    """A setting that cannot be used; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Described:
    """One setting as people read it."""

    name: str
    default: str
    meaning: str

    @property
    def variable(self) -> str:
        """The name of the environment variable."""
        return PREFIX + self.name.upper()


TABLE: tuple[Described, ...] = (
    Described(
        "database_url",
        "SQLite in the data folder",
        "Where everything is kept: sqlite:///FILE or postgresql://...",
    ),
    Described("redis_url", "none", "Redis, for what spans several server processes."),
    Described(
        "secret_key",
        "made on first start",
        "Signs cookies; at least 16 characters. Kept in the data folder, readable by you only.",
    ),
    Described("host", "127.0.0.1", "The address to listen on; 0.0.0.0 is every network (--lan)."),
    Described("port", "8060", "The port to listen on."),
    Described("rounds", "none", f"More scenario folders, separated by '{os.pathsep}'."),
    Described(
        "public_url",
        "none",
        "The address people type, such as https://talks.example.edu; used in links and QR codes. "
        "With https, cookies are sent over https only. It may have a path, such as "
        "https://example.edu/sixparty: the proxy sends what is below it here, and may strip it.",
    ),
    Described("data_dir", "the user's data folder", "Where the database and the secret are kept."),
    Described("metrics", "local", "Who may read /metrics: local (this machine), on, or off."),
    Described("proxies", "0", "How many reverse proxies stand in front and set X-Forwarded-For."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings in force. Made by `load`, or by hand in tests."""

    database_url: str
    secret_key: str
    data_dir: Path
    redis_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8060
    rounds: tuple[Path, ...] = ()
    public_url: str | None = None
    metrics: str = "local"
    proxies: int = 0

    @property
    def base(self) -> str:
        """The path below which people reach the server: "" or such as "/talks"."""
        return urlsplit(self.public_url).path if self.public_url else ""

    @property
    def is_https(self) -> bool:
        """True when people reach the server over https."""
        return self.public_url is not None and self.public_url.startswith("https://")


def load(
    environment: Mapping[str, str] | None = None,
    file: Path | None = None,
    **given: str | int | None,
) -> Settings:
    """The settings in force: `given` (the command line) before environment before file.

    Makes the data folder and the secret key when they are not there yet.
    Raises SettingsError for a value that cannot be used.
    """
    environment = os.environ if environment is None else environment
    found = {**_from_file(file or Path(FILE)), **_from_environment(environment)}
    found |= {name: str(value) for name, value in given.items() if value is not None}
    data_dir = Path(found.get("data_dir") or user_data_path("sixparty", appauthor=False))
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SettingsError(f"data_dir: cannot make {data_dir}: {error.strerror}") from error
    return Settings(
        database_url=found.get("database_url") or f"sqlite:///{data_dir / 'sixparty.sqlite3'}",
        secret_key=_secret(found.get("secret_key"), data_dir),
        data_dir=data_dir,
        redis_url=found.get("redis_url") or None,
        host=found.get("host") or "127.0.0.1",
        port=_whole("port", found.get("port", "8060"), 65535),
        rounds=tuple(Path(p) for p in found.get("rounds", "").split(os.pathsep) if p),
        public_url=_public_url(found.get("public_url")),
        metrics=_one_of("metrics", found.get("metrics", "local"), ("local", "on", "off")),
        proxies=_whole("proxies", found.get("proxies", "0"), 10),
    )


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    named = {d.name: environment.get(d.variable) for d in TABLE}
    return {name: value for name, value in named.items() if value is not None}


def _from_file(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    try:
        read = tomllib.loads("\n".join(lines_of(file.read_bytes())))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{file}: {error}") from error
    known = {d.name for d in TABLE}
    unknown = sorted(set(read) - known)
    if unknown:
        raise SettingsError(f"{file}: unknown setting {unknown[0]}; known: {', '.join(known)}")
    return {
        name: os.pathsep.join(map(str, value)) if isinstance(value, list) else str(value)
        for name, value in read.items()
    }


def _whole(name: str, value: str, most: int) -> int:
    if not value.isascii() or not value.isdigit() or int(value) > most:
        raise SettingsError(f"{name}: a whole number from 0 to {most}, not {value!r}")
    return int(value)


def _one_of(name: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise SettingsError(f"{name}: one of {', '.join(known)}, not {value!r}")
    return value


def _public_url(value: str | None) -> str | None:
    if not value:
        return None
    wrong = SettingsError(f"public_url: an address that begins with http, not {value!r}")
    try:
        parts = urlsplit(value)
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # a port or an IPv6 address that is none
        raise wrong from None
    if not whole:
        raise wrong
    if "?" in value or "#" in value or "@" in parts.netloc:
        raise SettingsError(
            f"public_url: an address without a name, a question mark or a hash in it, not {value!r}"
        )
    path = parts.path.rstrip("/")
    steps = path.split("/")[1:]
    if not all(_STEP.fullmatch(step) and step.strip(".") for step in steps):
        raise SettingsError(
            f"public_url: a path of plain names (letters, digits, . _ ~ -), not {parts.path!r}"
        )
    return f"{parts.scheme}://{parts.netloc}{path}"


def _secret(given: str | None, data_dir: Path) -> str:
    if given is None:
        return _kept_secret(data_dir / "secret_key")
    if len(given) < _SHORTEST_SECRET or _is_guessable(given):
        raise SettingsError(
            f"secret_key: too easy to guess; give at least {_SHORTEST_SECRET} random characters, "
            "or leave it out and one is made"
        )
    return given


def _is_guessable(secret: str) -> bool:
    """True for a known word, a piece that is repeated, few different characters, or the alphabet:
    what people type when they are asked for a long secret."""
    plain = "".join(ch for ch in secret.casefold() if ch.isalnum())
    steps = {ord(after) - ord(one) for one, after in pairwise(plain)}
    return (
        len(set(plain)) < _FEWEST_CHARACTERS
        or plain in (plain + plain)[1:-1]
        or len(steps) == 1
        or any(word in plain and len(plain) < 3 * len(word) for word in _KNOWN_SECRETS)
    )


def _kept_secret(file: Path) -> str:
    """The secret of the last start; made on the first, for the owner's eyes only."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        with suppress(OSError):  # another user's file; `doctor` tells
            if file.stat().st_mode & 0o077:
                file.chmod(0o600)
        kept = file.read_text("ascii").strip()
        if len(kept) < _SHORTEST_SECRET:
            raise SettingsError(f"secret_key: {file} is damaged; remove it") from None
        return kept
    except OSError as error:
        raise SettingsError(f"secret_key: cannot write {file}: {error.strerror}") from error
    made = secrets.token_urlsafe(32)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(made)
    return made
