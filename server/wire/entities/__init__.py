"""The entities of a view as clients may rely on them.

Scores, worths, reservation values and costs are integers in hundredths of a point; times are
milliseconds since the epoch. A test holds every entity that the rules make against these.
"""

from types import ModuleType
from typing import Any

from server.wire.entities import floor, forums, ledger, people, steering, table, teams, world
from server.wire.entities.floor import ChannelEntity, MessageEntity, ProposalEntity
from server.wire.entities.forums import AgreementEntity, ForumEntity, MandateEntity
from server.wire.entities.ledger import LetterEntity, ObligationEntity
from server.wire.entities.people import (
    DelegationEntity,
    HelpEntity,
    MeEntity,
    ObserverEntity,
    PapersEntity,
)
from server.wire.entities.steering import FlagEntity, SteeringEntity
from server.wire.entities.table import ClockEntity, MayEntity, ScoreboardEntity, TalksEntity
from server.wire.entities.teams import ApprovalEntity, BallotsEntity, TeamEntity
from server.wire.entities.world import (
    InjectEntity,
    LadderEntity,
    LinkageEntity,
    ScriptEntity,
    TermsEntity,
    TrackEntity,
)

ENTITIES: dict[str, Any] = {
    "talks": TalksEntity,
    "clock": ClockEntity,
    "me": MeEntity,
    "delegation": DelegationEntity,
    "forum": ForumEntity,
    "mandate": MandateEntity,
    "proposal": ProposalEntity,
    "agreement": AgreementEntity,
    "channel": ChannelEntity,
    "message": MessageEntity,
    "team": TeamEntity,
    "ballots": BallotsEntity,
    "approval": ApprovalEntity,
    "papers": PapersEntity,
    "observer": ObserverEntity,
    "linkage": LinkageEntity,
    "inject": InjectEntity,
    "script": ScriptEntity,
    "terms": TermsEntity,
    "track": TrackEntity,
    "ladder": LadderEntity,
    "obligation": ObligationEntity,
    "letter": LetterEntity,
    "help": HelpEntity,
    "flag": FlagEntity,
    "steering": SteeringEntity,
    "scoreboard": ScoreboardEntity,
    "may": MayEntity,
}
"""Kind of entity (the key up to its first slash) -> shape."""

MODULES: tuple[ModuleType, ...] = (table, people, forums, floor, teams, ledger, world, steering)
"""Where the shapes stand, in the order of the generated types."""
