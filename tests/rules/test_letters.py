"""Side letters: drafted, signed, declined, made public; what outsiders cannot know of them."""

from dataclasses import replace

import pytest

from server.rules.commands.ledger import (
    ContestObligation,
    DeclineSideLetter,
    DiscloseSideLetter,
    DraftSideLetter,
    Report,
    ReportObligation,
    Settlement,
    SettleObligation,
    SignSideLetter,
)
from server.rules.commands.life import Conclude, Reveal
from server.rules.commands.schedule import Pause, Resume
from server.rules.ids import DelegationId, ForumId, IssueId, LetterId, ObligationId, OptionId
from server.rules.limits import MAX_PROMISES
from server.rules.moves.side_letters import MAX_LETTERS
from server.rules.refusals import Refusal
from server.rules.seats import Audience, DelegationView, FacilitatorView, PublicView
from server.rules.state.in_force import track_values
from server.rules.state.obligation import ObligationStatus, Support
from server.rules.state.side_letter import LetterState
from server.rules.views.gate import view_for
from tests.rules.ledgers import MISTRUST, letter, next_round, obliging, pledge, supporting
from tests.rules.negotiation import (
    DPRK,
    ENERGY,
    FACILITATOR,
    PEACE,
    ROK,
    USA,
    Table,
    forum,
    head,
    negotiating,
    scenario,
)

L1 = LetterId("l1~usa")
OWED = ObligationId("l1~usa.1")


def drafted(*, to: tuple[DelegationId, ...] = (DPRK,)) -> Table:
    table = negotiating(obliging())
    table.ok(head(USA), letter(to=to))
    return table


def signed(table: Table | None = None) -> Table:
    table = table or drafted()
    for delegation in table.talks.letters[L1].members:
        table.ok(head(delegation), SignSideLetter(L1))
    return table


def about_letters(table: Table, audience: Audience) -> set[str]:
    view = view_for(table.talks, audience)
    return {k for k in view if k.startswith("letter/") or "~" in k}


def test_a_letter_is_in_force_when_the_last_has_signed_its_drafter_too() -> None:
    table = drafted(to=(DPRK, ROK))
    assert table.talks.letters[L1].members == (USA, ROK, DPRK)
    table.ok(head(USA), SignSideLetter(LetterId("l1")))
    table.ok(head(ROK), SignSideLetter(L1))
    assert table.talks.letters[L1].state is LetterState.DRAFT
    assert not table.talks.obligations
    table.ok(head(DPRK), SignSideLetter(L1))
    assert table.talks.letters[L1].state is LetterState.IN_FORCE
    owed = table.talks.obligations[OWED]
    assert (owed.by, owed.to, owed.due_round) == (USA, (ROK, DPRK), 1)


def test_its_drafter_changes_it_until_somebody_signs() -> None:
    table = drafted()
    assert table.refused(head(USA), letter()) == "nothing_changes"
    table.ok(head(USA), letter(text="Better words."))
    assert table.talks.letters[L1].text == "Better words."
    table.ok(head(DPRK), SignSideLetter(L1))
    assert table.refused(head(USA), letter()) == "letter_signed"
    table.ok(head(DPRK), DeclineSideLetter(L1, "On second thoughts, no."))
    assert table.refused(head(USA), letter()) == "letter_closed"
    assert table.refused(head(USA), SignSideLetter(L1)) == "letter_closed"


def test_whom_a_changed_draft_leaves_out_no_longer_knows_of_it() -> None:
    table = drafted(to=(DPRK, ROK))
    assert about_letters(table, DelegationView(ROK)) == {"letter/l1~usa"}
    table.ok(head(USA), letter())
    assert about_letters(table, DelegationView(ROK)) == set()


def test_outsiders_get_the_same_answer_for_a_hidden_letter_and_for_none() -> None:
    table = signed()
    for hidden in (L1, LetterId("l1")):
        for guess in (SignSideLetter, DeclineSideLetter, DiscloseSideLetter):
            real = table.does(head(ROK), guess(hidden))
            assert real == Refusal("not_found", {"letter": hidden})
    for command in (ReportObligation(OWED, Report.DONE), ContestObligation(OWED, "no")):
        assert table.does(head(ROK), command) == Refusal("not_found", {"obligation": OWED})
    table.ok(head(ROK), letter(pledge(by=ROK)))  # an id of the USA's is free


def test_signatories_and_the_facilitator_read_it_until_one_makes_it_public() -> None:
    table = signed()
    assert about_letters(table, DelegationView(DPRK)) == {"letter/l1~usa", f"obligation/{OWED}"}
    assert about_letters(table, FacilitatorView()) == {"letter/l1~usa", f"obligation/{OWED}"}
    for outsider in (DelegationView(ROK), PublicView(), PublicView(plenary=True)):
        assert about_letters(table, outsider) == set()
    table.ok(head(DPRK), DiscloseSideLetter(L1))
    assert table.refused(head(USA), DiscloseSideLetter(L1)) == "nothing_changes"
    for outsider in (DelegationView(ROK), PublicView()):
        assert about_letters(table, outsider) == {"letter/l1~usa", f"obligation/{OWED}"}
    contest = ContestObligation(OWED, "Not so!")
    assert table.refused(head(ROK), contest) == "not_yours_to_contest"


def test_the_card_of_letters_lays_them_open_to_delegations() -> None:
    table = signed()
    table.ok(FACILITATOR, Conclude(), Reveal("letters"))
    assert about_letters(table, DelegationView(ROK))
    assert not about_letters(table, PublicView())


