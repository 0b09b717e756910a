"""The time plan of a class as fields of a form: rounds with their forums and clocks.

The fields of round N are `rN_id`, `rN_title`, `rN_briefing`, `rN_negotiation`, `rN_result` (whole
minutes) and `rN_forum_FORUM` (a check box); `rounds` says how many there are, and `plan_of` which
preset they were laid out from. Buttons `do=up-N`, `down-N`, `drop-N`, `add` and `reset` change
them without opening the class.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.rules.ids import RoundId
from server.rules.refusals import Refusal
from server.rules.written.planning import MAX_ROUNDS, MAX_SECONDS, schedule_problem
from server.rules.written.scenario import Preset, Round, Scenario
from server.web.site.forms import Form
from server.web.site.i18n import gettext as _
from server.web.site.i18n import ngettext

MAX_MINUTES = MAX_SECONDS // 60
CLOCKS = ("briefing", "negotiation", "result")

Fields = dict[str, str]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A round as the form has it; minutes as they were typed."""

    number: int
    id: str
    title: str
    forums: frozenset[str]
    briefing: str
    negotiation: str
    result: str

    @property
    def minutes(self) -> int:
        """The length of the round; what is no number counts as nothing."""
        return sum(_minutes(text) or 0 for text in (self.briefing, self.negotiation, self.result))


def fields_of(rounds: Sequence[Round], preset: str) -> Fields:
    """The fields that show these rounds."""
    fields = {"plan_of": preset, "rounds": str(len(rounds))}
    for number, one in enumerate(rounds):
        fields |= _fields(
            number,
            PlanLine(
                number,
                one.id,
                one.title,
                frozenset(one.forums),
                *(str(round(getattr(one, clock) / 60)) for clock in CLOCKS),
            ),
        )
    return fields


def _fields(number: int, line: PlanLine) -> Fields:
    plain = {f"r{number}_{name}": getattr(line, name) for name in ("id", "title", *CLOCKS)}
    return plain | {f"r{number}_forum_{forum}": "on" for forum in line.forums}


def lines_of(form: Form, scenario: Scenario) -> list[PlanLine]:
    """The rounds as the form has them."""
    return [
        PlanLine(
            number,
            form.get(f"r{number}_id"),
            form.get(f"r{number}_title"),
            frozenset(f for f in scenario.forums if form.ticked(f"r{number}_forum_{f}")),
            *(form.get(f"r{number}_{clock}") for clock in CLOCKS),
        )
        for number in range(form.number("rounds", 0, MAX_ROUNDS) or 0)
    ]


def laid_out(form: Form, scenario: Scenario) -> Fields:
    """The form's values with a plan: the preset's own unless the form has one of this preset."""
    preset = scenario.preset(form.get("preset"))
    values = {**form.values}
    if preset is None or (form.get("plan_of") == preset.id and form.get("rounds") != ""):
        return values
    return _without_plan(values) | fields_of(preset.rounds, preset.id)


def _without_plan(values: Mapping[str, str]) -> Fields:
    return {k: v for k, v in values.items() if not (k[:1] == "r" and k[1:2].isdigit())}


def changed(form: Form, scenario: Scenario, do: str) -> Fields | None:
    """The form's values after a button of the plan was pressed; None for any other button."""
    what, _dash, where = do.partition("-")
    lines = lines_of(form, scenario)
    place = int(where) if where.isascii() and where.isdigit() and len(where) <= 2 else -1
    match what:
        case "reset":
            return laid_out(Form({**form.values, "plan_of": ""}), scenario)
        case "add" if len(lines) < MAX_ROUNDS:
            lines.append(PlanLine(0, _new_id(lines), "", frozenset(), "5", "15", "2"))
        case "drop" if place < len(lines) and len(lines) > 1:
            del lines[place]
        case "up" if 0 < place < len(lines):
            lines[place - 1], lines[place] = lines[place], lines[place - 1]
        case "down" if 0 <= place < len(lines) - 1:
            lines[place], lines[place + 1] = lines[place + 1], lines[place]
        case "add" | "drop" | "up" | "down":
            pass
        case _:
            return None
    values = _without_plan(form.values) | {"rounds": str(len(lines))}
    for number, line in enumerate(lines):
        values |= _fields(number, line)
    return values


