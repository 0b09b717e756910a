"""Names out of a log: people become codes, what they wrote is left out, or loses the names in it.

A masked log is a log: it replays, and whatever is made of it says nothing that it does not say. So
every file of an anonymised export is made of masked logs, and no file has a mask of its own.

Codes are keyed with the server's secret: the same person has the same code in every export of the
class, and nobody without the secret can tell a name from a code by trying names.
"""

import hmac
import re
from base64 import b32encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from hashlib import sha256
from typing import Any, get_args, get_origin, get_type_hints

from server.rules import events as e
from server.rules.ids import (
    PLENARY,
    AgentId,
    ChannelId,
    CommandId,
    FlaggedId,
    InjectId,
    LetterId,
    MessageId,
    ObligationId,
    PersonId,
    ProposalId,
)
from server.rules.seats import Actor, Agent, Delegate, Facilitator
from server.rules.written.scenario import Scenario

WORDS = frozenset(
    {
        "TalksOpened.preset", "TalksOpened.difficulty", "TalksOpened.policies",
        "Replanned.preset", "Replanned.difficulty", "PolicySet.policies", "Revealed.stage",
        "RevealPlanned.stage",
        "Concluded.why", "ProposalLapsed.why", "PhaseBegan.phase", "PhaseBegan.why",
        "ClockExtended.why", "BotSeated.temperament", "InjectFired.why", "QuizAnswered.question",
        "QuizAnswered.answer",
    }
)  # fmt: skip
"""Fields of plain text that hold a word of the program or the scenario. Any other plain text is
somebody's, unless it is named below: what is forgotten here is left out, not given away."""

_CHOSEN = {
    ProposalId: "p",
    MessageId: "m",
    ChannelId: "c",
    LetterId: "l",
    FlaggedId: "m",
    AgentId: "a",
}
"""Ids that senders make up, and so may put a name into; each becomes a letter and a number."""

_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays in: names as they are, and what people wrote."""

    names: bool = True
    texts: bool = True

    @property
    def everything(self) -> bool:
        """True when nothing is masked."""
        return self.names and self.texts


class Codes:
    """Codes of people: `P-` or, for facilitators, `F-`, and eight letters."""

    def __init__(self, key: bytes, classroom: str) -> None:
        self._key, self._classroom = key, classroom

    def person(self, person: str) -> str:
        """The code of a person's id."""
        return f"P-{self._letters('person', person)}"

    def facilitator(self, name: str) -> str:
        """The code of a facilitator's or an assistant's name."""
        return f"F-{self._letters('facilitator', name)}"

    def thing(self, kind: str, of: str) -> str:
        """The code of something that a sender named."""
        return self._letters(kind, of)

    def _letters(self, kind: str, of: str) -> str:
        said = f"{self._classroom}\0{kind}\0{of}".encode()
        return b32encode(hmac.digest(self._key, said, sha256)).decode()[:8]


