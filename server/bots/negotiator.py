"""A bot for one delegation: looks at its view, and says which commands it gives.

The design and its parameters were measured over thousands of tables: an aspiration that falls with
time, a second look at what lies on the table, a model of what each party likes, and the search
for the package that pleases the others most at the present aspiration. It never proposes or
accepts below the walk-away value or over a red line.
"""

from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b
from random import Random

from server.bots import phrases
from server.bots.answering import Speaker, offered, reply
from server.bots.aspiration import aspiration
from server.bots.hearing import heard, is_question, typed
from server.bots.judging import acceptable, asked_of, keeps, lowered, promised, reason, words
from server.bots.offering import (
    best_offer,
    earlier,
    is_nearly_agreed,
    offer_between,
    wanted_back,
)
from server.bots.opponents import proposals_by_forum
from server.bots.preferences import Entity, Package
from server.bots.reading import Models, Reader, Reading, View
from server.bots.temperaments import temperament_of
from server.rules.commands import Command
from server.rules.commands.proposals import (
    AmendProposal,
    StanceKind,
    TableProposal,
    TakeStance,
    WithdrawProposal,
)
from server.rules.commands.questions import Answer
from server.rules.commands.talk import Say
from server.rules.ids import (
    PLENARY,
    ChannelId,
    DelegationId,
    ForumId,
    IssueId,
    MessageId,
    OptionId,
    ProposalId,
)
from server.rules.written.package import changes_between

OFFERS_ASIDE = 3
"""Packages that it puts to a caucus in one forum, what it said it would sign counted."""

SECOND_LOOKS = 2
"""Stances on older proposals that change in one act."""

AMENDS_UP_TO = 2
"""A package that differs from an open proposal in so many issues is tabled as its amendment."""


