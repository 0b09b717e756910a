"""Pages and calls are there because the application was given them, not by what was imported."""

import ast
from pathlib import Path

from tests.live import CHECKOUT
from tests.web.site import made_app

WEB = CHECKOUT / "server" / "web"


def decorated(module: ast.Module) -> set[str]:
    """The names whose `.get(...)`, `.post(...)` or `.route(...)` decorates a function."""
    return {
        call.func.value.id
        for function in module.body
        if isinstance(function, ast.FunctionDef)
        for call in function.decorator_list
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in {"get", "post", "put", "patch", "delete", "route"}
        and isinstance(call.func.value, ast.Name)
    }


def made_here(module: ast.Module) -> set[str]:
    """The names that the module gives values to."""
    return {
        target.id
        for line in module.body
        if isinstance(line, ast.Assign)
        for target in line.targets
        if isinstance(target, ast.Name)
    }


def test_no_module_adds_a_page_to_another_ones_by_being_imported() -> None:
    elsewhere = {}
    for path in WEB.rglob("*.py"):
        module = ast.parse(path.read_text("utf-8"))
        if borrowed := decorated(module) - made_here(module):
            elsewhere[path.name] = borrowed
    assert elsewhere == {}


def test_two_servers_in_one_process_have_the_same_addresses(tmp_path: Path) -> None:
    one, two = (made_app(tmp_path / name).flask for name in ("one", "two"))
    addresses = [{(r.rule, r.endpoint) for r in app.url_map.iter_rules()} for app in (one, two)]
    assert addresses[0] == addresses[1]
    for expected in (
        ("/facilitate/new", "facilitate.new"),
        ("/facilitate/<classroom_id>/codes", "facilitate.codes"),
        ("/api/v1/openapi.json", "api.openapi_json"),
    ):
        assert expected in addresses[0]
