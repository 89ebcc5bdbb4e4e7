"""Results of self-tests."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table; no earlier version told results."""
    op.create_table(
        "test_results",
        sa.Column("session_id", sa.String(32), sa.ForeignKey("cards.session_id"), primary_key=True),
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("test", sa.String(40), nullable=False, index=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("set_number", sa.Integer, nullable=False),
        sa.Column("side", sa.String(5), nullable=False),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("uncertainty", sa.Float),
        sa.Column("unit", sa.String(8), nullable=False),
        sa.Column("trials", sa.JSON, nullable=False),
        sa.Column("measured", sa.Boolean, nullable=False),
    )


def downgrade() -> None:
    """Remove it."""
    op.drop_table("test_results")
