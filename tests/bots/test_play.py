"""Bots in live talks: paced like people, quick to answer, silent when they should be."""

from itertools import pairwise

from server.rules.commands.proposals import RecordAgreement, StanceKind, TableProposal
from server.rules.commands.schedule import Pause, Resume
from server.rules.commands.seats import SeatBot, UnseatBot
from server.rules.commands.talk import Say
from server.rules.commands.world import WriteInject
from server.rules.ids import DelegationId, InjectId, IssueId, OptionId, ProposalId, TalksId
from server.rules.seats import Bot
from server.rules.state.talks import ForumStatus, Phase, TalksState
from tests.bots.live_table import ENERGY, TALKS, LiveTable, table
from tests.bots.scenarios import six_party
from tests.bots.stand_ins import Linear
from tests.rules.ledgers import FIRST, obliging
from tests.rules.negotiation import MIDDLE


def the_persons_package(live: LiveTable) -> dict[IssueId, OptionId]:
    """The package that is best for the person and least for others: nobody accepts it at once."""
    forum = live.talks.forum(ENERGY)
    mandate = forum.mandates[DelegationId("japan")]
    return {
        issue.id: max(issue.options, key=lambda o: mandate.positions[issue.id].worth[o.id]).id
        for issue in forum.issues
    }


def test_one_person_and_five_bots_reach_an_agreement_at_the_pace_of_people() -> None:
    live = table()
    live.wait(720, Linear("japan"))
    assert live.talks.forum_state(ENERGY).status is ForumStatus.AGREED
    by_bots = [p for p in live.proposals if p.by != "japan"]
    assert 6 <= len(by_bots) <= 15
    times = [p.at for p in by_bots]
    assert min(b - a for a, b in pairwise(times)) >= 1000
    assert all(receipt.accepted for _, _, receipt in live.sent)


def test_bots_alone_finish_the_talks() -> None:
    live = table(human=None)
    live.wait(1100)
    assert live.talks.state is TalksState.CONCLUDED
    assert live.talks.forum_state(ENERGY).status is ForumStatus.AGREED


def test_every_bot_answers_a_persons_proposal_within_seconds_and_says_why_not() -> None:
    live = table()
    proposal = ProposalId("mine")
    assert live.person(TableProposal(proposal, ENERGY, the_persons_package(live))).accepted
    live.wait(8)
    stances = live.talks.proposals[proposal].stances
    assert set(stances) == {d.id for d in six_party().delegations}
    refused = [s for s in stances.values() if s.stance is not StanceKind.ACCEPT]
    assert refused
    assert all(s.reason for s in refused)
    at = [s.at for d, s in stances.items() if d != "japan"]
    assert len(set(at)) > 1, "people do not answer all at once"


def test_bots_stand_still_while_the_talks_are_paused_and_go_on_afterwards() -> None:
    live = table()
    live.wait(60)
    live.does(Pause())
    sent = len(live.sent)
    live.wait(300)
    assert len(live.sent) == sent
    live.does(Resume())
    live.wait(240)
    assert len(live.sent) > sent
    assert live.talks.phase is Phase.NEGOTIATION


def test_a_bot_is_silent_once_its_seat_is_taken_and_speaks_again_when_it_gets_it_back() -> None:
    live = table()
    live.wait(60)
    live.does(UnseatBot(DelegationId("rok")))
    before = len(live.sent)
    live.wait(120)
    assert all(actor != Bot(DelegationId("rok")) for _, actor, _ in live.sent[before:])
    live.does(SeatBot(DelegationId("rok"), "firm", 8))
    before = len(live.sent)
    live.wait(60)
    assert any(actor == Bot(DelegationId("rok")) for _, actor, _ in live.sent[before:])


def test_after_a_restart_bots_find_their_tables_and_repeat_no_id() -> None:
    live = table()
    live.wait(200)
    before = len(live.proposals)
    live.driver = live.new_driver()
    live.wait(200)
    assert len(live.proposals) > before
    assert all(receipt.accepted for _, _, receipt in live.sent)


