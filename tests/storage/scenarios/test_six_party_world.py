"""Every linkage, inject, rung and obligation of the six-party talks, played: each test fails when
what it plays is taken out of the scenario."""

from dataclasses import replace
from functools import cache

import pytest

from server.rules.commands.proposals import RecordAgreement
from server.rules.commands.world import Inject
from server.rules.ids import InjectId, ObligationId
from server.rules.refusals import Refusal
from server.rules.state.causes import CauseKind
from server.rules.state.in_force import is_in_force, track_values
from server.rules.state.scoring import total
from server.rules.written.forum import Forum
from server.rules.written.scenario import Scenario
from server.rules.written.world import Term
from server.storage.scenarios.loader import load
from tests.rules.negotiation import FACILITATOR
from tests.storage.scenarios.conference import Steps, conference, differs, filled, play
from tests.storage.scenarios.copies import ROUNDS

DEN, ENE, US, JP = "denuclearization", "energy", "us-dprk", "japan-dprk"
PS, PR, FUN, CLO, OPE = (
    "peace-security",
    "peace-regime",
    "functional",
    "closing-plenary",
    "opening-plenary",
)


@cache
def scenario() -> Scenario:
    return load(ROUNDS / "six-party")


LINKAGES = {
    "oil-for-disablement": Steps({DEN: {"facilities": "shutdown"}}),
    "washington-first": Steps({US: {"diplomatic": "exchanges"}}),
    "abductees-before-oil": Steps({JP: {"abductees": "joint_observers"}}),
    "money-before-shutdown": Steps({US: {"finance": "clean_half"}}),
    "delisting-for-checks": Steps({DEN: {"verification": "seals_only"}}),
    "delisting-without-abductees": Steps(
        {US: {"terror_list": "notify_45"}, JP: {"abductees": "papers"}}
    ),
    "reactor-needs-agency": Steps({DEN: {"lwr": "agency_held", "regional_body": "nuclear_agency"}}),
    "peace-forum-gate": Steps({}),
    "two-normalizations": Steps({US: {"diplomatic": "liaison"}, JP: {"timeline": "roadmap"}}),
    "two-agencies": Steps(
        {DEN: {"regional_body": "peninsula_regime"}, ENE: {"long_term": "energy_agency"}}
    ),
    "carried-out-as-a-whole": Steps({OPE: {"linkage": "coordinated"}, DEN: {}}, ended=True),
    "package-after-normalization": Steps({DEN: {"facilities": "freeze"}}),
    "first-things-first": Steps({DEN: {}}),
    "donors-for-the-gap": Steps({ENE: {"burden": "other_donors"}}),
    "rail-and-gas-need-calm": Steps({ENE: {"long_term": "none"}}),
}

LIFTED = {
    "oil-for-disablement": Steps({DEN: {"facilities": "disable_full"}}),
    "washington-first": Steps({US: {"diplomatic": "roadmap"}}),
    "abductees-before-oil": Steps({JP: {"abductees": "papers"}}),
    "money-before-shutdown": Steps({US: {"finance": "full_once"}}),
    "delisting-for-checks": Steps({DEN: {"verification": "visits_docs"}}),
    "delisting-without-abductees": Steps(
        {US: {"terror_list": "notify_45"}, JP: {"abductees": "joint_police"}}
    ),
    "reactor-needs-agency": Steps({DEN: {"lwr": "never"}}),
    "peace-forum-gate": Steps({DEN: {}}),
    "two-normalizations": Steps({US: {"diplomatic": "liaison"}, JP: {"timeline": "none"}}),
    "two-agencies": Steps({DEN: {"regional_body": "iaea_only"}, ENE: {"long_term": "none"}}),
    "carried-out-as-a-whole": Steps({OPE: {"linkage": "separate"}, DEN: {}}, ended=True),
    "package-after-normalization": Steps({DEN: {"facilities": "disable_partial"}}),
    "first-things-first": Steps({DEN: {}, JP: {}}),
    "donors-for-the-gap": Steps({ENE: {"burden": "five_equal"}}),
    "rail-and-gas-need-calm": Steps({ENE: {"long_term": "feasibility"}}),
}
"""The nearest thing that does not set the linkage off."""


def test_the_fifteen_linkages_are_all_here() -> None:
    ids = {x.id for x in scenario().linkages}
    assert ids == LINKAGES.keys() == LIFTED.keys()
    assert len(ids) == 15


