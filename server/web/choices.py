"""What a new class or a solo table may choose among, in words: times, difficulties, policies."""

from dataclasses import dataclass

from flask_babel import lazy_gettext

from server.rules.policies import SENTENCES, ScorePolicy
from server.rules.scenario import Preset, Scenario
from server.web.i18n import gettext as _
from server.web.i18n import ngettext

Pairs = list[tuple[str, str]]
"""Values with their words, in the order shown."""

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
_SCORES = {
    ScorePolicy.DEBRIEF: lazy_gettext("at the debrief"),
    ScorePolicy.ROUND_END: lazy_gettext("at the end of each round"),
    ScorePolicy.LIVE: lazy_gettext("live, all the time"),
    ScorePolicy.HIDDEN: lazy_gettext("never"),
}


@dataclass(frozen=True, slots=True)
class PresetLine:
    """A schedule in words: `5 rounds, about 75 minutes`."""

    id: str
    title: str
    note: str


def presets(scenario: Scenario) -> list[PresetLine]:
    """The schedules of a scenario."""
    return [PresetLine(p.id, p.title, _length(p)) for p in scenario.presets]


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


def temperaments() -> Pairs:
    """The temperaments of automated delegations."""
    return [(name, str(words)) for name, words in _TEMPERAMENTS.items()]


def score_choices() -> Pairs:
    """When delegates see what others scored."""
    return [(policy.value, str(words)) for policy, words in _SCORES.items()]


def score_sentence() -> str:
    """The policy on scores, in a sentence."""
    return _(SENTENCES["scores"])


def switches() -> Pairs:
    """The policies that are on or off, each with its sentence."""
    return [(name, _(sentence)) for name, sentence in SENTENCES.items() if name != "scores"]
