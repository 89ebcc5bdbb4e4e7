"""The HTTP interface below ``/api``."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from fastapi import APIRouter, Header, Path, Query, Response

from hamstrong.errors import UnknownNameError
from hamstrong.exercises import texts as exercise_texts
from hamstrong.exercises.dose import compute_least
from hamstrong.exercises.pictures import PICTURES, name_fault_picture
from hamstrong.pipeline.trainings import list_days
from hamstrong.planner import count_practice, planner_texts, require_unstopped, require_work
from hamstrong.planner.progress import progress_texts
from hamstrong.session import Session, plan_exercise, session_texts
from hamstrong.session.plan import find_variation
from hamstrong.web import exercise_resources, resources
from hamstrong.web.figures import draw_figure
from hamstrong.web.performances import perform_exercise
from hamstrong.web.planning import find_routine, find_stopped, refuse_unfit
from hamstrong.web.presenter import (
    present_card,
    present_entry,
    present_left_out,
    present_page,
    present_plan,
    present_reasons,
)
from hamstrong.web.services import REFUSALS, USER, Given, Services

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.session import PlannedExercise, Practice
    from hamstrong.session.words import SessionSide
    from hamstrong.store import Logged

__all__ = ["ExerciseId", "SessionId", "all_texts", "router"]

RESUMABLE: Final = timedelta(hours=12)
"""A session left open longer ago is part of the past."""

Locale = Literal["en", "de"]
ExerciseId = Annotated[str, Path(max_length=40, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
SessionId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]

router = APIRouter(prefix="/api", responses=REFUSALS)


def all_texts(locale: str) -> Mapping[str, str]:
    """Return every text the coach says or shows, by id."""
    return {
        **exercise_texts(locale),
        **session_texts(locale),
        **planner_texts(locale),
        **progress_texts(locale),
    }


@router.get("/health")
async def read_health(services: Given) -> resources.Health:
    """Tell that the server is alive."""
    problem = services.hub.problem
    return resources.Health(
        status="ok", version=services.version, saved=problem is None, message=problem
    )


@router.get("/texts/{locale}")
async def read_texts(locale: Locale) -> dict[str, str]:
    """Return every text in one language, by id."""
    return dict(all_texts(locale))


@router.get("/exercises")
async def list_exercises(services: Given) -> tuple[exercise_resources.ExerciseCard, ...]:
    """Return the exercises in the order of the routine."""
    return tuple(
        exercise_resources.ExerciseCard.model_validate(_card_fields(definition))
        for definition in services.definitions.values()
    )


@router.get("/exercises/{exercise}")
async def read_exercise(exercise: ExerciseId, services: Given) -> exercise_resources.ExercisePage:
    """Return all about an exercise."""
    definition = services.everything[exercise]
    return exercise_resources.ExercisePage.model_validate(
        {
            **_card_fields(definition),
            "model": definition.model,
            "stages": [{"id": stage.id} for stage in definition.stages],
            "steps": [{"id": step.id, "stage": step.stage} for step in definition.steps],
            "variation_details": [
                _describe_variation(services, definition, variation.id)
                for variation in definition.variations
            ],
            "safety": definition.safety,
            "mistakes": definition.mistakes,
            "fault_places": list(_find_fault_places(definition)),
            "muscles_worked": definition.muscles_worked,
            "muscles_stretched": definition.muscles_stretched,
            "breathing": definition.breathing,
            "references": definition.references,
        }
    )


@router.get("/exercises/{exercise}/motion")
async def read_motion(
    exercise: ExerciseId,
    variation: Annotated[str, Query(max_length=40)] = "standard",
    stage: Annotated[str | None, Query(max_length=40)] = None,
    side: Literal["left", "right", "both"] = "right",
) -> exercise_resources.Figure:
    """Return one rep as the camera would see it."""
    wanted: SessionSide = side
    return await asyncio.to_thread(draw_figure, exercise, variation, stage, wanted)


@router.get(
    "/exercises/{exercise}/performance",
    response_model=exercise_resources.Performance,
    responses={304: {"description": "the browser's copy is still right"}},
)
async def read_performance(  # noqa: PLR0913 - what the address may say
    exercise: ExerciseId,
    variation: Annotated[str, Query(max_length=40)] = "standard",
    stage: Annotated[str | None, Query(max_length=40)] = None,
    side: Literal["left", "right", "both"] = "right",
    fault: Annotated[str | None, Query(max_length=40)] = None,
    body: Literal["a", "b"] = "a",
    if_none_match: Annotated[str | None, Header(max_length=400)] = None,
) -> Response:
    """Return one rep done by the drawn figure, with or without a fault."""
    wanted: SessionSide = side
    answer = await asyncio.to_thread(
        perform_exercise, exercise, variation, stage, wanted, fault, body
    )
    headers = {"etag": answer.tag, "cache-control": "no-cache"}
    if if_none_match is not None and answer.tag in if_none_match:
        return Response(status_code=304, headers=headers)
    return Response(answer.body, media_type="application/json", headers=headers)


@router.get("/today")
async def read_today(services: Given) -> resources.Today:
    """Return today's session and whether one can be resumed."""
    now = datetime.now(UTC)
    store = services.store
    screening, routine = await find_routine(services)
    slot, ready = routine.today, screening not in ("due", "stop")
    planned = slot.entries if ready else ()
    day = routine.days[0].date
    last, week, unfinished = None, [], None
    if store is not None:
        last = next(iter(await asyncio.to_thread(store.list_told, 1)), None)
        monday = day - timedelta(days=day.weekday())
        week = await asyncio.to_thread(list_days, store, services.tests, monday)
        unfinished = await asyncio.to_thread(store.find_open)
    return resources.Today(
        day=day,
        screening=screening,
        rest=not routine.days[0].slots,
        trained=day in week,
        warm_up=slot.warm_up,
        items=tuple(present_entry(entry) for entry in planned),
        reasons={entry.item.exercise: present_reasons(entry.reasons) for entry in planned},
        left_out=present_left_out(slot),
        minutes=slot.minutes if ready else 0.0,
        open_session=unfinished.session_id if unfinished and _resumable(unfinished, now) else None,
        sessions_this_week=len(week),
        last_session=present_card(last, resumable=_resumable(last, now)) if last else None,
    )


