"""What an automated delegation does about what was promised: it keeps or breaks obligations by
temperament, and signs side letters that give it as much as they ask.

Made of its own view only, like everything a bot does.
"""

from collections.abc import Collection, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from server.bots import phrases
from server.bots.temperaments import Temperament
from server.rules.commands import (
    Command,
    DeclineSideLetter,
    Report,
    ReportObligation,
    SignSideLetter,
)
from server.rules.ids import DelegationId, ForumId, LetterId, ObligationId
from server.rules.seats import DelegationView
from server.rules.views.forums import mandate_entity
from server.rules.views.frame import Frame
from server.rules.views.ledger import (
    letter_entity,
    letter_keys,
    obligation_entity,
    obligation_keys,
)
from server.rules.views.viewer import Viewer

PLAIN = 300
"""Hundredths of a forum's score that a promise counts for when it names no option to support."""

Entity = Mapping[str, Any]


def duties(
    frame: Frame,
    delegation: DelegationId,
    temperament: Temperament,
    seed: int,
    translate: phrases.Translate = str,
) -> list[Command]:
    """Reports on its obligations that fall due, and its word on letters laid before it.

    The same situation under the same seed gives the same answer.
    """
    viewer = frame.viewer(DelegationView(delegation))
    found: list[Command] = []
    for key in obligation_keys(frame.talks, viewer):
        obligation = obligation_entity(frame, viewer, key)
        if obligation is not None and _falls_due(obligation, delegation):
            found.append(_report(obligation, temperament, seed, translate))
    for key in letter_keys(frame.talks, viewer):
        letter = letter_entity(frame, viewer, key)
        if letter is not None and _waits_for(letter, delegation):
            found.append(_word(frame, viewer, letter, temperament, translate))
    return found


def has_duties(frame: Frame, delegation: DelegationId) -> bool:
    """True when `duties` would say something."""
    viewer = frame.viewer(DelegationView(delegation))
    owed = (obligation_entity(frame, viewer, k) for k in obligation_keys(frame.talks, viewer))
    laid = (letter_entity(frame, viewer, k) for k in letter_keys(frame.talks, viewer))
    return any(o is not None and _falls_due(o, delegation) for o in owed) or any(
        one is not None and _waits_for(one, delegation) for one in laid
    )


def _falls_due(obligation: Entity, delegation: DelegationId) -> bool:
    mine = obligation["by"] == delegation and obligation["status"] in {"open", "delayed"}
    return mine and not obligation["waits"] and obligation["due_now"]


def _report(
    obligation: Entity, temperament: Temperament, seed: int, translate: phrases.Translate
) -> Command:
    """Done, most often. Who will not do it asks for a round more first, and then refuses."""
    draw = blake2b(f"{seed}\n{obligation['id']}".encode(), digest_size=4).digest()
    keeps = int.from_bytes(draw, "big") / 2**32 < temperament.honours
    status = Report.DONE if keeps else Report.REFUSED
    note = "" if keeps else phrases.refusing(translate)
    if not keeps and not obligation["delayed"]:
        status, note = Report.DELAYED, phrases.delaying(translate)
    return ReportObligation(ObligationId(obligation["id"]), status, note)


def _waits_for(letter: Entity, delegation: DelegationId) -> bool:
    return letter["state"] == "draft" and delegation in letter["missing"]


def _word(
    frame: Frame,
    viewer: Viewer,
    letter: Entity,
    temperament: Temperament,
    translate: phrases.Translate,
) -> Command:
    asked = given = 0
    for promise in letter["obligations"]:
        mine = promise["by"] == viewer.delegation
        worth = _worth(frame, viewer, promise, mine=mine)
        if worth is None:
            reason = phrases.not_ours_to_promise(translate)
            return DeclineSideLetter(LetterId(letter["id"]), reason)
        asked, given = asked + (worth if mine else 0), given + (0 if mine else worth)
    if asked > given * temperament.gives:
        return DeclineSideLetter(LetterId(letter["id"]), phrases.one_sided(translate))
    return SignSideLetter(LetterId(letter["id"]))


def _worth(frame: Frame, viewer: Viewer, promise: Entity, *, mine: bool) -> int | None:
    """What an own promise costs, or another's brings, in hundredths of the forum's score; None for
    an own promise of what must not be signed."""
    if promise["option"] is None or promise["forum"] is None:
        return PLAIN
    mandate = mandate_entity(frame, viewer, str(ForumId(promise["forum"])))
    if mandate is None or promise["issue"] not in mandate["issues"]:
        return PLAIN
    worth: Mapping[str, int] = mandate["issues"][promise["issue"]]["worth"]
    if mine and any(_is_of(line, promise) for line in mandate["red_lines"]):
        return None
    value = worth[promise["option"]]
    return max(worth.values()) - value if mine else value - _mean(worth.values())


def _is_of(line: Entity, promise: Entity) -> bool:
    return (line["issue"], line["option"]) == (promise["issue"], promise["option"])


def _mean(values: Collection[int]) -> int:
    return sum(values) // len(values)


def owed_unsequenced(frame: Frame, delegation: DelegationId, proposal: Entity) -> Iterator[str]:
    """What the proposal's package would have the delegation do before anybody else does anything
    for it: promises of its own with no step of others first, where others promise something too."""
    viewer = frame.viewer(DelegationView(delegation))
    build = frame.talks.forum(ForumId(proposal["forum"])).terms
    if not viewer.attends(frame.talks, ForumId(proposal["forum"])):
        return
    package = proposal["package"]
    brought = [t for t in build if all(package.get(i) in some for i, some in t.when.items())]
    theirs = any(t.by != delegation for t in brought)
    for term in brought:
        if theirs and term.by == delegation and not term.after:
            yield term.what
