import json

from server.config import load
from server.service.codes import token_hash
from server.service.people import TokenKind
from server.storage.stores import open_stores
from tests.cli.command import Shell


def test_the_token_stands_alone_on_stdout_and_is_kept_as_a_hash(shell: Shell) -> None:
    ran = shell.runs("token", "create", "--name", "grading script")
    assert ran.status == 0
    assert ran.err == ""
    token = ran.out.strip()
    assert ran.out == token + "\n"
    stores = open_stores(load().database_url)
    [kept] = stores.people.tokens(TokenKind.API)
    stores.close()
    assert (kept.name, kept.hash) == ("grading script", token_hash(token))
    assert token.encode() not in shell.database.read_bytes()


def test_as_json(shell: Shell) -> None:
    made = json.loads(shell.ok("token", "create", "--name", "x", "--json"))
    assert set(made) == {"name", "token"}


def test_a_token_needs_a_name(shell: Shell) -> None:
    assert "--name" in shell.fails("token", "create")
    assert "--name" in shell.fails("token", "create", "--name", "  ")


def test_tokens_are_listed_and_taken_back(shell: Shell) -> None:
    shell.ok("token", "create", "--name", "grader")
    assert "grader" in shell.ok("token", "list")
    assert "never used" in shell.ok("token", "list")
    [kept] = json.loads(shell.ok("token", "list", "--json"))["tokens"]
    assert shell.ok("token", "revoke", kept["id"]).strip() == "taken back"
    assert "no token" in shell.fails("token", "revoke", kept["id"])
    assert shell.ok("token", "list") == ""
