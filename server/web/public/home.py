"""The start page, and the switch between light and dark."""

from datetime import timedelta
from itertools import islice

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from server.web.site.addresses import local_path
from server.web.site.parts import parts
from server.web.site.seat_lists import my_seats, scenarios

blueprint = Blueprint("home", __name__)

THEMES = ("light", "dark")
MAX_SHOWN = 6


@blueprint.get("/")
def index() -> str:
    """What this is, and the three ways in."""
    return render_template(
        "home/index.html",
        delegations=scenarios()[0].delegations,
        seats=list(islice(my_seats(), MAX_SHOWN)),
    )


@blueprint.post("/theme")
def set_theme() -> Response:
    """Keep the choice of colours in a cookie; anything but light or dark follows the system."""
    response = redirect(local_path(request.form.get("next", ""), url_for("home.index")))
    chosen = request.form.get("theme", "")
    if chosen in THEMES:
        response.set_cookie(
            "theme",
            chosen,
            max_age=timedelta(days=365),
            samesite="Lax",
            secure=parts().settings.is_https or request.is_secure,
            path=request.script_root or "/",
        )
    else:
        response.delete_cookie("theme", path=request.script_root or "/")
    return response
