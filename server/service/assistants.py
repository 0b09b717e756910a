"""Teaching assistants: accounts that run some tables of one classroom and nothing else."""

import hmac
from collections.abc import Iterable, Sequence
from dataclasses import replace

from server.rules.ids import ClassroomId, TalksId
from server.rules.names import clean, key, problem
from server.rules.refusals import Refusal
from server.service.accounts import Assistant
from server.service.codes import new_token, token_hash
from server.service.facilitators import NAME
from server.service.passwords import MIN_PASSWORD, Passwords
from server.service.people import People
from server.service.ports import Clock, Conflict

MOST_ASSISTANTS = 60
"""Assistants that a classroom has at once."""

_MAX_TOKEN = 200


class Assistants:
    """The assistants of all classrooms. Holds no secret in the clear, and none in memory."""

    def __init__(self, people: People, clock: Clock, passwords: Passwords | None = None) -> None:
        self._people, self._clock = people, clock
        self._passwords = passwords or Passwords()

    def make(
        self, classroom: ClassroomId, name: str, tables: Iterable[TalksId], token: str = ""
    ) -> tuple[Assistant, str] | Refusal:
        """A new assistant, and the token by which they choose their password, told this once.

        A name stands for one assistant of the installation, whatever its case; at least one table.
        A `token` that a sending has made an assistant with already is that assistant's.
        """
        known = self.by_link(token)
        if known is not None and known.classroom == classroom:
            return known, token
        name = clean(name)
        wrong = problem(name)
        if wrong is not None:
            return wrong
        chosen = self._tables(classroom, tables)
        if isinstance(chosen, Refusal):
            return chosen
        if self._named(name) is not None or key(name) == NAME:
            return Refusal("name_taken")
        if len(self._people.assistants(classroom)) >= MOST_ASSISTANTS:
            return Refusal("bad_command", {"field": "name", "limit": MOST_ASSISTANTS})
        token = token or new_token()
        made = Assistant(
            name,
            classroom,
            chosen,
            setup_hash=token_hash(token),
            made_at=self._clock.now_ms(),
        )
        try:
            self._people.add_assistant(made)
        except Conflict:
            return Refusal("name_taken")
        return made, token

    def of(self, classroom: ClassroomId) -> Sequence[Assistant]:
        """The classroom's assistants by name."""
        return self._people.assistants(classroom)

    def get(self, classroom: ClassroomId, name: str) -> Assistant | None:
        """The classroom's assistant of the name."""
        found = self._people.assistant(name)
        return found if found is not None and found.classroom == classroom else None

    def give_tables(self, assistant: Assistant, tables: Iterable[TalksId]) -> Refusal | None:
        """Limit an assistant to these tables from now on."""
        chosen = self._tables(assistant.classroom, tables)
        if isinstance(chosen, Refusal):
            return chosen
        self._people.save_assistant(replace(assistant, tables=chosen))
        return None

    def renew_link(self, assistant: Assistant) -> str:
        """A new set-up link. The password, if there is one, stops working at once."""
        token = new_token()
        fresh = replace(assistant, password_hash="", setup_hash=token_hash(token))
        self._people.save_assistant(fresh)
        self._sign_out(assistant.name)
        return token

    def revoke(self, assistant: Assistant) -> None:
        """Take the account back; whoever is signed in to it is signed out."""
        self._people.remove_assistant(assistant.name)
        self._sign_out(assistant.name)

    def by_link(self, token: str) -> Assistant | None:
        """Whose set-up link this is; None when it was used or taken back."""
        if not 0 < len(token) <= _MAX_TOKEN:
            return None
        wanted = token_hash(token)
        found = (a for a in self._people.assistants() if a.setup_hash)
        return next((a for a in found if hmac.compare_digest(a.setup_hash, wanted)), None)

    def set_up(self, token: str, password: str) -> Assistant | Refusal:
        """Choose the password with the link, once."""
        found = self.by_link(token)
        return Refusal("bad_token") if found is None else self.change_password(found, password)

    def change_password(self, assistant: Assistant, password: str) -> Assistant | Refusal:
        """Choose a password: `MIN_PASSWORD` characters or more."""
        if len(password) < MIN_PASSWORD:
            return Refusal("bad_command", {"field": "password", "at_least": MIN_PASSWORD})
        kept = replace(assistant, password_hash=self._passwords.hash(password), setup_hash="")
        self._people.save_assistant(kept)
        return kept

    def sign_in(self, name: str, password: str) -> Assistant | None:
        """The assistant, if this is their password; the name in any case."""
        found = self._named(clean(name))
        kept = found.password_hash if found else None
        return found if self._passwords.fits(kept, password) else None

    def _named(self, name: str) -> Assistant | None:
        wanted = key(name)
        return next((a for a in self._people.assistants() if key(a.name) == wanted), None)

    def _tables(
        self, classroom: ClassroomId, tables: Iterable[TalksId]
    ) -> tuple[TalksId, ...] | Refusal:
        wanted = set(tables)
        known = [entry.id for entry in self._people.talks_in(classroom)]
        if not wanted or not wanted <= set(known):
            return Refusal("bad_command", {"field": "tables"})
        return tuple(t for t in known if t in wanted)

    def _sign_out(self, name: str) -> None:
        for browser in self._people.browsers(name):
            self._people.drop_browser(browser.hash)
