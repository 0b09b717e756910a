"""What a facilitator's pages do with rights, as calls to the test server."""

from collections.abc import Callable

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from server.rules.ids import DelegationId, TalksId
from server.rules.refusals import Refusal
from server.service.classrooms import Classrooms
from server.service.identities import Sees
from server.service.people import TokenKind

PASSWORD = "long enough"


def rights_of(classrooms: Classrooms, changed: Callable[[], None]) -> Blueprint:
    """Calls that give rights and take them back."""
    blueprint = Blueprint("rights", __name__)

    def tables() -> list[TalksId]:
        return [TalksId(t) for t in request.args.getlist("table")]

    @blueprint.get("/link")
    def link() -> ResponseReturnValue:
        delegation = request.args.get("delegation")
        made = classrooms.links.new_observer(
            classrooms.all()[0].id,
            tables(),
            label=request.args.get("label", ""),
            sees=Sees(request.args.get("sees", "public")),
            delegation=DelegationId(delegation) if delegation else None,
            told="told" in request.args,
        )
        return jsonify(made if isinstance(made, str) else made.code)

    @blueprint.get("/assistant")
    def assistant() -> ResponseReturnValue:
        made = classrooms.assistants.make(classrooms.all()[0].id, "Min-ji", tables())
        if isinstance(made, Refusal):
            return made.code, 400
        classrooms.assistants.set_up(made[1], PASSWORD)
        return jsonify(classrooms.browsers.sign_in("Min-ji"))

    @blueprint.get("/tables")
    def other_tables() -> ResponseReturnValue:
        [helper] = classrooms.assistants.of(classrooms.all()[0].id)
        classrooms.assistants.give_tables(helper, tables())
        changed()
        return jsonify(None)

    @blueprint.get("/revoke")
    def revoke() -> ResponseReturnValue:
        room = classrooms.all()[0].id
        classrooms.links.revoke_all(room, TokenKind.OBSERVER)
        for helper in classrooms.assistants.of(room):
            classrooms.assistants.revoke(helper)
        if "quietly" not in request.args:
            changed()
        return jsonify(None)

    @blueprint.get("/renew")
    def renew() -> ResponseReturnValue:
        named = request.args["name"]
        [person] = [p for p in classrooms.people_in(classrooms.all()[0].id) if p.name == named]
        code = classrooms.renew_rejoin_code(person.id)
        changed()
        return jsonify(code)

    @blueprint.get("/delete")
    def delete() -> ResponseReturnValue:
        classrooms.delete(classrooms.all()[0].id)
        changed()
        return jsonify(None)

    return blueprint
