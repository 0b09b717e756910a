"""The life of a class: changed until it starts, copied, put away and taken out, deleted."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from server.rules.refusals import Refusal
from server.rules.state.talks import TalksState
from server.rules.written.policies import Policies
from server.service.making import MAX_TABLES, Changes
from server.service.people import Classroom
from server.web.classes import plan_form
from server.web.classes.new_class import title_problem
from server.web.site import choices, i18n
from server.web.site.forms import Form
from server.web.site.i18n import gettext as _
from server.web.site.identity import facilitator, need_facilitator
from server.web.site.once import form_key
from server.web.site.parts import parts
from server.web.site.seat_lists import classroom_or_404, scenario_named, tables_of
from server.wire.outgoing import sentence

blueprint = Blueprint("classlife", __name__, url_prefix="/facilitate/<classroom_id>")

_FIELDS = {"already_started": "preset", "table_not_empty": "tables", "bad_command": "tables"}
"""Refusal -> the field beside which it is said."""


@blueprint.route("/edit", methods=["GET", "POST"])
@need_facilitator
def edit(classroom_id: str) -> ResponseReturnValue:
    """Title and policies at any time; tables, time plan and difficulty until the first start."""
    room = classroom_or_404(classroom_id)
    scenario = scenario_named(room.scenario)
    begun = any(t.state is not TalksState.LOBBY for t in tables_of(room))
    if request.method == "GET":
        return _page(room, Form(_values(room)), begun=begun)
    form = Form(dict(request.form))
    if begun:
        form = Form({**_values(room), **request.form})
    pressed = plan_form.changed(form, scenario, form.get("do"))
    if pressed is not None and not begun:
        return _page(room, Form(pressed), begun=begun)
    if _save(room, form, begun=begun):
        parts().classroom_changed(room.id)
        return redirect(url_for("classroom.settings", classroom_id=room.id))
    return _page(room, form, begun=begun), 400


def _values(room: Classroom) -> dict[str, str]:
    """The class as fields of the form."""
    scenario = scenario_named(room.scenario)
    preset = scenario.preset(room.preset)
    rounds = room.plan or (preset.rounds if preset else ())
    policies = Policies().changed(room.policies) or Policies()
    return {
        "title": room.title,
        "preset": room.preset,
        "difficulty": room.difficulty,
        "tables": str(len(parts().classrooms.talks_in(room.id))),
        **choices.policy_values(policies),
        **plan_form.fields_of(rounds, room.preset),
    }


def _page(room: Classroom, form: Form, *, begun: bool) -> str:
    scenario = scenario_named(room.scenario)
    form = Form(plan_form.laid_out(form, scenario), form.errors)
    plan = plan_form.lines_of(form, scenario)
    return render_template(
        "facilitate/edit.html",
        classroom=room,
        scenario=scenario,
        form=form,
        begun=begun,
        presets=choices.presets(scenario),
        difficulties=choices.difficulties(scenario),
        groups=choices.policy_groups(),
        max_tables=MAX_TABLES,
        plan=plan,
        plan_length=plan_form.length_words(sum(line.minutes for line in plan)),
        max_minutes=plan_form.MAX_MINUTES,
        script_words=i18n.script_words(str(i18n.current())),
    )


def _save(room: Classroom, form: Form, *, begun: bool) -> bool:
    """True when the class is as the form says; else the reasons are in the form."""
    scenario = scenario_named(room.scenario)
    title_problem(form)
    choices.check(scenario, form)
    tables = form.number("tables", 1, MAX_TABLES)
    if tables is None:
        form.wrong("tables", _("A number of tables from 1 to %(most)s.", most=MAX_TABLES))
    plan = plan_form.plan_from(form, scenario)
    if form.errors:
        return False
    policies = choices.policies_from(form)
    wanted = Changes(form.get("title"), policies=policies)
    if not begun:
        wanted = Changes(
            form.get("title"),
            tables,
            form.get("preset"),
            form.get("difficulty"),
            plan,
            policies,
        )
    found = parts().classrooms.change(room.id, wanted, _name())
    if isinstance(found, Refusal):
        form.wrong(_FIELDS.get(found.code, ""), sentence(found))
        return False
    return True


def _name() -> str:
    known = facilitator()
    return known.name if known else ""


@blueprint.post("/clone")
@need_facilitator
def clone(classroom_id: str) -> ResponseReturnValue:
    """A new class with the same tables, plan and policies, and nobody in it."""
    room = classroom_or_404(classroom_id)
    title = _("%(title)s (copy)", title=room.title[:70])
    made = parts().classrooms.clone(room.id, title, _name(), form_key())
    if isinstance(made, Refusal):
        return redirect(url_for("classroom.settings", classroom_id=room.id))
    return redirect(url_for("classlife.edit", classroom_id=made.classroom.id))


@blueprint.post("/archive")
@need_facilitator
def archive(classroom_id: str) -> ResponseReturnValue:
    """Put the class away, or take it out again."""
    room = classroom_or_404(classroom_id)
    if request.form.get("do") == "reopen":
        parts().classrooms.reopen(room.id)
    else:
        parts().classrooms.archive(room.id, _name())
    parts().classroom_changed(room.id)
    return redirect(url_for("classroom.settings", classroom_id=room.id))


@blueprint.post("/delete")
@need_facilitator
def delete(classroom_id: str) -> ResponseReturnValue:
    """Delete the class for good, once its title was typed."""
    room = classroom_or_404(classroom_id)
    typed = " ".join(request.form.get("confirm", "").split())
    if typed.casefold() != room.title.casefold():
        return redirect(url_for("classroom.settings", classroom_id=room.id, _anchor="delete-head"))
    parts().classrooms.delete(room.id)
    parts().rights_changed()
    return redirect(url_for("facilitate.classes"))
