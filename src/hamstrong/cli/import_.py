"""``hamstrong import``: take a history back from its archive."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from hamstrong.cli.history import Database, DataDir, begins_history, open_history
from hamstrong.cli.output import say

__all__ = ["import_archive"]


def import_archive(
    archive: Annotated[Path, typer.Argument(help="An archive that hamstrong export wrote.")],
    data_dir: DataDir = None,
    database: Database = None,
) -> None:
    """Add the history of an archive to yours: what is there already is left as it is."""
    from hamstrong.pipeline.archive import check_archive, import_history

    if begins_history(data_dir, database):
        check_archive(archive)
    with closing(open_history(data_dir, database)) as store:
        merged = import_history(store, archive)
    say(
        f"{archive}: {merged.new} new session{'' if merged.new == 1 else 's'}, "
        f"{merged.grown} longer than before, {merged.known} here already"
    )
