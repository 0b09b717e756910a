"""Moves: the commands of a seat that bargains. Any other command is a `command(name, ...)`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.client.view import Entity, Package


@dataclass(frozen=True, slots=True)
class Move:
    """A command. `new` names the field of the body for an id that is made up when it is sent."""

    name: str
    body: Mapping[str, Any]
    new: str = ""

    def numbered(self, made_up: str) -> dict[str, Any]:
        """The body with the id in it, unless it has one already."""
        return {self.new: made_up, **self.body} if self.new else dict(self.body)


def command(name: str, /, new: str = "", **body: Any) -> Move:
    """Any command of the reference: `command("sign_side_letter", letter_id="l1")`."""
    return Move(name, body, new)


def propose(forum: str, package: Package, note: str = "") -> Move:
    """Put a package on the table, and accept it."""
    body = {"forum": forum, "package": dict(package), "note": note}
    return Move("table_proposal", body, "proposal_id")


def amend(
    proposal: Entity | str, changes: Mapping[str, str | None], note: str = "", *, seen: str = ""
) -> Move:
    """Table what differs from a proposal by the changes; None takes an issue out."""
    body = {"amends": _id(proposal), "changes": dict(changes), "note": note}
    return Move("amend_proposal", body | _seen(proposal, seen), "proposal_id")


def accept(proposal: Entity | str, reason: str = "") -> Move:
    """Accept a proposal as it is in the view; one that has changed since is left alone."""
    return _stance(proposal, "accept", reason)


def reject(proposal: Entity | str, reason: str) -> Move:
    """Reject a proposal and say why."""
    return _stance(proposal, "reject", reason)


def reserve(proposal: Entity | str, reason: str = "") -> Move:
    """Say neither yes nor no."""
    return _stance(proposal, "reserve", reason)


def withdraw(proposal: Entity | str) -> Move:
    """Take an own proposal off the table."""
    return Move("withdraw_proposal", {"proposal_id": _id(proposal), **_seen(proposal, "")})


def say(text: str, channel: str = "plenary") -> Move:
    """Say something where the channel's members read it."""
    return Move("say", {"channel": channel, "text": text}, "message_id")


def _stance(proposal: Entity | str, stance: str, reason: str) -> Move:
    body = {"proposal_id": _id(proposal), "stance": stance, "reason": reason}
    return Move("take_stance", body | _seen(proposal, ""))


def _id(proposal: Entity | str) -> str:
    return proposal if isinstance(proposal, str) else str(proposal["id"])


def _seen(proposal: Entity | str, seen: str) -> dict[str, str]:
    """The version that was looked at, so that nobody accepts what they have not read."""
    if not seen and not isinstance(proposal, str):
        seen = str(proposal.get("version", ""))
    return {"seen": seen} if seen else {}
