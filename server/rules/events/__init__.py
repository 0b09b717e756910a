"""Events: facts about talks, in the order they happened. Past tense; the log holds nothing else.

Times are milliseconds since the epoch, as the server's clock gave them with the command.
"""

from dataclasses import dataclass

from server.rules.events.ledger import (
    LetterDeclined,
    LetterDisclosed,
    LetterDrafted,
    LetterSigned,
    ObligationContested,
    ObligationLapsed,
    ObligationReported,
    ObligationSettled,
)
from server.rules.events.life import (
    Archived,
    Concluded,
    PolicySet,
    Replanned,
    Revealed,
    RolledBack,
    TalksOpened,
)
from server.rules.events.plenary import Endorsed
from server.rules.events.preparing import PositionWritten, QuizAnswered
from server.rules.events.proposals import (
    AgreementRecorded,
    AgreementVoided,
    ForumAgreed,
    ForumFailed,
    ProposalAdopted,
    ProposalCosponsored,
    ProposalLapsed,
    ProposalTabled,
    ProposalWithdrawn,
    SilenceBegan,
    SilenceBroken,
    StanceTaken,
)
from server.rules.events.schedule import (
    ClockExtended,
    Paused,
    PhaseBegan,
    ReadySet,
    Resumed,
)
from server.rules.events.seats import (
    BotSeated,
    BotUnseated,
    InnerRoleSet,
    ObserverSeated,
    SeatAssigned,
    SeatReleased,
    SeatsLocked,
)
from server.rules.events.talk import (
    ChannelOpened,
    Flagged,
    HelpAsked,
    HelpClosed,
    MessageSent,
    NoteSent,
    Reflected,
    SteppedOut,
    Unflagged,
)
from server.rules.events.teams import (
    ApprovalAsked,
    BallotCast,
    CapitalDecided,
    HeadHandedOver,
    PressStated,
    SpecialistSet,
)
from server.rules.events.world import (
    InjectFired,
    InjectUndone,
    LinkageLifted,
    LinkageTriggered,
    RungLost,
    RungReached,
)
from server.rules.ids import CommandId
from server.rules.seats import Actor

__all__ = [
    "AgreementRecorded",
    "AgreementVoided",
    "ApprovalAsked",
    "Archived",
    "BallotCast",
    "BotSeated",
    "BotUnseated",
    "CapitalDecided",
    "ChannelOpened",
    "ClockExtended",
    "Concluded",
    "Endorsed",
    "Event",
    "Flagged",
    "ForumAgreed",
    "ForumFailed",
    "HeadHandedOver",
    "HelpAsked",
    "HelpClosed",
    "InjectFired",
    "InjectUndone",
    "InnerRoleSet",
    "LetterDeclined",
    "LetterDisclosed",
    "LetterDrafted",
    "LetterSigned",
    "LinkageLifted",
    "LinkageTriggered",
    "MessageSent",
    "NoteSent",
    "ObligationContested",
    "ObligationLapsed",
    "ObligationReported",
    "ObligationSettled",
    "ObserverSeated",
    "Paused",
    "PhaseBegan",
    "PolicySet",
    "PositionWritten",
    "PressStated",
    "ProposalAdopted",
    "ProposalCosponsored",
    "ProposalLapsed",
    "ProposalTabled",
    "ProposalWithdrawn",
    "QuizAnswered",
    "ReadySet",
    "Recorded",
    "Reflected",
    "Replanned",
    "Resumed",
    "Revealed",
    "RolledBack",
    "RungLost",
    "RungReached",
    "SeatAssigned",
    "SeatReleased",
    "SeatsLocked",
    "SilenceBegan",
    "SilenceBroken",
    "SpecialistSet",
    "StanceTaken",
    "SteppedOut",
    "TalksOpened",
    "Unflagged",
]

Event = (
    TalksOpened
    | Replanned
    | SeatAssigned
    | SeatReleased
    | ObserverSeated
    | InnerRoleSet
    | SeatsLocked
    | BotSeated
    | BotUnseated
    | PolicySet
    | PhaseBegan
    | Paused
    | Resumed
    | ClockExtended
    | ReadySet
    | ProposalTabled
    | ProposalCosponsored
    | StanceTaken
    | SilenceBegan
    | SilenceBroken
    | ProposalWithdrawn
    | ProposalAdopted
    | ProposalLapsed
    | AgreementRecorded
    | AgreementVoided
    | ForumFailed
    | ForumAgreed
    | Endorsed
    | ObligationReported
    | ObligationContested
    | ObligationSettled
    | ObligationLapsed
    | LetterDrafted
    | LetterSigned
    | LetterDeclined
    | LetterDisclosed
    | SpecialistSet
    | HeadHandedOver
    | BallotCast
    | PressStated
    | ApprovalAsked
    | CapitalDecided
    | ChannelOpened
    | MessageSent
    | NoteSent
    | HelpAsked
    | HelpClosed
    | Flagged
    | Unflagged
    | SteppedOut
    | Reflected
    | QuizAnswered
    | PositionWritten
    | RolledBack
    | Revealed
    | Concluded
    | Archived
    | LinkageTriggered
    | LinkageLifted
    | InjectFired
    | InjectUndone
    | RungReached
    | RungLost
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as the log holds it: `seq` is 1, 2, 3 ... without gaps; `at` in milliseconds."""

    seq: int
    at: int
    by: Actor
    command_id: CommandId
    event: Event
