"""All pages: their blueprints, and what every template may use."""

from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, current_app, request, url_for

from server.web.classes import (
    account,
    api_tokens,
    assistants,
    calendars,
    classroom,
    facilitate,
    lifecycle,
    links,
    new_class,
    people,
    recent,
)
from server.web.debrief import pages as debrief
from server.web.learning import pages as learning
from server.web.public import guides, home, join, seat_pages, solo, watching
from server.web.records import pages as records
from server.web.site import assets, i18n
from server.web.statement import pages as statement

NEUTRAL = "neutral"


def register(app: Flask) -> None:
    """Give the application its pages. The parts must be set before the first request."""
    i18n.install(app)
    assets.install(app)
    for module in (home, join, solo, seat_pages, statement, debrief, learning, watching, guides):
        app.register_blueprint(module.blueprint)
    app.register_blueprint(_facilitate())
    for module in (
        records,
        lifecycle,
        calendars,
        classroom,
        links,
        assistants,
        account,
        api_tokens,
    ):
        app.register_blueprint(module.blueprint)
    app.context_processor(_common)
    app.jinja_env.globals["flag_url"] = flag_url  # a global, since macros know no context
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _facilitate() -> Blueprint:
    """The way to a class: signing in, the list, a new one and what its maker gets once."""
    made = Blueprint("facilitate", __name__)
    for module in (facilitate, new_class, people, recent):
        module.add_to(made)
    return made


def _common() -> dict[str, object]:
    locale = i18n.current()
    theme = request.cookies.get("theme", "")
    return {
        "locale": i18n.tag(locale),
        "text_direction": locale.text_direction,
        "theme": theme if theme in home.THEMES else "",
    }


@cache
def _known_flags(static: str) -> frozenset[str]:
    return frozenset(file.stem for file in Path(static, "flags").glob("*.svg"))


def flag_url(flag: str) -> str:
    """The picture of a flag; a neutral one for a flag that the project does not draw."""
    known = _known_flags(str(current_app.static_folder))
    return url_for("static", filename=f"flags/{flag if flag in known else NEUTRAL}.svg")
