"""Scripts and styles travel compressed, unchanged, and only when they changed."""

import gzip

import pytest

from tests.live import CHECKOUT
from tests.web.pages_site import PagesSite

STATIC = CHECKOUT / "static"


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
    assert gzip.decompress(first.data) == source
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
