from dataclasses import replace

from server.rules.commands.life import Conclude
from server.rules.commands.proposals import RecordAgreement, TableProposal, VoidAgreement
from server.rules.commands.schedule import Advance
from server.rules.events.proposals import ProposalLapsed
from server.rules.events.world import LinkageLifted, LinkageTriggered, RungReached
from server.rules.ids import ProposalId
from server.rules.seats import DelegationView, PublicView
from server.rules.state.scoring import LineKind, total
from server.rules.state.talks import ForumStatus
from server.rules.views.gate import view_for
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    OIL,
    PACE,
    PEACE,
    ROK,
    USA,
    Table,
    accepted,
    head,
    negotiating,
    package,
    tabled,
)
from tests.rules.worldly import GOODWILL, HISTORY, LOW, MISTRUST, OIL_FIRST, energy, worldly

MIDDLING = package(oil="middle", pace="middle")


def agreed(table: Table, **options: str) -> None:
    table.ok(FACILITATOR, RecordAgreement(ENERGY, package(**options)))


def test_what_waits_for_another_forum_is_barred_until_it_is_there() -> None:
    table = negotiating(worldly())
    told = [r.event for r in table.log if isinstance(r.event, LinkageTriggered)]
    assert told == [LinkageTriggered(OIL_FIRST.id)]
    agreed(table, oil="middle", pace="middle")
    assert LinkageLifted(OIL_FIRST.id) in [r.event for r in table.log]
    assert table.talks.forum(PEACE).barred == ()


def test_a_package_with_a_barred_option_is_refused_with_the_linkage_named() -> None:
    table = negotiating(worldly())
    table.ok(FACILITATOR, Advance(), Advance(), Advance())
    answer = table.does(
        head(ROK), TableProposal(ProposalId("p"), PEACE, package(oil="high", pace="low"))
    )
    assert answer.code == "option_barred"  # type: ignore[union-attr]
    assert answer.facts["by"] == OIL_FIRST.name  # type: ignore[union-attr]


def test_a_mandate_changes_for_its_own_delegation_only_and_says_why() -> None:
    table = negotiating(worldly())
    before = view_for(table.talks, DelegationView(USA))["mandate/peace"]
    agreed(table, oil="middle", pace="middle")
    dprk = view_for(table.talks, DelegationView(DPRK))["mandate/peace"]
    assert dprk["reservation"] == 2500
    assert dprk["issues"]["oil"]["weight"] == 80
    assert [entry["title"] for entry in dprk["changed"]] == [GOODWILL.name]
    steps = {s["kind"]: (s["before"], s["after"]) for s in dprk["changed"][0]["changes"]}
    assert steps == {"reservation": (3000, 2500), "weight": (70, 80)}
    assert view_for(table.talks, DelegationView(USA))["mandate/peace"] == before
    assert "linkage/goodwill" not in view_for(table.talks, DelegationView(USA))
    assert "linkage/goodwill" not in view_for(table.talks, PublicView(plenary=True))
    rok = view_for(table.talks, DelegationView(ROK))["linkage/goodwill"]
    assert {e["delegation"] for e in rok["effects"]} == {ROK}


def test_voiding_an_agreement_undoes_all_that_followed_from_it() -> None:
    table = negotiating(worldly())
    before = total(table.talks, ROK)
    scenario = table.talks.scenario
    agreed(table, oil="middle", pace="middle")
    assert total(table.talks, ROK) != before
    table.ok(FACILITATOR, VoidAgreement(ENERGY, "a slip"))
    assert {x.kind for x in total(table.talks, ROK).lines} == {LineKind.OPEN, LineKind.NO_AGREEMENT}
    assert table.talks.forum(PEACE).barred == scenario.forums[PEACE].barred
    assert table.talks.forum(PEACE).mandates == scenario.forums[PEACE].mandates


def test_every_hundredth_of_tracks_and_effects_is_a_line_with_its_cause() -> None:
    table = negotiating(worldly())
    agreed(table, oil="middle", pace="middle")
    lines = [x for x in total(table.talks, ROK).lines if x.cause is not None]
    found = [(x.kind, x.cause.id, x.amount) for x in lines if x.cause is not None]
    assert found == [
        (LineKind.TRACK, "energy", 2 * 40),
        (LineKind.EFFECT, "goodwill", 150),
    ]


