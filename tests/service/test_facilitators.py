"""The password, the one-time set-up, API tokens."""

from argon2 import PasswordHasher

from server.rules.refusals import Refusal
from server.service.facilitators import NAME, Facilitators, token_id
from server.service.identities import FacilitatorIdentity
from server.service.memory import MemoryEventLog
from server.service.memory_people import MemoryPeople
from server.service.tokens import Tokens
from tests.service.world import HandClock

ME = FacilitatorIdentity(NAME)
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def world() -> tuple[MemoryPeople, Facilitators]:
    people = MemoryPeople(MemoryEventLog())
    return people, Facilitators(people, HandClock(), CHEAP)


def test_the_set_up_link_works_once() -> None:
    _, facilitators = world()
    token = facilitators.setup_token()
    assert token is not None
    assert facilitators.set_up("another", "long enough") == Refusal("bad_token")
    assert facilitators.may_set_up(token)
    assert facilitators.set_up(token, "long enough") == ME
    assert not facilitators.may_set_up(token)
    assert facilitators.set_up(token, "somebody else's") == Refusal("bad_token")
    assert facilitators.setup_token() is None
    assert facilitators.sign_in("long enough") == ME


def test_only_the_latest_set_up_link_works() -> None:
    _, facilitators = world()
    first, second = facilitators.setup_token(), facilitators.setup_token()
    assert first is not None
    assert second is not None
    assert not facilitators.may_set_up(first)
    assert facilitators.may_set_up(second)


def test_a_short_password_is_refused_and_the_link_stays_good() -> None:
    _, facilitators = world()
    token = facilitators.setup_token() or ""
    refusal = facilitators.set_up(token, "short")
    assert isinstance(refusal, Refusal)
    assert refusal.code == "bad_command"
    assert facilitators.may_set_up(token)
    assert not facilitators.is_set_up


def test_a_wrong_password_signs_nobody_in() -> None:
    people, facilitators = world()
    assert facilitators.sign_in("long enough") is None
    facilitators.change_password("long enough")
    assert facilitators.sign_in("long enough!") is None
    assert facilitators.sign_in("") is None
    assert facilitators.sign_in("\ud800 half a character") is None
    assert "long enough" not in str(people.passwords())


def test_a_changed_password_replaces_the_old_one() -> None:
    _, facilitators = world()
    facilitators.change_password("first password")
    facilitators.change_password("second password")
    assert facilitators.sign_in("first password") is None
    assert facilitators.sign_in("second password") == ME


def test_weaker_hashes_are_renewed_when_somebody_signs_in() -> None:
    people, facilitators = world()
    facilitators.change_password("long enough")
    before = people.passwords()[NAME]
    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    assert Facilitators(people, HandClock(), stronger).sign_in("long enough") == ME
    assert people.passwords()[NAME] != before
    assert facilitators.sign_in("long enough") == ME


def test_api_tokens_are_made_named_and_revoked() -> None:
    people, facilitators = world()
    token = facilitators.create_token("grader")
    tokens = Tokens(people, HandClock())
    assert tokens.authenticate(token) == FacilitatorIdentity("grader")
    [kept] = facilitators.tokens()
    assert (kept.name, kept.used_at > 0) == ("grader", True)
    assert not facilitators.revoke_token("nobody's")
    assert facilitators.revoke_token(token_id(kept))
    assert tokens.authenticate(token) is None
