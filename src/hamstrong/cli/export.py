"""``hamstrong export``: the history as one file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from hamstrong.cli.history import Database, DataDir, open_history
from hamstrong.cli.output import say

__all__ = ["export"]

_NAMES: Final = {"zip": "hamstrong-history.zip", "fhir": "hamstrong-observations.json"}


Format = Literal["zip", "fhir"]


def export(
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="The file to write.")
    ] = None,
    wanted: Annotated[
        Format,
        typer.Option("--format", help="All of it as a ZIP archive, or a FHIR bundle for a clinic."),
    ] = "zip",
    data_dir: DataDir = None,
    database: Database = None,
) -> None:
    """Write your history to a file: everything as an archive, or observations for a clinic."""
    from hamstrong.pipeline.export import export_history
    from hamstrong.pipeline.fhir import export_observations

    target = file or Path(_NAMES[wanted])
    write = export_history if wanted == "zip" else export_observations
    with closing(open_history(data_dir, database, must_exist=True)) as store:
        count = write(store, target)
    say(f"{target}: {count} session{'' if count == 1 else 's'}")
