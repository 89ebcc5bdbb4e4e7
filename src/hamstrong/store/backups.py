"""Copies of the history's file: what there is, whether it is sound, which of them to keep."""

from __future__ import annotations

import re
import shlex
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from hamstrong.errors import UsageError
from hamstrong.store.errors import HistoryDamagedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

__all__ = [
    "DAYS",
    "FILE_NAME",
    "MONTHS",
    "WEEKS",
    "Backup",
    "backup_folder",
    "backup_path",
    "choose_kept",
    "claim_file",
    "copy_database",
    "describe_way_back",
    "find_fault",
    "find_newest_sound",
    "list_backups",
    "list_copies",
    "set_aside_path",
]

FILE_NAME: Final = "history.db"
DAYS, WEEKS, MONTHS = 7, 4, 12
"""How many of the last days, weeks and months with a backup keep one."""

_FOLDER: Final = "backups"
_NAME: Final = "history-%Y%m%dT%H%M%SZ.db"
_PATTERN: Final = re.compile(r"history-\d{8}T\d{6}Z\.db")
_ASIDE: Final = "before-restore-%Y%m%dT%H%M%S.%fZ.db"
_COPIES: Final = (
    *(f"{_FOLDER}/history-*.db", f"{_FOLDER}/.*.part"),
    *("before-restore-*.db*", ".*.part"),
)


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the history as it was at a time of day in UTC."""

    path: Path
    made_at: datetime


def backup_folder(data_dir: Path) -> Path:
    """Return where the backups of a folder are."""
    return data_dir / _FOLDER


def backup_path(data_dir: Path, made_at: datetime) -> Path:
    """Return where a backup made at a time of day in UTC belongs."""
    return backup_folder(data_dir) / made_at.strftime(_NAME)


def list_backups(data_dir: Path) -> tuple[Backup, ...]:
    """Return the backups of a folder, newest first."""
    folder = backup_folder(data_dir)
    if not folder.is_dir():
        return ()
    found = [
        Backup(path, datetime.strptime(path.name, _NAME).replace(tzinfo=UTC))
        for path in folder.iterdir()
        if _PATTERN.fullmatch(path.name)
    ]
    return tuple(sorted(found, key=lambda backup: backup.made_at, reverse=True))


def set_aside_path(data_dir: Path, now: datetime) -> Path:
    """Return where a history goes that a backup takes the place of, at a time of day in UTC."""
    return data_dir / now.strftime(_ASIDE)


def list_copies(data_dir: Path) -> tuple[Path, ...]:
    """Return every file of the folder that holds a copy of the history, whole or not."""
    return tuple(path for pattern in _COPIES for path in data_dir.glob(pattern))


def find_fault(path: Path) -> str | None:
    """Return what is wrong with the file of a history; None if it is sound."""
    try:
        with closing(_open_read_only(path)) as connection:
            verdict = str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])
            if verdict != "ok":
                return verdict
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            names = {name for (name,) in tables}
    except (sqlite3.Error, OSError) as error:
        return str(error)
    return None if {"alembic_version", "events"} <= names else "it is not a history of Hamstrong"


def find_newest_sound(data_dir: Path) -> Backup | None:
    """Return the newest backup without a fault."""
    return next((item for item in list_backups(data_dir) if find_fault(item.path) is None), None)


def describe_way_back(data_dir: Path) -> str:
    """Tell how to go on when the history in a folder cannot be read."""
    backup = find_newest_sound(data_dir)
    if backup is None:
        return (
            "there is no good backup, so move it away to begin a new history, "
            "or choose another folder with --data-dir."
        )
    made_at = backup.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
    restore = f"hamstrong restore --latest --data-dir {shlex.quote(str(data_dir))}"
    return f"to go back to the newest good backup, of {made_at}, run: {restore}"


def copy_database(source: Path, target: Path) -> None:
    """Copy a history while it may be in use, into one file that is checked and on disk.

    Raises
    ------
    HistoryDamagedError
        The source cannot be read as a whole, so the copy is not to be used.
    OSError
        The target cannot be written.
    """
    try:
        with closing(_open_read_only(source)) as old, closing(sqlite3.connect(target)) as new:
            new.execute("PRAGMA synchronous=FULL")
            old.backup(new)
            # A backup is one file: with a write-ahead log it would be up to three.
            new.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
            raise OSError(str(error)) from error
        raise HistoryDamagedError(f"{source} cannot be copied ({error}).") from error
    fault = find_fault(target)
    if fault is not None:
        raise HistoryDamagedError(f"{source} is damaged ({fault}), so it was not copied.")


@contextmanager
def claim_file(path: Path) -> Iterator[sqlite3.Connection]:
    """Have the file of a history for oneself; writes the log into a sound one.

    Yields
    ------
    sqlite3.Connection
        The only one there can be until it is given back.

    Raises
    ------
    UsageError
        Somebody else has it open.
    """
    with closing(sqlite3.connect(path, timeout=1)) as connection:
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
            connection.rollback()
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise UsageError(f"{path} is in use: stop the coach first.") from error
            # Otherwise it is too damaged to be in use.
        yield connection


def choose_kept(backups: Iterable[Backup]) -> tuple[Backup, ...]:
    """Return which backups to keep: the newest of each of the last days, weeks and months.

    Only days, weeks and months with a backup are counted, so a long break loses nothing.
    """
    newest_first = sorted(backups, key=lambda backup: backup.made_at, reverse=True)
    kept: set[Backup] = set()
    for most, period in _PERIODS:
        latest: dict[object, Backup] = {}
        for backup in newest_first:
            latest.setdefault(period(backup.made_at), backup)
        kept |= set(list(latest.values())[:most])
    return tuple(backup for backup in newest_first if backup in kept)


_PERIODS: Final[tuple[tuple[int, Callable[[datetime], object]], ...]] = (
    (DAYS, datetime.date),
    (WEEKS, lambda time: time.isocalendar()[:2]),
    (MONTHS, lambda time: (time.year, time.month)),
)


def _open_read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5)
