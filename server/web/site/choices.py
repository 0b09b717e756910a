"""What a new class or a solo table may choose among, in words: times, difficulties, policies."""

from dataclasses import dataclass, fields
from enum import StrEnum

from flask_babel import lazy_gettext

from server.rules.seats import InnerRole
from server.rules.written.policies import (
    SENTENCES,
    ComparePolicy,
    NamePolicy,
    Policies,
    QuizPolicy,
    ScorePolicy,
    TeamPolicy,
)
from server.rules.written.scenario import Preset, Scenario
from server.web.site.forms import Form
from server.web.site.i18n import gettext as _
from server.web.site.i18n import ngettext

Pairs = list[tuple[str, str]]
"""Values with their words, in the order shown."""

MOST = 100_000
"""The highest number that a policy takes on a page."""

_DIFFICULTIES = {
    "easy": lazy_gettext("Easy"),
    "standard": lazy_gettext("Standard"),
    "hard": lazy_gettext("Hard"),
    "expert": lazy_gettext("Expert"),
}
_TEMPERAMENTS = {
    "balanced": lazy_gettext("Balanced: ask for much, come down in time"),
    "cooperative": lazy_gettext("Cooperative: come down early"),
    "firm": lazy_gettext("Firm: come down late"),
    "historical": lazy_gettext("Historical: each as its record suggests"),
}
_ROLES = {
    InnerRole.HEAD: lazy_gettext("head"),
    InnerRole.DEPUTY: lazy_gettext("deputy"),
    InnerRole.SPECIALIST: lazy_gettext("specialist"),
    InnerRole.PRESS: lazy_gettext("press"),
    InnerRole.NOTE_TAKER: lazy_gettext("note-taker"),
}
_WORDS: dict[StrEnum, object] = {
    ScorePolicy.DEBRIEF: lazy_gettext("at the debrief"),
    ScorePolicy.ROUND_END: lazy_gettext("at the end of each round"),
    ScorePolicy.LIVE: lazy_gettext("live, all the time"),
    ScorePolicy.HIDDEN: lazy_gettext("never"),
    ComparePolicy.OFF: lazy_gettext("off"),
    QuizPolicy.OFFERED: lazy_gettext("offered to everybody"),
    QuizPolicy.GATE: lazy_gettext("needed before a delegation can say it is ready"),
    ComparePolicy.MASKED: lazy_gettext("on, with the tables as A, B, C ..."),
    ComparePolicy.NAMED: lazy_gettext("on, with the tables by number"),
    NamePolicy.FIRST_COME: lazy_gettext("whoever gives the name first"),
    NamePolicy.ADMIT: lazy_gettext("whom you admit, at the wall"),
    NamePolicy.CODE: lazy_gettext("who has the personal code of the printed list"),
    TeamPolicy.HEAD: lazy_gettext("the head; ballots advise"),
    TeamPolicy.VOTE: lazy_gettext("a majority of its people, by ballot"),
}


@dataclass(frozen=True, slots=True)
class PresetLine:
    """A schedule in words: `5 rounds, about 75 minutes`."""

    id: str
    title: str
    note: str


def presets(scenario: Scenario, *, shortest_first: bool = False) -> list[PresetLine]:
    """The schedules of a scenario, in its own order unless somebody only tries it."""
    found = sorted(scenario.presets, key=_seconds) if shortest_first else scenario.presets
    return [PresetLine(p.id, p.title, _length(p)) for p in found]


def shortest(scenario: Scenario) -> str:
    """The id of the schedule that takes least time: what somebody who only tries it wants."""
    return min(scenario.presets, key=_seconds).id


def _seconds(preset: Preset) -> int:
    return sum(r.briefing + r.negotiation + r.result for r in preset.rounds)


def _length(preset: Preset) -> str:
    rounds = ngettext("one round", "%(num)s rounds", len(preset.rounds))
    minutes = round(_seconds(preset) / 60)
    if minutes <= 24 * 60:
        return _("%(rounds)s, %(minutes)s minutes", rounds=rounds, minutes=minutes)
    days = ngettext("one day", "%(num)s days", round(minutes / 60 / 24))
    return _("%(rounds)s, %(days)s", rounds=rounds, days=days)


