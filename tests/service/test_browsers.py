"""Browsers that are signed in: seen, listed, signed out."""

import pytest

from server.service.browsers import STAYS_MS, Browsers, browser_id
from server.service.facilitators import NAME
from server.service.identities import FacilitatorIdentity
from server.service.memory import MemoryEventLog
from server.service.memory_people import MemoryPeople
from server.service.ports import Unavailable
from tests.service.world import HandClock

ME = FacilitatorIdentity(NAME)


class Office:
    """Browsers over memory."""

    def __init__(self) -> None:
        self.clock = HandClock()
        self.people = MemoryPeople(MemoryEventLog())
        self.browsers = Browsers(self.people, self.clock)


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_browser_is_the_accounts_until_it_is_signed_out(office: Office) -> None:
    token = office.browsers.sign_in(NAME, "Firefox, Linux")
    found = office.browsers.who(token)
    assert found == ME
    assert found is not None
    assert found.key
    assert token not in str(vars(office.people))
    office.browsers.sign_out(found.key)
    assert office.browsers.who(token) is None


@pytest.mark.parametrize("token", ["", "x", "x" * 300, "\ud800"])
def test_other_tokens_are_nobodys(office: Office, token: str) -> None:
    office.browsers.sign_in(NAME)
    assert office.browsers.who(token) is None


def test_a_browser_of_no_account_is_nobodys(office: Office) -> None:
    assert office.browsers.who(office.browsers.sign_in("Somebody")) is None


def test_browsers_are_listed_with_when_they_were_seen(office: Office) -> None:
    old = office.browsers.sign_in(NAME, "Safari, iPad")
    office.clock.later(3600)
    office.browsers.sign_in(NAME, "Firefox" * 100)
    office.clock.later(30)
    assert office.browsers.who(old) == ME
    [first, second] = office.browsers.of(NAME)
    assert (first.device, first.seen_at) == ("Safari, iPad", office.clock.now)
    assert second.device == ("Firefox" * 100)[:80]
    office.clock.later(30)
    office.browsers.who(old)
    assert office.browsers.of(NAME)[0].seen_at == first.seen_at, "at most once a minute"
    assert office.browsers.of("Somebody") == []


def test_one_all_others_or_all_are_signed_out(office: Office) -> None:
    tokens = [office.browsers.sign_in(NAME, f"browser {n}") for n in range(4)]
    here = office.browsers.who(tokens[0])
    assert here is not None
    one = next(b for b in office.browsers.of(NAME) if b.device == "browser 1")
    assert not office.browsers.sign_out_one("Somebody", browser_id(one))
    assert office.browsers.sign_out_one(NAME, browser_id(one))
    assert not office.browsers.sign_out_one(NAME, browser_id(one))
    assert [office.browsers.who(t) is None for t in tokens] == [False, True, False, False]
    assert office.browsers.sign_out_all(NAME, but=here.key) == 2
    assert [office.browsers.who(t) is None for t in tokens] == [False, True, True, True]
    assert office.browsers.sign_out_all(NAME) == 1
    assert office.browsers.who(tokens[0]) is None


def test_a_browser_that_was_long_away_is_signed_out_and_forgotten(office: Office) -> None:
    token = office.browsers.sign_in(NAME)
    office.clock.now += STAYS_MS + 1
    assert office.browsers.who(token) is None
    assert office.browsers.of(NAME) == []
    office.browsers.sign_in(NAME)
    assert len(office.people.browsers(NAME)) == 1


def test_a_full_disk_signs_nobody_out(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    token = office.browsers.sign_in(NAME)
    office.clock.later(120)

    def full(_hash: str, _at: int) -> None:
        raise Unavailable

    monkeypatch.setattr(office.people, "see_browser", full)
    assert office.browsers.who(token) == ME
