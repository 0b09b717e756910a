"""Talk: channels, messages, the facilitator's words, and words to the facilitator."""

from server.rules.commands.talk import (
    Announce,
    AskHelp,
    CloseHelp,
    Message,
    OpenChannel,
    Reflect,
    Say,
    StepOut,
)
from server.rules.copying import replace
from server.rules.events import Event
from server.rules.events.talk import (
    ChannelOpened,
    HelpAsked,
    HelpClosed,
    MessageSent,
    NoteSent,
    Reflected,
    SteppedOut,
)
from server.rules.ids import (
    PLENARY,
    ChannelId,
    DelegationId,
    MessageId,
    delegation_channel,
    private_id,
)
from server.rules.limits import CAUCUS
from server.rules.moves.questions import answered, asked
from server.rules.refusals import Refusal
from server.rules.state.acting import Acting, acts, speaks
from server.rules.state.by_facilitator import Aside
from server.rules.state.said import Channel, Said
from server.rules.state.talks import Talks
from server.rules.texts import text_problem
from server.rules.written.scenario import Scenario

MAX_CHANNELS = 60


def standing_channels(scenario: Scenario) -> tuple[Channel, ...]:
    """The plenary, and one team channel for each delegation."""
    everybody = tuple(d.id for d in scenario.delegations)
    teams = (Channel(delegation_channel(d), "delegation", (d,)) for d in everybody)
    return Channel(PLENARY, "plenary", everybody), *teams


def seen_channel(talks: Talks, channel: ChannelId, delegation: DelegationId) -> Channel | None:
    """The channel if the delegation reads it: unknown and hidden are the same."""
    found = talks.channels.get(channel) or talks.channels.get(
        ChannelId(private_id(channel, delegation))  # whoever opened it may use the id it chose
    )
    return found if found is not None and delegation in found.members else None


def say(talks: Talks, acting: Acting, command: Say) -> tuple[Event, ...] | Refusal:
    """Send a message to a channel the delegation is a member of."""
    problem = speaks(talks) or text_problem(command.text, needed=True)
    if problem:
        return problem
    channel = seen_channel(talks, command.channel, acting.delegation)
    if channel is None:
        return Refusal("not_found", {"channel": command.channel})
    question = command.question
    if question is not None:
        found = asked(talks, acting.delegation, channel, question)
        if isinstance(found, Refusal):
            return found
        question = found
    if command.answer is not None:
        problem = answered(talks, acting.delegation, channel, command.answer)
        if problem:
            return problem
    message_id = command.message_id
    if channel.id != PLENARY:
        message_id = MessageId(private_id(message_id, acting.delegation))
    if message_id in talks.messages:
        return Refusal("id_taken")
    return (
        MessageSent(
            message_id,
            channel.id,
            acting.delegation,
            acting.name,
            command.text,
            question,
            command.answer,
        ),
    )


def open_channel(talks: Talks, acting: Acting, command: OpenChannel) -> tuple[Event, ...] | Refusal:
    """Open a caucus; opening the same circle twice is refused with the channel that exists."""
    problem = acts(talks, acting)
    if problem:
        return problem
    named = (acting.delegation, *command.with_)
    known = tuple(d.id for d in talks.scenario.delegations if d.id in named)
    if len(set(named)) != len(named) or len(known) != len(named):
        return Refusal("bad_members")
    if not CAUCUS[0] <= len(known) <= CAUCUS[1]:
        return Refusal("bad_members")
    mine = [c for c in talks.channels.values() if _is_caucus_of(c, acting.delegation)]
    same = next((c for c in mine if c.members == known), None)
    if same is not None:
        return Refusal("channel_exists", {"channel": same.id})
    channel_id = ChannelId(private_id(command.channel_id, acting.delegation))
    if channel_id in talks.channels:
        return Refusal("id_taken")
    # Counted over the delegation's own channels: a limit over all would tell that others meet.
    if len(mine) >= MAX_CHANNELS:
        return Refusal("too_many_channels", {"limit": MAX_CHANNELS})
    return (ChannelOpened(channel_id, acting.delegation, known),)


def _is_caucus_of(channel: Channel, delegation: DelegationId) -> bool:
    return channel.kind == "caucus" and delegation in channel.members


def announcement_id(number: int) -> MessageId:
    """The id of the announcement of that number, from 1. The log's number would tell delegates how
    much else happened; the count of announcements does not."""
    return MessageId(f"announcement~{number}")


