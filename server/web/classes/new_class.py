"""Setting up a class: the form, the check of plan and seating, and only then the class itself."""

import secrets
from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from server.rules.limits import MAX_NAME
from server.rules.refusals import Refusal
from server.rules.written.policies import Policies
from server.rules.written.scenario import Scenario
from server.service.classrooms import Created
from server.service.making import MAX_TABLES
from server.web.classes import plan_form, roster, roster_choice, roster_letters, seating_plan
from server.web.classes.classroom import keep_screen
from server.web.classes.recent import ONCE, form_key, opened, still_there, this_browser
from server.web.classes.roster_layout import words as column_words
from server.web.site import choices, i18n
from server.web.site.forms import Form
from server.web.site.i18n import gettext as _
from server.web.site.identity import facilitator, need_facilitator
from server.web.site.parts import parts
from server.web.site.seat_lists import scenario_named, scenarios
from server.wire.outgoing import sentence

CONFIRMED = "open"
"""The button under the check of everything; what was sent before it makes nothing."""


def add_to(pages: Blueprint) -> None:
    """The form for a new class."""
    pages.add_url_rule("/facilitate/new", view_func=new, methods=["GET", "POST"])


@need_facilitator
def new() -> ResponseReturnValue:
    """The form; sent once it leads to the check, from there to the class."""
    if request.method == "GET":
        scenario = scenario_named(request.args.get("scenario", ""))
        first = {"difficulty": "standard", "preset": scenario.presets[0].id, "bots": "on"}
        first[ONCE] = secrets.token_urlsafe(12)
        return form_page(scenario, Form({**first, **choices.policy_values(Policies())}))
    form = Form(with_upload(request.form))
    scenario = scenario_named(form.get("scenario"))
    do = form.get("do")
    if do == "back":
        return form_page(scenario, form)
    pressed = plan_form.changed(form, scenario, do)
    if pressed is not None:
        return check_page(scenario, Form(pressed))
    read = _read(scenario, form)
    if set(form.errors) - {"roster", "roster_file"} and do != CONFIRMED:
        return form_page(scenario, form), 400
    quick = not do and not roster_choice.text_of(form).strip() and not form.errors
    if form.errors or not (do == CONFIRMED or quick):
        return check_page(scenario, form), 400 if form.errors else 200
    made = _make_once(scenario, form, read)
    if made is None:
        return check_page(scenario, form), 400
    return _opened(made)


def with_upload(sent: Mapping[str, str]) -> dict[str, str]:
    """The fields of the form, the uploaded roster instead of the pasted one."""
    values = {name: sent[name] for name in sent}
    told, before = values.get(roster_letters.LETTERS, ""), values.get(roster_letters.READ_IN, "")
    file = request.files.get("roster_file")
    if file is not None and file.filename:
        try:
            raw = file.stream.read(roster.MAX_BYTES + 1)
            values["roster"], values[roster_letters.READ_IN] = roster.decoded(raw, told)
        except roster.Unreadable as error:
            values["roster_problem"] = str(error)
    elif told and before and told != before:
        anew = roster_letters.read_anew(values.get("roster", ""), before, told)
        if anew is None:
            values["roster_problem"] = _("The list cannot be read in these letters.")
        else:
            values |= {"roster": anew, roster_letters.READ_IN: told, "do": "check"}
    return values


def form_page(scenario: Scenario, form: Form) -> str:
    """The first page: what the class is, how long, under which policies, and who comes."""
    read = _rows(scenario, form)
    return render_template(
        "facilitate/new.html",
        scenario=scenario,
        scenarios=scenarios(),
        form=form,
        presets=choices.presets(scenario),
        difficulties=choices.difficulties(scenario),
        groups=choices.policy_groups(),
        max_tables=MAX_TABLES,
        roster=read,
        letters=roster_letters,
        kept={
            **_plan_fields(form),
            **roster_choice.kept(form),
            ONCE: form.get(ONCE),
            roster_letters.READ_IN: form.get(roster_letters.READ_IN),
        },
    )


