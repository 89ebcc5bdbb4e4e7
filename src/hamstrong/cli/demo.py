"""``hamstrong demo``: analyse the bundled clip and show its report."""

from __future__ import annotations

import webbrowser
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from hamstrong.cli.output import frame_progress, say, stdout
from hamstrong.errors import HamstrongError

__all__ = ["demo"]

SAMPLE = "bridge.mp4"


def demo(
    no_open: Annotated[
        bool, typer.Option("--no-open", help="Write the report, open nothing.")
    ] = False,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the report goes.")] = Path(
        "hamstrong-demo"
    ),
) -> None:
    """Analyse the clip that comes with Hamstrong and open its report."""
    from hamstrong.analysis import Question
    from hamstrong.pipeline.batch import Job, run_job
    from hamstrong.report import analysis_view

    with as_file(files("hamstrong") / "sample" / SAMPLE) as clip:
        job = Job(clip, Question(), model="full", out_dir=out, formats=("json", "html"), force=True)
        with frame_progress() as bars:
            outcome = run_job(job, bars.of(job) if bars else None)
    if isinstance(outcome.result, HamstrongError):
        raise outcome.result
    stdout().print(analysis_view(outcome.result))
    page = next(path for path in outcome.files if path.suffix == ".html").resolve()
    say(f"The report: {page}")
    if not no_open:
        webbrowser.open(page.as_uri())
