"""Bots against a scripted person, who knows what it wants and gives no reason."""

from random import Random

from server.bots.person import ABOVE, MOST, OFFERS, Beginner, ScriptedPerson, in_turn
from server.bots.phrases import brief
from server.bots.simulate import simulate
from server.rules.commands.proposals import StanceKind, TableProposal, TakeStance
from server.rules.ids import DelegationId
from server.rules.seats import DelegationView
from server.rules.state.talks import Phase
from server.rules.views.gate import view_for
from tests.bots.live_table import ENERGY, LiveTable, table
from tests.bots.scenarios import six_party

JAPAN = DelegationId("japan")
SEATS = tuple(d.id for d in six_party().delegations)


def offers_and_stances(live: LiveTable) -> tuple[list[TableProposal], list[TakeStance]]:
    """What the person does in a round; everything is carried out."""
    person = ScriptedPerson(JAPAN)
    offers: list[TableProposal] = []
    stances: list[TakeStance] = []
    chance = Random(1)
    for n in range(18):
        live.wait(30)
        view = view_for(live.talks, DelegationView(JAPAN))
        for command in person.act(view, n / 18, chance):
            assert live.person(command).accepted
            if isinstance(command, TableProposal):
                offers.append(command)
            elif isinstance(command, TakeStance):
                stances.append(command)
    return offers, stances


def test_the_person_makes_three_offers_and_signs_nothing_below_five_points() -> None:
    live = table()
    mandate = live.talks.forum(ENERGY).mandates[JAPAN]
    floor = mandate.reservation + ABOVE
    offers, stances = offers_and_stances(live)
    assert 1 <= len(offers) <= len(OFFERS)
    assert all(mandate.worth_of(offer.package) >= floor for offer in offers)
    for stance in stances:
        package = live.talks.proposals[stance.proposal_id].package
        good = mandate.worth_of(package) >= floor and not mandate.red_lines_crossed(package)
        assert stance.stance is (StanceKind.ACCEPT if good else StanceKind.REJECT)


def test_every_delegation_is_the_person_in_turn() -> None:
    assert [next(iter(in_turn(SEATS, n))) for n in range(7)] == [*SEATS, SEATS[0]]


def test_most_tables_agree_with_the_person_and_nothing_is_refused() -> None:
    report = simulate(
        six_party(), "quick", tables=18, stand_ins=lambda number: in_turn(SEATS, number)
    )
    assert report.refused == ()
    (energy,) = report.forums
    assert energy.agreed >= 0.8 * energy.tables
    assert 1 <= energy.most <= 30
    assert "person" in report.text()


def test_a_beginner_offers_in_the_first_two_minutes_and_then_does_what_a_reason_asks() -> None:
    live = table()
    mandate = live.talks.forum(ENERGY).mandates[JAPAN]
    person, chance = Beginner(JAPAN), Random(1)
    offers: list[TableProposal] = []
    for n in range(40):
        live.wait(18)
        reasons = " ".join(
            s.reason
            for p in live.talks.proposals.values()
            for s in p.stances.values()
            if p.by == JAPAN and p.is_open
        )
        if live.talks.phase is not Phase.NEGOTIATION:
            break
        for command in person.act(view_for(live.talks, DelegationView(JAPAN)), n / 40, chance):
            assert live.person(command).accepted
            if isinstance(command, TableProposal):
                assert n <= 6 or offers, "the first offer takes no longer than two minutes"
                assert not offers or changed_to(live, offers[-1], command) in reasons
                offers.append(command)
    assert len(offers) >= 2
    assert all(mandate.worth_of(o.package) >= mandate.reservation + ABOVE for o in offers)


def changed_to(live: LiveTable, before: TableProposal, after: TableProposal) -> str:
    """The text of the one option in which two offers differ, as a reason names it."""
    (issue,) = [i for i, o in after.package.items() if before.package[i] != o]
    known = next(i for i in live.talks.forum(ENERGY).issues if i.id == issue)
    return brief(next(o.text for o in known.options if o.id == after.package[issue]))


def test_a_beginner_has_an_agreement_within_eight_of_twelve_minutes_at_most_tables() -> None:
    report = simulate(
        six_party(),
        "quick",
        tables=18,
        seed=41,
        stand_ins=lambda number: in_turn(SEATS, number, "beginner"),
    )
    (energy,) = report.forums
    assert report.refused == ()
    assert energy.agreed >= 0.8 * energy.tables
    assert energy.early > 0.6 * energy.tables
    assert energy.most - MOST <= 14, "what bots put forward beside a person"
