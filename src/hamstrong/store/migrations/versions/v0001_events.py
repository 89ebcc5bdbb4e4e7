"""The log of events, what is read from it, and the settings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "events",
        sa.Column("session_id", sa.String(32), primary_key=True),
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("time_s", sa.Float, nullable=False),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
    )
    op.create_table(
        "cards",
        sa.Column("session_id", sa.String(32), primary_key=True),
        sa.Column("started_at", sa.DateTime, nullable=False, index=True),
        sa.Column("ended_at", sa.DateTime),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("minutes", sa.Float, nullable=False),
        sa.Column("exercises", sa.JSON, nullable=False),
        sa.Column("reps", sa.Integer, nullable=False),
        sa.Column("reps_logged", sa.Integer, nullable=False),
        sa.Column("score", sa.Integer),
        sa.Column("pain", sa.JSON, nullable=False),
    )
    op.create_table(
        "reps",
        sa.Column("session_id", sa.String(32), sa.ForeignKey("cards.session_id"), primary_key=True),
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("exercise", sa.String(40), nullable=False, index=True),
        sa.Column("variation", sa.String(40), nullable=False),
        sa.Column("stage", sa.String(40)),
        sa.Column("side", sa.String(5), nullable=False),
        sa.Column("set_number", sa.Integer, nullable=False),
        sa.Column("counts", sa.Boolean, nullable=False),
        sa.Column("start_s", sa.Float, nullable=False),
        sa.Column("end_s", sa.Float, nullable=False),
        sa.Column("hold_s", sa.Float, nullable=False),
        sa.Column("rom_deg", sa.Float, nullable=False),
        sa.Column("score", sa.Integer, nullable=False),
        sa.Column("faults", sa.JSON, nullable=False),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(40), primary_key=True),
        sa.Column("body", sa.JSON, nullable=False),
    )


def downgrade() -> None:
    """Remove them."""
    for table in ("settings", "reps", "cards", "events"):
        op.drop_table(table)
