"""The part of the HTTP interface that is about the person and their plan."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query, Response

from hamstrong.exercises import pick_routine
from hamstrong.pipeline.planning import plan_ahead
from hamstrong.planner import AT_ONCE, Answered, Profile, load_rules, require_fit, screen
from hamstrong.report.calendar import MEDIA_TYPE, write_calendar, write_notice
from hamstrong.web import resources
from hamstrong.web.presenter import present_day
from hamstrong.web.services import REFUSALS, USER, Given, Services

if TYPE_CHECKING:
    from datetime import date

    from hamstrong.planner import Routine, ScreeningState, Slot

__all__ = ["calendar", "find_routine", "find_screening", "find_stopped", "refuse_unfit", "router"]


router = APIRouter(prefix="/api", responses=REFUSALS)


@router.get("/profile")
async def read_profile(services: Given) -> resources.ProfilePage:
    """Return what the user told about themselves, and whether training is possible."""
    return _present_profile(*await asyncio.to_thread(_find_answers, services))


@router.put("/profile")
async def write_profile(told: resources.Profile, services: Given) -> resources.ProfilePage:
    """Keep what the user tells about themselves; this answers the health questions, too."""
    profile = Profile(**told.model_dump())
    answered = await asyncio.to_thread(services.require_store().write_profile, profile)
    return _present_profile(answered, None)


@router.get("/plan")
async def read_plan(services: Given) -> resources.PlanPage:
    """Return the four weeks ahead; refused where the health answers rule training out."""
    await refuse_unfit(services)
    _, routine = await find_routine(services)
    days = tuple(present_day(day) for day in routine.days)
    return resources.PlanPage(days=days)


calendar = APIRouter()


@calendar.get("/calendar.ics", include_in_schema=False)
async def read_calendar(
    services: Given,
    locale: Annotated[Literal["en", "de"] | None, Query()] = None,
) -> Response:
    """Return the plan as a calendar to load or to subscribe to."""
    body = await asyncio.to_thread(_write_calendar, services, locale)
    headers = {"content-disposition": 'attachment; filename="hamstrong.ics"'}
    return Response(body, media_type=MEDIA_TYPE, headers={**headers, "cache-control": "no-cache"})


def _write_calendar(services: Services, locale: str | None) -> bytes:
    language = locale or services.read_settings(USER).locale
    now = datetime.now(UTC)
    state = screen(*_find_answers(services))
    if state in ("due", "stop"):
        return write_notice(now.astimezone().date(), f"calendar.screening-{state}", language, now)
    routine = _plan(services, now.astimezone().date())
    return write_calendar(routine, language, now)


def _plan(services: Services, today: date) -> Routine:
    chosen = pick_routine(services.definitions, services.read_settings(USER).routine)
    return plan_ahead(chosen, services.tests, services.store, today)


async def find_stopped(services: Services) -> Slot:
    """Return what could be trained today of all routines, and what pain has stopped."""

    def find() -> Slot:
        today = datetime.now(UTC).astimezone().date()
        return plan_ahead(services.definitions, services.tests, services.store, today).today

    return await asyncio.to_thread(find)


async def find_routine(services: Services) -> tuple[ScreeningState, Routine]:
    """Return whether training is possible, and the plan."""

    def find() -> tuple[ScreeningState, Routine]:
        today = datetime.now(UTC).astimezone().date()
        routine = _plan(services, today)
        return screen(*_find_answers(services)), routine

    return await asyncio.to_thread(find)


async def find_screening(services: Services) -> ScreeningState:
    """Return whether training is possible."""
    return screen(*await asyncio.to_thread(_find_answers, services))


async def refuse_unfit(services: Services) -> None:
    """Refuse training that the health answers rule out; see `require_fit`."""
    require_fit(*await asyncio.to_thread(_find_answers, services))


def _find_answers(services: Services) -> tuple[Answered | None, datetime | None]:
    """Return the newest answers and when something hurt since."""
    store = services.store
    answered = store.read_profile() if store is not None else None
    if store is None or answered is None:
        return None, None
    return answered, store.find_hurt(answered.answered_at, load_rules().judging.hurts_from)


def _present_profile(answered: Answered | None, hurt_at: datetime | None) -> resources.ProfilePage:
    profile = answered.profile if answered is not None else Profile()
    return resources.ProfilePage(
        profile=resources.Profile.model_validate(asdict(profile)),
        answered_at=answered.answered_at if answered is not None else None,
        screening=screen(answered, hurt_at),
        at_once=bool(AT_ONCE & set(profile.concerns)),
    )
