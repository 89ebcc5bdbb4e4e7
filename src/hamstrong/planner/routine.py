"""The plan: what to train on a day, and the four weeks ahead."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from hamstrong.errors import UsageError
from hamstrong.planner.choice import choose
from hamstrong.planner.fitting import Entry, Fitter, Uneven
from hamstrong.planner.habits import find_habits
from hamstrong.planner.history import Outing
from hamstrong.planner.judging import Asked
from hamstrong.planner.ladder import build_ladder
from hamstrong.planner.profile import Profile
from hamstrong.planner.reasons import Reason, because
from hamstrong.planner.rules import load_rules
from hamstrong.planner.standing import Attempt, Climb
from hamstrong.session.estimate import estimate_minutes
from hamstrong.session.plan import list_bouts
from hamstrong.session.speech import FAMILIAR_FROM, WARM_UP, WARM_UP_STEP_S

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.planner.history import History
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
_TIMELESS: Final = ("start", "light", "turn", "back")


class NothingPlannedError(UsageError):
    """There is no exercise to plan: pain has stopped all of them."""

    code = "nothing-planned"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An exercise that is not in a slot, and why; ``until`` is the day on which a stop ends."""

    exercise: str
    reason: Reason
    until: date | None = None


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


@dataclass(slots=True)
class _Course:
    """How far the history has been followed.

    Attributes
    ----------
    profile
        Who it is at that time.
    standings
        Where they stand on each ladder they have begun.
    trained, since
        Days of training, and of each exercise the place of its last day among them.
    practice
        How often each form of an exercise was done.
    asked
        What the plan asked for in the training that is being followed.
    seen
        What has been followed of that training.
    planned
        The slot of a day, as it was planned from here.
    """

    profile: Profile
    standings: dict[str, Standing] = field(default_factory=dict)
    trained: list[date] = field(default_factory=list)
    since: dict[str, int] = field(default_factory=dict)
    practice: Counter[tuple[str, str]] = field(default_factory=Counter)
    asked: dict[str, Asked] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    planned: tuple[date, Slot] | None = None

    def copy(self) -> _Course:
        """Return a course that goes its own way."""
        return _Course(
            self.profile,
            dict(self.standings),
            list(self.trained),
            dict(self.since),
            Counter(self.practice),
            dict(self.asked),
            set(self.seen),
            self.planned,
        )


