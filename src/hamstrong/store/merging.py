"""Add another history to this one: what is there already is left, nothing is taken by half."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from hamstrong.errors import HamstrongError
from hamstrong.session.progress import SessionError, rebuild
from hamstrong.store.codec import decode_event
from hamstrong.store.database import explain
from hamstrong.store.errors import HistoryConflictError
from hamstrong.store.rows import encode_row, row_key
from hamstrong.store.schema import events, settings, truth_tables
from hamstrong.store.store import make_batch, project

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Table

    from hamstrong.session.events import SessionEvent
    from hamstrong.store.store import Store

__all__ = ["LogError", "Merged", "merge_rows", "read_rows"]

Row = dict[str, Any]


class LogError(ValueError):
    """The events of a session do not follow from one another."""


@dataclass(frozen=True, slots=True)
class Merged:
    """How many sessions were new, grew, or were there already; and how many other rows are new."""

    new: int
    grown: int
    known: int
    others: int


def read_rows(store: Store, table: Table) -> Iterator[Row]:
    """Yield the rows of a table in the order of its key."""
    try:
        with store.engine.connect() as connection:
            query = select(table).order_by(*table.primary_key.columns)
            result = connection.execution_options(yield_per=500).execute(query)
            for row in result.mappings():
                yield dict(row)
    except SQLAlchemyError as error:
        raise explain(error, store.engine) from error


def merge_rows(store: Store, rows: Iterable[tuple[Table, Row]]) -> Merged:
    """Add rows of another history, all of them or none.

    Parameters
    ----------
    rows
        Each with its table: the tables in the order of `truth_tables`, the events session by
        session in their order.

    Returns
    -------
    Merged
        What was new. Settings come along only if there was no session here.

    Raises
    ------
    LogError
        The events of a session do not follow from one another.
    HistoryConflictError
        A session or row that is here says something else there.
    HistoryFullError, HistoryDamagedError, HistoryUnreachableError
        Nothing was added.
    """
    try:
        with store.engine.begin() as connection:
            return _Merge(connection).run(rows)
    except IntegrityError as error:
        raise HistoryConflictError(
            "The history changed while another was added to it; nothing was added: try again."
        ) from error
    except SQLAlchemyError as error:
        raise explain(error, store.engine) from error


class _Merge:
    """One merge, within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._sessions = {"new": 0, "grown": 0, "known": 0}
        self._others = 0
        self._seen: set[str] = set()
        known = connection.execute(select(func.count()).select_from(events)).scalar()
        self._was_empty = not known

    def run(self, rows: Iterable[tuple[Table, Row]]) -> Merged:
        order = list(truth_tables())
        for table, part in groupby(rows, key=lambda item: item[0]):
            if table not in order:
                raise LogError(f"the table {table.name} comes twice or too late")
            del order[: order.index(table) + 1]
            found = (row for _, row in part)
            if table is events:
                for session_id, log in groupby(found, key=lambda row: str(row["session_id"])):
                    self._add_session(session_id, list(log))
            elif table is settings:
                self._add_settings(list(found))
            else:
                self._add_others(table, list(found))
        return Merged(**self._sessions, others=self._others)

    def _add_session(self, session_id: str, log: list[Row]) -> None:
        if session_id in self._seen:
            raise LogError(f"the events of session '{session_id}' are not together")
        self._seen.add(session_id)
        happened = _decode_log(session_id, log)
        query = select(events).where(events.c.session_id == session_id).order_by(events.c.sequence)
        known = [dict(row) for row in self._connection.execute(query).mappings()]
        common = min(len(known), len(log))
        if known[:common] != log[:common]:
            raise HistoryConflictError(
                f"Session '{session_id}' of the archive differs from the one that is here; "
                "nothing was added: bring the archive into an empty folder with --data-dir."
            )
        new = log[common:]
        self._sessions["known" if not new else "grown" if known else "new"] += 1
        if new:
            self._connection.execute(insert(events), new)
            batch = make_batch(session_id, common, happened[common:], rebuild(happened))
            project(self._connection, batch)

    def _add_settings(self, rows: list[Row]) -> None:
        """Keep the choices made here; bring them back to one who begins anew."""
        for row in rows:
            same = settings.c.name == row["name"]
            there = self._connection.execute(select(settings.c.body).where(same)).scalar()
            if there is not None and not self._was_empty:
                continue
            self._connection.execute(delete(settings).where(same))
            self._connection.execute(insert(settings), [row])
            self._others += there != row["body"]

    def _add_others(self, table: Table, rows: list[Row]) -> None:
        key = [column.name for column in row_key(table)] or [*encode_row(table, rows[0])]
        present = self._connection.execute(select(table)).mappings()
        known = {_identify(table, dict(row), key): encode_row(table, dict(row)) for row in present}
        for row in rows:
            there = known.get(_identify(table, row, key))
            if there is None:
                self._connection.execute(insert(table), [row])
                self._others += 1
            elif there != encode_row(table, row):
                raise HistoryConflictError(
                    f"An entry of '{table.name}' of the archive differs from the one that is here; "
                    "nothing was added: bring the archive into an empty folder with --data-dir."
                )


def _identify(table: Table, row: Row, key: list[str]) -> str:
    body = encode_row(table, row)
    return repr([_sorted(body[name]) for name in key])


def _sorted(value: object) -> object:
    """Return a value whose text is the same however its fields are ordered."""
    if isinstance(value, dict):
        return sorted((name, _sorted(inner)) for name, inner in value.items())
    return [_sorted(inner) for inner in value] if isinstance(value, list) else value


def _decode_log(session_id: str, log: list[Row]) -> tuple[SessionEvent, ...]:
    """Return the events of a whole log; `LogError` if they cannot have happened so."""
    try:
        happened = tuple(decode_event(row["body"]) for row in log)
        for number, (row, event) in enumerate(zip(log, happened, strict=True)):
            if (row["sequence"], row["kind"]) != (number, event.kind):
                raise LogError(f"event {number} of session '{session_id}' is missing")
            if row["time_s"] != event.time_s:
                raise LogError(f"event {number} of session '{session_id}' has two times")
        make_batch(session_id, 0, happened, rebuild(happened))
    except (HamstrongError, SessionError, LookupError) as error:
        raise LogError(f"session '{session_id}' cannot have happened so: {error}") from error
    return happened
