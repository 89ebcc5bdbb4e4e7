"""Results of self-tests, read from the log as it grows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select

from hamstrong.session.events import BoutReopened, TestMeasured
from hamstrong.store.schema import events, test_results

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection, RowMapping, Select

    from hamstrong.exercises.model import TestUnit
    from hamstrong.session.events import SessionEvent
    from hamstrong.session.values import Bout
    from hamstrong.session.words import SessionSide

__all__ = ["ResultRow", "add_results", "read_result", "select_results"]


@dataclass(frozen=True, slots=True)
class ResultRow:
    """The result of one side of a self-test.

    ``recorded_at`` is a time of day in UTC. ``uncertainty`` is None where ``measured`` is False:
    the user counted or timed it.
    """

    session_id: str
    sequence: int
    recorded_at: datetime
    test: str
    side: SessionSide
    value: float
    uncertainty: float | None
    unit: TestUnit
    trials: tuple[float, ...]
    measured: bool


def add_results(
    connection: Connection, session_id: str, first: int, happened: Iterable[SessionEvent]
) -> None:
    """Keep the results among new events; ``first`` is the number of the first of them.

    A result replaces an earlier one of its bout, and a bout done again has none.
    """
    for sequence, event in enumerate(happened, first):
        if isinstance(event, TestMeasured | BoutReopened):
            place = _place(session_id, event.bout)
            here = (test_results.c[name] == value for name, value in place.items())
            connection.execute(delete(test_results).where(*here))
        if isinstance(event, TestMeasured):
            values = {
                "sequence": sequence,
                "test": event.test,
                "value": event.value,
                "uncertainty": event.uncertainty,
                "unit": event.unit,
                "trials": list(event.trials),
                "measured": event.measured,
            }
            connection.execute(insert(test_results).values(**place, **values))


def _place(session_id: str, bout: Bout) -> dict[str, Any]:
    return {
        "session_id": session_id,
        "place": bout.exercise,
        "set_number": bout.set_number,
        "side": bout.side,
    }


def select_results(test: str | None, session_id: str | None) -> Select[Any]:
    """Return the query for results in the order of time, of one test or session or of all."""
    query = (
        select(test_results, events.c.recorded_at)
        .join(
            events,
            (events.c.session_id == test_results.c.session_id)
            & (events.c.sequence == test_results.c.sequence),
        )
        .order_by(events.c.recorded_at, test_results.c.session_id, test_results.c.sequence)
    )
    if test is not None:
        query = query.where(test_results.c.test == test)
    if session_id is not None:
        query = query.where(test_results.c.session_id == session_id)
    return query


def read_result(row: RowMapping) -> ResultRow:
    """Return the result of a row of `select_results`."""
    return ResultRow(
        session_id=row["session_id"],
        sequence=row["sequence"],
        recorded_at=row["recorded_at"].replace(tzinfo=UTC),
        test=row["test"],
        side=row["side"],
        value=row["value"],
        uncertainty=row["uncertainty"],
        unit=row["unit"],
        trials=tuple(row["trials"]),
        measured=row["measured"],
    )
