"""Backups of a history in a file: made, thinned out, and brought back."""

from __future__ import annotations

import filecmp
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import URL

from hamstrong.errors import OutputError, UsageError
from hamstrong.pipeline.errors import BackupError
from hamstrong.report.atomic import replacing
from hamstrong.store.backups import (
    FILE_NAME,
    backup_path,
    choose_kept,
    claim_file,
    copy_database,
    find_fault,
    find_newest_sound,
    list_backups,
    set_aside_path,
)
from hamstrong.store.database import open_database
from hamstrong.store.errors import HistoryDamagedError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Restored", "is_due", "keep_backup", "restore_backup", "write_backup"]

_EVERY: Final = timedelta(hours=24)
_LEFT_BEHIND: Final = timedelta(hours=1)
_LOG_ENDINGS: Final = ("-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back from where, and where what was there is now (None if nothing was)."""

    source: Path
    set_aside: Path | None


def is_due(data_dir: Path, now: datetime) -> bool:
    """Tell whether the newest backup is a day old, or lies in the future of a clock set back."""
    newest = next(iter(list_backups(data_dir)), None)
    return newest is None or not timedelta(0) <= now - newest.made_at < _EVERY


def keep_backup(data_dir: Path, now: datetime | None = None) -> Path | None:
    """Add a backup to the folder's own and remove those that are too many.

    Parameters
    ----------
    now
        Time of day in UTC under which it is kept.

    Returns
    -------
    Path or None
        Where it is; None if nothing changed since the last one.

    Raises
    ------
    HistoryDamagedError
        The history is damaged: no backup is made of it, and none is removed.
    OutputError
        The backup cannot be written.
    """
    now = now or datetime.now(UTC)
    newest = next(iter(list_backups(data_dir)), None)
    target = backup_path(data_dir, now)
    try:
        target.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise OutputError(f"{target.parent} cannot be made ({error.strerror}).") from error
    _tidy(target.parent, now)
    with replacing(target) as temporary:
        copy_database(data_dir / FILE_NAME, temporary)
        _flush(temporary)
    if newest is not None and newest.path != target and _same(newest.path, target):
        target.unlink()
        return None
    backups = list_backups(data_dir)
    kept = choose_kept(backups)
    for backup in backups:
        if backup not in kept:
            backup.path.unlink(missing_ok=True)
    return target


def _tidy(folder: Path, now: datetime) -> None:
    """Remove what a backup that was killed left behind; one that is being made is younger."""
    for part in folder.glob(".*.part"):
        if part.stat().st_mtime < (now - _LEFT_BEHIND).timestamp():
            part.unlink(missing_ok=True)


def _same(one: Path, other: Path) -> bool:
    return filecmp.cmp(one, other, shallow=False)


def write_backup(data_dir: Path, target: Path) -> None:
    """Write a backup to a file of the user's choice; nothing is overwritten.

    Raises
    ------
    OutputError
        The file is there already or cannot be written.
    HistoryDamagedError
        The history is damaged.
    """
    if target.exists():
        raise OutputError(f"{target} is there already: name another file.")
    with replacing(target) as temporary:
        copy_database(data_dir / FILE_NAME, temporary)
        _flush(temporary)


def restore_backup(
    data_dir: Path, source: Path | None = None, now: datetime | None = None
) -> Restored:
    """Put a backup in the place of the history, which is set aside and not deleted.

    Parameters
    ----------
    source
        The backup; the newest sound one of the folder's own if None.
    now
        Time of day in UTC for the name of what is set aside.

    Raises
    ------
    BackupError
        There is no such backup, it is not sound, or a newer Hamstrong wrote it.
    UsageError
        A coach is running on the folder.
    OutputError
        The folder cannot be written; the history is as it was.
    """
    backup = source or _find_newest(data_dir)
    fault = find_fault(backup) if backup.is_file() else "there is no such file"
    if fault is not None:
        raise BackupError(f"{backup} is not a sound backup ({fault}): choose another one.")
    target = data_dir / FILE_NAME
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{data_dir} cannot be made ({error.strerror}).") from error
    with replacing(target) as temporary:
        copy_database(backup, temporary)
        _check_opens(temporary, backup)
        _flush(temporary)
        aside = _set_aside(target, now or datetime.now(UTC))
    return Restored(backup, aside)


def _find_newest(data_dir: Path) -> Path:
    backup = find_newest_sound(data_dir)
    if backup is None:
        raise BackupError(f"There is no good backup in {data_dir}: name the file of another one.")
    return backup.path


def _check_opens(copy: Path, backup: Path) -> None:
    """Bring the copy up to date, as the coach would; `BackupError` if that cannot be done."""
    try:
        open_database(URL.create("sqlite", database=str(copy))).dispose()
    except HistoryDamagedError as error:
        message = error.message.replace(str(copy), str(backup))
        raise BackupError(f"It was not restored: {message}") from error


def _set_aside(target: Path, now: datetime) -> Path | None:
    """Copy what is in the way to another name, and leave no log that a new file would take up."""
    if not any(path.exists() for path in _parts(target)):
        return None
    aside = set_aside_path(target.parent, now)
    sound = find_fault(target) is None
    copies = [] if sound else _copy_parts(target, aside)
    try:
        with claim_file(target):
            pass
    except UsageError:
        for copy in copies:
            copy.unlink(missing_ok=True)
        raise
    if sound:
        _copy_parts(target, aside)
    for log in _parts(target)[1:]:
        log.unlink(missing_ok=True)
    return aside


def _parts(target: Path) -> tuple[Path, ...]:
    return (target, *(target.with_name(target.name + ending) for ending in _LOG_ENDINGS))


def _copy_parts(source: Path, target: Path) -> list[Path]:
    pairs = zip(_parts(source), _parts(target), strict=True)
    copies = []
    for old, new in pairs:
        if old.exists():
            shutil.copyfile(old, new)
            _flush(new)
            copies.append(new)
    return copies


def _flush(path: Path) -> None:
    """Wait until a file is on disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
