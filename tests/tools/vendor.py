"""Copy the browser's libraries from the installed npm packages into static/vendor, byte for byte.

`make vendor` runs it after `npm ci`, so what is copied is what package-lock.json pins. The files
keep their bare import names ("preact"); the page's import map, written here too, resolves them.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "tests" / "ui" / "node_modules"
VENDOR = ROOT / "static" / "vendor"
URL = "/static/vendor"


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a package, and the bare name under which our modules import it; "" for a font."""

    specifier: str
    package: str
    path: str
    file: str


@dataclass(frozen=True, slots=True)
class Vendored:
    """A row of vendor.json: where a committed file came from and what it must hash to."""

    name: str
    version: str
    specifier: str
    path: str
    file: str
    sha256: str
    licence: str
    licence_file: str


PARTS = (
    Part("preact", "preact", "dist/preact.mjs", "preact.js"),
    Part("preact/hooks", "preact", "hooks/dist/hooks.mjs", "preact-hooks.js"),
    Part("htm", "htm", "dist/htm.module.js", "htm.js"),
    Part(
        "@preact/signals-core",
        "@preact/signals-core",
        "dist/signals-core.module.js",
        "signals-core.js",
    ),
    Part("@preact/signals", "@preact/signals", "dist/signals.module.js", "signals.js"),
    Part(
        "socket.io-client",
        "socket.io-client",
        "dist/socket.io.esm.min.js",
        "socket.io-client.js",
    ),
)

FONTS = tuple(
    Part(
        "",
        f"@fontsource-variable/{family}",
        f"files/{family}-{script}-wght-normal.woff2",
        f"fonts/{family}-{script}.woff2",
    )
    for family, scripts in {
        "source-sans-3": "latin latin-ext cyrillic cyrillic-ext greek vietnamese",
        "source-serif-4": "latin latin-ext cyrillic greek vietnamese",
    }.items()
    for script in scripts.split()
)


def licence_name(package: str) -> str:
    """The file that keeps a package's licence text: its name without the scope's slash."""
    return f"licences/{package.removeprefix('@').replace('/', '-')}.txt"


def describe(part: Part, modules: Path = MODULES) -> Vendored:
    """What vendor.json says of a part, read from the installed package."""
    folder = modules / part.package
    about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    return Vendored(
        name=part.package,
        version=about["version"],
        specifier=part.specifier,
        path=part.path,
        file=part.file,
        sha256=hashlib.sha256((folder / part.path).read_bytes()).hexdigest(),
        licence=about["license"],
        licence_file=licence_name(part.package),
    )


def import_map() -> dict[str, dict[str, str]]:
    """The page's import map: each bare name to the address of its file."""
    return {"imports": {part.specifier: f"{URL}/{part.file}" for part in PARTS}}


def write() -> None:
    """Fill static/vendor anew."""
    (VENDOR / "licences").mkdir(parents=True, exist_ok=True)
    (VENDOR / "fonts").mkdir(exist_ok=True)
    rows = [describe(part) for part in (*PARTS, *FONTS)]
    for row in rows:
        folder = MODULES / row.name
        (VENDOR / row.file).write_bytes((folder / row.path).read_bytes())
        (VENDOR / row.licence_file).write_bytes((folder / "LICENSE").read_bytes())
    write_json(VENDOR / "vendor.json", [asdict(row) for row in rows])
    write_json(VENDOR / "importmap.json", import_map())


def write_json(path: Path, value: object) -> None:
    """JSON as people read it, with a last line feed."""
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
