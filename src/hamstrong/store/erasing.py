"""Delete a history for good."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sqlalchemy import URL, StaticPool, create_engine, delete
from sqlalchemy.exc import SQLAlchemyError

from hamstrong.errors import OutputError
from hamstrong.store.backups import FILE_NAME, backup_folder, claim_file, list_copies
from hamstrong.store.database import explain, name_of
from hamstrong.store.errors import HistoryFullError
from hamstrong.store.schema import metadata
from hamstrong.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["claim_history", "erase_history"]


@contextmanager
def claim_history(data_dir: Path) -> Iterator[Store]:
    """Have the history in a folder for oneself, so that nobody writes into what is being deleted.

    Raises
    ------
    UsageError
        A coach is running on the folder.
    """
    file = data_dir / FILE_NAME
    with claim_file(file) as connection:
        # The name is only told: the connection is there already.
        name = URL.create("sqlite", database=str(file))
        engine = create_engine(name, creator=lambda: connection, poolclass=StaticPool)
        yield Store(engine)


def erase_history(store: Store) -> None:
    """Delete all rows, the room they took up in the file, its log, and every backup.

    Nobody else may write meanwhile: see `claim_history`.

    What was deleted is overwritten as far as a program can: a solid-state disk or a copying file
    system may keep old blocks for a while.

    Raises
    ------
    HistoryFullError, HistoryDamagedError, HistoryUnreachableError
        The rows cannot be deleted; none is.
    OutputError
        A backup cannot be deleted.
    """
    try:
        _erase_rows(store)
    except SQLAlchemyError as error:
        raise explain(error, store.engine) from error
    if store.folder is not None:
        _erase_copies(store.folder)


def _erase_copies(folder: Path) -> None:
    for path in list_copies(folder):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            message = f"{path} cannot be deleted ({error.strerror}): delete it yourself."
            raise OutputError(message) from error
    with suppress(OSError):  # not there, or with files of the user's own
        backup_folder(folder).rmdir()


def _erase_rows(store: Store) -> None:
    on_file = store.engine.dialect.name == "sqlite"
    with store.engine.connect() as connection:
        if on_file:
            connection.exec_driver_sql("PRAGMA secure_delete=ON")
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
        connection.commit()
    # VACUUM cannot be part of a transaction.
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM")
        if on_file:
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
            if busy:
                raise HistoryFullError(
                    f"{name_of(store.engine.url)} is empty, but its log is in use by another "
                    "program: close that and delete once more."
                )
