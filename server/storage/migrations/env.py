"""Run by Alembic: on the connection it is given, or on the address in SIXPARTY_DATABASE_URL."""

import os

from alembic import context
from sqlalchemy import Connection

from server.storage.engine import make_engine
from server.storage.schema import metadata


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_server_default=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    with make_engine(os.environ["SIXPARTY_DATABASE_URL"]).begin() as opened:
        _run(opened)