class Negotiator:
    """The automated negotiator of one delegation.

    It knows nothing but the views it is given. `models` may be shared by the bots of one table;
    it holds only what all of them see.
    """

    def __init__(
        self,
        delegation: str,
        temperament: str,
        seed: int,
        models: Models | None = None,
        translate: phrases.Translate = str,
        *,
        speaks: bool = True,
    ) -> None:
        self.delegation = DelegationId(delegation)
        self._temperament = temperament_of(temperament, delegation)
        self._seed = seed
        self._reader = Reader(delegation, models)
        self._translate = translate
        self._speaks = speaks

    def act(
        self, view: View, t: float, rng: Random, floor: Collection[str] | None = None
    ) -> list[Command]:
        """A few commands at time `t` (0 to 1 of the negotiation phase).

        `floor` names the forums in which it is its turn to propose; None means all that are open.
        """
        commands: list[Command] = []
        laid = proposals_by_forum(view)
        for forum_id in view["talks"]["forums_now"]:
            forum = view.get(f"forum/{forum_id}")
            if forum is None or forum["state"] != "open":
                continue
            reading = self._reader.read(view, forum_id, laid.get(forum_id, ()))
            if reading is None:
                continue
            turn = floor is None or forum_id in floor
            if reading.is_party:
                commands += self._as_party(view, reading, t, rng, turn=turn)
            elif turn:
                commands += self._as_observer(view, reading, t, rng)
        return commands

    def answer(self, view: View, message: Entity, t: float) -> Say | None:
        """What it says to a message that asks it something; None where it has nothing to say of.

        `view` holds the forums that can be spoken of there, with their mandates and proposals.
        """
        readings = self._readings(view)
        question = message.get("question")
        said = heard(message["text"], readings) if question is None else typed(question, readings)
        me = view[f"delegation/{self.delegation}"]
        if said is None or (said.kind == "ask" and not is_question(message["text"], me)):
            return None
        sheet = said.reading.sheet
        demand = aspiration(self._temperament, t, sheet.terms.walk_away, sheet.best)
        turn = int(self._digest(view, "turn", message["id"]), 16)
        answered = reply(Speaker(self._temperament, demand, self._translate, turn), said)
        return Say(
            MessageId(f"m{self._digest(view, 'answer', message['id'])}"),
            ChannelId(message["channel"]),
            answered.text,
            answer=Answer(
                answered.kind,
                ForumId(said.reading.forum["id"]),
                MessageId(message["id"]),
                tuple(IssueId(i) for i in answered.issues),
                _typed(answered.package),
            ),
        )

    def offer(
        self, view: View, channel: Entity, t: float, refused: Entity | None = None
    ) -> Say | None:
        """What it puts to those in a caucus, or puts to them instead of an offer they turned
        down; None where they have no forum together, or nothing is left to offer."""
        reading = next((r for r in self._readings(view) if _is_between(r, channel)), None)
        if reading is None or reading.forum["state"] != "open":
            return None
        sheet = reading.sheet
        demand = aspiration(self._temperament, t, sheet.terms.walk_away, sheet.best)
        others = [party for party in channel["members"] if party != self.delegation]
        before = promised(view, reading)
        if len(before) >= OFFERS_ASIDE:
            return None
        package = offer_between(reading, self._temperament, demand, others, before)
        turn = int(self._digest(view, "turn", channel["id"]), 16) + len(before)
        name = self._digest(view, "offer", f"{channel['id']} {len(before)}")
        speaker = Speaker(self._temperament, demand, self._translate, turn)
        made = offered(speaker, reading, package, others)
        return Say(
            MessageId(f"m{name}"),
            ChannelId(channel["id"]),
            made.text,
            answer=Answer(
                made.kind,
                ForumId(reading.forum["id"]),
                None if refused is None else MessageId(refused["id"]),
                tuple(IssueId(i) for i in made.issues),
                _typed(made.package),
            ),
        )

    def _readings(self, view: View) -> list[Reading]:
        keys = sorted(key for key in view if key.startswith("forum/"))
        laid = proposals_by_forum(view)
        found = (self._reader.read(view, f, laid.get(f, ())) for f in (k[6:] for k in keys))
        return [reading for reading in found if reading is not None]

    def _digest(self, view: View, kind: str, what: str) -> str:
        parts = (str(self._seed), view["talks"]["id"], self.delegation, kind, what)
        return blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()

    def _as_party(
        self, view: View, reading: Reading, t: float, rng: Random, *, turn: bool
    ) -> list[Command]:
        sheet = reading.sheet
        demand = aspiration(self._temperament, t, sheet.terms.walk_away, sheet.best)
        commands = self._line(view, reading, t)
        if reading.silence:
            return commands
        commands += self._stances(reading, demand, promised(view, reading))
        row = wanted_back(reading, lowered(reading, demand, self._temperament.alone))
        if row is None and turn:
            row = self._offer(reading, demand, rng)
        return commands if row is None else commands + self._proposal(view, reading, row)

    def _stances(self, reading: Reading, demand: float, said: Sequence[Package]) -> list[Command]:
        """First stances on what is new, then a second look at the best of what is old. What it said
        that it would sign, `said`, it signs."""
        commands: list[Command] = []
        second: list[tuple[int, int, str]] = []
        for proposal in reading.open:
            stance = reading.mine(proposal)
            if stance == "accept":
                continue
            asks = asked_of(reading, proposal, demand, self._temperament.alone)
            if not (acceptable(reading, proposal, asks) or keeps(reading, proposal, said)):
                if stance is None:
                    why = reason(reading, reading.whole(proposal), asks, self._translate)
                    commands.append(_stance(proposal["id"], StanceKind.REJECT, why))
            elif stance is None:
                commands.append(_stance(proposal["id"], StanceKind.ACCEPT))
            else:
                worth = reading.sheet.value(reading.whole(proposal))
                second.append((-worth, proposal["number"], proposal["id"]))
        again = [_stance(p, StanceKind.ACCEPT) for _, _, p in sorted(second)[:SECOND_LOOKS]]
        return commands + again

    def _offer(self, reading: Reading, demand: float, rng: Random) -> int | None:
        """The row to put forward next; None while its offer on the table lacks one party only,
        until there have been as many newer ones as parties: that one may never come round."""
        live = self._live(reading)
        if live is not None and is_nearly_agreed(reading, live):
            newer = reading.proposals[-1]["number"] - live["number"]
            if newer < len(reading.forum["parties"]):
                return None
        return best_offer(reading, self._temperament, demand, rng)

    def _live(self, reading: Reading) -> Entity | None:
        """Its offer that lies on the table."""
        return next((p for p in reading.open if p["by"] == self.delegation), None)

    def _proposal(self, view: View, reading: Reading, row: int) -> list[Command]:
        """The package of that row, in place of the offer that lies on the table."""
        live = self._live(reading)
        table = self._table(view, reading, reading.sheet.package(row))
        return [table] if live is None else [table, WithdrawProposal(ProposalId(live["id"]))]

    def _table(self, view: View, reading: Reading, package: Package) -> Command:
        """The package as an amendment of an open proposal it is close to, or by itself."""
        proposal_id = ProposalId(self._id(view, "p", reading, str(sorted(package.items()))))
        goal = {IssueId(i): OptionId(o) for i, o in package.items()}
        near: list[tuple[int, bool, int, Entity]] = []
        leading = reading.leading
        for p in reading.open:
            changes = changes_between(_typed(p["package"]), goal)
            if len(changes) <= AMENDS_UP_TO:
                near.append((len(changes), p is not leading, p["number"], p))
        before = earlier(reading, package)
        again = "" if before is None else self._again(reading, before)
        if not near:
            note = again or self._offer_note(view, reading, package)
            return TableProposal(proposal_id, ForumId(reading.forum["id"]), goal, note)
        amended = min(near, key=lambda entry: entry[:3])[3]
        changes = changes_between(_typed(amended["package"]), goal)
        titles = [words(reading.forum, i, goal[i])[0] for i in changes]
        say = phrases.chairs_text if reading.is_chair and amended is leading else phrases.amended
        note = again or say(self._translate, titles)
        return AmendProposal(proposal_id, ProposalId(amended["id"]), changes, note)

    def _again(self, reading: Reading, before: Entity) -> str:
        """Why a package comes back: it refused it then, or has nothing left to concede."""
        say = phrases.last_word if reading.mine(before) == "accept" else phrases.again
        return say(self._translate, before["label"])

    def _offer_note(self, view: View, reading: Reading, package: Package) -> str:
        """What the package gives: the option that some other party seems to like most."""
        opponents = reading.opponents
        liked = [
            (opponents.liking(party, issue, option), issue, option, party)
            for party in reading.forum["parties"]
            if party != self.delegation
            for issue, option in package.items()
        ]
        liking, issue, option, party = max(liked, default=(0.0, "", "", ""))
        if liking < 1.0:
            return ""
        title, text = words(reading.forum, issue, option)
        return phrases.offer(self._translate, title, text, view[f"delegation/{party}"]["short"])

    def _as_observer(self, view: View, reading: Reading, t: float, rng: Random) -> list[Command]:
        """An observer says what concerns it; once, in mid-phase, it suggests a small change."""
        commands = self._line(view, reading, t)
        suggested = any(p["by"] == self.delegation for p in reading.proposals)
        leading = reading.leading
        if suggested or leading is None or t < 0.35 or reading.silence:
            return commands
        row = best_offer(reading, self._temperament, float(reading.sheet.best) * 0.5, rng)
        if row is None:
            return commands
        table = self._table(view, reading, reading.sheet.package(row))
        return [*commands, table] if isinstance(table, AmendProposal) else commands

    def _line(self, view: View, reading: Reading, t: float) -> list[Command]:
        """One sentence in the plenary when the forum opens."""
        if not self._speaks or t > 0.2:
            return []
        losses = {
            issue: max(values) - min(values)
            for issue, values in zip(
                reading.sheet.terms.layout.issues, reading.sheet.terms.worth, strict=True
            )
        }
        dearest = max(losses, key=lambda issue: losses[issue])
        title = next(i["title"] for i in reading.forum["issues"] if i["id"] == dearest)
        say = phrases.opening if reading.is_party else phrases.observing
        text = say(self._translate, reading.forum["title"], str(title))
        if any(key.startswith("message/") and e["text"] == text for key, e in view.items()):
            return []
        message_id = MessageId(self._id(view, "m", reading, "opening"))
        return [Say(message_id, PLENARY, text)]

    def _id(self, view: View, kind: str, reading: Reading, what: str) -> str:
        """An id nobody guesses without the seed, the same again in the same situation."""
        parts = (
            str(self._seed), view["talks"]["id"], self.delegation, reading.forum["id"], what,
            str(view["talks"]["round"]), str(len(reading.proposals) if kind == "p" else 0),
        )  # fmt: skip
        digest = blake2b("\n".join(parts).encode(), digest_size=12).hexdigest()
        return f"{kind}{digest}"


def _is_between(reading: Reading, channel: Entity) -> bool:
    """True for a forum in which all of them take stances."""
    return set(channel["members"]) <= set(reading.forum["parties"])


def _stance(proposal: str, stance: StanceKind, why: str = "") -> Command:
    return TakeStance(ProposalId(proposal), stance, why)


def _typed(package: Mapping[str, str]) -> dict[IssueId, OptionId]:
    return {IssueId(i): OptionId(o) for i, o in package.items()}