def test_a_letters_obligation_moves_no_track_but_its_owners_score() -> None:
    table = signed()
    table.ok(head(USA), ReportObligation(OWED, Report.REFUSED, "Congress said no."))
    assert track_values(table.talks)[MISTRUST] == 5
    [cause] = table.talks.causes
    assert cause.to == (USA, DPRK)
    [score] = cause.modifiers
    assert (score.delegation, score.amount, score.is_private) == (USA, -80, True)
    scoreboards = [
        view_for(table.talks, a)["scoreboard"]["obligations"]
        for a in (PublicView(), DelegationView(USA))
    ]
    assert scoreboards == [{"kept": 0, "broken": 0, "due": 0, "open": 0}] * 2


def test_the_other_signatory_contests_what_was_reported() -> None:
    table = signed()
    table.ok(head(USA), ReportObligation(OWED, Report.DONE))
    table.ok(head(DPRK), ContestObligation(OWED, "Nothing came."))
    assert table.talks.obligations[OWED].status is ObligationStatus.CONTESTED
    table.ok(FACILITATOR, SettleObligation(OWED, Settlement.BROKEN))
    assert table.talks.obligations[OWED].is_broken


def test_signed_late_it_is_due_in_this_round_at_the_earliest() -> None:
    table = drafted()
    next_round(table)
    next_round(table)
    assert signed(table).talks.obligations[OWED].due_round == 2


def test_an_obligation_can_promise_support_for_an_option() -> None:
    table = negotiating(obliging())
    table.ok(head(USA), letter(supporting()))
    owed = signed(table).talks.obligations[OWED]
    assert owed.support == Support(ENERGY, IssueId("oil"), OptionId("low"))
    seen = view_for(table.talks, DelegationView(DPRK))[f"obligation/{OWED}"]
    assert seen["support"] == {"forum": "energy", "issue": "oil", "option": "low"}


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (letter(to=()), "bad_signatories"),
        (letter(to=(USA,)), "bad_signatories"),
        (letter(to=(DPRK, DPRK)), "bad_signatories"),
        (letter(to=(DelegationId("mars"),)), "bad_signatories"),
        (letter(text="  "), "text_needed"),
        (letter(text="x" * 4001), "text_too_long"),
        (letter(pledge(by=ROK)), "bad_promise"),
        (letter(pledge(what="")), "bad_promise"),
        (letter(pledge(due=0)), "bad_round"),
        (letter(pledge(due=5)), "bad_round"),
        (letter(*[pledge()] * (MAX_PROMISES + 1)), "too_many_promises"),
        (letter(replace(pledge(), forum=ENERGY)), "promise_unclear"),
        (letter(supporting(where=ForumId("none"))), "not_found"),
        (letter(supporting(issue="gas")), "unknown_issue"),
        (letter(supporting(option="all")), "unknown_option"),
    ],
)
def test_drafts_are_refused(command: DraftSideLetter, code: str) -> None:
    assert negotiating(obliging()).refused(head(USA), command) == code


def test_a_forum_behind_closed_doors_is_not_found_by_whoever_is_outside() -> None:
    closed = forum(PEACE, open=False, parties=(ROK, DPRK))
    table = negotiating(scenario(forum(ENERGY), closed))
    promise = supporting(by=DPRK, where=PEACE)
    assert table.refused(head(USA), letter(promise)) == "not_found"
    guess = replace(promise, issue=IssueId("gas"))
    assert table.refused(head(USA), letter(guess)) == "not_found"
    table.ok(head(ROK), letter(promise))
    of_another = supporting(where=PEACE)
    assert table.refused(head(ROK), letter(of_another, to=(USA,))) == "not_a_party"


def test_a_delegations_letters_are_limited_whatever_the_others_do() -> None:
    table = negotiating(obliging())
    for n in range(MAX_LETTERS):
        table.ok(head(USA), letter(name=f"n{n}"))
    assert table.refused(head(USA), letter()) == "too_many_letters"
    table.ok(head(USA), letter(name="n0", text="Changed."))
    table.ok(head(DPRK), letter(to=(USA,)))


def test_only_a_letter_in_force_is_made_public_and_nothing_goes_on_while_paused() -> None:
    table = drafted()
    assert table.refused(head(USA), DiscloseSideLetter(L1)) == "letter_not_in_force"
    table.ok(head(USA), SignSideLetter(L1))
    assert table.refused(head(USA), SignSideLetter(L1)) == "signed_already"
    table.ok(FACILITATOR, Pause())
    assert table.refused(head(DPRK), SignSideLetter(L1)) == "paused"
    assert table.refused(head(USA), letter(name="l2")) == "paused"
    table.ok(FACILITATOR, Resume(), Conclude())
    assert table.refused(head(DPRK), DeclineSideLetter(L1)) == "not_running"


def test_a_live_score_does_not_tell_outsiders_of_a_broken_letter() -> None:
    table = negotiating(obliging(), scores="live")
    table.ok(head(USA), letter())
    signed(table)
    before = {a: view_for(table.talks, a) for a in (DelegationView(ROK), PublicView())}
    table.ok(head(USA), ReportObligation(OWED, Report.REFUSED))
    for audience, view in before.items():
        assert view_for(table.talks, audience) == view
    mine = view_for(table.talks, DelegationView(USA))["scoreboard"]["mine"]
    everything = view_for(table.talks, FacilitatorView())["scoreboard"]["others"]
    assert everything[USA] == mine["total"]
    assert before[PublicView()]["scoreboard"]["others"][USA] == mine["total"] + 80
    table.ok(FACILITATOR, Conclude(), Reveal("scores"))
    assert view_for(table.talks, PublicView())["scoreboard"]["others"][USA] == mine["total"]
