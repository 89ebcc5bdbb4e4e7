"""``hamstrong export``: the history as one archive."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from hamstrong.cli.history import Database, DataDir, open_history
from hamstrong.cli.output import say

__all__ = ["export"]


def export(
    archive: Annotated[
        Path, typer.Argument(metavar="[ARCHIVE]", help="The ZIP archive to write.")
    ] = Path("hamstrong-history.zip"),
    data_dir: DataDir = None,
    database: Database = None,
) -> None:
    """Write your whole history to one ZIP archive: events, sessions, reps."""
    from hamstrong.pipeline.export import export_history

    with closing(open_history(data_dir, database, must_exist=True)) as store:
        count = export_history(store, archive)
    say(f"{archive}: {count} session{'' if count == 1 else 's'}")