class Planner:
    """Plans for one person.

    Parameters
    ----------
    definitions
        The exercises by id.
    profile, history
        Who it is now and what was trained; earlier trainings are judged by the answers of then.
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
        self._rules = rules or load_rules()
        self._uneven = dict(_find_uneven(history, self._rules))
        ordered = sorted(definitions.values(), key=lambda definition: definition.order)
        self._climbs = {
            one.id: Climb(one, build_ladder(one, self._rules), self._rules) for one in ordered
        }
        self._course = _Course(profile)
        self._expecting = False
        self._minutes: dict[tuple[PlannedExercise, bool], float] = {}
        for outing in history.outings:
            if history.answers:
                self._become(history.find_profile(outing) or Profile())
            self._follow(outing)
        self._become(profile)

    def plan(self, today: date) -> Routine:
        """Return today's training and the four weeks ahead."""
        course = self._course
        self._course = course.copy()
        first = self.plan_slot(today)
        days = []
        for offset in range(DAYS_AHEAD):
            day = today + timedelta(days=offset)
            slot = self.plan_slot(day) if offset else first
            rest = day.weekday() not in course.profile.weekdays
            days.append(Day(day, () if rest else (slot,)))
            if not rest and day not in self._course.trained[-1:]:
                self._expect(slot, day)
        self._course = course
        self._expecting = False
        return Routine(first, tuple(days))

    def plan_slot(self, day: date) -> Slot:
        """Return the training of a day, whether it is planned for that day or not."""
        profile = self._course.profile
        standings = self._find_standings(day)
        fitter = Fitter(self._estimate, profile.minutes, self._rules)
        warm_up_min = WARM_UP_MIN * profile.cramp_prone
        left_min = profile.minutes - warm_up_min
        ranked = self._rank(standings)
        taken: dict[str, Entry] = {}
        left_out: dict[str, LeftOut] = {}
        for name in ranked:
            standing = standings[name]
            if standing.stopped is not None:
                until = standing.stopped + timedelta(days=self._rules.trouble.stop_days)
                left_out[name] = LeftOut(name, standing.reason, until)
                continue
            entry = self._fit(fitter, name, standing, day, left_min)
            if entry is None:
                left_out[name] = LeftOut(name, because("no-time", minutes=profile.minutes))
                continue
            taken[name] = entry
            left_min -= entry.minutes
        rounds = self._may_add_rounds(standings, day)
        for name in filter(taken.__contains__, ranked):
            entry = fitter.add_side(taken[name], self._uneven.get(name), left_min)
            left_min -= entry.minutes - taken[name].minutes
            taken[name] = entry
        for name in filter(taken.__contains__, ranked if rounds else ()):
            entry = fitter.add_round(self._climbs[name], standings[name], taken[name], left_min)
            left_min -= entry.minutes - taken[name].minutes
            taken[name] = entry
        entries = tuple(taken[name] for name in self._climbs if name in taken)
        missing = tuple(left_out[name] for name in self._climbs if name in left_out)
        minutes = warm_up_min + sum(entry.minutes for entry in entries)
        slot = Slot(entries, missing, round(minutes, 1), profile.cramp_prone)
        self._course.planned = (day, slot)
        return slot

    def follow(self, outings: Iterable[Outing]) -> None:
        """Take in what was trained since, from the oldest on."""
        for outing in outings:
            self._follow(outing)

    def _become(self, profile: Profile) -> None:
        if profile != self._course.profile:
            self._course.profile = profile
            self._course.planned = None

    def _follow(self, outing: Outing) -> None:
        name, course = outing.exercise, self._course
        climb = self._climbs.get(name)
        if climb is None:
            return
        if outing.day not in course.trained[-1:] or name in course.seen:
            # Another training begins: what it was asked to be follows from what was known before.
            day, slot = course.planned or (None, None)
            if slot is None or day != outing.day:
                slot = self.plan_slot(outing.day)
            course.asked = {one.item.exercise: Asked(one.item, one.aim) for one in slot.entries}
            course.seen.clear()
        course.seen.add(name)
        if outing.day not in course.trained[-1:]:
            course.trained.append(outing.day)
        habits = find_habits(course.profile, self._rules)
        before = course.standings.get(name) or climb.begin(habits)
        attempt = Attempt(outing, course.asked.get(name), habits)
        course.standings[name] = climb.follow(before, attempt, self._find_recent(name))
        course.since[name] = len(course.trained) - 1
        course.practice[name, outing.variation] += 1
        course.planned = None

    def _find_standings(self, day: date) -> dict[str, Standing]:
        course = self._course
        habits = find_habits(course.profile, self._rules)
        return {
            name: climb.rest(course.standings[name], day, self._find_recent(name), habits)
            if name in course.standings
            else climb.begin(habits)
            for name, climb in self._climbs.items()
        }

    def _find_recent(self, name: str) -> list[date]:
        """Return the days of training since an exercise was trained last: the pause since."""
        return self._course.trained[self._course.since.get(name, 0) :]

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

    def _rank(self, standings: Mapping[str, Standing]) -> list[str]:
        """Return the exercises, the most useful first: use times the trainings waited for.

        What must come now goes before all others, the most frequent first; then what was cut short
        for want of time, so that each has its full turn.
        """
        course, rules = self._course, self._rules
        sedentary = ["sedentary"] if course.profile.sedentary else []
        names = ["all", course.profile.sport, *sedentary]
        groups = [rules.usefulness.get(name, {}) for name in names]

        def weigh(name: str) -> tuple[float, bool, float]:
            use = max((group[name] for group in groups if name in group), default=1.0)
            waited = len(course.trained) - course.since.get(name, -1)
            turn = rules.turns.get(name)
            due = 1 / turn if turn is not None and waited >= turn else 0.0
            return due, standings[name].reason.id == "same-short", use * waited

        return sorted(self._climbs, key=weigh, reverse=True)

    def _fit(
        self, fitter: Fitter, name: str, standing: Standing, day: date, left_min: float
    ) -> Entry | None:
        climb, uneven = self._climbs[name], self._uneven.get(name)
        choice = choose(climb, standing, day, self._rules, uneven=uneven is not None)
        choice = replace(choice, reason=self._foresee(choice.reason))
        return fitter.fit(climb, standing, choice, uneven, left_min)

    def _may_add_rounds(self, standings: Mapping[str, Standing], day: date) -> bool:
        """Tell whether more than the ladders ask for is safe: well, and no beginner."""
        trained = self._course.trained
        used = bool(trained) and (day - trained[0]).days >= self._rules.rounds.after_days
        return used and not any(one.trouble or one.stopped for one in standings.values())

    def _estimate(self, item: PlannedExercise) -> float:
        times = self._course.practice[item.exercise, item.variation]
        known = item, times >= FAMILIAR_FROM
        if known not in self._minutes:
            self._minutes[known] = estimate_minutes(self._definitions, item, times)
        return self._minutes[known]

    def _foresee(self, reason: Reason) -> Reason:
        """Return a reason as it reads before the sessions it speaks of."""
        if not self._expecting or reason.id.startswith(_TIMELESS):
            return reason
        values = dict(reason.values)
        if reason.id.startswith("harder-form"):
            return because("expected-form", form=values["form"])
        return because("expected-dose" if reason.id.startswith("harder") else "expected-same")


def require_work(slot: Slot) -> tuple[PlannedExercise, ...]:
    """Return what a session of a slot consists of; `NothingPlannedError` if nothing."""
    if not slot.entries:
        raise NothingPlannedError(
            "Nothing is planned for now: every exercise hurt twice. "
            "Rest, and see a doctor or physiotherapist if the pain stays."
        )
    return tuple(entry.item for entry in slot.entries)


def _count_reps(definitions: Mapping[str, ExerciseDefinition], item: PlannedExercise) -> int:
    return item.reps * len(list_bouts(definitions[item.exercise], item, 0))


def _find_uneven(history: History, rules: Rules) -> Iterator[tuple[str, Uneven]]:
    """Yield exercises with the side that needs more of them; none on which tests disagree."""
    found: dict[str, set[Uneven]] = {}
    for one in history.imbalances:
        meant = rules.asymmetry.get(one.test)
        if meant is None:
            continue
        for name in meant.exercises:
            found.setdefault(name, set()).add(Uneven(one.weaker, meant.finds))
    for name, sides in found.items():
        if len({one.side for one in sides}) == 1:
            yield name, min(sides, key=lambda one: one.finds)
