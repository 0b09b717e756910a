"""Find a Chromium for the browser tests, or get one: `python -m tests.tools.chromium`.

In this order: `TEST_CHROMIUM`, a browser on PATH, the one Playwright keeps, Debian's package when
this is root on such a machine, Playwright's download.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

REMEDY = (
    "No Chromium for the browser tests, and none could be installed. Install one (on Debian, "
    "apt-get install chromium) or set TEST_CHROMIUM to the path of a Chromium or Chrome."
)


def find() -> str | None:
    """The path of a Chromium on this machine, or None."""
    named = os.environ.get("TEST_CHROMIUM")
    if named:
        return named
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    with sync_playwright() as playwright:
        kept = playwright.chromium.executable_path
    return kept if Path(kept).exists() else None


def get() -> str | None:
    """Install a Chromium; its path, or None when this machine gives none."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        install = ["apt-get", "install", "-y", "--no-install-recommends", "chromium"]
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update"], install):
            subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL)
    if find() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"])
    return find()


def main() -> None:
    """Make sure that there is a Chromium."""
    if find() is None and get() is None:
        sys.exit(REMEDY)


if __name__ == "__main__":
    main()
