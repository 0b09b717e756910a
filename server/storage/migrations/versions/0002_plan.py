"""A class's own schedule, and where the class is in its life."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this version."""
    op.add_column(
        "classroom", sa.Column("plan", sa.Text(), server_default=sa.text("'[]'"), nullable=False)
    )
    op.add_column(
        "classroom",
        sa.Column("state", sa.String(length=16), server_default=sa.text("'kept'"), nullable=False),
    )


def downgrade() -> None:
    """Go back to the version before."""
    op.drop_column("classroom", "state")
    op.drop_column("classroom", "plan")