def _new_id(lines: Sequence[PlanLine]) -> str:
    taken = {line.id for line in lines}
    return next(f"own-{n}" for n in range(1, MAX_ROUNDS + 2) if f"own-{n}" not in taken)


def plan_from(form: Form, scenario: Scenario) -> tuple[Round, ...]:
    """The rounds of the form; empty for the preset's own, or with the reason in the form."""
    preset = scenario.preset(form.get("preset"))
    if preset is None or form.get("plan_of") != preset.id or form.get("rounds") == "":
        return ()
    lines = lines_of(form, scenario)
    rounds = [round_ for line in lines if (round_ := _round(line, scenario, form))]
    if form.errors or _same(rounds, preset):
        return ()
    problem = schedule_problem(scenario, rounds)
    if problem is not None:
        explain(problem, form)
    return tuple(rounds)


def _same(rounds: Sequence[Round], preset: Preset) -> bool:
    """True for the preset's own rounds, as far as whole minutes tell."""
    return fields_of(rounds, preset.id) == fields_of(preset.rounds, preset.id)


def _round(line: PlanLine, scenario: Scenario, form: Form) -> Round | None:
    seconds = []
    for clock in CLOCKS:
        minutes = _minutes(getattr(line, clock))
        if minutes is None:
            form.wrong(
                f"r{line.number}_{clock}",
                _(
                    "Round %(number)s: a whole number of minutes from 0 to %(most)s.",
                    number=line.number + 1,
                    most=MAX_MINUTES,
                ),
            )
            return None
        seconds.append(60 * minutes)
    forums = tuple(f for f in scenario.forums if f in line.forums)
    return Round(RoundId(line.id or f"round-{line.number}"), line.title, forums, *seconds)


def _minutes(text: str) -> int | None:
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        return None
    return int(text) if int(text) <= MAX_MINUTES else None


def explain(refusal: Refusal, form: Form) -> None:
    """Say beside the round what is wrong with the plan."""
    number = int(str(refusal.facts.get("round", 1)))
    what = {
        "title": (
            "title",
            _("Round %(number)s: a title of 1 to %(most)s characters.", number=number, most=80),
        ),
        "forums": ("title", _("Round %(number)s: tick at least one forum.", number=number)),
        "known_forums": (
            "title",
            _("Round %(number)s: the scenario has no such forum.", number=number),
        ),
        "forums_once": (
            "title",
            _("Round %(number)s: a forum of it is in an earlier round already.", number=number),
        ),
        "negotiation": (
            "negotiation",
            _("Round %(number)s: it needs at least a minute to negotiate.", number=number),
        ),
    }
    field, said = what.get(
        str(refusal.facts.get("expected")),
        (
            "title",
            ngettext(
                "A plan has one round at least.", "A plan has at most %(num)s rounds.", MAX_ROUNDS
            ),
        ),
    )
    form.wrong(f"r{number - 1}_{field}", said)


def length_words(minutes: int) -> str:
    """`74 minutes`, `4 hours 30 minutes` or `14 days`: how long a plan is, rounded sensibly."""
    if minutes < 120:
        return ngettext("one minute", "%(num)s minutes", minutes)
    if minutes < 2 * 24 * 60:
        hours, rest = divmod(minutes, 60)
        words = ngettext("one hour", "%(num)s hours", hours)
        return _("%(hours)s %(minutes)s min", hours=words, minutes=rest) if rest else words
    return ngettext("one day", "%(num)s days", round(minutes / 60 / 24))