def test_the_same_seed_plays_the_same_whatever_the_secret_and_ids_differ() -> None:
    def played(seed: int, secret: str) -> tuple[list[object], set[ProposalId]]:
        live = table(human=None, seed=seed, secret=secret)
        live.wait(400)
        return [(p.at, p.by, p.package) for p in live.proposals], set(live.talks.proposals)

    one, same, other = played(3, "a"), played(3, "b"), played(4, "a")
    assert one[0] == same[0]
    assert not one[1] & same[1]
    assert one[0] != other[0]


def test_a_silence_period_is_kept_by_all_bots() -> None:
    live = table()
    live.wait(720, Linear("japan"))
    names = [type(r.event).__name__ for r in live.log.read(TALKS)]
    assert "SilenceBegan" in names
    assert "SilenceBroken" not in names


def test_each_bot_opens_with_one_sentence_in_the_plenary() -> None:
    live = table()
    live.wait(200)
    said = [(actor, command.text) for command, actor, _ in live.sent if isinstance(command, Say)]
    assert len(said) == len({actor for actor, _ in said}) == 5
    assert all("{" not in text for _, text in said)


def test_talks_that_are_gone_or_over_cost_nothing() -> None:
    live = table(human=None)
    live.wait(1100)
    assert live.talks.state is TalksState.CONCLUDED
    assert live.driver.busy() == 0
    other = table()
    other.wait(20)
    assert other.driver.busy() == 1
    other.negotiations.delete(TALKS)
    other.driver.tick(other.clock.now + 60_000)
    assert other.driver.busy() == 0


def test_a_table_that_fails_does_not_silence_the_others() -> None:
    live = table()
    live.broken = TalksId("broken")
    live.driver.watch(live.broken)
    before = len(live.sent)
    live.wait(30)
    assert len(live.sent) > before
    assert 2 <= live.failures <= 8, "tried again, but not in every tick"


def test_bots_report_what_falls_due_between_two_negotiations_too() -> None:
    live = LiveTable(obliging(), None).begin("all")
    live.does(RecordAgreement(ENERGY, MIDDLE))
    assert live.talks.phase is Phase.RESULT
    live.wait(20)
    assert live.talks.obligations[FIRST].is_kept
    assert live.driver.busy() == 0


def whispered(live: LiveTable, number: int, to: str) -> None:
    """The facilitator tells one delegation something."""
    told = WriteInject(InjectId(f"w{number}"), "News", "For you.", (DelegationId(to),))
    assert live.does(told).accepted


def reported_at(live: LiveTable, *, whispers: bool) -> int | None:
    live.does(RecordAgreement(ENERGY, MIDDLE))
    for number in range(10):
        if whispers:
            whispered(live, number, "usa")
        live.wait(2)
    assert live.talks.obligations[FIRST].is_kept
    return live.talks.obligations[FIRST].at


def test_what_one_delegation_is_told_does_not_change_when_others_bots_act() -> None:
    quiet, other = (LiveTable(obliging(), None).begin("all") for _ in range(2))
    assert reported_at(quiet, whispers=False) == reported_at(other, whispers=True)
    playing, beside = table(), table()
    for number in range(6):
        for live in (playing, beside):
            live.wait(15)
        whispered(beside, number, "japan")
    moves = [
        [(type(r.event), r.by, r.at) for r in live.log.read(TALKS) if isinstance(r.by, Bot)]
        for live in (playing, beside)
    ]
    assert len(moves[0]) > 10
    assert moves[0] == moves[1]


def test_a_bot_asks_a_person_for_a_step_beside_its_own() -> None:
    live = LiveTable(obliging(), "usa").begin("all")
    low = {IssueId("oil"): OptionId("middle"), IssueId("pace"): OptionId("middle")}
    live.person(TableProposal(ProposalId("mine"), ENERGY, low))
    live.wait(10)
    stance = live.talks.proposals[ProposalId("mine")].stances[DelegationId("rok")]
    assert stance.stance is StanceKind.ACCEPT
    assert "Action for action" in stance.reason
