"""What was trained so far, as far as the plan needs it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Literal

from hamstrong.session.values import Practice

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from hamstrong.planner.profile import Answered, Profile
    from hamstrong.session import Progress

__all__ = ["History", "Imbalance", "Outing", "Stint", "count_practice", "list_stints"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stint:
    """What became of one exercise in one session.

    Attributes
    ----------
    exercise, variation, sets, reps
        What was planned for it in the end: sets of reps for each side and stage.
    wanted
        The variation it began with: an easier one may have been chosen on the way.
    reps_done
        Reps that were counted or logged, of all sides.
    score
        Mean form, 0 to 100; None where nothing was measured.
    effort, pain, cramp
        The user's word from 0 to 10; None if the check-in was not answered.
    stopped
        Whether pain ended it.
    """

    exercise: str
    variation: str
    wanted: str
    sets: int
    reps: int
    reps_done: int
    score: int | None
    effort: int | None
    pain: int | None
    cramp: bool
    stopped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outing(Stint):
    """The same with its ``day`` by the calendar of the place.

    ``began`` is when its session did, in UTC; None where only the day is known.
    """

    day: date
    began: datetime | None = None


@dataclass(frozen=True, slots=True)
class Imbalance:
    """A difference between the sides that exceeds the uncertainty of the self-test it is from."""

    test: str
    weaker: Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class History:
    """Outings from the oldest on, what self-tests found last, and all answers from the first on.

    Without answers one profile holds for all times.
    """

    outings: tuple[Outing, ...] = ()
    imbalances: tuple[Imbalance, ...] = ()
    answers: tuple[Answered, ...] = ()

    def find_profile(self, outing: Outing) -> Profile | None:
        """Return what somebody had told before an outing; None if nothing."""
        known = [told.profile for told in self.answers if _was_told(told, outing)]
        return known[-1] if known else None


def _was_told(told: Answered, outing: Outing) -> bool:
    if outing.began is not None:
        return told.answered_at <= outing.began
    return told.answered_at.date() <= outing.day


def count_practice(stints: Iterable[Stint]) -> tuple[Practice, ...]:
    """Return in how many sessions each form of an exercise was done."""
    times = Counter((stint.exercise, stint.variation) for stint in stints)
    return tuple(Practice(exercise, form, count) for (exercise, form), count in times.items())


def list_stints(progress: Progress) -> tuple[Stint, ...]:
    """Return the exercises of a session that were begun; one that was skipped is none."""
    found = []
    for index, item in enumerate(progress.plan):
        told = progress.check_ins.get(index)
        stopped = any(pain.exercise == index for pain in progress.pains)
        counted = [event.rep.score for event in progress.reps if event.bout.exercise == index]
        logged = sum(reps for bout, reps in progress.logs.items() if bout.exercise == index)
        done = len(counted) + logged
        if not (done or told or stopped):
            continue
        found.append(
            Stint(
                exercise=item.exercise,
                variation=item.variation,
                wanted=progress.wanted[index].variation,
                sets=item.sets,
                reps=item.reps,
                reps_done=done,
                score=round(fmean(counted)) if counted else None,
                effort=told.effort if told else None,
                pain=told.pain if told else None,
                cramp=told.cramp if told else False,
                stopped=stopped,
            )
        )
    return tuple(found)
