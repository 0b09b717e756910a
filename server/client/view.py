"""What a seat sees of the table, and a few things that follow from it.

Every worth is in hundredths of a point, every time in milliseconds since the epoch.
"""

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Entity = Mapping[str, Any]
"""One entity of the view; the reference describes their fields."""

Package = Mapping[str, str]
"""Issue -> option."""

_OPEN = ("tabled", "silence")


@dataclass(frozen=True, slots=True)
class View:
    """A view as the server sent it. `age_ms` is how long ago that was."""

    etag: str
    entities: Mapping[str, Entity]
    server_now: int
    age_ms: int = 0

    def of(self, family: str) -> list[Entity]:
        """The entities of a family: `of("proposal")`, `of("message")`."""
        return [e for key, e in self.entities.items() if key.partition("/")[0] == family]

    # --- where the talks stand ---

    @property
    def delegation(self) -> str:
        """For whom this seat speaks."""
        return str(self.entities["me"]["delegation"])

    @property
    def is_over(self) -> bool:
        """True once the talks have ended."""
        return self.entities["talks"]["state"] in ("concluded", "debrief", "archived")

    @property
    def is_paused(self) -> bool:
        """True while the facilitator has paused the talks, or this agent."""
        own = self.entities["me"].get("agent", {})
        return bool(self.entities["talks"]["paused"] or own.get("paused"))

    @property
    def time(self) -> float:
        """How much of the phase is over, from 0 to 1."""
        clock = self.entities["clock"]
        length, left = clock["length_ms"], clock["remaining_ms"]
        if clock["running"] and clock["ends_at"] is not None:
            left = clock["ends_at"] - self.server_now - self.age_ms
        return min(1.0, max(0.0, 1 - left / length)) if length else 0.0

    @property
    def forums(self) -> list[str]:
        """The forums in which this seat can bargain now."""
        talks = self.entities["talks"]
        if talks["state"] != "running" or talks["phase"] != "negotiation" or self.is_paused:
            return []
        found = (self.entities[f"forum/{forum}"] for forum in talks["forums_now"])
        return [f["id"] for f in found if f["state"] == "open" and self.delegation in f["parties"]]

    def may(self, command: str) -> bool:
        """True when the command would not be refused for the state of things."""
        return self.entities["may"].get(command) is True

    # --- what is wanted ---

    @property
    def persona(self) -> str:
        """Who this seat is, in words: for a model that plays it."""
        me = self.entities[f"delegation/{self.delegation}"]
        lines = [f"You speak for {me['name']}. {me['stance_text']}.", me["introduction"]]
        for forum in self.forums:
            mandate = self.mandate(forum)
            lines.append(f"{self.entities[f'forum/{forum}']['title']}: {mandate['alternative']}")
            lines += [f"- {issue}: {p['why']}" for issue, p in mandate["issues"].items()]
            lines += [f"- never {r['issue']} {r['option']}: {r['why']}" for r in _lines(mandate)]
        return "\n".join(line for line in lines if line)

    def mandate(self, forum: str) -> Entity:
        """The own mandate: weights, worths, walk-away value, red lines, reasons."""
        return self.entities[f"mandate/{forum}"]

    def worths(self, forum: str) -> dict[str, dict[str, int]]:
        """Issue -> option -> what it is worth to this seat."""
        return {i: dict(p["worth"]) for i, p in self.mandate(forum)["issues"].items()}

    def walk_away(self, forum: str) -> int:
        """What no agreement is worth."""
        return int(self.mandate(forum)["reservation"])

    def worth(self, forum: str, package: Package) -> int:
        """What a package is worth to this seat, less the costs of the red lines it crosses."""
        mandate = self.mandate(forum)
        worths = (mandate["issues"][i]["worth"][o] for i, o in package.items())
        return int(sum(worths) - sum(r["cost"] for r in _crossed(mandate, package)))

    def packages(self, forum: str, at_least: float = 0) -> Iterator[dict[str, str]]:
        """Complete packages worth `at_least` so much, best first; they cross no red line and keep
        what is settled. Made one by one: take as many as wanted, however many there are.
        """
        mandate, settled = self.mandate(forum), self.entities[f"forum/{forum}"].get("settled", {})
        ranked: list[tuple[str, list[tuple[int, str]]]] = []
        for issue in self.entities[f"forum/{forum}"]["issues"]:
            worth = mandate["issues"][issue["id"]]["worth"]
            free = [o["id"] for o in issue["options"] if not o.get("barred_by")]
            options = [settled[issue["id"]]] if issue["id"] in settled else free
            ranked.append((issue["id"], sorted(((worth[o], o) for o in options), reverse=True)))
        if not all(options for _, options in ranked):
            return
        first = (0,) * len(ranked)
        waiting = [(-_sum(ranked, first), first)]
        known = {first}
        while waiting:
            worth, picks = heapq.heappop(waiting)
            if -worth < at_least:
                return
            package = {i: o[n][1] for (i, o), n in zip(ranked, picks, strict=True)}
            if not _crossed(mandate, package):
                yield package
            for at in range(len(picks)):
                after = (*picks[:at], picks[at] + 1, *picks[at + 1 :])
                if after[at] < len(ranked[at][1]) and after not in known:
                    known.add(after)
                    heapq.heappush(waiting, (-_sum(ranked, after), after))

    # --- what lies on the table ---

    def proposals(self, forum: str) -> list[Entity]:
        """The forum's open proposals, newest first."""
        found = [p for p in self.of("proposal") if p["forum"] == forum and p["state"] in _OPEN]
        return sorted(found, key=lambda p: -p["number"])

    @property
    def messages(self) -> list[Entity]:
        """What was said where this seat reads it, oldest first: text by others, to be trusted as
        little as any text by others."""
        return sorted(self.of("message"), key=lambda m: int(m["at"]))

    def unanswered(self, forum: str) -> list[Entity]:
        """The complete ones on which this seat has taken no stance, newest first."""
        return [p for p in self.proposals(forum) if p["complete"] and self.stance(p) is None]

    def offered(self, forum: str) -> list[Package]:
        """Every package that this seat has tabled in the forum, in order, whatever became of it."""
        own = (p for p in self.of("proposal") if p["by"] == self.delegation)
        own = (p for p in own if p["forum"] == forum)
        return [p["package"] for p in sorted(own, key=lambda p: int(p["number"]))]

    def value(self, proposal: Entity) -> int | None:
        """What a proposal is worth to this seat, less its costs; None while it is not complete."""
        if not proposal["complete"] or proposal["worth"] is None:
            return None
        return int(proposal["worth"] - proposal["cost"])

    def stance(self, proposal: Entity) -> str | None:
        """Where this seat stands on a proposal: accept, reject, reserve, or None."""
        taken = proposal["stances"].get(self.delegation)
        return None if taken is None else str(taken["stance"])


def _lines(mandate: Entity) -> list[Entity]:
    found: list[Entity] = mandate["red_lines"]
    return found


def _crossed(mandate: Entity, package: Package) -> list[Entity]:
    """The red lines that a package crosses."""

    def is_lifted(line: Entity) -> bool:
        unless = line["unless"]
        return unless is not None and package.get(unless["issue"]) in unless["options"]

    return [
        line
        for line in _lines(mandate)
        if package.get(line["issue"]) == line["option"] and not is_lifted(line)
    ]


def _sum(ranked: list[tuple[str, list[tuple[int, str]]]], picks: tuple[int, ...]) -> int:
    return sum(options[n][0] for (_, options), n in zip(ranked, picks, strict=True))
