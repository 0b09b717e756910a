"""Who is told that somebody looks on."""

from server.rules.seats import DelegateView, DelegationView, FacilitatorView, PublicView
from server.rules.views.frame import Frame
from server.rules.views.notices import Onlooker, observers_notice
from tests.rules.negotiation import ROK, USA, head, negotiating

LOOKING = (Onlooker("Coach", ROK), Onlooker("Dean"), Onlooker("Dean"))


def test_a_coach_is_told_to_the_delegation_looked_through_and_a_dean_to_all() -> None:
    frame = Frame(negotiating().talks)
    rok = observers_notice(frame.viewer(DelegateView(head(ROK).person)), LOOKING)
    usa = observers_notice(frame.viewer(DelegateView(head(USA).person)), LOOKING)
    assert rok == {"kind": "observers", "names": ["Coach", "Dean"]}
    assert usa == {"kind": "observers", "names": ["Dean"]}


def test_screens_and_those_who_only_look_are_told_nothing() -> None:
    frame = Frame(negotiating().talks)
    for audience in (FacilitatorView(), DelegationView(ROK), PublicView()):
        assert observers_notice(frame.viewer(audience), LOOKING) is None
