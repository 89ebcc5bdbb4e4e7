"""``hamstrong progress``: what came of the training, as a report to print or to send."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from hamstrong.cli.history import Database, DataDir, open_history
from hamstrong.cli.output import say

__all__ = ["progress"]


def progress(
    out: Annotated[
        Path, typer.Option(help="The file to write; its ending tells the kind: .pdf or .html.")
    ] = Path("hamstrong-progress.pdf"),
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only from this day on, as in 2026-03-01."),
    ] = None,
    locale: Annotated[str, typer.Option(help="Language of the report: en or de.")] = "en",
    data_dir: DataDir = None,
    database: Database = None,
) -> None:
    """Write a report of your progress for your physio: dose, ranges, effort and pain, tests."""
    from hamstrong.exercises import load_catalogue
    from hamstrong.pipeline.progress import progress_of, report_kind, write_report

    kind = report_kind(out)
    today = date.today()  # noqa: DTZ011 - the user's day
    with closing(open_history(data_dir, database, must_exist=True)) as store:
        found = progress_of(store, load_catalogue(), today, since.date() if since else None)
    write_report(found, out, kind, locale, today)
    say(f"{out}: {found.sessions} session{'' if found.sessions == 1 else 's'}")
