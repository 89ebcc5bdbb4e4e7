"""The history as one archive that other programs can read and Hamstrong can take back."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from sqlalchemy import JSON, Boolean, DateTime, Float, Integer

from hamstrong.report.atomic import replacing
from hamstrong.report.document import installed_version
from hamstrong.store.merging import read_rows
from hamstrong.store.rows import encode_row, kept_columns
from hamstrong.store.schema import events, metadata, truth_tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import polars as pl
    from sqlalchemy import Column, Table

    from hamstrong.store import Store

__all__ = ["ABOUT", "EXPORT_SCHEMA", "export_history", "lines_name", "table_name", "write_archive"]

EXPORT_SCHEMA: Final = "hamstrong.history/1"
ABOUT: Final = "about.json"
_SHOWN: Final = {"cards": "sessions", "test_results": "tests"}
"""What users call tables that have another name inside."""


def lines_name(table: Table) -> str:
    """Return the name of the archive's file with all rows of a table as JSON lines."""
    return f"{table.name}.jsonl"


def table_name(table: Table) -> str:
    """Return the name, without ending, of the archive's files with a table for other programs."""
    return _SHOWN.get(table.name, table.name)


def export_history(store: Store, archive: Path) -> int:
    """Write the whole history to a ZIP archive and return the number of sessions.

    Raises
    ------
    HistoryDamagedError, HistoryUnreachableError
        The history cannot be read.
    OutputError
        The archive cannot be written; an older one stays as it was.
    """
    with replacing(archive) as temporary, temporary.open("wb") as stream:
        return write_archive(store, stream)


def write_archive(store: Store, stream: BinaryIO) -> int:
    """Write the whole history to a stream as a ZIP archive and return the number of sessions.

    For each table of which the history consists there is a file with its rows as JSON lines: these
    are the whole truth, from which `import_history` makes the same history again. What people read
    is there once more as CSV and Parquet; ``about.json`` tells the version and counts the rows.
    """
    rows = {}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for table in truth_tables():
            with file.open(lines_name(table), "w", force_zip64=True) as lines:
                rows[table.name] = _write_lines(store, table, lines)
        for table in metadata.sorted_tables:
            if table is not events:
                _write_tables(store, table, file)
        sessions = store.count_cards()
        about = {
            "schema": EXPORT_SCHEMA,
            "program": installed_version(),
            "exported_at": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "sessions": sessions,
            "rows": rows,
        }
        file.writestr(ABOUT, json.dumps(about, indent=1) + "\n")
    return sessions


def _write_lines(store: Store, table: Table, lines: Any) -> int:  # noqa: ANN401 - bytes of a ZIP
    number = 0
    for row in read_rows(store, table):
        number += 1
        text = json.dumps(encode_row(table, row), ensure_ascii=False)
        lines.write(text.encode() + b"\n")
    return number


def _write_tables(store: Store, table: Table, file: zipfile.ZipFile) -> None:
    frame = _frame(table, read_rows(store, table))
    for ending, data in (("csv", _csv(frame)), ("parquet", _parquet(frame))):
        file.writestr(f"{table_name(table)}.{ending}", data)


def _frame(table: Table, rows: Iterable[dict[str, Any]]) -> pl.DataFrame:
    import polars as pl

    columns = [column for column in kept_columns(table) if not column.info.get("nested")]
    data: dict[str, list[Any]] = {column.name: [] for column in columns}
    for row in rows:
        for column in columns:
            data[column.name].append(_cell(row[column.name]))
    return pl.DataFrame(
        {
            column.name: pl.Series(column.name, data[column.name], _kind(column, data[column.name]))
            for column in columns
        }
    )


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _kind(column: Column[Any], values: list[Any]) -> Any:  # noqa: ANN401 - any of polars' types
    import polars as pl

    if isinstance(column.type, JSON):
        lists = [value for value in values if isinstance(value, list)]
        if not lists:
            return pl.String if any(values) else pl.List(pl.String)
        numbers = any(isinstance(item, float | int) for value in lists for item in value)
        return pl.List(pl.Float64 if numbers else pl.String)
    kinds = {Boolean: pl.Boolean, Integer: pl.Int64, Float: pl.Float64}
    for kind, wanted in kinds.items():
        if isinstance(column.type, kind):
            return wanted
    return pl.Datetime("us") if isinstance(column.type, DateTime) else pl.String


def _csv(frame: pl.DataFrame) -> bytes:
    import polars as pl

    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    flat = frame.with_columns(pl.col(lists).cast(pl.List(pl.String)).list.join(" "))
    return flat.write_csv(datetime_format="%Y-%m-%dT%H:%M:%S%.6fZ").encode()


def _parquet(frame: pl.DataFrame) -> bytes:
    import polars as pl

    buffer = io.BytesIO()
    times = pl.col(pl.Datetime("us")).dt.replace_time_zone("UTC")
    frame.with_columns(times).write_parquet(buffer)
    return buffer.getvalue()
