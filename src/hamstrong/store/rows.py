"""Rows of any table as JSON objects and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import JSON, Boolean, DateTime, Float, Integer, String, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Column

__all__ = ["RowError", "decode_row", "encode_row", "kept_columns", "row_key"]

_KINDS: Final[tuple[tuple[type, tuple[type, ...]], ...]] = (
    (Boolean, (bool,)),
    (Float, (float, int)),
    (Integer, (int,)),
    (String, (str,)),
    (DateTime, (str,)),
    (JSON, (dict, list)),
)


class RowError(ValueError):
    """A JSON object is no row of the table."""


def kept_columns(table: Table) -> tuple[Column[Any], ...]:
    """Return the columns that mean something: not a number that the database counted up itself."""
    counted = table.autoincrement_column
    return tuple(column for column in table.columns if column is not counted)


def row_key(table: Table) -> tuple[Column[Any], ...]:
    """Return the columns by which rows of two histories are the same; none if by all of them."""
    if table.autoincrement_column is not None:
        return ()
    return tuple(table.primary_key.columns)


def encode_row(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as a JSON object; times of day are UTC in ISO 8601."""
    return {column.name: _encode(row[column.name]) for column in kept_columns(table)}


def decode_row(table: Table, body: object) -> dict[str, Any]:
    """Return the row of a JSON object; `RowError` if it is none of this table."""
    columns = {column.name: column for column in kept_columns(table)}
    if not isinstance(body, dict) or body.keys() != columns.keys():
        raise RowError(f"it does not have the fields {', '.join(columns)}")
    return {name: _decode(column, body[name]) for name, column in columns.items()}


def _encode(value: object) -> object:
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC).isoformat().replace("+00:00", "Z")
    return value


def _decode(column: Column[Any], value: object) -> object:
    if value is None and column.nullable:
        return None
    kinds = next(kinds for kind, kinds in _KINDS if isinstance(column.type, kind))
    fits = isinstance(value, kinds) and (bool in kinds or not isinstance(value, bool))
    if not fits:
        raise RowError(f"{column.name} is {json.dumps(value)[:40]}")
    if isinstance(value, str) and isinstance(column.type, String):
        most = column.type.length
        if most is not None and len(value) > most:
            raise RowError(f"{column.name} is longer than {most} letters")
    if isinstance(value, str) and isinstance(column.type, DateTime):
        return _time_of_day(column.name, value)
    return float(value) if isinstance(column.type, Float) else value  # type: ignore[arg-type]


def _time_of_day(name: str, value: str) -> datetime:
    try:
        time = datetime.fromisoformat(value)
        if time.tzinfo is not None:
            return time.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        pass
    raise RowError(f"{name} is no time of day with a zone: {value[:40]}")