def announce(talks: Talks, command: Announce) -> tuple[Event, ...] | Refusal:
    """The facilitator tells the whole table."""
    problem = text_problem(command.text, needed=True)
    if problem:
        return problem
    number = announcement_id(talks.announcements + 1)
    return (MessageSent(number, PLENARY, None, "", command.text),)


def message(talks: Talks, command: Message) -> tuple[Event, ...] | Refusal:
    """The facilitator tells one delegation or one delegate."""
    problem = text_problem(command.text, needed=True)
    if problem:
        return problem
    delegations = {str(d.id) for d in talks.scenario.delegations}
    if command.to not in delegations and command.to not in talks.seats:
        return Refusal("unknown_person", {"to": command.to})
    return (NoteSent(command.to, command.text),)


def ask_help(acting: Acting, command: AskHelp) -> tuple[Event, ...] | Refusal:
    """Ask the facilitator; allowed at any time, paused or not."""
    if acting.person is None:
        return Refusal("not_allowed")
    problem = text_problem(command.text, needed=True)
    return problem or (HelpAsked(acting.person, command.text),)


def close_help(talks: Talks, command: CloseHelp) -> tuple[Event, ...] | Refusal:
    """Take a request off the queue; a word to whoever asked does the same by itself."""
    if not 1 <= command.number <= len(talks.helps):
        return Refusal("not_found", {"number": command.number})
    if talks.helps[command.number - 1].answered:
        return Refusal("nothing_changes")
    return (HelpClosed(command.number),)


def step_out(talks: Talks, acting: Acting, command: StepOut) -> tuple[Event, ...] | Refusal:
    """Step out of role, or back in; allowed at any time."""
    if acting.person is None:
        return Refusal("not_allowed")
    if (acting.person in talks.stepped_out) == command.on:
        return Refusal("nothing_changes")
    return (SteppedOut(acting.person, command.on),)


def reflect(acting: Acting, command: Reflect) -> tuple[Event, ...] | Refusal:
    """Answer a reflection prompt; a later answer to the same prompt replaces it."""
    if acting.person is None:
        return Refusal("not_allowed")
    problem = text_problem(command.prompt) or text_problem(command.text, needed=True)
    return problem or (Reflected(acting.person, command.prompt, command.text),)


# --- evolving ---


def on_channel_opened(talks: Talks, event: ChannelOpened) -> Talks:
    """The circle can talk."""
    channel = Channel(event.channel_id, "caucus", event.members)
    return replace(talks, channels=talks.channels.set(channel.id, channel))


def on_message(talks: Talks, event: MessageSent, at: int) -> Talks:
    """The message stands in its channel."""
    said = Said(
        event.message_id,
        event.channel,
        event.by,
        event.name,
        event.text,
        at,
        question=event.question,
        answer=event.answer,
    )
    announced = talks.announcements + (event.by is None)
    return replace(talks, messages=talks.messages.set(said.id, said), announcements=announced)


def on_note(talks: Talks, event: NoteSent, at: int) -> Talks:
    """The facilitator's note reached whom it was for, and answers what they had asked."""
    to = {event.to, *(s.person for s in talks.seats.values() if s.delegation == event.to)}
    helps = tuple(replace(h, answered=True) if h.to_or_from in to else h for h in talks.helps)
    return replace(talks, notes=(*talks.notes, Aside(event.to, event.text, at)), helps=helps)


def on_help(talks: Talks, event: HelpAsked, at: int) -> Talks:
    """The question stands in the facilitator's queue."""
    return replace(talks, helps=(*talks.helps, Aside(event.person, event.text, at)))


def on_help_closed(talks: Talks, event: HelpClosed) -> Talks:
    """The request counts as answered."""
    place = event.number - 1
    closed = replace(talks.helps[place], answered=True)
    return replace(talks, helps=(*talks.helps[:place], closed, *talks.helps[place + 1 :]))


def on_stepped_out(talks: Talks, event: SteppedOut) -> Talks:
    """The delegate is out of role, or back."""
    person = frozenset({event.person})
    out = talks.stepped_out | person if event.on else talks.stepped_out - person
    return replace(talks, stepped_out=out)


def on_reflected(talks: Talks, event: Reflected) -> Talks:
    """The answer is kept."""
    kept = [r for r in talks.reflections.get(event.person, ()) if r[0] != event.prompt]
    answers = (*kept, (event.prompt, event.text))
    return replace(talks, reflections=talks.reflections.set(event.person, answers))
