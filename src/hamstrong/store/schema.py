"""The tables: the log of events, and what is read from it often."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
)

__all__ = [
    "DERIVED",
    "cards",
    "events",
    "metadata",
    "profiles",
    "reps",
    "settings",
    "test_results",
    "truth_tables",
    "work",
]

DERIVED: Final = {"derived": True}
"""Marks a table that is made from events alone and can be made anew from them."""

metadata: Final = MetaData()

events: Final = Table(
    "events",
    metadata,
    Column("session_id", String(32), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("time_s", Float, nullable=False),
    Column("recorded_at", DateTime, nullable=False),
    Column("kind", String(40), nullable=False, index=True),
    Column("body", JSON, nullable=False),
)
"""The truth: rows are added and never changed. Times of day are UTC."""

cards: Final = Table(
    "cards",
    metadata,
    Column("session_id", String(32), primary_key=True),
    Column("started_at", DateTime, nullable=False, index=True),
    Column("ended_at", DateTime),
    Column("state", String(20), nullable=False),
    Column("minutes", Float, nullable=False),
    Column("exercises", JSON, nullable=False),
    Column("reps", Integer, nullable=False),
    Column("reps_logged", Integer, nullable=False),
    Column("score", Integer),
    Column("pain", JSON, nullable=False),
    Column("stints", JSON, info={"nested": True}),
    info=DERIVED,
)
"""One row a session, rewritten with every event. ``stints`` is None
only in a history of an older version that was not opened since."""

reps: Final = Table(
    "reps",
    metadata,
    Column("session_id", String(32), ForeignKey("cards.session_id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("exercise", String(40), nullable=False, index=True),
    Column("variation", String(40), nullable=False),
    Column("stage", String(40)),
    Column("side", String(5), nullable=False),
    Column("set_number", Integer, nullable=False),
    Column("counts", Boolean, nullable=False),
    Column("start_s", Float, nullable=False),
    Column("end_s", Float, nullable=False),
    Column("hold_s", Float, nullable=False),
    Column("rom_deg", Float, nullable=False),
    Column("score", Integer, nullable=False),
    Column("faults", JSON, nullable=False),
    info=DERIVED,
)
"""One row a rep or attempt; ``sequence`` is that of its event."""

work: Final = Table(
    "work",
    metadata,
    Column("session_id", String(32), ForeignKey("cards.session_id"), primary_key=True),
    Column("exercise", String(40), primary_key=True),
    Column("variation", String(40), primary_key=True),
    Column("stage", String(40), primary_key=True),
    Column("side", String(5), primary_key=True),
    Column("reps", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("rom_sum", Float, nullable=False),
    Column("rom_squares", Float, nullable=False),
    Column("hold_sum", Float, nullable=False),
    Column("score_sum", Float, nullable=False),
    info=DERIVED,
)
"""Sums over the reps of a session in one form of an exercise; ``stage`` is empty without one."""

test_results: Final = Table(
    "test_results",
    metadata,
    Column("session_id", String(32), ForeignKey("cards.session_id"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("test", String(40), nullable=False, index=True),
    Column("place", Integer, nullable=False),
    Column("set_number", Integer, nullable=False),
    Column("side", String(5), nullable=False),
    Column("value", Float, nullable=False),
    Column("uncertainty", Float),
    Column("unit", String(8), nullable=False),
    Column("trials", JSON, nullable=False),
    Column("measured", Boolean, nullable=False),
    info=DERIVED,
)
"""One row a result of a self-test; ``sequence`` is that of its event."""

settings: Final = Table(
    "settings",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("body", JSON, nullable=False),
)

profiles: Final = Table(
    "profiles",
    metadata,
    Column("recorded_at", DateTime, primary_key=True),
    Column("body", JSON, nullable=False),
)
"""What the user told about themselves: rows are added, the newest counts. Times are UTC."""


def truth_tables() -> tuple[Table, ...]:
    """Return the tables that a copy of the history must hold, the events first."""
    others = (table for table in metadata.sorted_tables if not table.info.get("derived"))
    return (events, *(table for table in others if table is not events))
