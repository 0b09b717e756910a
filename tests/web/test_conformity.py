"""The API against its own document: schemathesis sends what the document allows and what it
forbids, and follows one answer into the next call. The document may not be wrong about either."""

import subprocess
import sysconfig
from pathlib import Path

import requests

from tests.live import LiveServer
from tests.thorough import THOROUGH

EXAMPLES = 200 if THOROUGH else 25
SETTINGS = """
[parameters]
classroom_id = "{classroom}"
talks_id = "{talks}"

# What would end the run's own class, token and seats.
[[operations]]
include-name = "DELETE /api/v1/classrooms/{{classroom_id}}"
enabled = false
[[operations]]
include-path-regex = "/tokens|/sign-out|/merge|/code$"
enabled = false

# A name in which nothing can be seen is refused, and no pattern can tell that.
[[operations]]
include-path-regex = "/join$|/people/[^/]+$"
checks.positive_data_acceptance.enabled = false

# A list of names has no masked form.
[[operations]]
include-path-regex = "/export$"
checks.positive_data_acceptance.enabled = false

# A command that is refused is answered 200 with a receipt that says so, as on the socket.
[[operations]]
include-path-regex = "/commands$"
checks.negative_data_rejection.enabled = false
"""


def test_the_server_keeps_what_its_document_says(tmp_path: Path) -> None:
    server = LiveServer(tmp_path)
    server.start()
    try:
        token = server.sixparty("token", "create", "--name", "fuzz").strip()
        header = f"Authorization: Bearer {token}"
        body = {"title": "Fuzz", "scenario": "two-party", "tables": 1}
        made = requests.post(
            f"{server.url}/api/v1/classrooms", json=body, headers=dict([header.split(": ")])
        ).json()
        settings = tmp_path / "schemathesis.toml"
        settings.write_text(SETTINGS.format(classroom=made["id"], talks=made["talks"][0]["id"]))
        tool = Path(sysconfig.get_path("scripts")) / "schemathesis"
        done = subprocess.run(
            [
                *(tool, "--config-file", settings, "run", f"{server.url}/api/v1/openapi.json"),
                *("--header", header, "--no-color", "--seed", "1"),
                *("--max-examples", str(EXAMPLES)),
            ],
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
    finally:
        server.stop()
    assert done.returncode == 0, done.stdout[-8_000:] + done.stderr[-2_000:]
    assert "Traceback" not in server.output
