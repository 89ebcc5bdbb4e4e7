"""People whose training is simulated: what they answer, and how their sessions go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hamstrong.planner import Answered, History, Imbalance, Outing, Planner, Profile
from hamstrong.session.plan import list_bouts
from tests.unit.session.stage import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hamstrong.planner import Entry, Slot
    from hamstrong.session import PlannedExercise

    Feel = Callable[[date, Entry], "Felt"]
    AsDone = Callable[[PlannedExercise], PlannedExercise]
    LeavesOut = Callable[[Entry], bool]

MONDAY = date(2026, 3, 2)
DAILY = Profile(minutes=30)


@dataclass(frozen=True)
class Felt:
    """How one exercise went."""

    share: float = 1.0
    score: int | None = 92
    effort: int | None = 5
    pain: int | None = 0
    cramp: bool = False


CLEAN = Felt()


def as_planned(item: PlannedExercise) -> PlannedExercise:
    """Return what somebody does who keeps to the plan."""
    return item


def outing(entry: Entry, day: date, felt: Felt = CLEAN, as_done: AsDone = as_planned) -> Outing:
    """Return what a session makes of a planned exercise, done otherwise if so chosen."""
    item = as_done(entry.item)
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


def live(  # noqa: PLR0913 - one keyword for each way to live
    profile: Profile,
    days: int,
    feel: Feel,
    *,
    away: frozenset[int] = frozenset(),
    as_done: AsDone = as_planned,
    leaves_out: LeavesOut = lambda _entry: False,
) -> Iterator[tuple[date, Slot]]:
    """Live some days by the plan and yield each day's training; ``away`` are days missed."""
    planner = Planner(CATALOGUE, profile, History())
    for number in range(days):
        day = MONDAY + timedelta(days=number)
        if day.weekday() not in profile.weekdays or number in away:
            continue
        slot = planner.plan_slot(day)
        done = [entry for entry in slot.entries if not leaves_out(entry)]
        planner.follow([outing(entry, day, feel(day, entry), as_done) for entry in done])
        yield day, slot


def bridge_of(slot: Slot) -> Entry | None:
    """Return what is planned of the bridge."""
    return next((entry for entry in slot.entries if entry.item.exercise == "bridge"), None)


class Person:
    """Somebody who trains by the plan; the bridge is looked at."""

    def __init__(self, profile: Profile = DAILY, imbalances: tuple[Imbalance, ...] = ()) -> None:
        self.profile = profile
        self.imbalances = imbalances
        self.day = MONDAY
        self.outings: list[Outing] = []
        self.answers: list[Answered] = []
        self.tell(profile)

    def tell(self, profile: Profile) -> None:
        """Answer the questions, anew, in the morning."""
        self.profile = profile
        at = datetime.combine(self.day, time(7), UTC)
        self.answers.append(Answered(profile, at))

    def plan_slot(self) -> Slot:
        """Return the next training."""
        history = History(tuple(self.outings), self.imbalances, tuple(self.answers))
        return Planner(CATALOGUE, self.profile, history).plan_slot(self.day)

    def plan(self) -> tuple[str, int, int, str]:
        """Return what is planned of the bridge, and the first reason."""
        slot = self.plan_slot()
        found = bridge_of(slot)
        if found is None:
            left = next(left for left in slot.left_out if left.exercise == "bridge")
            return "", 0, 0, left.reason.id
        item = found.item
        return item.variation, item.sets, item.reps, found.reasons[0].id

    def train(self, *felt: Felt, then_days: int = 2, as_done: AsDone = as_planned) -> Person:
        """Train some times; ``felt`` and ``as_done`` are about the bridge."""
        began = time(18)
        for one in felt:
            made = [
                outing(entry, self.day, one, as_done)
                if entry.item.exercise == "bridge"
                else outing(entry, self.day)
                for entry in self.plan_slot().entries
            ]
            at = datetime.combine(self.day, began, UTC)
            self.outings += [replace(done, began=at) for done in made]
            self.day += timedelta(days=then_days)
        return self
