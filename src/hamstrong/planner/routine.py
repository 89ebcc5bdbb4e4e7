"""The plan: what to train on a day, and the four weeks ahead."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hamstrong.errors import UsageError
from hamstrong.planner.history import Outing
from hamstrong.planner.ladder import build_ladder
from hamstrong.planner.reasons import Reason, because
from hamstrong.planner.rules import load_rules
from hamstrong.planner.standing import Climb
from hamstrong.session.estimate import estimate_minutes
from hamstrong.session.plan import list_bouts, plan_exercise
from hamstrong.session.speech import FAMILIAR_FROM, WARM_UP, WARM_UP_STEP_S

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.planner.history import History
    from hamstrong.planner.profile import Profile
    from hamstrong.planner.rules import Rules
    from hamstrong.planner.standing import Standing
    from hamstrong.session import PlannedExercise

__all__ = [
    "DAYS_AHEAD",
    "Day",
    "Entry",
    "LeftOut",
    "NothingPlannedError",
    "Planner",
    "Routine",
    "Slot",
    "require_work",
]

DAYS_AHEAD: Final = 28
WARM_UP_MIN: Final = len(WARM_UP) * WARM_UP_STEP_S / 60
_EXPECTED_EFFORT: Final = 5
_EXPECTED_SCORE: Final = 90


class NothingPlannedError(UsageError):
    """There is no exercise to plan: pain has stopped all of them."""

    code = "nothing-planned"


@dataclass(frozen=True, slots=True)
class Entry:
    """An exercise of a slot with its dose, about how long it takes, and why it is so."""

    item: PlannedExercise
    minutes: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An exercise that is not in a slot, and why."""

    exercise: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Slot:
    """One training: its entries in the order of the routine; ``minutes`` with the warm-up."""

    entries: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...]
    minutes: float
    warm_up: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A day; a day of rest has no slots."""

    date: date
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Routine:
    """What to train today if at all, and the days ahead beginning with today.

    The days after the next training show what comes if all goes well.
    """

    today: Slot
    days: tuple[Day, ...]


class Planner:
    """Plans for one person.

    Parameters
    ----------
    definitions
        The exercises by id.
    profile, history
        Who it is and what was trained.
    rules
        What decides; the package's own rules when left out.
    """

    def __init__(
        self,
        definitions: Mapping[str, ExerciseDefinition],
        profile: Profile,
        history: History,
        rules: Rules | None = None,
    ) -> None:
        self._definitions = definitions
        self._profile = profile
        self._rules = rules or load_rules()
        self._weaker = {
            exercise: found.weaker
            for found in history.imbalances
            for exercise in self._rules.asymmetry.get(found.test, ())
        }
        ordered = sorted(definitions.values(), key=lambda definition: definition.order)
        self._climbs = {
            one.id: Climb(one, build_ladder(one, self._rules), profile, self._rules)
            for one in ordered
        }
        self._standings = {name: climb.start for name, climb in self._climbs.items()}
        self._trained: list[date] = []
        self._since: dict[str, int] = {}
        self._expecting = False
        self._practice: Counter[tuple[str, str]] = Counter()
        self._minutes: dict[tuple[PlannedExercise, bool], float] = {}
        self.follow(history.outings)

    def plan(self, today: date) -> Routine:
        """Return today's training and the four weeks ahead."""
        standings, trained, since = dict(self._standings), list(self._trained), dict(self._since)
        practice = Counter(self._practice)
        first = self.plan_slot(today)
        days = []
        for offset in range(DAYS_AHEAD):
            day = today + timedelta(days=offset)
            slot = self.plan_slot(day) if offset else first
            rest = day.weekday() not in self._profile.weekdays
            days.append(Day(day, () if rest else (slot,)))
            if not rest and not (trained and trained[-1] == day):
                self._expect(slot, day)
        self._standings, self._trained, self._since = standings, trained, since
        self._practice = practice
        self._expecting = False
        return Routine(first, tuple(days))

    def plan_slot(self, day: date) -> Slot:
        """Return the training of a day, whether it is planned for that day or not."""
        standings = {
            name: climb.rest(self._standings[name], day, self._trained)
            for name, climb in self._climbs.items()
        }
        warm_up = self._profile.cramp_prone
        left_min = self._profile.minutes - WARM_UP_MIN * warm_up
        taken: dict[str, Entry] = {}
        left_out: dict[str, LeftOut] = {}
        for name in self._rank():
            standing = standings[name]
            if standing.stopped is not None:
                left_out[name] = LeftOut(name, standing.reason)
                continue
            entry = self._fit(name, standing, left_min)
            if entry is None:
                left_out[name] = LeftOut(name, because("no-time", minutes=self._profile.minutes))
                continue
            taken[name] = entry
            left_min -= entry.minutes
        entries = tuple(taken[name] for name in self._climbs if name in taken)
        minutes = WARM_UP_MIN * warm_up + sum(entry.minutes for entry in entries)
        missing = tuple(left_out[name] for name in self._climbs if name in left_out)
        return Slot(entries, missing, round(minutes, 1), warm_up)

    def follow(self, outings: Iterable[Outing]) -> None:
        """Take in what was trained since, from the oldest on."""
        for outing in outings:
            climb = self._climbs.get(outing.exercise)
            if climb is None:
                continue
            if not self._trained or self._trained[-1] != outing.day:
                self._trained.append(outing.day)
            before = self._standings[outing.exercise]
            # Days before the last session of this exercise tell nothing about the pause since.
            recent = self._trained[self._since.get(outing.exercise, 0) :]
            self._standings[outing.exercise] = climb.follow(before, outing, recent)
            self._since[outing.exercise] = len(self._trained) - 1
            self._practice[outing.exercise, outing.variation] += 1

    def _expect(self, slot: Slot, day: date) -> None:
        """Go on as if a slot were trained in full and well."""
        self._expecting = True
        self.follow(
            Outing(
                day=day,
                exercise=entry.item.exercise,
                variation=entry.item.variation,
                wanted=entry.item.variation,
                sets=entry.item.sets,
                reps=entry.item.reps,
                reps_done=_count_reps(self._definitions, entry.item),
                score=_EXPECTED_SCORE,
                effort=_EXPECTED_EFFORT,
                pain=0,
                cramp=False,
                stopped=False,
            )
            for entry in slot.entries
        )

    def _rank(self) -> list[str]:
        """Return the exercises, the most useful first: use times the trainings waited for.

        What was cut short for want of time goes before all others, so that each has its full turn.
        """
        names = ["all", self._profile.sport, *(["sedentary"] if self._profile.sedentary else [])]
        groups = [self._rules.usefulness.get(name, {}) for name in names]

        def weigh(name: str) -> tuple[bool, float]:
            use = max((group[name] for group in groups if name in group), default=1.0)
            waited = len(self._trained) - self._since.get(name, -1)
            return self._standings[name].reason.id == "same-lighter", use * waited

        return sorted(self._climbs, key=weigh, reverse=True)

    def _fit(self, name: str, standing: Standing, left_min: float) -> Entry | None:
        """Return an entry that fits the time left: as planned, else with less of it, else None."""
        definition, rung = self._definitions[name], self._climbs[name].ladder.rungs[standing.rung]
        sets = min(rung.sets, standing.sets or rung.sets)
        full = plan_exercise(definition, rung.variation, sets, rung.reps)
        reasons = [self._foresee(standing.reason)]
        if sets < rung.sets:
            reasons.append(because("sets-slowly"))
        sides = definition.sides_of(rung.variation)
        weaker = self._weaker.get(name)
        shorter = [replace(full, sets=fewer) for fewer in range(sets - 1, 0, -1)]
        if weaker is not None and sides == "each":
            reasons.append(because("weaker-left" if weaker == "left" else "weaker-right"))
            full = replace(full, first_side=weaker, extra_set=weaker)
            shorter = [replace(item, first_side=weaker) for item in shorter]
            shorter.insert(0, replace(full, extra_set=None))
        fewest = self._climbs[name].ladder.find_least(rung).reps
        shorter += [replace(shorter[-1] if shorter else full, reps=fewest, extra_set=None)]
        for item in (full, *shorter):
            minutes = self._estimate(item)
            if minutes <= left_min:
                short = [] if item == full else [because("shorter", minutes=self._profile.minutes)]
                return Entry(item, minutes, (*reasons, *short))
        return None

    def _estimate(self, item: PlannedExercise) -> float:
        times = self._practice[item.exercise, item.variation]
        known = item, times >= FAMILIAR_FROM
        if known not in self._minutes:
            self._minutes[known] = estimate_minutes(self._definitions, item, times)
        return self._minutes[known]

    def _foresee(self, reason: Reason) -> Reason:
        """Return a reason as it reads before the sessions it speaks of."""
        if not self._expecting or reason.id.startswith("start"):
            return reason
        values = dict(reason.values)
        if reason.id == "harder-form":
            return because("expected-form", form=values["form"])
        return because("expected-dose" if reason.id == "harder-dose" else "expected-same")


def require_work(slot: Slot) -> tuple[PlannedExercise, ...]:
    """Return what a session of a slot consists of; `NothingPlannedError` if nothing."""
    if not slot.entries:
        raise NothingPlannedError(
            "Nothing is planned for now: every exercise hurt twice in a row. "
            "Rest, and see a doctor or physiotherapist if the pain stays."
        )
    return tuple(entry.item for entry in slot.entries)


def _count_reps(definitions: Mapping[str, ExerciseDefinition], item: PlannedExercise) -> int:
    return item.reps * len(list_bouts(definitions[item.exercise], item, 0))