def check_page(scenario: Scenario, form: Form) -> str:
    """The second page: the plan to edit, and the seating by table; nothing exists yet."""
    form = Form(plan_form.laid_out(form, scenario), form.errors)
    read = _rows(scenario, form)
    tables = _tables(scenario, form, read)
    lines = seating_plan.seated(read.entries, scenario, tables)
    plan = plan_form.lines_of(form, scenario)
    hidden = {**roster_choice.kept(form), **_plan_fields(form)}
    shown = {
        roster_letters.LETTERS,
        "do",
        "csrf_token",
        "roster",
        "roster_problem",
        "tables",
        "bots",
        "rounds",
        "plan_of",
    }
    return render_template(
        "facilitate/check.html",
        scenario=scenario,
        form=form,
        preset=scenario.preset(form.get("preset")),
        plan=plan,
        plan_length=plan_form.length_words(sum(line.minutes for line in plan)),
        max_minutes=plan_form.MAX_MINUTES,
        roster=read,
        tables=seating_plan.by_table(read.entries, lines, scenario, tables),
        number=tables,
        role_word=choices.role_word,
        script_words=i18n.script_words(str(i18n.current())),
        max_tables=MAX_TABLES,
        column_words=column_words(),
        choice=roster_choice,
        letters=roster_letters,
        kept={k: v for k, v in form.values.items() if k not in shown | set(hidden)},
    )


def _plan_fields(form: Form) -> dict[str, str]:
    """The fields of a plan that was edited already."""
    return {
        name: value
        for name, value in form.values.items()
        if (name[:1] == "r" and name[1:2].isdigit()) or name in ("rounds", "plan_of")
    }


def _rows(scenario: Scenario, form: Form) -> roster.Roster:
    """The roster of the form; a number of tables that was typed limits it."""
    most = form.number("tables", 1, MAX_TABLES) or MAX_TABLES
    choice = roster_choice.chosen(form)
    return roster.read(roster_choice.text_of(form), scenario, most, choice)


def _tables(scenario: Scenario, form: Form, read: roster.Roster) -> int:
    typed = form.number("tables", 1, MAX_TABLES)
    return typed or seating_plan.tables_for(read.entries, scenario)


def _read(scenario: Scenario, form: Form) -> roster.Roster:
    """The roster of the form, with all that is wrong with the form in it."""
    title_problem(form)
    if form.get("tables") and form.number("tables", 1, MAX_TABLES) is None:
        form.wrong("tables", _("A number of tables from 1 to %(most)s.", most=MAX_TABLES))
    choices.check(scenario, form)
    plan_form.plan_from(form, scenario)
    if form.get("roster_problem"):
        form.wrong("roster_file", form.get("roster_problem"))
    read = _rows(scenario, form)
    if read.errors:
        form.wrong("roster", _("Some rows of the roster cannot be taken; they are listed below."))
    return read


def title_problem(form: Form) -> None:
    """Say so when the class has no title that fits."""
    if not form.get("title") or len(form.get("title")) > MAX_NAME:
        said = _("Give the class a title of at most %(most)s characters.", most=MAX_NAME)
        form.wrong("title", said)


def _make_once(scenario: Scenario, form: Form, read: roster.Roster) -> Created | None:
    """The class of the form: the one it made already when it is the same form sent again."""
    again = form.get(ONCE) or secrets.token_urlsafe(12)
    key = form_key({**form.values, ONCE: again})
    with opened.sending(key):
        made = opened.by_form(key)
        if made is None or not still_there(made):
            # A class that was deleted since is not brought back under its old address.
            made = _make(scenario, form, read, "" if made else f"form {key}")
            if made is not None:
                opened.keep(key, this_browser(), made)
        return made


def _make(scenario: Scenario, form: Form, read: roster.Roster, key: str) -> Created | None:
    """The class as the form asks for it; None with the reason in the form."""
    tables = _tables(scenario, form, read)
    known = facilitator()
    made = parts().classrooms.create(
        form.get("title"),
        scenario.id,
        tables,
        preset=form.get("preset"),
        difficulty=form.get("difficulty"),
        policies=choices.policies_from(form),
        roster=seating_plan.seated(read.entries, scenario, tables),
        per_delegation=seating_plan.PER_DELEGATION,
        by=known.name if known else "",
        plan=plan_form.plan_from(form, scenario),
        bots=form.ticked("bots"),
        once=key,
    )
    if isinstance(made, Refusal):
        form.wrong("", sentence(made))
        return None
    return made


def _opened(made: Created) -> ResponseReturnValue:
    """On to the codes or the wall, by an address: reloading either makes nothing."""
    keep_screen(made.classroom.id, made.projector_token)
    page = "facilitate.codes" if made.roster else "classroom.wall"
    return redirect(url_for(page, classroom_id=made.classroom.id))
