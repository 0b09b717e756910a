"""Commands: everything that can be asked of talks. Imperative; nothing else changes state."""

from server.rules.commands.delegates import (
    AmendProposal,
    AskHelp,
    BreakSilence,
    Cosponsor,
    OpenChannel,
    Reflect,
    Say,
    SetReady,
    StanceKind,
    StepOut,
    TableProposal,
    TakeStance,
    WithdrawProposal,
)
from server.rules.commands.facilitators import (
    Advance,
    Announce,
    Archive,
    AssignSeat,
    CloseHelp,
    Conclude,
    Extend,
    Flag,
    FlagKind,
    LockSeats,
    Message,
    OpenTalks,
    Pause,
    RecordAgreement,
    ReleaseSeat,
    Replan,
    Resume,
    Reveal,
    RollBack,
    SeatBot,
    SeatObserver,
    SetInnerRole,
    SetPolicy,
    Start,
    StepBack,
    SwapSeats,
    Unflag,
    UnseatBot,
    VoidAgreement,
)
from server.rules.commands.ledger import (
    ContestObligation,
    DeclineSideLetter,
    DiscloseSideLetter,
    DraftSideLetter,
    Report,
    ReportObligation,
    Settlement,
    SettleObligation,
    SignSideLetter,
)
from server.rules.commands.plenary import Endorse, EndorsementKind
from server.rules.commands.preparing import AnswerQuiz, WritePosition
from server.rules.commands.server import (
    Expire,
)
from server.rules.commands.teams import (
    Capital,
    CapitalDecision,
    CastBallot,
    HandOver,
    PressStatement,
)
from server.rules.commands.world import (
    Inject,
    UndoInject,
    WriteInject,
)

__all__ = [
    "Advance",
    "AmendProposal",
    "Announce",
    "AnswerQuiz",
    "Archive",
    "AskHelp",
    "AssignSeat",
    "BreakSilence",
    "Capital",
    "CapitalDecision",
    "CastBallot",
    "CloseHelp",
    "Command",
    "Conclude",
    "ContestObligation",
    "Cosponsor",
    "DeclineSideLetter",
    "DiscloseSideLetter",
    "DraftSideLetter",
    "Endorse",
    "EndorsementKind",
    "Expire",
    "Extend",
    "Flag",
    "FlagKind",
    "HandOver",
    "Inject",
    "LockSeats",
    "Message",
    "OpenChannel",
    "OpenTalks",
    "Pause",
    "PressStatement",
    "RecordAgreement",
    "Reflect",
    "ReleaseSeat",
    "Replan",
    "Report",
    "ReportObligation",
    "Resume",
    "Reveal",
    "RollBack",
    "Say",
    "SeatBot",
    "SeatObserver",
    "SetInnerRole",
    "SetPolicy",
    "SetReady",
    "SettleObligation",
    "Settlement",
    "SignSideLetter",
    "StanceKind",
    "Start",
    "StepBack",
    "StepOut",
    "SwapSeats",
    "TableProposal",
    "TakeStance",
    "UndoInject",
    "Unflag",
    "UnseatBot",
    "VoidAgreement",
    "WithdrawProposal",
    "WriteInject",
    "WritePosition",
]

Command = (
    TableProposal
    | AmendProposal
    | Cosponsor
    | TakeStance
    | BreakSilence
    | WithdrawProposal
    | Endorse
    | HandOver
    | CastBallot
    | PressStatement
    | Say
    | OpenChannel
    | SetReady
    | ReportObligation
    | ContestObligation
    | DraftSideLetter
    | SignSideLetter
    | DeclineSideLetter
    | DiscloseSideLetter
    | AskHelp
    | StepOut
    | Reflect
    | AnswerQuiz
    | WritePosition
    | OpenTalks
    | Replan
    | Start
    | Pause
    | Resume
    | Extend
    | Advance
    | StepBack
    | AssignSeat
    | SeatObserver
    | SwapSeats
    | ReleaseSeat
    | LockSeats
    | SetInnerRole
    | SeatBot
    | UnseatBot
    | SetPolicy
    | Announce
    | Message
    | CloseHelp
    | Flag
    | Unflag
    | RecordAgreement
    | VoidAgreement
    | SettleObligation
    | Capital
    | RollBack
    | Reveal
    | Conclude
    | Archive
    | Expire
    | Inject
    | WriteInject
    | UndoInject
)
