"""Write what a history was in a revision of the schema: ``python -m tools.store_dump REVISION``.

Each revision that was released has such a file beside the store's tests, with two sessions and
settings in it, made once, when it was the newest. The tests bring each of them up to date.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hamstrong.store import FILE_NAME, Store
from hamstrong.store.database import upgrade_to
from tests.unit.store.logs import OTHER, batch, timed_session, whole_session

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FOLDER", "SETTINGS", "dump"]

FOLDER: Final = Path(__file__).resolve().parents[1] / "tests" / "unit" / "store" / "revisions"
SETTINGS: Final = {"locale": "de", "volume": 0.4}


def dump(revision: str) -> Iterator[str]:
    """Yield the SQL statements that make a history of this revision with data in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = Store.open(folder)
        store.append([batch(whole_session()), batch(timed_session(), OTHER)])
        store.write_settings("user", SETTINGS)
        store.close()
        old = folder / "old.db"
        upgrade_to(f"sqlite:///{old}", revision)
        with closing(sqlite3.connect(old)) as connection:
            connection.execute("ATTACH DATABASE ? AS new", [str(folder / FILE_NAME)])
            for table in _tables(connection, "main"):
                if table in _tables(connection, "new") and table != "alembic_version":
                    columns = ", ".join(_columns(connection, table))
                    connection.execute(
                        f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM new.{table}"  # noqa: S608 - names of our own tables
                    )
            connection.commit()
            connection.execute("DETACH DATABASE new")
            yield from connection.iterdump()


def _tables(connection: sqlite3.Connection, database: str) -> list[str]:
    query = f"SELECT name FROM {database}.sqlite_master WHERE type = 'table'"  # noqa: S608 - our own names
    return [name for (name,) in connection.execute(query)]


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]


if __name__ == "__main__":
    for wanted in sys.argv[1:]:
        FOLDER.mkdir(exist_ok=True)
        text = "\n".join(dump(wanted)) + "\n"
        (FOLDER / f"{wanted}.sql").write_text(text, encoding="utf-8")
