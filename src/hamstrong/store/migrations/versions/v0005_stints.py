"""What became of each exercise in a session, for the plan."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the column; it is filled from the events when the history is opened."""
    op.add_column("cards", sa.Column("stints", sa.JSON))


def downgrade() -> None:
    """Remove it."""
    op.drop_column("cards", "stints")