@pytest.mark.parametrize("name", LINKAGES)
def test_a_linkage_changes_what_it_says(name: str) -> None:
    known = next(x for x in scenario().linkages if x.id == name)
    without = replace(scenario(), linkages=tuple(x for x in scenario().linkages if x is not known))
    talks, other = play(scenario(), LINKAGES[name]), play(without, LINKAGES[name])
    assert is_in_force(talks, CauseKind.LINKAGE, name)
    for modifier in known.modifiers:
        assert differs(talks, other, modifier), modifier
    assert not is_in_force(play(scenario(), LIFTED[name]), CauseKind.LINKAGE, name)


@pytest.mark.parametrize("name", scenario().injects)
def test_an_inject_changes_what_it_says(name: str) -> None:
    table = conference(scenario())
    before = table.talks
    known = scenario().injects[InjectId(name)]
    assert known.modifiers
    assert known.refs
    table.ok(FACILITATOR, Inject(InjectId(name)))
    assert is_in_force(table.talks, CauseKind.INJECT, name)
    for modifier in known.modifiers:
        assert differs(before, table.talks, modifier), modifier


def test_the_thirty_two_events_are_all_here() -> None:
    injects = scenario().injects.values()
    assert len(injects) == 32
    assert sum(1 for i in injects if i.to) >= 3
    assert sum(1 for i in injects if i.trigger.round) >= 3
    assert sum(1 for i in injects if i.trigger.when) >= 3


TWO = {DEN: {"facilities": "disable_full", "regional_body": "nuclear_agency"}, ENE: {}}
MORE = {
    **TWO,
    JP: {},
    PS: {"cbms6": "voluntary", "institution": "annual", "membership": "six_links"},
    CLO: {"follow_up": "senior_officials", "next_meeting": "ministers"},
}
CLIMB = {
    "ad-hoc-talks": (Steps({ENE: {}}), Steps({JP: {}})),
    "working-groups": (Steps(TWO, kept=("declare",)), Steps(TWO)),
    "strategic-dialogue": (Steps({"strategic-dialogue": {}}), Steps({PS: {"cbms6": "none"}})),
    "habit-of-cooperation": (
        Steps({DEN: {}, "sea": {}}, kept=("declare", "shut-down")),
        Steps({DEN: {}, "sea": {}}, kept=("declare",)),
    ),
    "issue-agencies": (
        Steps(TWO, kept=("declare", "shut-down")),
        Steps({**TWO, DEN: {"regional_body": "iaea_only"}}, kept=("declare", "shut-down")),
    ),
    "mechanism": (Steps(MORE), Steps({**MORE, CLO: {"follow_up": "ad_hoc"}})),
    "regional-and-global-links": (
        Steps(MORE),
        Steps({**MORE, PS: {**MORE[PS], "membership": "six_only"}}),
    ),
}
"""For each rung steps that reach it, and the nearest that do not."""


@pytest.mark.parametrize("name", CLIMB)
def test_a_rung_is_reached_by_what_its_sentence_says(name: str) -> None:
    known = next(r for r in scenario().ladder if r.id == name)
    climbed, short = (play(scenario(), steps) for steps in CLIMB[name])
    assert is_in_force(climbed, CauseKind.RUNG, name)
    assert not is_in_force(short, CauseKind.RUNG, name)
    idle = replace(known, modifiers=())
    ladder = tuple(idle if r is known else r for r in scenario().ladder)
    other = play(replace(scenario(), ladder=ladder), CLIMB[name][0])
    for modifier in known.modifiers:
        assert differs(climbed, other, modifier), modifier


def test_every_rung_is_climbed() -> None:
    assert {r.id for r in scenario().ladder} == CLIMB.keys()


TERMS = [(f, t) for f in scenario().forums.values() for t in f.terms]


