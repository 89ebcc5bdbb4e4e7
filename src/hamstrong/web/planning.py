"""The part of the HTTP interface that is about the person and their plan."""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from datetime import datetime

from fastapi import APIRouter

from hamstrong.planner import AT_ONCE, HURTS_FROM, Answered, Profile, require_fit, screen
from hamstrong.web import resources
from hamstrong.web.services import REFUSALS, Given, Services

__all__ = ["refuse_unfit", "router"]


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


async def refuse_unfit(services: Services) -> None:
    """Refuse training that the health answers rule out; see `require_fit`."""
    require_fit(*await asyncio.to_thread(_find_answers, services))


def _find_answers(services: Services) -> tuple[Answered | None, datetime | None]:
    """Return the newest answers and when something hurt since."""
    store = services.store
    answered = store.read_profile() if store is not None else None
    if store is None or answered is None:
        return None, None
    return answered, store.find_hurt(answered.answered_at, HURTS_FROM)


def _present_profile(answered: Answered | None, hurt_at: datetime | None) -> resources.ProfilePage:
    profile = answered.profile if answered is not None else Profile()
    return resources.ProfilePage(
        profile=resources.Profile.model_validate(asdict(profile)),
        answered_at=answered.answered_at if answered is not None else None,
        screening=screen(answered, hurt_at),
        at_once=bool(AT_ONCE & set(profile.concerns)),
    )