def test_rungs_are_reached_and_show_how_near_they_are() -> None:
    table = negotiating(worldly())
    ladder = view_for(table.talks, PublicView())["ladder"]["rungs"]
    assert [(r["met"], r["of"]) for r in ladder] == [(0, 1), (0, 3), (0, 1)]
    agreed(table, oil="middle", pace="middle")
    ladder = view_for(table.talks, PublicView())["ladder"]["rungs"]
    assert [(r["reached"], r["met"], r["of"]) for r in ladder[:2]] == [(True, 1, 1), (False, 2, 3)]
    assert any(isinstance(r.event, RungReached) for r in table.log)


def test_an_open_proposal_that_becomes_barred_lapses_and_says_so() -> None:
    table = negotiating(worldly())
    tabled(table, name="soft", oil="low", pace="high")
    table.ticks(120)  # the clockwork inject bars a high pace
    lapsed = [r.event for r in table.log if isinstance(r.event, ProposalLapsed)]
    assert lapsed == [ProposalLapsed(ProposalId("soft"), "barred")]


def test_an_option_waits_for_what_it_needs_beside_it() -> None:
    table = negotiating(worldly())
    wrong = TableProposal(ProposalId("a"), ENERGY, package(oil="high", pace="low"))
    assert table.refused(head(ROK), wrong) == "option_requires"
    table.ok(head(ROK), TableProposal(ProposalId("b"), ENERGY, package(oil="low", pace="low")))
    part = TableProposal(ProposalId("c"), ENERGY, package(pace="low"))
    table.ok(head(ROK), part)
    shown = view_for(table.talks, DelegationView(ROK))["forum/energy"]["issues"]
    pace = next(i for i in shown if i["id"] == PACE)["options"]
    [needs] = next(o for o in pace if o["id"] == LOW)["requires"]
    assert (needs["issue"], needs["options"]) == (OIL, ["low", "middle"])


def test_an_option_waits_for_what_it_needs_elsewhere() -> None:
    table = negotiating(worldly())
    table.ok(FACILITATOR, Advance(), Advance(), Advance())
    wanting = TableProposal(ProposalId("a"), PEACE, package(oil="low", pace="high"))
    assert table.refused(head(ROK), wanting) == "option_requires"
    shown = view_for(table.talks, DelegationView(ROK))["forum/peace"]["issues"]
    pace = next(i for i in shown if i["id"] == PACE)["options"]
    assert pace[2]["barred_by"] == {"name": "", "why": "A high pace needs energy."}


def test_an_initiative_is_open_in_every_round_and_ends_with_the_talks() -> None:
    table = negotiating(worldly())
    assert table.talks.forums_now == (ENERGY, HISTORY)
    laid = TableProposal(ProposalId("h"), HISTORY, MIDDLING)
    table.ok(head(ROK), laid)
    table.ok(FACILITATOR, Advance(), Advance(), Advance())
    assert table.talks.forum_state(ENERGY).status is ForumStatus.FAILED
    assert table.talks.forum_state(HISTORY).status is ForumStatus.OPEN
    accepted(table, ProposalId("h"), (DPRK,))
    table.ticks(21)
    assert table.talks.forum_state(HISTORY).status is ForumStatus.AGREED
    assert table.talks.forums_now == (PEACE, HISTORY)


def test_an_initiative_left_open_is_not_agreed_at_the_end() -> None:
    table = negotiating(worldly())
    table.ok(FACILITATOR, Conclude())
    assert table.talks.forum_state(HISTORY).status is ForumStatus.FAILED


def test_the_linkage_on_mistrust_moves_with_the_track() -> None:
    table = negotiating(worldly())
    agreed(table, oil="middle", pace="middle")
    track = view_for(table.talks, PublicView())[f"track/{MISTRUST}"]
    assert (track["value"], track["moves"][0]["by"], track["worth"]) == (4, -2, None)
    assert view_for(table.talks, DelegationView(ROK))[f"track/{MISTRUST}"]["worth"] == 40


def test_what_an_agreement_would_bring_is_known_to_who_sees_into_the_forum() -> None:
    table = negotiating(worldly())
    terms = view_for(table.talks, DelegationView(ROK))["terms/energy"]
    assert [(t["by"], t["when"], t["due"]) for t in terms["obligations"]][:1] == [
        (ROK, {OIL: ["low"]}, 0)
    ]
    assert {e["option"] for e in terms["effects"]} == {"middle", "high"}
    closed = worldly(forums={ENERGY: replace(energy(), open=False, parties=(USA, DPRK))})
    shut = negotiating(replace(closed, forums={**worldly().forums, **closed.forums}))
    assert "terms/energy" not in view_for(shut.talks, DelegationView(ROK))
