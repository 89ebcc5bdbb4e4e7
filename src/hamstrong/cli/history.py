"""Where the history is: the options that say so, and how commands open it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from hamstrong.errors import UsageError

if TYPE_CHECKING:
    from hamstrong.store import Store

__all__ = [
    "DATABASE_VARIABLE",
    "DataDir",
    "Database",
    "begins_history",
    "find_address",
    "find_folder",
    "open_history",
]

DATABASE_VARIABLE: Final = "HAMSTRONG_DATABASE"

DataDir = Annotated[
    Path | None, typer.Option(help="Folder of your history and settings.", file_okay=False)
]
Database = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS",
        help=f"PostgreSQL database in place of a folder; also from {DATABASE_VARIABLE}.",
    ),
]


def find_folder(data_dir: Path | None) -> Path:
    """Return the folder that was named, or the usual one of this user."""
    from platformdirs import user_data_path

    return data_dir or user_data_path("hamstrong", appauthor=False)


def find_address(data_dir: Path | None, database: str | None) -> str | None:
    """Return the address of the database; None for a folder."""
    if data_dir is not None and database is not None:
        raise UsageError("The history is in a folder or in a database: name one of the two.")
    if data_dir is not None:
        return None
    return database or os.environ.get(DATABASE_VARIABLE) or None


def begins_history(data_dir: Path | None, database: str | None) -> bool:
    """Tell whether `open_history` would make the file of a new history."""
    from hamstrong.store import FILE_NAME

    return (
        find_address(data_dir, database) is None
        and not (find_folder(data_dir) / FILE_NAME).is_file()
    )


def open_history(data_dir: Path | None, database: str | None, *, must_exist: bool = False) -> Store:
    """Open the history where the options say, else where the environment says.

    Parameters
    ----------
    data_dir, database
        What the options say; the user's own folder if nothing says anything.
    must_exist
        Refuse to begin a new history.

    Raises
    ------
    UsageError
        Both options are given, or there is no history yet.
    HistoryDamagedError, HistoryFullError, HistoryUnreachableError
        The history cannot be opened.
    """
    from hamstrong.store import Store

    address = find_address(data_dir, database)
    if address is not None:
        return Store.connect(address)
    folder = find_folder(data_dir)
    if must_exist and begins_history(data_dir, database):
        raise UsageError(f"There is no history in {folder} yet: train first, or name --data-dir.")
    return Store.open(folder)
