"""What browsers are served of other people's code is what npm's lock names, byte for byte."""

import hashlib
import json
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.tools import vendor

ROWS = [
    vendor.Vendored(**row) for row in json.loads((vendor.VENDOR / "vendor.json").read_text("utf-8"))
]
LOCK = json.loads((vendor.ROOT / "tests" / "ui" / "package-lock.json").read_text("utf-8"))

FREE = {"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "OFL-1.1"}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names(rows: Iterable[vendor.Vendored]) -> list[str]:
    return [row.specifier or row.file for row in rows]


@pytest.mark.parametrize("row", ROWS, ids=names(ROWS))
def test_the_file_hashes_to_what_is_recorded(row: vendor.Vendored) -> None:
    assert digest(vendor.VENDOR / row.file) == row.sha256


@pytest.mark.parametrize("row", ROWS, ids=names(ROWS))
def test_the_file_is_the_one_in_the_locked_package(row: vendor.Vendored) -> None:
    installed = vendor.MODULES / row.name / row.path
    assert installed.exists(), "run make install-test, which installs the locked packages"
    assert (vendor.VENDOR / row.file).read_bytes() == installed.read_bytes()
    assert row.version == LOCK["packages"][f"node_modules/{row.name}"]["version"]


@pytest.mark.parametrize("row", ROWS, ids=names(ROWS))
def test_the_licence_is_free_and_its_text_is_kept(row: vendor.Vendored) -> None:
    assert row.licence in FREE
    assert "copyright" in (vendor.VENDOR / row.licence_file).read_text("utf-8").lower()


def test_every_vendored_file_is_recorded() -> None:
    recorded = {row.file for row in ROWS} | {row.licence_file for row in ROWS}
    recorded |= {"vendor.json", "importmap.json"}
    found = {
        str(path.relative_to(vendor.VENDOR)) for path in vendor.VENDOR.rglob("*") if path.is_file()
    }
    assert found == recorded


def test_the_record_and_the_import_map_are_fresh() -> None:
    assert [vendor.describe(part) for part in (*vendor.PARTS, *vendor.FONTS)] == ROWS
    kept = json.loads((vendor.VENDOR / "importmap.json").read_text("utf-8"))
    assert kept == vendor.import_map()


def test_the_import_map_resolves_every_bare_name_the_pages_import() -> None:
    imported = re.compile(r"""^(?:import|export|\}) .*?\bfrom "([^"./][^"]*)";$""", re.MULTILINE)
    minified = re.compile(r'\bfrom"([^"./][^"]*)"')
    used = set[str]()
    for path in (vendor.ROOT / "static" / "js").rglob("*.js"):
        used.update(imported.findall(path.read_text("utf-8")))
    for path in vendor.VENDOR.glob("*.js"):
        used.update(minified.findall(path.read_text("utf-8")))
    assert used == vendor.import_map()["imports"].keys()
