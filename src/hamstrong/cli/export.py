"""``hamstrong export``: the history as one archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hamstrong.cli.output import say

__all__ = ["export"]


def export(
    archive: Annotated[
        Path, typer.Argument(metavar="[ARCHIVE]", help="The ZIP archive to write.")
    ] = Path("hamstrong-history.zip"),
    data_dir: Annotated[
        Path | None, typer.Option(help="Folder of your history and settings.", file_okay=False)
    ] = None,
) -> None:
    """Write your whole history to one ZIP archive: events, sessions, reps."""
    from platformdirs import user_data_path

    from hamstrong.pipeline.export import export_history

    folder = data_dir or user_data_path("hamstrong", appauthor=False)
    count = export_history(folder, archive)
    say(f"{archive}: {count} session{'' if count == 1 else 's'}")
