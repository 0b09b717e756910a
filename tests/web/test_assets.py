"""Scripts and styles travel compressed, without their comments, and only when they changed."""

import gzip
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from server.web.site.assets import without_comments
from tests.live import CHECKOUT
from tests.web.pages_site import PagesSite

STATIC = CHECKOUT / "static"
TSC = str(CHECKOUT / "tests/ui/node_modules/typescript/bin/tsc")


@pytest.fixture(scope="module")
def site() -> PagesSite:
    return PagesSite()


def test_a_script_travels_compressed_and_once(site: PagesSite) -> None:
    browser = site.browser().client
    first = browser.get("/static/js/store.js", headers={"Accept-Encoding": "gzip"})
    assert first.status_code == 200
    assert first.mimetype == "text/javascript"
    assert first.headers["Content-Encoding"] == "gzip"
    source = (STATIC / "js" / "store.js").read_bytes()
    sent = gzip.decompress(first.data)
    assert sent == without_comments(source) != source
    assert len(first.data) < len(source) / 3
    tag = {"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]}
    assert browser.get("/static/js/store.js", headers=tag).status_code == 304


def test_without_compression_and_for_other_kinds(site: PagesSite) -> None:
    browser = site.browser().client
    plain = browser.get("/static/css/tokens.css", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert plain.data == without_comments((STATIC / "css" / "tokens.css").read_bytes())
    with browser.get("/static/flags/jp.svg") as flag:
        assert flag.mimetype == "image/svg+xml"
    vendored = browser.get("/static/vendor/preact.js", headers={"Accept-Encoding": "identity"})
    assert vendored.data == (STATIC / "vendor" / "preact.js").read_bytes()


@pytest.mark.parametrize(
    "path", ["js/none.js", "../server/app.js", "js/..%2f..%2fpyproject.css", "js", ".css"]
)
def test_what_is_not_there_is_not_found(site: PagesSite, path: str) -> None:
    assert site.browser().client.get(f"/static/{path}").status_code == 404


def test_only_comments_are_left_out(tmp_path: Path) -> None:
    written, sent = tmp_path / "written", tmp_path / "sent"
    shutil.copytree(STATIC / "js", written)
    shutil.copytree(STATIC / "js", sent)
    for path in sent.rglob("*.js"):
        path.write_bytes(without_comments(path.read_bytes()))
    assert compiled(written) == compiled(sent)
    (sent / "store.js").write_text("export {};")
    assert compiled(written) != compiled(sent)


def compiled(folder: Path) -> dict[str, str]:
    """What TypeScript makes of the scripts, comments left out, by path."""
    out = folder.with_name(f"{folder.name}-compiled")
    shutil.rmtree(out, ignore_errors=True)
    node = str(Path(sys.executable).with_name("node"))
    options = ["--allowJs", "--noCheck", "--noResolve", "--removeComments"]
    options += ["--target", "es2022", "--module", "esnext", "--rootDir", str(folder)]
    files = [str(path) for path in sorted(folder.rglob("*.js"))]
    subprocess.run([node, TSC, *options, "--outDir", str(out), *files], check=True)
    return {str(path.relative_to(out)): path.read_text("utf-8") for path in out.rglob("*.js")}


def test_what_only_looks_like_a_comment_stays() -> None:
    text = b"a = 1; // one\n/*! licence */\nb = `\n` // two\n  // three\n/**\n * four */\nc = 2;\n"
    assert without_comments(text) == b"a = 1; // one\n/*! licence */\nb = `\n` // two\nc = 2;\n"
