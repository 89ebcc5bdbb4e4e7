"""Open the database: check it, bring it up to date, never overwrite what is damaged."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import create_engine, event, inspect, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from hamstrong.errors import OutputError, UsageError
from hamstrong.store.errors import HistoryDamagedError, HistoryFullError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

__all__ = ["FILE_NAME", "explain", "open_database", "open_file"]

FILE_NAME: Final = "history.db"
_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_FULL: Final = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY})


def open_file(data_dir: Path) -> Engine:
    """Open the history in a folder, which is made if need be.

    Raises
    ------
    OutputError
        The folder cannot be made or written to.
    HistoryDamagedError
        There is a file that is not a sound history; it is left as it is.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"The data folder {data_dir} cannot be made ({error.strerror}); choose another."
        raise OutputError(message) from error
    return open_database(f"sqlite:///{data_dir / FILE_NAME}")


def open_database(url: str) -> Engine:
    """Open a database by its SQLAlchemy URL and bring its tables up to date.

    Raises
    ------
    UsageError
        The URL is not one.
    HistoryDamagedError, HistoryFullError
        As in `open_file`.
    """
    try:
        engine = create_engine(url)
    except (ArgumentError, ModuleNotFoundError) as error:
        raise UsageError(f"'{url}' is not the address of a database ({error}).") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure)
    name = engine.url.database or url
    try:
        with engine.begin() as connection:
            _check(connection, name)
            _upgrade(connection, name)
    except HistoryDamagedError:
        engine.dispose()
        raise
    except SQLAlchemyError as error:
        engine.dispose()
        raise explain(error, name) from error
    return engine


def explain(error: SQLAlchemyError, name: str) -> HistoryDamagedError | HistoryFullError:
    """Return what a failure of the database means to the user."""
    cause = getattr(error, "orig", None) or error
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_OK)
    if code & 0xFF in _FULL:
        return HistoryFullError(
            f"Nothing can be written to {name} ({cause}): free some space on the disk."
        )
    return HistoryDamagedError(
        f"{name} cannot be read ({cause}). It is left as it is: move it away to begin a new "
        "history, or choose another folder with --data-dir."
    )


def _configure(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own
    """Every commit is on disk when it returns; readers do not wait for the writer."""
    cursor = connection.cursor()
    for pragma in (
        "busy_timeout=5000",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _check(connection: Connection, name: str) -> None:
    if connection.dialect.name == "sqlite":
        verdict = connection.execute(text("PRAGMA quick_check(1)")).scalar()
        if verdict != "ok":
            raise HistoryDamagedError(
                f"{name} is damaged ({verdict}). It is left as it is: move it away to begin a new "
                "history, or choose another folder with --data-dir."
            )
    tables = set(inspect(connection).get_table_names())
    if tables and "alembic_version" not in tables:
        raise HistoryDamagedError(
            f"{name} is not a history of Hamstrong: choose another folder with --data-dir."
        )


def _upgrade(connection: Connection, name: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    script = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == script.get_current_head():
        return
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise HistoryDamagedError(
            f"{name} was written by a newer Hamstrong: install the newest version."
        ) from error
