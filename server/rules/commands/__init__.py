"""Commands: everything that can be asked of talks. Imperative; nothing else changes state.

A topic's file ends with who may give its commands; here the topics come together, and the order
is that of the reference. Whatever needs all commands asks these unions: `get_args(Command)`.
"""

from server.rules.commands import (
    agents,
    ledger,
    life,
    plenary,
    preparing,
    proposals,
    reading,
    schedule,
    seats,
    talk,
    teams,
    world,
)

DelegateCommand = (
    proposals.DelegateCommand
    | plenary.DelegateCommand
    | teams.DelegateCommand
    | talk.DelegateCommand
    | ledger.DelegateCommand
    | schedule.DelegateCommand
    | preparing.DelegateCommand
    | reading.DelegateCommand
)
FacilitatorCommand = (
    life.FacilitatorCommand
    | schedule.FacilitatorCommand
    | seats.FacilitatorCommand
    | agents.FacilitatorCommand
    | talk.FacilitatorCommand
    | proposals.FacilitatorCommand
    | world.FacilitatorCommand
    | ledger.FacilitatorCommand
    | teams.FacilitatorCommand
)
OfAPerson = talk.OfAPerson | preparing.DelegateCommand | reading.DelegateCommand
"""What the people of a delegation may do while it is played by the automated negotiator."""

OfPeopleOnly = (
    talk.AskHelp
    | talk.StepOut
    | talk.Reflect
    | teams.HandOver
    | teams.CastBallot
    | teams.PressStatement
    | schedule.SetReady
    | preparing.DelegateCommand
    | reading.DelegateCommand
)
"""What an agent in the seat may not do: it is no person, and nobody waits for it."""

ServerCommand = schedule.ServerCommand
"""What only the server's own clock gives."""

Command = DelegateCommand | FacilitatorCommand | ServerCommand
