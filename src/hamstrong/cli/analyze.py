"""``hamstrong analyze``: recorded videos in, reports out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hamstrong.cli.output import frame_progress, printable_json, say, say_error, stdout
from hamstrong.errors import HamstrongError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hamstrong.cli.output import FrameBars
    from hamstrong.pipeline.batch import Job, Outcome

__all__ = ["analyze"]

DEFAULT_OUT = Path("hamstrong-reports")
DEFAULT_FORMATS = "json,html"


class SideChoice(StrEnum):
    """The person's own side."""

    LEFT = "left"
    RIGHT = "right"


class ModelChoice(StrEnum):
    """The pose models."""

    LITE = "lite"
    FULL = "full"
    HEAVY = "heavy"


class Locale(StrEnum):
    """The languages of the reports."""

    EN = "en"
    DE = "de"


def analyze(
    videos: Annotated[
        list[Path],
        typer.Argument(metavar="VIDEO...", help="Videos, or saved keypoints (*.keypoints.npz)."),
    ],
    exercise: Annotated[str | None, typer.Option(metavar="ID", help="What is done.")] = None,
    variation: Annotated[str | None, typer.Option(metavar="ID", help="Which variation.")] = None,
    side: Annotated[SideChoice | None, typer.Option(help="Count this side only.")] = None,
    model: Annotated[
        ModelChoice | None,
        typer.Option(help="Which pose model; what the exercise needs if not given."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help=f"Where the reports go; {DEFAULT_OUT} if not given."),
    ] = None,
    formats: Annotated[
        str,
        typer.Option(
            metavar="LIST", help="Of json,csv,parquet,trc,mot,html,mp4,keypoints; with commas."
        ),
    ] = DEFAULT_FORMATS,
    jobs: Annotated[int, typer.Option(metavar="N", min=1, max=64, help="Videos at a time.")] = 1,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the JSON alone; write files only with --out.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Analyse again what an earlier run finished.")
    ] = False,
    locale: Annotated[Locale, typer.Option(help="Language of the reports.")] = Locale.EN,
) -> int:
    """Analyse recorded videos of the routine."""
    from hamstrong.analysis import Question
    from hamstrong.pipeline import check_question
    from hamstrong.pipeline.batch import Job, check_jobs, run_job

    if as_json and len(videos) > 1:
        raise UsageError("--json prints one analysis: name one video, or use --out DIR.")
    question = Question(exercise, variation, None if side is None else side.value)
    check_question(question)
    out_dir = out if out is not None or as_json else DEFAULT_OUT
    names = ("json", *(name.strip().lower() for name in formats.split(",") if name.strip()))
    work = [
        Job(
            path,
            question,
            model=None if model is None else model.value,
            out_dir=out_dir,
            formats=tuple(dict.fromkeys(names)),
            locale=locale.value,
            force=force,
        )
        for path in dict.fromkeys(videos)
    ]
    check_jobs(work)
    if len(work) == 1:
        with frame_progress() as bars:
            outcome = run_job(work[0], bars.of(work[0]) if bars else None)
        return _report_one(outcome, locale.value, as_json=as_json)
    with frame_progress() as bars:
        finished = _tell_each(_run(work, jobs, bars), len(work), bars)
    return _sum_up(finished, locale.value)


def _run(work: Sequence[Job], jobs: int, bars: FrameBars | None) -> Iterator[Outcome]:
    from hamstrong.pipeline.batch import run_job, run_jobs

    if jobs == 1:
        return (run_job(job, bars.of(job) if bars else None) for job in work)
    return run_jobs(work, min(jobs, len(work)), bars)


def _report_one(outcome: Outcome, locale: str, *, as_json: bool) -> int:
    from hamstrong.report import analysis_view, json_text

    if isinstance(outcome.result, HamstrongError):
        raise outcome.result
    if as_json:
        typer.echo(printable_json(json_text(outcome.result, locale).rstrip("\n")))
        return 0
    stdout().print(analysis_view(outcome.result, locale))
    _say_files(outcome)
    return 0


def _tell_each(outcomes: Iterator[Outcome], count: int, bars: FrameBars | None) -> list[Outcome]:
    """Tell of each video as it is done."""
    finished: list[Outcome] = []
    for outcome in outcomes:
        finished.append(outcome)
        if bars is not None:
            bars.close(outcome.job)
        if isinstance(outcome.result, HamstrongError):
            say_error(outcome.result.message)
        else:
            say(f"[{len(finished)}/{count}] {outcome.job.path.name}: {outcome.state}")
    return finished


def _sum_up(finished: Sequence[Outcome], locale: str) -> int:
    """Print what was found in all of them; the exit status is the worst one."""
    from hamstrong.report import batch_view

    stdout().print(batch_view([(str(item.job.path), item.result) for item in finished], locale))
    return max((item.exit_status for item in finished), default=0)


def _say_files(outcome: Outcome) -> None:
    for path in outcome.files:
        note = (
            " (from an earlier run; --force analyses again)" if outcome.state == "skipped" else ""
        )
        say(f"{path}{note}")
