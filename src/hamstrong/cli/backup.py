"""``hamstrong backup``, ``restore`` and ``erase``: copies of the history, and its end."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from hamstrong.cli.history import Database, DataDir, find_address, find_folder, open_history
from hamstrong.cli.output import say
from hamstrong.errors import UsageError

if TYPE_CHECKING:
    from hamstrong.store import Store

__all__ = ["backup", "erase", "restore"]

_WORD: Final = "delete"
_OF_DATABASE: Final = "Your history is in PostgreSQL: use pg_dump and pg_restore for its backups."


def backup(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Where to; else into the data folder.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Copy your history, also while the coach runs, to a file or into the data folder."""
    from hamstrong.pipeline.backup import keep_backup, write_backup

    folder = _find_file_folder(data_dir)
    with closing(open_history(folder, None, must_exist=True)):
        if file is not None:
            write_backup(folder, file)
            say(f"{file}: a backup of {folder}")
            return
        kept = keep_backup(folder)
    say(f"{kept}: a backup of {folder}" if kept else "Nothing changed since the last backup.")


def restore(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A backup of a history.")
    ] = None,
    latest: Annotated[
        bool, typer.Option("--latest", help="The newest good backup of the data folder.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Put a backup in the place of your history; what is there now is set aside."""
    from hamstrong.pipeline.backup import restore_backup

    if (file is None) is not latest:
        raise UsageError("Name one backup, or --latest for the newest good one.")
    restored = restore_backup(_find_file_folder(data_dir), file)
    say(f"Your history is again as in {restored.source}.")
    if restored.set_aside is not None:
        say(f"What was there before is in {restored.set_aside}.")


def erase(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    data_dir: DataDir = None,
    database: Database = None,
) -> None:
    """Delete your history, settings and all backups for good."""
    from hamstrong.store.erasing import claim_history

    with closing(open_history(data_dir, database, must_exist=True)) as store:
        if find_address(data_dir, database) is not None:
            _erase(store, yes=yes)
    if find_address(data_dir, database) is None:
        with claim_history(find_folder(data_dir)) as claimed:
            _erase(claimed, yes=yes)
    say("Everything is deleted.")


def _erase(store: Store, *, yes: bool) -> None:
    from hamstrong.store.erasing import erase_history

    if not yes:
        say(f"This deletes {store.count_cards()} sessions, your settings and all backups.")
        if typer.prompt(f"Type {_WORD} to go on", err=True) != _WORD:
            raise UsageError("Nothing was deleted.")
    erase_history(store)


def _find_file_folder(data_dir: Path | None) -> Path:
    if find_address(data_dir, None) is not None:
        raise UsageError(_OF_DATABASE)
    return find_folder(data_dir)
