"""What happened at the tables: forums, proposals, stances, messages, findings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from server.reports.records import measures as m
from server.reports.records.columns import Column, Kind, Sheet, Value, hundredths, minutes
from server.reports.records.source import ClassRecord, TableRecord
from server.rules import events as e
from server.rules.ids import PLENARY
from server.rules.seats import Actor, Agent, Bot, Delegate, Facilitator
from server.rules.state.said import Said

Json = dict[str, Any]
Found = tuple[TableRecord, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Item:
    """A thing of a table, as the debrief has it."""

    table: TableRecord
    forum: Json
    thing: Json


@dataclass(frozen=True, slots=True)
class Heard:
    """A message with the number of its event, who sent it and how many words it had."""

    table: TableRecord
    said: Said
    by: Actor
    words: int
    round: int


def tables(record: ClassRecord) -> Sheet[m.Place]:
    """A row a table."""
    columns: tuple[Column[m.Place], ...] = (
        Column("talks.id", Kind.TEXT, "Id of the talks, as in the log.", "the class",
               lambda at: at.table.talks.id),
        Column("talks.table", Kind.WHOLE, "Number of the table in its class.",
               "the class", lambda at: at.table.number),
        Column("talks.scenario", Kind.TEXT, "Id of the scenario.", "the class",
               lambda at: at.table.entry.scenario),
        Column("talks.difficulty", Kind.TEXT, "Difficulty it was played at.",
               "talks_opened, replanned", lambda at: at.table.talks.difficulty),
        Column("talks.preset", Kind.TEXT, "Id of the schedule.",
               "talks_opened, replanned", lambda at: _preset(at.table)),
        Column("talks.opened", Kind.TIME, "When the table was opened.", "talks_opened",
               lambda at: at.table.first),
        Column("talks.people", Kind.WHOLE, "People in a seat at the end.",
               "seat_assigned, seat_released", lambda at: len(at.table.talks.seats)),
        Column("talks.bots", Kind.WHOLE, "Delegations played by the program at the end.",
               "bot_seated, bot_unseated", lambda at: len(at.table.talks.bots)),
        *(Column(f"talks.{x.name}", x.kind, x.meaning, x.source, x.read)
          for x in m.OF_TABLE),
        Column("talks.agents", Kind.WHOLE, "Delegations played by an agent at the end.",
               "agent_seated, agent_unseated", lambda at: len(at.table.talks.agents)),
    )  # fmt: skip
    return Sheet("tables", "a table", columns, lambda: m.places(record.tables, m.Of.TABLE))


def _preset(table: TableRecord) -> str:
    return table.talks.preset.id if table.talks.preset else ""


def forums(record: ClassRecord) -> Sheet[m.Place]:
    """A row a table and forum."""
    columns: tuple[Column[m.Place], ...] = (
        Column("talks.table", Kind.WHOLE, "Number of the table in its class.",
               "the class", lambda at: at.table.number),
        Column("forum", Kind.TEXT, "Id of the forum.", "the scenario",
               lambda at: at.forum),
        Column("forum.title", Kind.TEXT, "Title of the forum.", "the scenario",
               lambda at: at.found["title"] if at.found else None),
        *(Column(f"forum.{x.name}", x.kind, x.meaning, x.source, x.read)
          for x in m.OF_FORUM),
        Column("forum.settled", Kind.TEXT,
               "What was agreed, as JSON: issue -> option.", "proposal_adopted, "
               "agreement_recorded", lambda at: _json(at.found and at.found["settled"])),
    )  # fmt: skip
    return Sheet(
        "forums", "a forum of a table", columns, lambda: m.places(record.tables, m.Of.FORUM)
    )


def _json(value: object) -> str:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def _offers(record: ClassRecord) -> Iterator[Item]:
    for table in record.tables:
        for forum in table.debrief["forums"]:
            for offer in forum["offers"]:
                yield Item(table, forum, offer)


def proposals(record: ClassRecord) -> Sheet[Item]:
    """A row a proposal; what a roll back undid is left out."""
    columns: list[Column[Item]] = [
        Column("talks.table", Kind.WHOLE, "Number of the table in its class.", "the class",
               lambda x: x.table.number),
        Column("forum", Kind.TEXT, "Id of the forum.", "proposal_tabled", lambda x: x.forum["id"]),
        Column("proposal", Kind.TEXT, "Id of the proposal, as in the log.", "proposal_tabled",
               lambda x: x.thing["proposal"]),
        Column("proposal.label", Kind.TEXT, "What people call it: the forum's letter and its "
               "number there.", "proposal_tabled", lambda x: x.thing["label"]),
        Column("proposal.by", Kind.TEXT, "Id of the delegation that tabled it.",
               "proposal_tabled", lambda x: x.thing["by"]),
        Column("proposal.amends", Kind.TEXT, "Id of the proposal it amends.", "proposal_tabled",
               lambda x: x.thing["amends"]),
        Column("proposal.cosponsors", Kind.TEXT, "Delegations that put their name to it, with "
               "spaces between.", "proposal_cosponsored",
               lambda x: " ".join(x.thing["cosponsors"])),
        Column("proposal.at", Kind.TIME, "When it was tabled.", "proposal_tabled",
               lambda x: x.thing["at"]),
        Column("proposal.round", Kind.WHOLE, "The round, from 1.", "phase_began",
               lambda x: x.thing["round"]),
        Column("proposal.clock", Kind.NUMBER, "Minutes on the table's clock.",
               "phase_began, paused, resumed", lambda x: minutes(x.thing["clock"])),
        Column("proposal.state", Kind.TEXT, "tabled, silence, adopted, withdrawn or lapsed.",
               "proposal_adopted, proposal_withdrawn, proposal_lapsed", lambda x: x.thing["state"]),
        Column("proposal.ended_clock", Kind.NUMBER, "Minutes on the clock when it came to that.",
               "proposal_adopted, proposal_withdrawn, proposal_lapsed",
               lambda x: minutes(x.thing["ended_clock"])),
        Column("proposal.complete", Kind.FLAG, "1 when it would settle every issue.",
               "analysis.moments.history", lambda x: int(x.thing["complete"])),
        Column("proposal.opening", Kind.FLAG, "1 for an opening position: its author had neither "
               "tabled nor taken a stance there.", "analysis.moments.history",
               lambda x: int(x.thing["opening"])),
        Column("proposal.silences", Kind.WHOLE, "Silence periods it had.", "silence_began",
               lambda x: len(x.thing["silences"])),
        Column("proposal.package", Kind.TEXT, "The package, as JSON: issue -> option.",
               "proposal_tabled", lambda x: _json(x.thing["package"])),
        Column("proposal.note", Kind.TEXT, "Its author's note.", "proposal_tabled",
               lambda x: x.thing["note"]),
    ]  # fmt: skip
    for side in record.sides:
        columns += [
            Column(f"score.{side}", Kind.NUMBER, f"What the package, with what was settled, is "
               f"worth to {side} under its mandate at the proposal's end; points.",
               "rules.state.scoring", _of_side("scores", side)),
            Column(f"walk_away.{side}", Kind.NUMBER, f"The walk-away of {side} at that time; "
               "points.", "rules.state.scoring", _of_side("walk_aways", side)),
            Column(f"stance.{side}", Kind.TEXT, f"Where {side} stood at the end: accept, reject, "
               "reserve or nothing.", "stance_taken", _stance_of(side)),
        ]  # fmt: skip
    return Sheet("proposals", "a proposal", tuple(columns), lambda: _offers(record))


def _of_side(what: str, side: str) -> Any:
    return lambda x: hundredths(x.thing[what].get(side))


def _stance_of(side: str) -> Any:
    return lambda x: x.thing["stances"].get(side)


def stances(record: ClassRecord) -> Sheet[tuple[Item, Json]]:
    """A row each time a delegation said where it stands."""

    def rows() -> Iterator[tuple[Item, Json]]:
        for item in _offers(record):
            for said in item.thing["said"]:
                yield item, said

    columns: tuple[Column[tuple[Item, Json]], ...] = (
        Column("talks.table", Kind.WHOLE, "Number of the table in its class.",
               "the class", lambda x: x[0].table.number),
        Column("forum", Kind.TEXT, "Id of the forum.", "proposal_tabled",
               lambda x: x[0].forum["id"]),
        Column("proposal", Kind.TEXT, "Id of the proposal, as in the log.",
               "stance_taken", lambda x: x[0].thing["proposal"]),
        Column("proposal.label", Kind.TEXT, "What people call the proposal.",
               "proposal_tabled", lambda x: x[0].thing["label"]),
        Column("stance.by", Kind.TEXT, "Id of the delegation.",
               "stance_taken, silence_broken", lambda x: x[1]["by"]),
        Column("stance.clock", Kind.NUMBER, "Minutes on the table's clock.",
               "phase_began, paused, resumed", lambda x: minutes(x[1]["clock"])),
        Column("stance", Kind.TEXT, "accept, reject or reserve; a broken "
               "silence is a reserve.", "stance_taken, silence_broken",
               lambda x: str(x[1]["stance"])),
        Column("stance.gain", Kind.NUMBER, "What the proposal was worth to it "
               "above its walk-away; points.", "rules.state.scoring", _gain),
        Column("stance.reason", Kind.TEXT, "The reason it gave.",
               "stance_taken, silence_broken", lambda x: x[1]["reason"]),
    )  # fmt: skip
    return Sheet("stances", "a stance that was taken", columns, rows)


def _gain(row: tuple[Item, Json]) -> Value:
    offer, side = row[0].thing, row[1]["by"]
    if side not in offer["scores"]:
        return None
    return hundredths(offer["scores"][side] - offer["walk_aways"][side])


def _heard(record: ClassRecord) -> Iterator[Heard]:
    for table in record.tables:
        rounds = [(t["at"], t["round"]) for t in table.debrief["turns"]]
        for one in table.recorded:
            match one.event:
                case e.talk.MessageSent(message_id) | e.teams.PressStated(message_id):
                    said = table.talks.messages.get(message_id)
                    if said is not None:
                        now = max((n for at, n in rounds if at <= one.at), default=0)
                        words = table.words.get(one.seq, 0)
                        yield Heard(table, said, one.by, words, now)
                case _:
                    pass


def messages(record: ClassRecord) -> Sheet[Heard]:
    """A row a message."""
    codes = {p.person: p.code for p in record.people}

    def sender(x: Heard) -> str:
        match x.by:
            case Delegate(person):
                return codes.get(person, "")
            case Bot():
                return "bot"
            case Agent():
                return "agent"
            case Facilitator():
                return "facilitator"
            case _:
                return ""

    columns: tuple[Column[Heard], ...] = (
        Column("talks.table", Kind.WHOLE, "Number of the table in its class.", "the class",
               lambda x: x.table.number),
        Column("message", Kind.TEXT, "Id of the message, as in the log.", "message_sent",
               lambda x: x.said.id),
        Column("message.at", Kind.TIME, "When it was sent.", "message_sent",
               lambda x: x.said.at),
        Column("message.round", Kind.WHOLE, "The round, from 1; 0 before the first.",
               "phase_began", lambda x: x.round),
        Column("message.channel", Kind.TEXT, "plenary, caucus, delegation or press.",
               "message_sent, press_stated", _channel),
        Column("message.readers", Kind.TEXT, "Ids of the delegations that read it, with "
               "spaces between; empty when all do.", "channel_opened", _readers),
        Column("message.by", Kind.TEXT, "Id of the delegation; empty for the facilitator.",
               "message_sent, press_stated", lambda x: x.said.by or ""),
        Column("message.sender", Kind.TEXT, "Code of the participant, bot, agent or "
               "facilitator.",
               "message_sent, press_stated", sender),
        Column("message.words", Kind.WHOLE, "Words in it; counted before any text was left "
               "out.", "message_sent, press_stated", lambda x: x.words),
        Column("message.question", Kind.TEXT, "Kind of question it asks one delegation.",
               "message_sent", lambda x: x.said.question.kind.value
               if x.said.question else ""),
        Column("message.answer", Kind.TEXT, "Kind of answer it gives.", "message_sent",
               lambda x: x.said.answer.kind.value if x.said.answer else ""),
        Column("message.text", Kind.TEXT, "The text.", "message_sent, press_stated",
               lambda x: x.said.text),
    )  # fmt: skip
    return Sheet("messages", "a message", columns, lambda: _heard(record))


def _channel(x: Heard) -> Value:
    if x.said.kind == "press":
        return "press"
    channel = x.table.talks.channels.get(x.said.channel)
    return channel.kind if channel else "plenary"


def _readers(x: Heard) -> Value:
    channel = x.table.talks.channels.get(x.said.channel)
    return " ".join(channel.members) if channel and x.said.channel != PLENARY else ""


def findings(record: ClassRecord) -> Sheet[Found]:
    """A row a finding of the debrief."""

    def rows() -> Iterator[Found]:
        for table in record.tables:
            for moment in table.debrief["moments"]:
                yield table, moment

    columns: tuple[Column[Found], ...] = (
        Column("talks.table", Kind.WHOLE, "Number of the table in its class.", "the class",
             lambda x: x[0].number),
        Column("finding", Kind.TEXT, "Kind of finding, as on the debrief page.", "analysis.moments",
             lambda x: x[1]["kind"]),
        Column("forum", Kind.TEXT, "Id of the forum.", "analysis.moments", lambda x: x[1]["forum"]),
        Column("finding.round", Kind.WHOLE, "The round, from 1.", "phase_began",
             lambda x: x[1]["round"]),
        Column("finding.clock", Kind.NUMBER, "Minutes on the table's clock.",
             "phase_began, paused, resumed", lambda x: minutes(x[1]["clock"])),
        Column("finding.proposal", Kind.TEXT, "Id of the proposal it is about.", "analysis.moments",
             lambda x: x[1].get("proposal") or x[1].get("nearest")),
        Column("finding.delegations", Kind.TEXT, "Ids of the delegations it names, with spaces "
             "between.", "analysis.moments", lambda x: " ".join(sorted(m.about(x[1])))),
        Column("finding.knowable", Kind.FLAG, "1 when it could be known then, for a finding of one "
             "change.", "analysis.moments", lambda x: int(x[1]["knowable"])
             if "knowable" in x[1] else None),
        Column("finding.facts", Kind.TEXT, "All that it says, as JSON; scores in hundredths.",
             "analysis.moments", lambda x: _json(dict(x[1]))),
    )  # fmt: skip
    return Sheet("findings", "a finding", columns, rows)
