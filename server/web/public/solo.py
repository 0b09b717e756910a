"""Trying it alone: one person and automated delegations, in one click."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from server.rules.ids import DelegationId
from server.rules.refusals import Refusal
from server.rules.written.scenario import Scenario
from server.service.solo import begin
from server.web.public.seat_pages import keep_rejoin_code
from server.web.site import choices
from server.web.site.forms import Form
from server.web.site.i18n import gettext as _
from server.web.site.identity import remember_seat
from server.web.site.once import form_key
from server.web.site.parts import parts
from server.web.site.seat_lists import scenario_named, scenarios, tidy_seats
from server.web.site.security import limiter
from server.wire.outgoing import sentence

blueprint = Blueprint("solo", __name__)

PACE = "200 per minute"
"""From one address: a whole class may press the button at once."""


_CHOICES = ("scenario", "delegation", "preset", "difficulty", "temperament", "name")


@blueprint.get("/try")
def choose() -> str:
    """What to play: delegation, length, difficulty, temperament of the others."""
    scenario = scenario_named(request.args.get("scenario", ""))
    usual = {"preset": choices.shortest(scenario), "difficulty": "standard"}
    return _page(scenario, Form(usual | request.args.to_dict()))


@blueprint.post("/try")
@limiter.limit(PACE)
def start() -> ResponseReturnValue:
    """Make the table and go to it."""
    form = Form(request.form)
    scenario = scenario_named(form.get("scenario"))
    if scenario.delegation(DelegationId(form.get("delegation"))) is None:
        form.wrong("delegation", _("Choose the delegation that you want to play."))
        return _page(scenario, form), 400
    begun = begin(
        parts().classrooms,
        parts().negotiations,
        scenario.id,
        DelegationId(form.get("delegation")),
        form.get("name")[:80],
        preset=form.get("preset") or choices.shortest(scenario),
        difficulty=form.get("difficulty") or None,
        temperament=form.get("temperament") or None,
        once=form_key(*(form.get(name) for name in _CHOICES)),
    )
    if isinstance(begun, Refusal):
        fields = {"unknown_preset": "preset", "unknown_difficulty": "difficulty"}
        form.wrong(fields.get(begun.code, ""), sentence(begun))
        return _page(scenario, form), 400
    if begun.rejoin_code:
        keep_rejoin_code(begun.talks, begun.rejoin_code)
    answer = make_response(redirect(url_for("talks.table", talks_id=begun.talks), 303))
    tidy_seats(answer)
    remember_seat(answer, begun.talks, begun.seat_token)
    return answer


def _page(scenario: Scenario, form: Form) -> str:
    return render_template(
        "solo/choose.html",
        scenario=scenario,
        scenarios=scenarios(),
        form=form,
        presets=choices.presets(scenario, shortest_first=True),
        difficulties=choices.difficulties(scenario),
        temperaments=[("", _("Mixed: each its own")), *choices.temperaments()],
    )
