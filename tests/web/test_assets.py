"""Scripts and styles travel small, unchanged in meaning, and only when they changed."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from server.web.site.uncommented import uncommented
from tests.live import CHECKOUT
from tests.web.pages_site import PagesSite

STATIC = CHECKOUT / "static"
OURS = sorted(p for p in (STATIC / "js").rglob("*.js") if p.name != "unsupported.js")

# Compiles each module given on standard input, without running it.
COMPILE = """
const vm = require("node:vm");
const sources = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
for (const [name, source] of sources) new vm.SourceTextModule(source, { identifier: name });
console.log(sources.length);
"""


@pytest.fixture(scope="module")
def site() -> PagesSite:
    return PagesSite()


def test_comments_go_and_what_only_looks_like_one_stays() -> None:
    source = """// head
    const a = "// no"; /* gone */ const b = `/* kept */
      // kept ${c /* gone */ + `inner // ${"}"} kept`} end`;
    /**
     * Gone.
     */
    const d = x / 2 / y, e = /[/"'`]\\/\\/ no/.test(b); // gone
    """
    told = uncommented(source)
    assert "gone" not in told.lower()
    assert "head" not in told
    for kept in ('"// no"', "/* kept */\n      // kept", 'inner // ${"}"} kept', "x / 2 / y"):
        assert kept in told, kept
    assert """/[/"'`]\\/\\/ no/.test(b);""" in told


def test_lines_stay_lines_so_that_nothing_is_joined() -> None:
    assert uncommented("a /* x\n */ b\n\n\n   c") == "a\nb\nc\n"
    assert uncommented("return /* why */ d") == "return d\n"


@pytest.mark.parametrize("broken", ["const a = `open", "const b = 'open", "const c = `${d"])
def test_what_cannot_be_read_comes_back_as_it_was(broken: str) -> None:
    assert uncommented(broken) == broken


def test_every_script_of_ours_still_compiles_and_keeps_its_words() -> None:
    told = [(p.name, uncommented(p.read_text(encoding="utf-8"))) for p in OURS]
    node = Path(sys.executable).with_name("node")
    done = subprocess.run(
        [str(node), "--experimental-vm-modules", "--no-warnings", "-e", COMPILE],
        input=json.dumps(told),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == str(len(OURS)), done.stderr
    for name, text in told:
        assert uncommented(text) == text, f"{name} twice is as once"
        assert "@param" not in text, name
        assert "@typedef" not in text, name


def test_a_script_travels_compressed_and_once(site: PagesSite) -> None:
    browser = site.browser().client
    first = browser.get("/static/js/store.js", headers={"Accept-Encoding": "gzip"})
    assert first.status_code == 200
    assert first.mimetype == "text/javascript"
    assert first.headers["Content-Encoding"] == "gzip"
    source = (STATIC / "js" / "store.js").read_text(encoding="utf-8")
    assert gzip.decompress(first.data).decode() == uncommented(source)
    assert len(first.data) < len(source) / 3
    tag = {"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]}
    assert browser.get("/static/js/store.js", headers=tag).status_code == 304


def test_without_compression_and_for_other_kinds(site: PagesSite) -> None:
    browser = site.browser().client
    plain = browser.get("/static/css/tokens.css", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert plain.data == (STATIC / "css" / "tokens.css").read_bytes()
    with browser.get("/static/flags/jp.svg") as flag:
        assert flag.mimetype == "image/svg+xml"
    vendored = browser.get("/static/vendor/preact.js", headers={"Accept-Encoding": "identity"})
    assert vendored.data == (STATIC / "vendor" / "preact.js").read_bytes()


@pytest.mark.parametrize(
    "path", ["js/none.js", "../server/app.js", "js/..%2f..%2fpyproject.css", "js", ".css"]
)
def test_what_is_not_there_is_not_found(site: PagesSite, path: str) -> None:
    assert site.browser().client.get(f"/static/{path}").status_code == 404
