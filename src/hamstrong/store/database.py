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
from sqlalchemy import URL, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from hamstrong.errors import HamstrongError, OutputError, UsageError
from hamstrong.store.backups import FILE_NAME, describe_way_back
from hamstrong.store.errors import (
    HistoryDamagedError,
    HistoryFullError,
    HistoryUnreachableError,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

__all__ = ["MIGRATIONS", "explain", "name_of", "open_database", "open_file", "upgrade_to"]

MIGRATIONS: Final = Path(__file__).parent / "migrations"
_FULL: Final = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY})
_BUSY: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_DRIVERS: Final = {"postgres": "postgresql+pg8000", "postgresql": "postgresql+pg8000"}
# Classes of PostgreSQL's error codes: connection, authorisation, no such database, shut down;
# resources (a full disk), read-only, no privilege.
_UNREACHABLE: Final = ("08", "28", "3D", "57P")
_UNWRITABLE: Final = ("53", "25006", "42501")


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
    return open_database(URL.create("sqlite", database=str(data_dir / FILE_NAME)))


def open_database(address: str | URL) -> Engine:
    """Open a database by its address and bring its tables up to date.

    Parameters
    ----------
    address
        ``sqlite:///FILE`` or ``postgresql://USER:PASSWORD@HOST/NAME``.

    Raises
    ------
    UsageError
        The address is not one, or its driver is not installed.
    HistoryUnreachableError
        Nothing answers there, or it does not let us in.
    HistoryDamagedError, HistoryFullError
        As in `open_file`.
    """
    engine = _make_engine(address)
    try:
        with engine.begin() as connection:
            _check(connection)
            _upgrade(connection, "head")
    except HamstrongError:
        engine.dispose()
        raise
    except SQLAlchemyError as error:
        engine.dispose()
        raise explain(error, engine) from error
    return engine


def _make_engine(address: str | URL) -> Engine:
    try:
        url = make_url(address)
        url = url.set(drivername=_DRIVERS.get(url.drivername, url.drivername))
    except (ArgumentError, ValueError) as error:
        # The address is not repeated: it may hold a password.
        raise UsageError(
            "That is not the address of a database: postgresql://USER:PASSWORD@HOST/NAME is one."
        ) from error
    kind = url.get_backend_name()
    if kind not in ("sqlite", "postgresql"):
        raise UsageError(f"A history is kept in SQLite or PostgreSQL, not in {kind}.")
    try:
        engine = create_engine(url)
    except ModuleNotFoundError as error:
        raise UsageError(
            f"The driver of the database is missing ({error}): install hamstrong[postgresql]."
        ) from error
    if kind == "sqlite":
        event.listen(engine, "connect", _configure)
    return engine


def name_of(url: URL) -> str:
    """Return what to call a database in a message: its file, or its address without password."""
    if url.get_backend_name() == "sqlite":
        return url.database or "The history in memory"
    return url.set(drivername="postgresql").render_as_string(hide_password=True)


def explain(
    error: SQLAlchemyError, engine: Engine
) -> HistoryDamagedError | HistoryFullError | HistoryUnreachableError:
    """Return what a failure of the database means to the user."""
    cause = getattr(error, "orig", None) or error
    if engine.dialect.name == "postgresql":
        return _explain_server(cause, name_of(engine.url))
    name = name_of(engine.url)
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
    if code in _BUSY:
        return HistoryFullError(
            f"{name} is in use by another program ({cause}): try again in a moment."
        )
    if code in _FULL:
        return HistoryFullError(
            f"Nothing can be written to {name} ({cause}): free some space on the disk."
        )
    return HistoryDamagedError(f"{name} cannot be read ({cause}). {_advise(engine.url)}")


def _explain_server(
    cause: BaseException, name: str
) -> HistoryDamagedError | HistoryFullError | HistoryUnreachableError:
    told = cause.args[0] if cause.args and isinstance(cause.args[0], dict) else {}
    code, message = str(told.get("C", "")), str(told.get("M", cause))
    if not code or code.startswith(_UNREACHABLE):
        return HistoryUnreachableError(
            f"{name} cannot be reached ({message}): start the database, or mend its address."
        )
    if code.startswith(_UNWRITABLE):
        return HistoryFullError(
            f"Nothing can be written to {name} ({message}): free space, or ask for the right to."
        )
    return HistoryDamagedError(f"{name} cannot be used as a history ({message}).")


def _advise(url: URL) -> str:
    if not url.database:
        return ""
    return f"It is left as it is: {describe_way_back(Path(url.database).parent)}"


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


def _check(connection: Connection) -> None:
    url = connection.engine.url
    if connection.dialect.name == "sqlite":
        verdict = connection.execute(text("PRAGMA quick_check(1)")).scalar()
        if verdict != "ok":
            raise HistoryDamagedError(f"{name_of(url)} is damaged ({verdict}). {_advise(url)}")
    tables = set(inspect(connection).get_table_names())
    if tables and "alembic_version" not in tables:
        raise HistoryDamagedError(f"{name_of(url)} is not a history of Hamstrong: choose another.")


def upgrade_to(address: str, revision: str) -> None:
    """Bring a database to one revision of the schema, to see what came of older ones."""
    engine = _make_engine(address)
    with engine.begin() as connection:
        _upgrade(connection, revision)
    engine.dispose()


def _upgrade(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    script = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == script.get_current_head():
        return
    if connection.dialect.name == "sqlite":
        # The driver begins no transaction before it changes tables: half of them might stay.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        command.upgrade(config, revision)
    except CommandError as error:
        raise HistoryDamagedError(
            f"{name_of(connection.engine.url)} was written by a newer Hamstrong: "
            "install the newest version."
        ) from error
