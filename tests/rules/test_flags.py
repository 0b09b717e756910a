"""Marks for the debrief, and questions that were answered."""

from server.rules.commands.life import RollBack
from server.rules.commands.talk import AskHelp, CloseHelp, Flag, FlagKind, Message, Say, Unflag
from server.rules.ids import FlaggedId, MessageId
from server.rules.moves.flags import MAX_FLAGS
from server.rules.seats import DelegateView, DelegationView, FacilitatorView, PublicView
from server.rules.views.gate import view_for
from tests.rules.negotiation import FACILITATOR, ROK, USA, Table, head, negotiating, tabled

MESSAGE, PROPOSAL = FlagKind.MESSAGE, FlagKind.PROPOSAL


def marks(table: Table) -> dict[str, str]:
    view = view_for(table.talks, FacilitatorView())
    return {k: e["note"] for k, e in view.items() if k.startswith("flag/")}


def said(table: Table) -> FlaggedId:
    table.ok(head(ROK), Say(MessageId("m1"), "plenary", "We never promised that."))  # type: ignore[arg-type]  # a known channel
    return FlaggedId("m1")


def test_a_mark_has_a_note_that_can_change_and_nobody_else_sees_it() -> None:
    table = negotiating()
    message, proposal = said(table), FlaggedId(tabled(table))
    table.ok(FACILITATOR, Flag(MESSAGE, message, "compare P1"), Flag(PROPOSAL, proposal))
    table.ok(FACILITATOR, Flag(MESSAGE, message, "compare P2"))
    assert marks(table) == {"flag/message/m1": "compare P2", "flag/proposal/p1": ""}
    assert view_for(table.talks, FacilitatorView())["flag/message/m1"]["by"] == "teacher"
    for who in (DelegateView(head(ROK).person), DelegationView(USA), PublicView(plenary=True)):
        assert not any(k.startswith("flag/") for k in view_for(table.talks, who))
    table.ok(FACILITATOR, Unflag(PROPOSAL, proposal))
    assert list(marks(table)) == ["flag/message/m1"]


def test_what_is_not_there_cannot_be_marked() -> None:
    table = negotiating()
    assert table.refused(FACILITATOR, Flag(PROPOSAL, FlaggedId("nothing"))) == "not_found"
    assert table.refused(FACILITATOR, Flag(MESSAGE, FlaggedId("nothing"))) == "not_found"


def test_marks_survive_a_roll_back() -> None:
    table = negotiating()
    here = max(table.talks.checkpoints)
    table.ok(FACILITATOR, Flag(PROPOSAL, FlaggedId(tabled(table)), "the turning point"))
    table.ok(FACILITATOR, RollBack(here, ""))
    assert marks(table) == {"flag/proposal/p1": "the turning point"}


def test_what_cannot_be_marked() -> None:
    table = negotiating()
    message = said(table)
    assert table.refused(FACILITATOR, Flag(PROPOSAL, message)) == "not_found"
    assert table.refused(FACILITATOR, Unflag(MESSAGE, message)) == "nothing_changes"
    table.ok(FACILITATOR, Flag(MESSAGE, message))
    assert table.refused(FACILITATOR, Flag(MESSAGE, message)) == "nothing_changes"
    long = Flag(MESSAGE, message, "x" * 4001)
    assert table.refused(FACILITATOR, long) == "text_too_long"
    assert table.refused(head(ROK), Flag(MESSAGE, message)) == "not_allowed"


def test_there_is_an_end_to_marks() -> None:
    table = negotiating()
    for n in range(MAX_FLAGS + 1):
        table.ok(head(ROK), Say(MessageId(f"m{n}"), "plenary", "no"))  # type: ignore[arg-type]  # a known channel
    for n in range(MAX_FLAGS):
        table.ok(FACILITATOR, Flag(MESSAGE, FlaggedId(f"m{n}")))
    more = Flag(MESSAGE, FlaggedId(f"m{MAX_FLAGS}"))
    assert table.refused(FACILITATOR, more) == "too_many_flags"


def answered(table: Table) -> list[bool]:
    view = view_for(table.talks, FacilitatorView())
    return [e["answered"] for k, e in view.items() if k.startswith("help/")]


def test_a_word_back_answers_and_so_does_going_there() -> None:
    table = negotiating()
    table.ok(head(ROK), AskHelp("what is a red line?"), AskHelp("and a walk-away?"))
    table.ok(head(USA), AskHelp("may I leave?"))
    assert answered(table) == [False, False, False]
    table.ok(FACILITATOR, CloseHelp(1))
    assert answered(table) == [True, False, False]
    assert table.refused(FACILITATOR, CloseHelp(1)) == "nothing_changes"
    assert table.refused(FACILITATOR, CloseHelp(4)) == "not_found"
    table.ok(FACILITATOR, Message(str(USA), "you may"))
    assert answered(table) == [True, False, True]
    table.ok(FACILITATOR, Message(head(ROK).person, "the value of no deal"))
    assert answered(table) == [True, True, True]
    mine = view_for(table.talks, DelegateView(head(ROK).person))["me"]["help"]
    assert [h["answered"] for h in mine] == [True, True]
