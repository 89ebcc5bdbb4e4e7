"""From the history in the store to the progress of its user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from hamstrong.errors import UsageError
from hamstrong.exercises import load_tests
from hamstrong.pipeline.trainings import list_trainings
from hamstrong.planner.progress import History, TestPoint, Training, compute_progress
from hamstrong.session.verdict import Reading, find_band, find_norm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.exercises.model import SelfTest
    from hamstrong.planner import Profile
    from hamstrong.planner.progress import Progress
    from hamstrong.store import ResultRow, Store

__all__ = ["ReportKind", "progress_of", "read_history", "report_kind", "report_of", "write_report"]

ReportKind = Literal["html", "pdf"]


def progress_of(
    store: Store,
    definitions: Mapping[str, ExerciseDefinition],
    today: date,
    since: date | None = None,
) -> Progress:
    """Return what came of the training in a history; see `compute_progress`."""
    return compute_progress(definitions, read_history(store), today, since)


def read_history(store: Store) -> History:
    """Return all sessions in which something was trained; days are those of this machine."""
    work, feelings = store.list_work(), store.list_feelings()
    answered, tests = store.read_profile(), load_tests()
    profile = answered.profile if answered is not None else None
    return History(
        trainings=tuple(
            Training(
                session_id=logged.session_id,
                day=logged.started_at.astimezone().date(),
                minutes=logged.card.minutes,
                reps=logged.card.reps,
                reps_logged=logged.card.reps_logged,
                work=tuple(
                    done for done in work.get(logged.session_id, ()) if done.exercise not in tests
                ),
                feelings=feelings.get(logged.session_id, ()),
                stopped=logged.card.pain,
            )
            for logged in list_trainings(store, tests)
        ),
        tests=tuple(
            _test_point(row, definition.test, profile)
            for row in store.list_test_results()
            if (definition := tests.get(row.test)) is not None and definition.test is not None
        ),
    )


def _test_point(row: ResultRow, test: SelfTest, profile: Profile | None) -> TestPoint:
    norm = find_norm(test, profile.sex if profile is not None else None)
    reading = Reading(row.side, row.value, row.uncertainty)
    return TestPoint(
        test=row.test,
        about=test,
        side=row.side,
        day=row.recorded_at.astimezone().date(),
        value=row.value,
        uncertainty=row.uncertainty,
        measured=row.measured,
        band=find_band(test, norm, reading) if norm is not None else None,
    )


def report_kind(path: Path) -> ReportKind:
    """Return what kind of report a file name asks for; `UsageError` if it is none we write."""
    for kind in get_args(ReportKind):
        if path.suffix.lower() == f".{kind}":
            found: ReportKind = kind
            return found
    raise UsageError(f"A progress report is a .pdf or .html file; {path.name} is neither.")


def report_of(progress: Progress, kind: ReportKind, locale: str, made_on: date) -> bytes:
    """Return the progress report as the content of a file; `UnknownNameError` for a language."""
    if kind == "html":
        from hamstrong.report.progress_html import progress_html

        return progress_html(progress, locale, made_on).encode("utf-8")
    from hamstrong.report.progress_pdf import progress_pdf

    return progress_pdf(progress, locale, made_on)


def write_report(
    progress: Progress, path: Path, kind: ReportKind, locale: str, made_on: date
) -> None:
    """Write the progress report, whole or not at all; `OutputError` if it cannot be written."""
    from hamstrong.report.atomic import write_bytes

    write_bytes(path, report_of(progress, kind, locale, made_on))
