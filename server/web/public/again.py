"""What somebody who plays alone can do next: the same again, harder, or as another delegation."""

from typing import Any

from flask import current_app, url_for

from server.rules.ids import TalksId
from server.web.site.once import form_token
from server.web.site.parts import parts
from server.web.site.seat_lists import MySeat


def again(mine: MySeat) -> dict[str, object] | None:
    """What the table's page needs to offer it; None at a table of a class.

    `choices` are the fields of the form that makes the table anew, `harder` the next difficulty.
    """
    room = parts().classrooms.get(mine.classroom)
    if room is None or not room.solo or mine.delegation is None:
        return None
    talks = parts().negotiations.talks(mine.talks)
    tempers = {bot.temperament for bot in talks.bots.values()}
    by_share = sorted(talks.base.difficulties, key=lambda name: talks.base.difficulties[name])
    here = by_share.index(room.difficulty) if room.difficulty in by_share else len(by_share)
    choices: dict[str, Any] = {
        "scenario": room.scenario,
        "delegation": mine.delegation.id,
        "preset": room.preset,
        "difficulty": room.difficulty,
        "temperament": tempers.pop() if len(tempers) == 1 else "",
        "name": "" if mine.name == mine.delegation.name else mine.name,
    }
    return {
        "start": url_for("solo.start"),
        "choose": url_for("solo.choose", **choices),
        "token": form_token(),
        "choices": choices,
        "harder": next(iter(by_share[here + 1 :]), None),
    }


def debrief_url(talks_id: TalksId) -> dict[str, str]:
    """The address of the talks' debrief, where this server has such pages."""
    if "debrief.page" not in current_app.view_functions:
        return {}
    return {"debrief": url_for("debrief.page", talks_id=talks_id)}