def difficulties(scenario: Scenario) -> Pairs:
    """The difficulties of a scenario, the standard one first."""
    order = sorted(scenario.difficulties, key=lambda name: name != "standard")
    return [(name, str(_DIFFICULTIES.get(name, name))) for name in order]


def role_word(role: InnerRole | None) -> str:
    """A delegate's part in a word; none for an observer."""
    return str(_ROLES[role]) if role is not None else ""


def temperaments() -> Pairs:
    """The temperaments of automated delegations."""
    return [(name, str(words)) for name, words in _TEMPERAMENTS.items()]


@dataclass(frozen=True, slots=True)
class PolicyField:
    """A policy in a form: a choice among `options`, a whole `number`, or else a tick."""

    name: str
    sentence: str
    options: Pairs
    number: bool = False

    def now(self, form: Form) -> str:
        """The present setting, in the words of its choice; "" where that is on or off."""
        held = form.get(self.name)
        return dict(self.options).get(held, held) if self.options or self.number else ""


@dataclass(frozen=True, slots=True)
class PolicyGroup:
    """Policies that are set together, under one title."""

    title: str
    fields: tuple[PolicyField, ...]


def policies() -> list[PolicyField]:
    """Every policy there is, choices first."""
    defaults = Policies()
    found = [
        PolicyField(f.name, _(SENTENCES[f.name]), _options(value), type(value) is int)
        for f in fields(defaults)
        for value in [getattr(defaults, f.name)]
    ]
    return sorted(found, key=lambda field: (not field.options, field.number))


_GROUPS = (
    (lazy_gettext("Scores and comparison"), ("scores", "compare", "opens_at_end")),
    (lazy_gettext("Names and delegations"), ("roster_names", "team_decides", "anyone_acts")),
    (lazy_gettext("Preparation and time"), ("quiz", "briefing_waits", "early_end")),
)


def policy_groups() -> list[PolicyGroup]:
    """Every policy, with those that belong together; what belongs to no group comes last."""
    rest = {field.name: field for field in policies()}
    found = [
        PolicyGroup(str(title), tuple(rest.pop(name) for name in names)) for title, names in _GROUPS
    ]
    return [*found, PolicyGroup(_("Secrets and capitals"), tuple(rest.values()))]


def _options(default: object) -> Pairs:
    if not isinstance(default, StrEnum):
        return []
    return [(value.value, str(_WORDS.get(value, value.value))) for value in type(default)]


def policy_values(held: Policies) -> dict[str, str]:
    """The fields of a form that show these policies."""
    return {f.name: _shown(getattr(held, f.name)) for f in fields(held)}


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else ""
    return value.value if isinstance(value, StrEnum) else str(value)


def policies_from(form: Form) -> dict[str, str | bool | int]:
    """The policies of a form, as commands take them."""
    return {field.name: _value(field, form) for field in policies()}


def _value(field: PolicyField, form: Form) -> str | bool | int:
    if field.options:
        return form.get(field.name) or str(getattr(Policies(), field.name))
    if field.number:
        return form.number(field.name, 0, MOST) or 0
    return form.ticked(field.name)


def check(scenario: Scenario, form: Form) -> None:
    """Say so when time, difficulty or a policy is none that there is."""
    if scenario.preset(form.get("preset")) is None:
        form.wrong("preset", _("Choose one of these times."))
    if form.get("difficulty") not in scenario.difficulties:
        form.wrong("difficulty", _("Choose one of these difficulties."))
    for field in policies():
        if field.options and _value(field, form) not in dict(field.options):
            form.wrong(field.name, _("Choose one of these."))
        if field.number and form.number(field.name, 0, MOST) is None:
            form.wrong(field.name, _("A whole number from 0 to %(most)s.", most=MOST))
