"""For machines: is the process alive, is it ready, what does it do."""

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from server.web.site.errors import json_response
from server.web.site.parts import parts

blueprint = Blueprint("health", __name__)

_LOCAL = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})


@blueprint.get("/healthz")
def healthz() -> ResponseReturnValue:
    """The process answers, and says its time: countdowns are set by it when a line is dead."""
    return json_response({"status": "ok", "server_now": parts().negotiations.now_ms()})


@blueprint.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Everything it needs answers too: 200, or 503 with what does not."""
    checks = dict(parts().ready())
    ready = all(checks.values())
    body = {"status": "ready" if ready else "not ready", "checks": checks}
    return json_response(body, 200 if ready else 503)


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Figures for Prometheus; for this machine only unless switched on for all."""
    who = parts().settings.metrics
    direct = not request.headers.get("X-Forwarded-For")
    local = direct and request.remote_addr in _LOCAL
    if who == "off" or (who == "local" and not local):
        abort(404)
    return Response(generate_latest(parts().figures), content_type=CONTENT_TYPE_LATEST)
