"""Whether an exercise or self-test may begin today, over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter

from hamstrong.planner import find_stops
from hamstrong.web.api import ExerciseId
from hamstrong.web.clearance_resources import Clearance, StopInfo
from hamstrong.web.planning import find_screening, find_stopped
from hamstrong.web.presenter import present_reasons
from hamstrong.web.services import REFUSALS, Given

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hamstrong.planner import LeftOut

__all__ = ["router"]

router = APIRouter(prefix="/api", responses=REFUSALS)


@router.get("/clearance/{exercise}")
async def read_clearance(exercise: ExerciseId, services: Given) -> Clearance:
    """Return what stands against beginning an exercise or a self-test today."""
    name = services.everything[exercise].id
    stops = find_stops(await find_stopped(services), name)
    screening = await find_screening(services)
    return Clearance(screening=screening, stops=tuple(_present(stops)))


def _present(stops: tuple[LeftOut, ...]) -> Iterator[StopInfo]:
    for stop in stops:
        if stop.until is not None:
            (reason,) = present_reasons([stop.reason])
            yield StopInfo(exercise=stop.exercise, reason=reason, until=stop.until)
