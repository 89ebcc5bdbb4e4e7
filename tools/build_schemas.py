"""Write the JSON Schemas that are made from models: ``python -m tools.build_schemas``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import JSON, Boolean, DateTime, Float, Integer, String

from hamstrong.exercises.model import SCHEMA_VERSION, ExerciseDefinition
from hamstrong.pipeline.export import ABOUT, EXPORT_SCHEMA, lines_name
from hamstrong.store.codec import event_schema
from hamstrong.store.rows import kept_columns
from hamstrong.store.schema import events, truth_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Column, Table

__all__ = ["SCHEMAS", "exercise_schema", "history_schema"]

ROOT: Final = Path(__file__).resolve().parents[1]


def exercise_schema() -> str:
    """Return the schema of an exercise definition."""
    schema = ExerciseDefinition.model_json_schema()
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"hamstrong.exercise/{SCHEMA_VERSION}",
        "title": "Exercise definition",
    }
    return json.dumps(schema | head, indent=2, sort_keys=True) + "\n"


def history_schema() -> str:
    """Return the schema of an archive: of ``about.json`` and of a line of each other file."""
    event = event_schema()
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": EXPORT_SCHEMA,
        "title": "Archive of a history: one property a file; of .jsonl files, one line",
        "type": "object",
        "properties": {
            ABOUT: _about(),
            **{lines_name(table): _row(table) for table in truth_tables()},
        },
        "$defs": event.pop("$defs") | {"SessionEvent": event},
    }
    return json.dumps(schema, indent=2, sort_keys=True) + "\n"


def _about() -> dict[str, Any]:
    count = {"type": "integer", "minimum": 0}
    tables = {table.name: count for table in truth_tables()}
    properties = {
        "schema": {"const": EXPORT_SCHEMA},
        "program": {"type": "string"},
        "exported_at": {"type": "string", "format": "date-time"},
        "sessions": count,
        "rows": {"type": "object", "properties": tables, "required": [events.name]},
    }
    return {"type": "object", "properties": properties, "required": list(properties)}


def _row(table: Table) -> dict[str, Any]:
    columns = kept_columns(table)
    return {
        "type": "object",
        "properties": {column.name: _cell(table, column) for column in columns},
        "required": [column.name for column in columns],
        "additionalProperties": False,
    }


def _cell(table: Table, column: Column[Any]) -> dict[str, Any]:
    if table is events and isinstance(column.type, JSON):
        return {"$ref": "#/$defs/SessionEvent"}
    kind = next(found for type_, found in _KINDS if isinstance(column.type, type_))
    if isinstance(column.type, String) and column.type.length is not None:
        kind = {**kind, "maxLength": column.type.length}
    return {**kind, "type": [kind["type"], "null"]} if column.nullable else dict(kind)


_KINDS: Final[tuple[tuple[type, dict[str, Any]], ...]] = (
    (Boolean, {"type": "boolean"}),
    (Float, {"type": "number"}),
    (Integer, {"type": "integer"}),
    (DateTime, {"type": "string", "format": "date-time"}),
    (String, {"type": "string"}),
    (JSON, {"type": "object"}),
)

SCHEMAS: Final[Mapping[str, Callable[[], str]]] = {
    "docs/schemas/exercise.schema.json": exercise_schema,
    "docs/schemas/history.schema.json": history_schema,
}
"""What each schema should say, by its path."""


if __name__ == "__main__":
    for name, write in SCHEMAS.items():
        (ROOT / name).write_text(write(), encoding="utf-8")
