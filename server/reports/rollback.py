"""The preview of a roll back as the API gives it."""

from typing import Any

from server.rules.asking.undone import Undone, UndoneProposal
from server.rules.state.talks import Talks


def undone_json(talks: Talks, to_seq: int, found: Undone) -> dict[str, Any]:
    """What `undone` found, with titles and names where the desk shows them. `round` from 1."""
    then = talks.checkpoints[to_seq]
    return {
        "to_seq": to_seq,
        "phases": [{"round": number + 1, "phase": phase} for number, phase in found.phases],
        "proposals": [_proposal(talks, one) for one in found.proposals],
        "stances": found.stances,
        "agreements": list(found.agreements),
        "failures": list(found.failures),
        "obligations": [
            {"id": o, "by": talks.obligations[o].by, "what": talks.obligations[o].what}
            for o in found.obligations
        ],
        "letters": [
            {
                "id": x,
                "with": list(talks.letters[x].members),
                "gone": x not in then.letters,
            }
            for x in sorted(found.letters)
        ],
        "causes": [{"kind": cause.kind, "id": cause.id} for cause in found.causes],
    }


def _proposal(talks: Talks, one: UndoneProposal) -> dict[str, Any]:
    p = one.proposal
    return {
        "id": p.id,
        "number": p.number,
        "label": talks.label(p),
        "forum": p.forum,
        "by": p.by,
        "state": p.state,
        "gone": one.gone,
        "back": one.back,
        "stances": one.stances,
    }
