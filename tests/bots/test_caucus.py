"""Invited into a caucus, automated delegations come, bargain there, and keep what they said."""

from server.rules.commands.proposals import StanceKind, TableProposal
from server.rules.commands.questions import Answer, AnswerKind, QuestionKind
from server.rules.commands.talk import OpenChannel, Say
from server.rules.ids import ChannelId, DelegationId, MessageId, ProposalId
from server.rules.seats import Bot, DelegationView
from server.rules.state.said import Said
from server.rules.views.gate import view_for
from tests.bots.live_table import ENERGY, LiveTable, table

SOON = 10
RUSSIA, CHINA, DPRK = DelegationId("russia"), DelegationId("china"), DelegationId("dprk")
BESIDE = ChannelId("caucus:beside~japan")


def with_a_caucus(*others: DelegationId, after: float = 120) -> LiveTable:
    live = table()
    live.wait(after)
    assert live.person(OpenChannel(ChannelId("caucus:beside"), others)).accepted
    live.wait(SOON)
    return live


def said_in(live: LiveTable, channel: ChannelId = BESIDE) -> list[Said]:
    return [m for m in live.talks.messages.values() if m.channel == channel]


def part(said: Said) -> Answer:
    assert said.answer is not None
    return said.answer


def turns_down(live: LiveTable, offer: Said, name: str) -> None:
    no = Answer(AnswerKind.NO, ENERGY, offer.id)
    assert live.person(Say(MessageId(name), BESIDE, "Not that. What else?", answer=no)).accepted
    live.wait(SOON)


def test_each_bot_that_is_invited_comes_with_an_offer_that_it_would_sign() -> None:
    live = with_a_caucus(RUSSIA, CHINA)
    offers = said_in(live)
    assert {m.by for m in offers} == {RUSSIA, CHINA}
    for offer in offers:
        mandate = live.talks.forum(ENERGY).mandates[DelegationId(str(offer.by))]
        assert part(offer).kind is AnswerKind.OFFER
        assert mandate.worth_of(part(offer).package) >= mandate.reservation
        assert not mandate.red_lines_crossed(part(offer).package)


def test_the_offer_stays_in_the_caucus() -> None:
    live = with_a_caucus(RUSSIA)
    (offer,) = said_in(live)
    assert f"message/{offer.id}" in view_for(live.talks, DelegationView(DelegationId("japan")))
    assert f"message/{offer.id}" not in view_for(live.talks, DelegationView(DPRK))


def test_what_it_offered_it_accepts_when_it_is_tabled() -> None:
    kept = 0
    for after in (60, 150, 300):
        live = with_a_caucus(RUSSIA, after=after)
        (offer,) = said_in(live)
        name = ProposalId("as-offered")
        if live.person(TableProposal(name, ENERGY, part(offer).package)).accepted:
            live.wait(SOON)
            assert live.talks.proposals[name].stances[RUSSIA].stance is StanceKind.ACCEPT
            kept += 1
    assert kept


def test_turned_down_it_offers_something_else_a_few_times() -> None:
    live = with_a_caucus(RUSSIA)
    for n in range(4):
        offers = [m for m in said_in(live) if m.by == RUSSIA]
        turns_down(live, offers[-1], f"no{n}")
    packages = [frozenset(part(m).package.items()) for m in said_in(live) if m.by == RUSSIA]
    assert len(packages) == len(set(packages)) == 3


def test_a_caucus_that_bots_open_or_sit_in_alone_is_none_of_theirs() -> None:
    live = with_a_caucus(RUSSIA)
    assert live.does(OpenChannel(ChannelId("caucus:bots"), (CHINA,)), Bot(RUSSIA)).accepted
    live.wait(2 * SOON)
    (theirs,) = [c for c in live.talks.channels.values() if c.kind == "caucus" and c.id != BESIDE]
    assert said_in(live, theirs.id) == []
    assert all(m.by in {RUSSIA, "japan"} for m in said_in(live))


def test_a_step_beside_is_asked_of_who_made_the_proposal() -> None:
    """Found by play: whoever accepts a person's package that has it act first asks for a step."""
    live = table()
    live.wait(30)
    forum = live.talks.forum(ENERGY)
    recorded = {
        i.id: next((o.id for o in i.options if o.record), i.options[0].id) for i in forum.issues
    }
    live.person(TableProposal(ProposalId("mine"), ENERGY, recorded))
    live.wait(560)
    steps = [
        m
        for m in live.talks.messages.values()
        if m.question is not None and m.question.kind is QuestionKind.STEP
    ]
    reasons = [
        s.reason
        for s in live.talks.proposals[ProposalId("mine")].stances.values()
        if "Action for action" in s.reason
    ]
    assert len(steps) == len(reasons)
    assert all(m.question and m.question.to == "japan" for m in steps)
    assert steps
