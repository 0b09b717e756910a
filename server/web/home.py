"""The start page, and the switch between light and dark."""

from datetime import timedelta
from itertools import islice
from urllib.parse import urlsplit

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from server.web.identity import parts
from server.web.seatlists import my_seats, scenarios

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
            secure=parts().settings.is_https,
        )
    else:
        response.delete_cookie("theme")
    return response


def local_path(path: str, otherwise: str) -> str:
    """The path when it stays on this server, so that no link of ours leads elsewhere."""
    split = urlsplit(path)
    stays = not split.scheme and not split.netloc and path.startswith("/")
    clean = "\\" not in path and not path.startswith("//") and path.isprintable()
    return path if stays and clean else otherwise
