"""What the caller of this request is admitted to; whoever has no business there finds nothing.

At a table a caller by token or seat counts, in a class the account of the browser too.
"""

from flask import request

from server.rules.ids import ClassroomId, DelegationId, TalksId
from server.rules.seats import Facilitator
from server.service.admission import TableWatch, WallWatch
from server.service.identities import Identity
from server.web.site.errors import granted
from server.web.site.identity import caller
from server.web.site.parts import parts


def sees(talks_id: TalksId) -> TableWatch:
    """The table as the caller may see it."""
    return seen_by(caller(talks_id), talks_id)


def views(talks_id: TalksId) -> TableWatch:
    """The table whose view the caller may have, an agent in its seat too."""
    as_ = request.args.get("as")
    eyes = DelegationId(as_) if as_ else None
    return granted(parts().admission.view(caller(talks_id), talks_id, eyes))


def seen_by(who: Identity | None, talks_id: TalksId) -> TableWatch:
    """The same for somebody known, through the eyes of the delegation that `?as=` names."""
    as_ = request.args.get("as")
    return granted(parts().admission.table(who, talks_id, DelegationId(as_) if as_ else None))


def sees_again(who: Identity | None, talks_id: TalksId) -> TableWatch:
    """The table whose replay somebody may see."""
    as_ = request.args.get("as")
    eyes = DelegationId(as_) if as_ else None
    return granted(parts().admission.replayed(who, talks_id, eyes))


def acts(talks_id: TalksId) -> TableWatch:
    """The table at which the caller acts."""
    return granted(parts().admission.acting(caller(talks_id), talks_id))


def runs(talks_id: TalksId) -> TableWatch:
    """The table that the caller runs."""
    return granted(parts().admission.desk(caller(talks_id), talks_id))


def sees_class(classroom_id: ClassroomId) -> WallWatch:
    """The class as the caller may see it."""
    return granted(parts().admission.wall(caller(), classroom_id))


def runs_class(classroom_id: ClassroomId) -> WallWatch:
    """The class of which the caller runs tables: all of them, or some."""
    return granted(parts().admission.running(caller(), classroom_id))


def manages() -> Facilitator:
    """The caller, to whom all classes belong."""
    return granted(parts().admission.managing(caller()))
