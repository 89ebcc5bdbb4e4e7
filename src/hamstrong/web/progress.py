"""The progress over HTTP: as data for the charts, and as a report to keep."""

from __future__ import annotations

import asyncio
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BeforeValidator

from hamstrong.pipeline.progress import ReportKind, progress_of, report_of
from hamstrong.planner.progress import History, compute_progress
from hamstrong.web.progress_resources import ProgressPage
from hamstrong.web.services import Given, Services

if TYPE_CHECKING:
    from hamstrong.planner.progress import Progress

__all__ = ["progress_router"]

_TYPES: Final[dict[ReportKind, str]] = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
}
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_FILES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {kind.partition(";")[0]: {} for kind in _TYPES.values()}}
}


def _read_day(text: object) -> object:
    """Let only a day as in 2026-03-01 pass: a number would be taken for seconds since 1970."""
    if isinstance(text, str) and not _DAY.fullmatch(text):
        raise ValueError("a day is written as in 2026-03-01")
    return text


Since = Annotated[
    date | None, BeforeValidator(_read_day), Query(description="only from this day on")
]

progress_router = APIRouter()


@progress_router.get("/progress")
async def read_progress(services: Given, since: Since = None) -> ProgressPage:
    """Return what came of the training: rhythm, ranges, form, feeling, balance."""
    progress = await asyncio.to_thread(_find_progress, services, since)
    return ProgressPage.model_validate(progress, from_attributes=True)


@progress_router.get("/progress/report.{kind}", response_class=Response, responses=_FILES)
async def read_progress_report(
    kind: ReportKind,
    services: Given,
    locale: Literal["en", "de"] = "en",
    since: Since = None,
) -> Response:
    """Return the progress as a file to print or to send."""
    today = _today()

    def make() -> bytes:
        return report_of(_find_progress(services, since), kind, locale, today)

    content = await asyncio.to_thread(make)
    name = f"hamstrong-progress-{today.isoformat()}.{kind}"
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "no-store",
    }
    return Response(content, media_type=_TYPES[kind], headers=headers)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


def _find_progress(services: Services, since: date | None) -> Progress:
    if services.store is None:
        return compute_progress(services.definitions, History(), _today(), since)
    return progress_of(services.store, services.definitions, _today(), since)
