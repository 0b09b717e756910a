"""When somebody of the class first came."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.add_column(
        "person", sa.Column("came_at", sa.BigInteger(), server_default="0", nullable=False)
    )


def downgrade() -> None:
    """Go back to the version before."""
    with op.batch_alter_table("person") as batch:
        batch.drop_column("came_at")
