"""Talk, and who hears it."""

import pytest

from server.rules.commands.schedule import Pause
from server.rules.commands.talk import (
    Announce,
    AskHelp,
    Message,
    OpenChannel,
    Reflect,
    Say,
    StepOut,
)
from server.rules.ids import PLENARY, ChannelId, DelegationId, MessageId
from server.rules.seats import DelegateView, DelegationView, FacilitatorView, PublicView
from server.rules.views.gate import view_for
from tests.rules.negotiation import DPRK, FACILITATOR, ROK, USA, head, lobby, negotiating

CAUCUS = ChannelId("caucus:a")


def delegate_view(delegation: DelegationId) -> DelegateView:
    return DelegateView(head(delegation).person)


def say(text: str = "hello", channel: ChannelId = PLENARY, name: str = "m1") -> Say:
    return Say(MessageId(name), channel, text)


def test_a_caucus_is_heard_by_its_members_and_the_facilitator_only() -> None:
    table = negotiating()
    table.ok(head(ROK), OpenChannel(CAUCUS, (USA,)), say(channel=CAUCUS))
    hears = {
        str(d): "message/m1~rok" in view_for(table.talks, DelegationView(d))
        for d in (ROK, USA, DPRK)
    }
    assert hears == {"rok": True, "usa": True, "dprk": False}
    assert "channel/caucus:a~rok" not in view_for(table.talks, DelegationView(DPRK))
    assert "message/m1~rok" in view_for(table.talks, FacilitatorView())
    assert "message/m1~rok" not in view_for(table.talks, PublicView(plenary=True))


def test_an_unknown_and_a_hidden_channel_get_the_same_answer() -> None:
    table = negotiating()
    hidden = say(channel=CAUCUS)
    before = table.does(head(DPRK), hidden)
    table.ok(head(ROK), OpenChannel(CAUCUS, (USA,)))
    assert table.does(head(DPRK), hidden) == before


def test_the_plenary_is_heard_by_observers_and_not_shown_on_the_projector() -> None:
    table = negotiating()
    table.ok(head(ROK), say())
    assert "message/m1" in view_for(table.talks, PublicView(plenary=True))
    assert "message/m1" not in view_for(table.talks, PublicView())


def test_the_team_channel_is_the_delegations_own() -> None:
    table = negotiating()
    team = ChannelId("delegation:rok")
    table.ok(head(ROK), say(channel=team))
    assert table.refused(head(USA), say(channel=team, name="m2")) == "not_found"


@pytest.mark.parametrize(
    "members", [(), (ROK,), (USA, USA), (DelegationId("mars"),), (USA, DelegationId("mars"))]
)
def test_a_caucus_needs_two_to_five_known_delegations(members: tuple[DelegationId, ...]) -> None:
    assert negotiating().refused(head(ROK), OpenChannel(CAUCUS, members)) == "bad_members"


def test_the_same_circle_is_not_opened_twice() -> None:
    table = negotiating()
    table.ok(head(ROK), OpenChannel(CAUCUS, (USA,)))
    again = OpenChannel(ChannelId("caucus:b"), (ROK,))
    assert table.refused(head(USA), again) == "channel_exists"
    taken = OpenChannel(CAUCUS, (DPRK,))
    assert table.refused(head(ROK), taken) == "id_taken"


def test_an_id_that_others_use_in_private_is_free() -> None:
    table = negotiating()
    table.ok(head(ROK), OpenChannel(CAUCUS, (USA,)), say(channel=CAUCUS))
    table.ok(head(DPRK), say(), OpenChannel(CAUCUS, (USA,)), say(channel=CAUCUS))
    heard = [k for k in view_for(table.talks, DelegationView(USA)) if k.startswith("message/")]
    assert sorted(heard) == ["message/m1", "message/m1~dprk", "message/m1~rok"]
    again = say(channel=CAUCUS)
    assert table.refused(head(DPRK), again) == "id_taken", "one's own is known to oneself"


def test_no_delegate_can_take_the_place_of_an_announcement() -> None:
    table = negotiating()
    table.ok(head(ROK), say(name="announcement-1"))
    table.ok(FACILITATOR, Announce("Five minutes."))
    assert len(table.talks.messages) == 2


def test_texts_have_limits() -> None:
    table = negotiating()
    assert table.refused(head(ROK), say("  ")) == "text_needed"
    assert table.refused(head(ROK), say("\u200b")) == "text_needed"
    assert table.refused(head(ROK), say("x" * 4001)) == "text_too_long"
    table.ok(head(ROK), say("x" * 4000))
    assert table.refused(head(USA), say()) == "id_taken"


def test_announcements_reach_everybody_and_notes_whom_they_are_for() -> None:
    table = negotiating()
    table.ok(FACILITATOR, Announce("Five minutes."), Message("rok", "Mind the clock."))
    table.ok(FACILITATOR, Message(head(USA).person, "Well done."))
    assert "message/announcement~1" in view_for(table.talks, PublicView())
    notes = {d: view_for(table.talks, delegate_view(d))["me"]["notes"] for d in (ROK, USA, DPRK)}
    assert [n["text"] for n in notes[ROK]] == ["Mind the clock."]
    assert [n["text"] for n in notes[USA]] == ["Well done."]
    assert notes[DPRK] == []
    assert table.refused(FACILITATOR, Message("nobody", "?")) == "unknown_person"


def test_help_and_stepping_out_are_between_the_delegate_and_the_facilitator() -> None:
    table = negotiating()
    table.ok(FACILITATOR, Pause())
    table.ok(head(ROK), AskHelp("May we amend?"), StepOut(on=True))
    assert view_for(table.talks, FacilitatorView())["help/1"]["text"] == "May we amend?"
    mine = view_for(table.talks, delegate_view(ROK))["me"]
    assert mine["stepped_out"]
    assert mine["help"][0]["text"] == "May we amend?"
    assert view_for(table.talks, delegate_view(USA))["me"]["help"] == []
    assert table.refused(head(ROK), StepOut(on=True)) == "nothing_changes"


def test_a_reflection_replaces_the_earlier_one_to_the_same_prompt() -> None:
    table = lobby()
    table.ok(head(ROK), Reflect("why?", "because"), Reflect("why?", "I was tired"))
    assert view_for(table.talks, delegate_view(ROK))["me"]["reflections"] == [
        {"prompt": "why?", "text": "I was tired"}
    ]