@pytest.mark.parametrize(("forum", "term"), TERMS, ids=[t.id for _, t in TERMS])
def test_an_obligation_comes_is_kept_and_is_broken(forum: Forum, term: Term) -> None:
    alone = replace(scenario(), linkages=())
    wanted: dict[str, str] = {}
    for issue, options in term.when.items():
        record = {o.id for i in forum.issues if i.id == issue for o in i.options if o.record}
        wanted[issue] = sorted(options & record or options)[0]
    open_ = play(alone, Steps({forum.id: wanted}))
    assert open_.obligations[ObligationId(term.id)].by == term.by
    kept = play(alone, Steps({forum.id: wanted}, kept=(term.id,)))
    broken = play(alone, Steps({forum.id: wanted}, broken=(term.id,)))
    for talks, modifiers, points in (
        (kept, term.kept or alone.ledger.kept, alone.ledger.kept_points),
        (broken, term.broken or alone.ledger.broken, alone.ledger.broken_points),
    ):
        for modifier in modifiers:
            assert differs(open_, talks, modifier), modifier
        own = term.kept if talks is kept else term.broken
        moved = total(talks, term.by).total - total(open_, term.by).total
        tracks = {t: v for t, v in track_values(talks).items() if v != track_values(open_)[t]}
        assert tracks or own or moved == points, (moved, points)
    others = [i for i in term.when if len(_options(forum, i)) > len(term.when[i])]
    for issue in others:
        away = next(o for o in _options(forum, issue) if o not in term.when[issue])
        package = filled(alone, forum.id, {**wanted, issue: away})
        table = conference(alone)
        if not isinstance(table.does(FACILITATOR, RecordAgreement(forum.id, package)), Refusal):
            assert ObligationId(term.id) not in table.talks.obligations


def _options(forum: Forum, issue: str) -> list[str]:
    return [o.id for i in forum.issues if i.id == issue for o in i.options]


def test_every_forum_has_an_obligation_and_most_have_an_owner_each() -> None:
    for forum in scenario().forums.values():
        assert len(forum.terms) >= 2, forum.id


def test_oil_by_country_adds_up_to_the_volume() -> None:
    energy = next(f for f in scenario().forums.values() if f.id == ENE)
    tons = {"kt50": 50_000, "mt02": 200_000, "mt06": 600_000, "mt1": 10**6, "mt1_plus": 10**6}
    for volume in _options(energy, "volume"):
        for burden in _options(energy, "burden"):
            for tempo in _options(energy, "tempo"):
                package = {"volume": volume, "burden": burden, "tempo": tempo}
                came = [
                    t for t in energy.terms if all(package.get(i) in os for i, os in t.when.items())
                ]
                oil = [t for t in came if t.quantity]
                assert sum(t.quantity for t in oil) == tons[volume], package
                assert [t.quantity for t in oil if t.id.startswith("oil-first")] == [50_000]
                if tempo != "monthly":
                    assert all(t.after for t in oil), package
                if (volume, burden) == ("mt1", "five_equal"):
                    owners = {t.by for t in oil}
                    shares = {d: sum(t.quantity for t in oil if t.by == d) for d in owners}
                    assert set(shares.values()) == {200_000}
                    assert len(shares) == 5


def test_a_reactor_of_an_agency_needs_the_body_in_the_same_package() -> None:
    table = conference(scenario())
    alone = filled(scenario(), DEN, {"lwr": "agency_held", "regional_body": "iaea_only"})
    answer = table.does(FACILITATOR, RecordAgreement(DEN_ID, alone))
    assert isinstance(answer, Refusal)
    beside = filled(scenario(), DEN, {"lwr": "agency_held", "regional_body": "nuclear_agency"})
    table.ok(FACILITATOR, RecordAgreement(DEN_ID, beside))


DEN_ID = next(f for f in scenario().forums if f == DEN)


@pytest.mark.parametrize(
    ("forum", "issue", "option"),
    [(f.id, e.issue, e.option) for f in scenario().forums.values() for e in f.effects],
)
def test_an_option_moves_the_tracks_it_says(forum: str, issue: str, option: str) -> None:
    wanted = {issue: option}
    if option == "agency_held":
        wanted["regional_body"] = "nuclear_agency"
    alone = replace(scenario(), linkages=(), ladder=())
    known = next(f for f in alone.forums.values() if f.id == forum)
    silent = replace(
        known, effects=tuple(e for e in known.effects if (e.issue, e.option) != (issue, option))
    )
    talks = play(alone, Steps({forum: wanted}))
    other = play(replace(alone, forums={**alone.forums, known.id: silent}), Steps({forum: wanted}))
    effect = next(e for e in known.effects if (e.issue, e.option) == (issue, option))
    for modifier in effect.modifiers:
        assert differs(talks, other, modifier)
