"""What an automated delegation does about what was promised: it keeps or breaks obligations by
temperament, and signs side letters that give it as much as they ask.

Made of its own view only, like everything a bot does.
"""

from collections.abc import Collection, Iterator, Mapping
from hashlib import blake2b

from server.bots import phrases
from server.bots.temperaments import Temperament
from server.bots.window import Sight
from server.rules.commands import Command
from server.rules.commands.ledger import DeclineSideLetter, Report, ReportObligation, SignSideLetter
from server.rules.ids import DelegationId, LetterId, ObligationId
from server.rules.views.etags import Entity

PLAIN = 300
"""Hundredths of a forum's score that a promise counts for when it names no option to support."""


def duties(
    sight: Sight, temperament: Temperament, seed: int, translate: phrases.Translate = str
) -> list[Command]:
    """Reports on its obligations that fall due, and its word on letters laid before it.

    The same situation under the same seed gives the same answer.
    """
    reports = [_report(o, temperament, seed, translate) for o in _owed(sight)]
    return [*reports, *(_word(sight, letter, temperament, translate) for letter in _laid(sight))]


def has_duties(sight: Sight) -> bool:
    """True when `duties` would say something."""
    return any(True for _ in _owed(sight)) or any(True for _ in _laid(sight))


def _owed(sight: Sight) -> Iterator[Entity]:
    return (o for o in sight.all("obligation") if _falls_due(o, sight.delegation))


def _laid(sight: Sight) -> Iterator[Entity]:
    return (letter for letter in sight.all("letter") if _waits_for(letter, sight.delegation))


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
    sight: Sight, letter: Entity, temperament: Temperament, translate: phrases.Translate
) -> Command:
    asked = given = 0
    for promise in letter["obligations"]:
        mine = promise["by"] == sight.delegation
        worth = _worth(sight, promise, mine=mine)
        if worth is None:
            reason = phrases.not_ours_to_promise(translate)
            return DeclineSideLetter(LetterId(letter["id"]), reason)
        asked, given = asked + (worth if mine else 0), given + (0 if mine else worth)
    if asked > given * temperament.gives:
        return DeclineSideLetter(LetterId(letter["id"]), phrases.one_sided(translate))
    return SignSideLetter(LetterId(letter["id"]))


def _worth(sight: Sight, promise: Entity, *, mine: bool) -> int | None:
    """What an own promise costs, or another's brings, in hundredths of the forum's score; None for
    an own promise of what must not be signed."""
    if promise["option"] is None or promise["forum"] is None:
        return PLAIN
    mandate = sight.entity("mandate", promise["forum"])
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


def owed_unsequenced(sight: Sight, proposal: Entity) -> Iterator[str]:
    """What the proposal's package would have the delegation do before anybody else does anything
    for it: promises of its own with no step of others first, where others promise something too."""
    terms = sight.entity("terms", proposal["forum"])
    if terms is None:
        return
    package = proposal["package"]
    brought = [
        term
        for term in terms["obligations"]
        if all(package.get(issue) in some for issue, some in term["when"].items())
    ]
    theirs = any(term["by"] != sight.delegation for term in brought)
    for term in brought:
        if theirs and term["by"] == sight.delegation and not term["after"]:
            yield term["what"]