class Mask:
    """Masks the logs of one class. `people` are names by id, those of the roster and the logs.

    Ids that senders made up are counted, unless `counts` is False: for whoever sees a part of the
    log only, numbers would tell how much else there is.
    """

    def __init__(
        self,
        kept: Kept,
        codes: Codes,
        people: Mapping[str, str],
        facilitators: Iterable[str],
        scenarios: Iterable[Scenario],
        *,
        counts: bool = True,
    ) -> None:
        self.kept, self.codes, self._counts = kept, codes, counts
        self._people = dict(people)
        self._own = {text for s in scenarios for text in _own_words(s)}
        known = [(name, codes.person(p)) for p, name in people.items()]
        known += [(name, codes.facilitator(name)) for name in facilitators]
        self._names = _name_finder(known, self._own)
        self._ids: dict[tuple[str, str], str] = {}

    def person(self, person: str) -> str:
        """A person's id: as it is, or the code."""
        return person if self.kept.names else self.codes.person(person)

    def name(self, person: str, name: str) -> str:
        """A person's name: as it is, or the code."""
        return name if self.kept.names else self.codes.person(person)

    def text(self, text: str) -> str:
        """What somebody wrote: as it is, without the names in it, or nothing."""
        if not self.kept.texts:
            return ""
        return text if self.kept.names else _ADDRESS.sub("[...]", self._names(text))

    def log(self, recorded: Sequence[e.Recorded]) -> list[e.Recorded]:
        """The log of one table. With nothing to mask it is the very same."""
        if self.kept.everything:
            return list(recorded)
        self._ids.clear()
        for one in recorded:
            self._note_inject(one)
        return [self._recorded(one) for one in recorded]

    def _recorded(self, one: e.Recorded) -> e.Recorded:
        event = self._thing(one.event, one.by)
        match one.event:
            case e.talk.MessageSent(name=name) | e.teams.PressStated(name=name):
                event = replace(event, name=self._speaker(one.by, name))
            case e.seats.SeatAssigned(person, name) | e.seats.ObserverSeated(person, name):
                event = replace(event, name=self.name(person, name))
            case e.agents.AgentSeated() if not self.kept.names:
                event = replace(event, name="Agent", operator="")
            case e.talk.Flagged(by=by):
                event = replace(event, by=by if self.kept.names else self.codes.facilitator(by))
            case e.talk.NoteSent(to=to):
                event = replace(event, to=self.person(to) if to in self._people else to)
            case e.world.InjectFired(written=False) as fired:
                whole = {n: getattr(fired, n) for n in ("date", "title", "story", "modifiers")}
                event = replace(event, **whole)
            case _:
                pass
        command = one.command_id
        if not self.kept.names:
            command = CommandId(self._numbered("command", command, "k"))
        return e.Recorded(one.seq, one.at, self._actor(one.by), command, event)

    def _actor(self, by: Actor) -> Actor:
        match by:
            case Delegate(person):
                return Delegate(PersonId(self.person(person)))
            case Agent(delegation, agent) if not self.kept.names:
                return Agent(delegation, AgentId(self._numbered("a", agent, "a")))
            case Facilitator(name) if not self.kept.names:
                return Facilitator(self.codes.facilitator(name))
            case _:
                return by

    def _speaker(self, by: Actor, name: str) -> str:
        """Who a message says it is of: a delegation for a bot."""
        match by:
            case Delegate(person):
                return self.name(person, name)
            case Facilitator() if name and not self.kept.names:
                return self.codes.facilitator(name)
            case _:
                return name if self.kept.names or name in self._own else ""

    def _note_inject(self, one: e.Recorded) -> None:
        if isinstance(one.event, e.world.InjectFired) and one.event.written:
            self._numbered("inject", one.event.inject, "i")

    def _thing(self, thing: Any, by: Actor) -> Any:
        """A dataclass with every field masked as its type asks."""
        changed = {
            name: masked
            for name, shape in _shapes(type(thing)).items()  # type: ignore[arg-type]  # a class is hashable
            if (
                masked := self._value(
                    shape, getattr(thing, name), by, f"{type(thing).__name__}.{name}"
                )
            )
            is not getattr(thing, name)
        }
        return replace(thing, **changed) if changed else thing

    def _value(self, shape: Any, value: Any, by: Actor, field: str) -> Any:
        if value is None or isinstance(value, bool | int) or field in WORDS:
            return value
        if is_dataclass(value):
            return self._thing(value, by)
        if isinstance(value, tuple) and get_origin(shape) is tuple:
            return tuple(self._value(get_args(shape)[0], one, by, field) for one in value)
        if isinstance(value, str):
            return self._string(_of_union(shape), value, field)
        return value

    def _string(self, shape: Any, value: str, field: str) -> str:
        if shape is str:
            return value if field == "Round.title" and value in self._own else self.text(value)
        if shape is PersonId:
            return self.person(value)
        if self.kept.names:
            return value
        if shape is InjectId:
            return self._ids.get(("inject", value), value)
        if shape is ObligationId:
            letter, dot, number = value.rpartition(".")
            known = self._ids.get(("l", letter))
            return f"{known}{dot}{number}" if known else value
        prefix = _CHOSEN.get(shape)
        if prefix is None or value == PLENARY or value.startswith("delegation:"):
            return value
        if shape is FlaggedId:
            prefix = "p" if ("p", value) in self._ids else "m"
        return self._numbered(prefix, value, prefix)

    def _numbered(self, kind: str, value: str, prefix: str) -> str:
        made = len(self._ids) + 1 if self._counts else f"-{self.codes.thing(kind, value)}"
        return self._ids.setdefault((kind, value), f"{prefix}{made}")


def _of_union(shape: Any) -> Any:
    """The type of a field that may be None."""
    options = [one for one in get_args(shape) if one is not type(None)]
    return options[0] if get_origin(shape) is not None and options else shape


@cache
def _shapes(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _own_words(scenario: Scenario) -> Iterable[str]:
    """Texts of the scenario that a log may repeat: they are nobody's."""
    for preset in scenario.presets:
        for one in preset.rounds:
            yield from (one.id, one.title)
    for delegation in scenario.delegations:
        yield from (delegation.id, delegation.name, delegation.short, delegation.code)
        yield from delegation.also
    for forum in scenario.forums.values():
        yield forum.title


def _name_finder(known: Iterable[tuple[str, str]], own: Iterable[str]) -> Callable[[str], str]:
    """A function that puts codes in the place of names: whole names in any case, and their parts
    as they are written, but for words that the scenario uses for its delegations."""
    words = {word for text in own for word in text.split()}
    whole: dict[str, str] = {}
    parts: dict[str, str] = {}
    for name, code in known:
        if name.strip():
            whole.setdefault(name.casefold(), code)
        for part in name.split():
            if len(part) > 1 and part not in words:
                parts.setdefault(part, code)
    if not whole:
        return lambda text: text

    def either(names: Iterable[str]) -> str:
        return "|".join(map(_bounded, sorted(names, key=len, reverse=True)))

    found = re.compile(f"(?i:{either(whole)})" + (f"|{either(parts)}" if parts else ""))

    def code_of(match: re.Match[str]) -> str:
        return whole.get(match[0].casefold()) or parts.get(match[0]) or "[...]"

    return lambda text: found.sub(code_of, text)


def seated_in(recorded: Iterable[e.Recorded]) -> Iterator[tuple[PersonId, str]]:
    """Whoever had a seat, delegate or observer, and under which name; the last one counts."""
    for one in recorded:
        match one.event:
            case e.seats.SeatAssigned(person, name) | e.seats.ObserverSeated(person, name):
                yield person, name
            case _:
                pass


def _bounded(name: str) -> str:
    """The name as a word; in scripts without spaces anything may come before and after it."""
    before = "" if _CJK.match(name[0]) else r"(?<!\w)"
    after = "" if _CJK.match(name[-1]) else r"(?!\w)"
    return before + re.escape(name) + after
