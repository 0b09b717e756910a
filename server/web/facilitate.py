"""The facilitator's way in: first password, sign in, list of classes, a new class."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from server.rules.policies import Policies
from server.rules.refusals import Refusal
from server.rules.scenario import Scenario
from server.service.classrooms import MAX_TABLES, Created
from server.service.joining import MAX_NAME
from server.service.people import RosterLine
from server.web import choices, identity, roster
from server.web.classroom import keep_screen
from server.web.errors import not_found
from server.web.forms import Form
from server.web.home import local_path
from server.web.i18n import gettext as _
from server.web.identity import facilitator, need_facilitator
from server.web.parts import parts
from server.web.seatlists import scenario_named, scenarios
from server.web.security import failures
from server.wire.outgoing import sentence

blueprint = Blueprint("facilitate", __name__)

DOOR = "sign_in"
MIN_PASSWORD = 10
"""Characters asked for on the page; the service takes nothing shorter than its own limit."""

MAX_PASSWORD = 500


@blueprint.route("/setup/<token>", methods=["GET", "POST"])
def setup(token: str) -> ResponseReturnValue:
    """The first password, by the one-time link that the terminal showed."""
    if failures.blocked("setup"):
        abort(429)
    if not parts().classrooms.facilitators.may_set_up(token):
        failures.count("setup")
        raise not_found()
    form = Form(request.form)
    if request.method == "POST" and _good_password(form):
        found = parts().classrooms.facilitators.set_up(token, request.form["password"])
        if not isinstance(found, Refusal):
            identity.sign_in_facilitator(found.name)
            return redirect(url_for("facilitate.classes"))
        form.wrong("", sentence(found))
    return render_template("facilitate/setup.html", form=form), 400 if form.errors else 200


def _good_password(form: Form) -> bool:
    password = request.form.get("password", "")
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        form.wrong("password", _("Use at least %(least)s characters.", least=MIN_PASSWORD))
    elif password != request.form.get("again", ""):
        form.wrong("again", _("The two are not the same."))
    return not form.errors


@blueprint.route("/facilitate/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Sign in with the password."""
    form = Form(request.form)
    onward = local_path(request.values.get("next", ""), url_for("facilitate.classes"))
    if facilitator() is not None:
        return redirect(onward)
    service = parts().classrooms.facilitators
    if request.method == "POST":
        if failures.blocked(DOOR):
            abort(429)
        password = request.form.get("password", "")
        found = service.sign_in(password) if 0 < len(password) <= MAX_PASSWORD else None
        if found is not None:
            identity.sign_in_facilitator(found.name)
            return redirect(onward)
        failures.count(DOOR)
        form.wrong("password", _("That is not the password."))
    page = render_template(
        "facilitate/sign_in.html", form=form, next=onward, has_password=service.is_set_up
    )
    return page, 403 if form.errors else 200


@blueprint.post("/facilitate/sign-out")
def sign_out() -> ResponseReturnValue:
    """Forget the facilitator in this browser."""
    identity.sign_out()
    return redirect(url_for("home.index"))


@blueprint.get("/facilitate")
@need_facilitator
def classes() -> str:
    """All classes of this server, newest first."""
    service, known = parts().classrooms, parts().scenarios
    lines = [
        {
            "id": room.id,
            "title": room.title,
            "scenario_title": known[room.scenario].title if room.scenario in known else "",
            "tables": len(service.talks_in(room.id)),
            "join_code": room.join_code,
            "is_open": room.is_open,
        }
        for room in service.all()
    ]
    return render_template("facilitate/classes.html", classes=lines)


@blueprint.route("/facilitate/new", methods=["GET", "POST"])
@need_facilitator
def new() -> ResponseReturnValue:
    """Open a class."""
    if request.method == "GET":
        scenario = scenario_named(request.args.get("scenario", ""))
        defaults = Policies()
        ticked = {name: "on" for name, _words in choices.switches() if getattr(defaults, name)}
        first = {"tables": "1", "difficulty": "standard", "preset": scenario.presets[0].id}
        return _form(scenario, Form({**first, **ticked, "scores": defaults.scores.value}))
    form = Form(request.form)
    scenario = scenario_named(form.get("scenario"))
    made = _make(scenario, form)
    if made is None:
        return _form(scenario, form), 400
    keep_screen(made.classroom.id, made.projector_token)
    if made.roster:
        return render_template(
            "facilitate/roster.html",
            classroom=made.classroom,
            scenario=scenario,
            roster=made.roster,
        )
    return redirect(url_for("classroom.wall", classroom_id=made.classroom.id))


def _form(scenario: Scenario, form: Form) -> str:
    return render_template(
        "facilitate/new.html",
        scenario=scenario,
        scenarios=scenarios(),
        form=form,
        presets=choices.presets(scenario),
        difficulties=choices.difficulties(scenario),
        score_choices=choices.score_choices(),
        score_sentence=choices.score_sentence(),
        policies=choices.switches(),
        max_tables=MAX_TABLES,
    )


def _make(scenario: Scenario, form: Form) -> Created | None:
    """The class as the form asks for it; None with the reasons in the form."""
    title = form.get("title")
    if not title or len(title) > MAX_NAME:
        form.wrong(
            "title", _("Give the class a title of at most %(most)s characters.", most=MAX_NAME)
        )
    tables = form.number("tables", 1, MAX_TABLES)
    if tables is None:
        form.wrong("tables", _("A number of tables from 1 to %(most)s.", most=MAX_TABLES))
    policies: dict[str, str | bool | int] = {
        name: form.ticked(name) for name, _words in choices.switches()
    }
    policies["scores"] = form.get("scores")
    lines = _roster(scenario, form, tables or MAX_TABLES)
    if form.errors or tables is None:
        return None
    made = parts().classrooms.create(
        title,
        scenario.id,
        tables,
        preset=form.get("preset"),
        difficulty=form.get("difficulty"),
        policies=policies,
        roster=lines,
        by=_name(),
    )
    if isinstance(made, Refusal):
        _explain(made, form)
        return None
    return made


def _roster(scenario: Scenario, form: Form, tables: int) -> tuple[RosterLine, ...]:
    try:
        return roster.parse(form.get("roster"), scenario, tables)
    except roster.RosterError as error:
        form.wrong("roster", str(error))
        return ()


def _explain(refusal: Refusal, form: Form) -> None:
    line = refusal.facts.get("line")
    if line is not None:
        said = _("Name %(line)s: %(why)s", line=line, why=sentence(refusal))
        form.wrong("roster", said)
        return
    fields = {
        "unknown_preset": "preset",
        "unknown_difficulty": "difficulty",
        "unknown_policy": "scores",
    }
    form.wrong(fields.get(refusal.code, ""), sentence(refusal))


def _name() -> str:
    known = facilitator()
    return known.name if known else ""
