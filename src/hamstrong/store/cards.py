"""What the list of sessions shows of each, and which sessions it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import fmean
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from hamstrong.store.schema import cards, events

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, RowMapping

    from hamstrong.session.progress import Progress
    from hamstrong.session.words import StateName

__all__ = ["Card", "Logged", "is_told", "project_card", "read_card"]


@dataclass(frozen=True, slots=True)
class Card:
    """What the list of sessions shows of one."""

    state: StateName
    minutes: float
    exercises: tuple[str, ...]
    reps: int
    reps_logged: int
    score: int | None
    pain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Logged:
    """A card with what the store knows about it; times of day are UTC."""

    session_id: str
    started_at: datetime
    ended_at: datetime | None
    card: Card


def project_card(progress: Progress) -> Card:
    """Return the card of a session as far as it is."""
    trained = {event.bout.exercise for event in progress.reps}
    trained |= {bout.exercise for bout in (*progress.closed, *progress.logs)}
    scores = [event.rep.score for event in progress.reps]
    return Card(
        state=progress.state,
        minutes=round(progress.clock_s / 60, 1),
        exercises=tuple(progress.plan[index].exercise for index in sorted(trained)),
        reps=len(progress.reps),
        reps_logged=sum(progress.logs.values()),
        score=round(fmean(scores)) if scores else None,
        pain=tuple(dict.fromkeys(progress.plan[pain.exercise].exercise for pain in progress.pains)),
    )


def is_told() -> ColumnElement[bool]:
    """Return the condition that a session has a rep, a result, a pain or a word of its user."""
    told = select(events.c.sequence).where(
        events.c.session_id == cards.c.session_id,
        events.c.kind.in_(("test-measured", "pain-felt", "checked-in")),
    )
    return or_(cards.c.reps + cards.c.reps_logged > 0, told.exists())


def read_card(row: RowMapping) -> Logged:
    """Return a card from its row."""
    return Logged(
        session_id=row["session_id"],
        started_at=row["started_at"].replace(tzinfo=UTC),
        ended_at=row["ended_at"].replace(tzinfo=UTC) if row["ended_at"] else None,
        card=Card(
            state=row["state"],
            minutes=row["minutes"],
            exercises=tuple(row["exercises"]),
            reps=row["reps"],
            reps_logged=row["reps_logged"],
            score=row["score"],
            pain=tuple(row["pain"]),
        ),
    )
