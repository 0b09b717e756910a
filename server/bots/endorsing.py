"""What an automated delegation says in a closing plenary of the agreements of the other forums."""

from collections.abc import Iterator

from server.bots.window import Sight
from server.rules.commands.plenary import Endorse, EndorsementKind
from server.rules.ids import ForumId
from server.rules.views.etags import Entity


def endorsements(sight: Sight) -> list[Endorse]:
    """Its word on each agreement it has not spoken of yet; nothing while no plenary sits.

    It endorses what is worth at least its walk-away to it, and what it has no mandate for.
    """
    talks = sight.entity("talks") or {}
    if talks["phase"] != "negotiation":
        return []
    now = (sight.entity("forum", forum) for forum in talks["forums_now"])
    if not any(forum and forum.get("endorses") for forum in now):
        return []
    plenaries = [forum for forum in sight.all("forum") if forum.get("endorses")]
    plenary = max(plenaries, key=lambda forum: int(forum["order"]))
    if plenary["id"] not in talks["forums_now"] or sight.delegation not in plenary["parties"]:
        return []
    found = ((forum, _word(sight, forum)) for forum in _before(sight, plenary))
    return [Endorse(forum, word) for forum, word in found if word is not None]


def _before(sight: Sight, plenary: Entity) -> Iterator[ForumId]:
    """The forums whose agreements the plenary can speak of: those whose inside all of it sees."""
    for forum in sight.all("forum"):
        inside = {*forum["parties"], *forum["observers"]}
        seen = forum["open"] or inside.issuperset(plenary["parties"])
        if forum["id"] != plenary["id"] and forum["state"] == "agreed" and seen:
            yield forum["id"]


def _word(sight: Sight, forum: ForumId) -> EndorsementKind | None:
    """What it says; None when it has said something, or sees nothing."""
    agreement = sight.entity("agreement", forum)
    if agreement is None or sight.delegation in agreement["endorsements"]:
        return None
    mandate = sight.entity("mandate", forum)
    if mandate is None:
        return EndorsementKind.ENDORSE
    worth = sum(mandate["issues"][i]["worth"][o] for i, o in agreement["package"].items())
    enough = worth >= mandate["reservation"]
    return EndorsementKind.ENDORSE if enough else EndorsementKind.SET_ASIDE
