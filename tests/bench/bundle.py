"""What a browser loads with the table's page, counted over the network's bytes.

The page's own style sheets and modules are followed as a browser follows them.
"""

import json
import posixpath
import re
from dataclasses import dataclass

from server.service.classrooms import Created
from tests.web.pages_site import PagesSite, Visitor

SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
SCRIPT = re.compile(r'<script type="module" src="([^"]+)"')
IMPORT_MAP = re.compile(r'<script type="importmap"[^>]*>(.*?)</script>', re.S)
IMPORT = re.compile(r'^(?:import|export)\b(?:[^;"]*?\bfrom)?\s*"([^"]+)"', re.M)


@dataclass(frozen=True, slots=True)
class FirstLoad:
    """Bytes of scripts and style sheets as they travel, compressed: the project's, and vendored."""

    ours: int
    vendored: int
    files: int


def table_page() -> FirstLoad:
    """Of the page of a table with a seat at it."""
    site = PagesSite()
    made = site.classrooms.create("A class", "six-party", 1)
    assert isinstance(made, Created)
    browser = site.browser()
    browser.post(
        f"/join/{made.classroom.join_code}",
        from_page=f"/join/{made.classroom.join_code}",
        name="Kim",
    )
    page = browser.get(f"/talks/{made.talks[0].id}").get_data(as_text=True)
    known = IMPORT_MAP.search(page)
    assert known, "the page has no import map"
    named: dict[str, str] = json.loads(known[1])["imports"]
    sizes = {path: _weighed(browser, path)[0] for path in SHEET.findall(page)}
    wanted = SCRIPT.findall(page)
    while wanted:
        path = wanted.pop()
        if path in sizes:
            continue
        sizes[path], source = _weighed(browser, path)
        for name in IMPORT.findall(source):
            folder = posixpath.dirname(path)
            wanted.append(named.get(name) or posixpath.normpath(posixpath.join(folder, name)))
    vendored = sum(size for path, size in sizes.items() if "/vendor/" in path)
    return FirstLoad(sum(sizes.values()) - vendored, vendored, len(sizes))


def _weighed(browser: Visitor, path: str) -> tuple[int, str]:
    """The compressed size of a file, and its text."""
    packed = browser.get(path, **{"Accept-Encoding": "gzip"})
    assert packed.status_code == 200, path
    return len(packed.data), browser.get(path).get_data(as_text=True)
