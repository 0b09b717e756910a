"""The guides, served offline: Markdown files of templates/help, rendered once a language."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, abort, current_app, render_template, request
from flask_babel import get_locale

from server.web.site.i18n import gettext
from server.web.site.markdown import Rendered, render

blueprint = Blueprint("help", __name__, url_prefix="/help")

PAGES = ("player", "facilitator", "agents", "keys", "reference")
INDEX = "index"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list of guides; the name "" is the first page."""

    name: str
    title: str


def folder() -> Path:
    """Where the texts are: `NAME.md` in English, `NAME.LANGUAGE.md` where there is more."""
    return Path(current_app.root_path, str(current_app.template_folder), "help")


@cache
def _text(path: Path, name: str, language: str, base: str) -> Rendered:
    translated = path / f"{name}.{language}.md"
    source = translated if translated.is_file() else path / f"{name}.md"
    return render(source.read_text(encoding="utf-8"), html=True, base=base)


def _entries() -> list[Entry]:
    return [
        Entry("", gettext("Help")),
        Entry("player", gettext("Player's guide")),
        Entry("facilitator", gettext("Facilitator's guide")),
        Entry("agents", gettext("Agents")),
        Entry("keys", gettext("Keyboard")),
        Entry("reference", gettext("Reference")),
    ]


def _show(name: str) -> str:
    text = _text(folder(), name, str(get_locale() or "en"), request.script_root)
    return render_template(
        "help/page.html",
        name="" if name == INDEX else name,
        title=text.title,
        body=text.html,
        contents=text.contents,
        pages=_entries(),
    )


@blueprint.get("", strict_slashes=False)
def index() -> str:
    """What there is to read."""
    return _show(INDEX)


@blueprint.get("/<name>")
def page(name: str) -> str:
    """One guide."""
    if name not in PAGES:
        abort(404)
    return _show(name)
