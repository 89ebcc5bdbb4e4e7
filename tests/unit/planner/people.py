"""People whose training is simulated: what they answer, and how their sessions go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hamstrong.planner import History, Outing, Planner, Profile
from hamstrong.session.plan import list_bouts
from tests.unit.session.stage import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hamstrong.planner import Entry, Slot

    Feel = Callable[[date, Entry], "Felt"]

MONDAY = date(2026, 3, 2)


@dataclass(frozen=True)
class Felt:
    """How one exercise went."""

    share: float = 1.0
    score: int | None = 92
    effort: int | None = 5
    pain: int | None = 0
    cramp: bool = False


CLEAN = Felt()


def outing(entry: Entry, day: date, felt: Felt = CLEAN) -> Outing:
    """Return what a session makes of a planned exercise."""
    item = entry.item
    planned = item.reps * len(list_bouts(CATALOGUE[item.exercise], item, 0))
    return Outing(
        day=day,
        exercise=item.exercise,
        variation=item.variation,
        wanted=item.variation,
        sets=item.sets,
        reps=item.reps,
        reps_done=round(planned * felt.share),
        score=felt.score,
        effort=felt.effort,
        pain=felt.pain,
        cramp=felt.cramp,
        stopped=felt.pain is not None and felt.pain >= 7,
    )


def live(
    profile: Profile, days: int, feel: Feel, *, away: frozenset[int] = frozenset()
) -> Iterator[tuple[date, Slot]]:
    """Live some days by the plan and yield each day's training; ``away`` are days missed."""
    planner = Planner(CATALOGUE, profile, History())
    for number in range(days):
        day = MONDAY + timedelta(days=number)
        if day.weekday() not in profile.weekdays or number in away:
            continue
        slot = planner.plan_slot(day)
        planner.follow([outing(entry, day, feel(day, entry)) for entry in slot.entries])
        yield day, slot


def bridge_of(slot: Slot) -> Entry | None:
    """Return what is planned of the bridge."""
    return next((entry for entry in slot.entries if entry.item.exercise == "bridge"), None)
