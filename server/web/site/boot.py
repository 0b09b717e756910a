"""Pages that a script module draws: the shell around it and the data it starts from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import current_app, render_template, request, url_for
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from server.rules import limits
from server.rules.ids import ClassroomId, TalksId
from server.service.ports import Unavailable, UnknownTalks
from server.web.site import i18n
from server.web.site.parts import parts

_LIMITS = {
    "text": limits.MAX_TEXT,
    "name": limits.MAX_NAME,
    "caucus": limits.CAUCUS[1],
    "promises": limits.MAX_PROMISES,
    "temperaments": limits.TEMPERAMENTS,
}
"""What forms in the browser keep to; the rules refuse what goes beyond."""


@dataclass(frozen=True, slots=True)
class Shell:
    """A page: its name for the script, its module in static/js/pages, its style sheets; `common`
    are those of the plain pages that it needs besides what every page has. A `live` one shows a
    table over a line to the server."""

    page: str
    module: str
    sheets: tuple[str, ...]
    template: str = "shells/shell.html"
    common: tuple[str, ...] = ("pages",)
    live: bool = True


def render(
    shell: Shell,
    *,
    heading: str,
    waiting: str,
    talks: TalksId | None = None,
    classroom: ClassroomId | None = None,
    urls: dict[str, str] | None = None,
    token: str | None = None,
    watching: Mapping[str, object] | None = None,
    solo: Mapping[str, object] | None = None,
    only_here: str | None = None,
    **context: object,
) -> str:
    """The page, which says `waiting` until its script has drawn it.

    `token` is given to pages that people open by a secret address (projector, observer); pages of a
    seat or a facilitator are known by their cookie, which no script can read. `watching` says what
    an observer's link opens; `solo` is there at a table that somebody plays alone; `only_here` says
    that no other device reaches this address, and what to do.
    """
    language = i18n.tag(i18n.current())
    boot = {
        "page": shell.page,
        "talks": talks,
        "classroom": classroom,
        "token": token,
        "watching": watching,
        "solo": solo,
        "only_here": only_here,
        "locale": language,
        "messages": i18n.script_words(str(i18n.current())),
        "csrf": generate_csrf(),
        "limits": _LIMITS,
        "urls": {
            "home": url_for("home.index"),
            "help": url_for("help.index"),
            "player_guide": url_for("help.page", name="player"),
            "facilitator_guide": url_for("help.page", name="facilitator"),
            "keys": url_for("help.page", name="keys"),
            "rejoin": url_for("join.rejoin"),
            "static": url_for("static", filename=""),
            **(urls or {}),
        },
    }
    return render_template(
        shell.template,
        text=_text_of(talks) if talks is not None and shell.live else None,
        boot={key: value for key, value in boot.items() if value is not None},
        heading=heading,
        waiting=waiting,
        module=shell.module,
        sheets=_present(shell.sheets),
        common=shell.common,
        import_map=_import_map(Path(str(current_app.static_folder)), request.script_root),
        **context,
    )


def _text_of(talks_id: TalksId) -> str | None:
    """The hash of the table's public text, which the browser fetches while the scripts arrive."""
    try:
        talks = parts().negotiations.talks(talks_id)
    except (UnknownTalks, Unavailable):
        return None
    return parts().texts.public_text(talks).hash


def _present(sheets: tuple[str, ...]) -> list[str]:
    folder = Path(str(current_app.static_folder), "css")
    return [sheet for sheet in sheets if (folder / f"{sheet}.css").is_file()]


@cache
def _import_map(static: Path, base: str) -> Markup:
    """The import map for the page's head; a file of the project, so its text is trusted."""
    written = json.loads((static / "vendor" / "importmap.json").read_text(encoding="utf-8"))
    text = json.dumps({"imports": {k: base + path for k, path in written["imports"].items()}})
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704  # our own file, no tag can end in it