@router.get("/sessions")
async def list_sessions(
    services: Given,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> resources.SessionList:
    """Return past sessions in which there was something to tell, newest first."""
    if services.store is None:
        return resources.SessionList(sessions=(), total=0)
    found = await asyncio.to_thread(services.store.list_told, limit, offset)
    total = await asyncio.to_thread(services.store.count_told)
    now = datetime.now(UTC)
    cards = tuple(present_card(logged, resumable=_resumable(logged, now)) for logged in found)
    return resources.SessionList(sessions=cards, total=total)


@router.post("/sessions", status_code=201)
async def create_session(wish: resources.NewSession, services: Given) -> resources.Created:
    """Begin a session; it waits for a browser to connect to it."""
    await refuse_unfit(services)
    if wish.items is not None:
        slot = await find_stopped(services)
        require_unstopped(slot, (choice.exercise for choice in wish.items))
        plan = tuple(_plan_choice(services, choice) for choice in wish.items)
    else:
        _, routine = await find_routine(services)
        plan = require_work(routine.today)
    hurt: tuple[str, ...] = ()
    practice: tuple[Practice, ...] = ()
    if services.store is not None:
        last = next(iter(await asyncio.to_thread(services.store.list_told, 1)), None)
        hurt = last.card.pain if last is not None else ()
        practice = count_practice(await asyncio.to_thread(services.store.list_outings))
    return resources.Created(id=await services.hub.create(plan, wish.mode, hurt, practice))


@router.get("/sessions/{session_id}")
async def read_session(session_id: SessionId, services: Given) -> resources.SessionPage:
    """Return all about one session."""
    happened = await services.hub.read(session_id)
    if not happened:
        raise UnknownNameError(f"There is no session '{session_id}'.")
    logged = await asyncio.to_thread(services.find_card, session_id, happened)
    progress = Session.restore(services.everything, happened).progress
    resumable = _resumable(logged, datetime.now(UTC))
    return present_page(logged, happened, progress, services.everything, resumable=resumable)


@router.get("/settings")
async def read_settings(services: Given) -> resources.Settings:
    """Return what the user chose."""
    return await asyncio.to_thread(services.read_settings, USER)


@router.put("/settings")
async def write_settings(settings: resources.Settings, services: Given) -> resources.Settings:
    """Keep what the user chose."""
    await asyncio.to_thread(services.write_settings, USER, settings)
    return settings


def _card_fields(definition: ExerciseDefinition) -> dict[str, Any]:
    return {
        "id": definition.id,
        "routine": definition.routine,
        "posture": definition.posture,
        "view": definition.view,
        "sides": definition.sides,
        "minutes": definition.minutes,
        "variations": [variation.id for variation in definition.variations],
    }


def _describe_variation(
    services: Services, definition: ExerciseDefinition, name: str
) -> exercise_resources.VariationInfo:
    variation = find_variation(definition, name)
    item = plan_exercise(definition, name)
    least = plan_exercise(definition, name, *compute_least(variation.dose or definition.dose))
    dose, beginning = present_plan([item, least], services.everything)
    steps = variation.steps or definition.steps
    return exercise_resources.VariationInfo(
        id=name,
        order=variation.order,
        sides=variation.sides or definition.sides,
        steps=tuple(exercise_resources.StepInfo(id=step.id, stage=step.stage) for step in steps),
        mistakes=definition.mistakes_of(name),
        dose=dose,
        least=beginning,
    )


def _find_fault_places(definition: ExerciseDefinition) -> Iterator[exercise_resources.FaultPlace]:
    """Yield in which variations and stages a motion shows a fault, the easiest first."""
    for variation in definition.variations:
        for motion in definition.motions:
            if not motion.variations or variation.id in motion.variations:
                for fault in motion.faults:
                    name = name_fault_picture(definition.id, variation.id, motion.stage, fault)
                    yield exercise_resources.FaultPlace(
                        fault=fault,
                        variation=variation.id,
                        stage=motion.stage,
                        pictured=(PICTURES / name).is_file(),
                    )


def _plan_choice(services: Services, choice: resources.PlanChoice) -> PlannedExercise:
    definition = services.everything[choice.exercise]
    item = plan_exercise(definition, choice.variation, choice.sets, choice.reps)
    return replace(item, first_side=choice.first_side, extra_set=choice.extra_set)


def _resumable(logged: Logged, now: datetime) -> bool:
    return logged.card.state not in ("summary", "ended") and now - logged.started_at < RESUMABLE
