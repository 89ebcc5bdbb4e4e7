"""Work done per session and form of an exercise, and an index to find check-ins by."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table and fill it from the reps."""
    op.create_table(
        "work",
        sa.Column("session_id", sa.String(32), sa.ForeignKey("cards.session_id"), primary_key=True),
        sa.Column("exercise", sa.String(40), primary_key=True),
        sa.Column("variation", sa.String(40), primary_key=True),
        sa.Column("stage", sa.String(40), primary_key=True),
        sa.Column("side", sa.String(5), primary_key=True),
        sa.Column("reps", sa.Integer, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("rom_sum", sa.Float, nullable=False),
        sa.Column("rom_squares", sa.Float, nullable=False),
        sa.Column("hold_sum", sa.Float, nullable=False),
        sa.Column("score_sum", sa.Float, nullable=False),
    )
    op.create_index("ix_events_kind", "events", ["kind"])
    op.execute(
        """
        INSERT INTO work (session_id, exercise, variation, stage, side, reps, attempts,
                          rom_sum, rom_squares, hold_sum, score_sum)
        SELECT session_id, exercise, variation, COALESCE(stage, ''), side,
               SUM(CASE WHEN counts THEN 1 ELSE 0 END),
               SUM(CASE WHEN counts THEN 0 ELSE 1 END),
               SUM(CASE WHEN counts THEN rom_deg ELSE 0 END),
               SUM(CASE WHEN counts THEN rom_deg * rom_deg ELSE 0 END),
               SUM(CASE WHEN counts THEN hold_s ELSE 0 END),
               SUM(CASE WHEN counts THEN score ELSE 0 END)
        FROM reps
        GROUP BY session_id, exercise, variation, COALESCE(stage, ''), side
        """
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_index("ix_events_kind", "events")
    op.drop_table("work")
