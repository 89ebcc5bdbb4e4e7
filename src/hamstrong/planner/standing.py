"""Where a person stands on the ladder of an exercise, and what each session changes about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Final

from hamstrong.planner.judging import Judge
from hamstrong.planner.reasons import Reason, ReasonId, because
from hamstrong.planner.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.planner.habits import Habits
    from hamstrong.planner.history import Outing
    from hamstrong.planner.judging import Aim, Asked, Verdict
    from hamstrong.planner.ladder import Ladder, Rung
    from hamstrong.planner.rules import Rules

__all__ = ["Attempt", "Climb", "Standing"]

_WEEK_DAYS: Final = 7
_GENTLEST: Final[dict[ReasonId, ReasonId]] = {
    "easier-pain": "gentlest-pain",
    "easier-cramp": "gentlest-cramp",
    "easier-cramps": "gentlest-cramps",
    "easier-discomfort": "gentlest-discomfort",
    "easier-effort": "gentlest-effort",
    "easier-unfinished": "gentlest-unfinished",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands on a ladder.

    Attributes
    ----------
    rung
        The rung to train on next.
    reason
        Why this one.
    credit, clean
        What clean sessions on this rung have earned, and how many they were.
    hard
        Sessions in a row that were too hard.
    trouble
        Pain, cramps and discomfort that are still in mind.
    last, loaded
        Days of the last session and of the last load work.
    rises, formed
        Days of the last steps up, and of the last step to a new form, else of the first session.
    stopped
        Since when pain has stopped the exercise.
    done, sets
        The rung that was done last, as far as the plan asked for it, and the sets.
    more
        Whether next time may have a set more than last time: not if that was not clean.
    turn
        Clean sessions on this rung and in turns of other forms; it tells whose turn is next.
    again
        What is repeated, and why: a lighter day or a turn that was not clean.
    pause
        The longest pause of the person's week at the last session.
    """

    rung: int
    reason: Reason
    credit: int = 0
    clean: int = 0
    hard: int = 0
    trouble: Trouble = field(default_factory=Trouble)
    last: date | None = None
    loaded: date | None = None
    rises: tuple[date, ...] = ()
    formed: date | None = None
    stopped: date | None = None
    done: int | None = None
    sets: int | None = None
    more: bool = False
    turn: int = 0
    again: tuple[Aim, Reason] | None = None
    pause: int = 0


@dataclass(frozen=True, slots=True)
class Attempt:
    """A session of an exercise: what happened, what the plan had asked for, and who it was then."""

    outing: Outing
    asked: Asked | None
    habits: Habits


class Climb:
    """The way on the ladder of one exercise.

    Parameters
    ----------
    definition, ladder
        The exercise and its steps.
    rules
        What decides.
    """

    def __init__(self, definition: ExerciseDefinition, ladder: Ladder, rules: Rules) -> None:
        self.definition = definition
        self.ladder = ladder
        self._rules = rules
        self._judge = Judge(definition, ladder, rules)
        self._loading = rules.loading.get(definition.id)
        self._heavy = ladder.find_form(self._loading.from_form) if self._loading else -1

    def begin(self, habits: Habits) -> Standing:
        """Return where somebody begins."""
        standard = self.ladder.rungs.index(self.ladder.find_most(0))
        rung = min(habits.start, standard)
        return Standing(rung, because("start" if rung else "start-gentle"))

    def is_load(self, rung: Rung) -> bool:
        """Tell whether a rung is work that needs a day without load after it."""
        return self._loading is not None and (rung.focus == "load" or rung.form >= self._heavy)

    def find_light(self, rung: Rung) -> Rung:
        """Return what a rung of load work is replaced by on the days between."""
        return self.ladder.find_least(min(rung.form, self._heavy - 1))

    def is_loaded(self, standing: Standing, day: date) -> bool:
        """Tell whether the last load work is too recent for more of it."""
        if self._loading is None or standing.loaded is None:
            return False
        return (day - standing.loaded).days < self._loading.days

    def follow(self, standing: Standing, attempt: Attempt, trained: Sequence[date]) -> Standing:
        """Return where somebody stands after a session.

        Parameters
        ----------
        standing
            Before it.
        attempt
            The session.
        trained
            All days of training so far, whatever was trained, from the oldest on.
        """
        outing, asked = attempt.outing, attempt.asked
        if standing.last is None:
            # Whoever begins lower than the answers say has begun there, whatever they say later.
            as_asked = asked is not None and self._judge.is_as_asked(outing, asked)
            rung = standing.rung if as_asked else min(standing.rung, self.ladder.place(outing))
            standing = replace(standing, rung=rung, formed=outing.day)
        before = self.rest(standing, outing.day, trained, attempt.habits)
        rung_before = self.ladder.rungs[before.rung]
        verdict, reason = self._judge.judge(rung_before, outing, asked, wary=bool(before.trouble))
        trouble = self._note(before.trouble, verdict, outing)
        noted = replace(before, trouble=trouble) if trouble or before.trouble else before
        after = self._apply(noted, attempt, verdict, reason)
        heavy = self.is_load(self.ladder.rungs[self.ladder.place(outing)])
        kept = verdict == "kept" and before.done is not None
        # A lighter day tells nothing about how much the next hard one may be.
        light = verdict == "kept" and asked is not None and asked.aim == "light"
        well = verdict in ("clean", "kept", "lighter", "untold")
        return replace(
            after,
            last=outing.day,
            loaded=outing.day if heavy else before.loaded,
            done=before.done if kept else self.ladder.find_done(outing),
            sets=before.sets if light else outing.sets,
            more=before.more or before.again is not None if light else well,
            pause=attempt.habits.pause,
        )

    def rest(
        self, standing: Standing, day: date, trained: Sequence[date], habits: Habits
    ) -> Standing:
        """Return where somebody stands on a later day without a session between."""
        last = standing.last
        if last is None:
            return standing
        if standing.trouble:
            standing = replace(standing, trouble=standing.trouble.forget(day, self._rules.trouble))
        if standing.stopped is not None:
            if (day - standing.stopped).days < self._rules.trouble.stop_days:
                return standing
            return self._return(standing, day)
        since = [one for one in trained if last <= one < day]
        gap = max((b - a).days for a, b in pairwise([last, *since, day]))
        missed = gap - max(habits.pause, standing.pause)
        rungs = max((s.rungs for s in self._rules.missed if missed >= s.days), default=0)
        if rungs:
            return self._step_back(standing, rungs, because("back-missed", days=gap))
        absent = (day - last).days
        if absent >= self._rules.absent.days:
            rungs = self._rules.absent.rungs
            return self._step_back(standing, rungs, because("back-absent", days=absent))
        return standing

    def _step_back(self, standing: Standing, rungs: int, reason: Reason) -> Standing:
        """Go back from what was done last: a step up that was never trained is none to lose."""
        done = standing.rung if standing.done is None else min(standing.rung, standing.done)
        gentlest = done - rungs <= 0
        shown = Reason("back-gentlest", reason.values) if gentlest else reason
        return self._lower(standing, done - rungs, shown)

    def _return(self, standing: Standing, day: date) -> Standing:
        """Begin anew after a stop; once more pain stops again at once."""
        trouble = Trouble(pains=(day,) * (self._rules.trouble.pains_to_stop - 1))
        lowered = self._lower(standing, 0, because("back-after-pain"))
        return replace(lowered, stopped=None, trouble=trouble)

    def _note(self, trouble: Trouble, verdict: Verdict, outing: Outing) -> Trouble:
        if verdict == "hurt":
            trouble = trouble.add_pain(outing.day)
        if outing.cramp:
            trouble = trouble.add_cramp(outing.day)
        if verdict != "hurt" and outing.pain:
            trouble = trouble.add_discomfort(outing.day)
        fine = trouble and self._judge.is_fine(outing)
        return trouble.add_fine(self._rules.trouble) if fine else trouble

    def _apply(
        self, standing: Standing, attempt: Attempt, verdict: Verdict, reason: Reason
    ) -> Standing:
        if verdict == "hurt":
            return self._hurt(standing, attempt.outing, reason)
        if standing.stopped is not None:
            return standing
        if verdict in ("kept", "lighter", "untold"):
            return self._keep(standing, attempt.asked, verdict, reason)
        if verdict == "clean":
            return self._earn(standing, attempt)
        return self._bear(standing, attempt, verdict, reason)

    def _hurt(self, standing: Standing, outing: Outing, reason: Reason) -> Standing:
        eased = self._ease(standing, outing, reason)
        rules = self._rules.trouble
        if standing.stopped is None and len(standing.trouble.pains) < rules.pains_to_stop:
            return eased
        stop = because("stopped-pain", days=rules.stop_days)
        return replace(eased, stopped=outing.day, reason=stop)

    def _keep(
        self, standing: Standing, asked: Asked | None, verdict: Verdict, reason: Reason
    ) -> Standing:
        """Neither earn nor lose: it was less than the rung, or nobody knows how it felt."""
        standing = replace(standing, again=None, hard=0)
        if verdict == "kept" and asked is not None and asked.aim != "short":
            return replace(standing, turn=standing.turn + (asked.aim == "turn"))
        return replace(standing, reason=reason)

    def _bear(
        self, standing: Standing, attempt: Attempt, verdict: Verdict, reason: Reason
    ) -> Standing:
        """Go on after what was not clean."""
        if verdict == "cramp":
            again = len(standing.trouble.cramps) >= self._rules.trouble.cramps_to_advise
            shown = because("easier-cramps") if again else reason
            return self._ease(standing, attempt.outing, shown)
        if verdict == "eased":
            return self._lower(standing, self.ladder.find_done(attempt.outing), reason)
        if verdict == "hard":
            return self._tire(standing, attempt, reason)
        discomforts = len(standing.trouble.discomforts)
        if verdict == "sore" and discomforts >= self._rules.trouble.discomforts_to_ease:
            # Counted anew on the easier step.
            once = replace(standing.trouble, discomforts=(attempt.outing.day,))
            standing = replace(standing, trouble=once)
            return self._ease(standing, attempt.outing, because("easier-discomfort"))
        return self._stay(standing, attempt, reason)

    def _ease(self, standing: Standing, outing: Outing, reason: Reason) -> Standing:
        """Step down from what was done; where nothing is below it the reason says so."""
        done = min(standing.rung, self.ladder.find_done(outing))
        shown = reason if done else Reason(_GENTLEST[reason.id], reason.values)
        return self._lower(standing, done - 1, shown)

    def _stay(self, standing: Standing, attempt: Attempt, reason: Reason) -> Standing:
        """Do the same again: a lighter day or a turn of another form, else what was done."""
        outing, asked = attempt.outing, attempt.asked
        other = asked is not None and asked.aim in ("light", "turn")
        if asked is not None and other and self._judge.is_as_asked(outing, asked):
            return replace(standing, again=(asked.aim, reason), hard=0)
        return self._lower(standing, self.ladder.place(outing), reason)

    def _tire(self, standing: Standing, attempt: Attempt, reason: Reason) -> Standing:
        hard = standing.hard + 1
        if hard >= self._rules.pace.hard_in_a_row:
            return self._ease(standing, attempt.outing, reason)
        effort = because("same-effort", effort=attempt.outing.effort or 0)
        kept = effort if reason.id == "easier-effort" else because("same-unfinished")
        return replace(self._stay(standing, attempt, kept), hard=hard)

    def _earn(self, standing: Standing, attempt: Attempt) -> Standing:
        outing = attempt.outing
        pace = self._rules.pace
        measured = outing.score is not None and outing.effort is not None
        earned = replace(
            standing,
            credit=standing.credit + (pace.credit_measured if measured else pace.credit_unmeasured),
            clean=standing.clean + 1,
            turn=standing.turn + 1,
            hard=0,
            again=None,
        )
        if standing.rung >= self.ladder.top:
            one_form = self.ladder.rungs[-1].form == 0
            return replace(earned, reason=because("same-full" if one_form else "same-top"))
        missing = ceil((attempt.habits.credit_to_rise - earned.credit) / pace.credit_measured)
        if missing > 0:
            return replace(earned, reason=self._encourage(earned, missing))
        wait = self._find_wait(earned, outing.day)
        return self._raise(earned, outing.day) if wait is None else replace(earned, reason=wait)

    def _encourage(self, standing: Standing, missing: int) -> Reason:
        if standing.credit < standing.clean * self._rules.pace.credit_measured:
            return because("same-untold")
        return because("same-again") if missing == 1 else because("same-several", sessions=missing)

    def _find_wait(self, standing: Standing, day: date) -> Reason | None:
        """Return why it is too early for a step up, None if it is not."""
        pace = self._rules.pace
        ago = [(day - one).days for one in standing.rises]
        week = sum(days < _WEEK_DAYS for days in ago)
        if week >= pace.rises_a_week or any(days < pace.days_between_rises for days in ago):
            return because("same-rise-wait", days=pace.days_between_rises, times=pace.rises_a_week)
        before, rung = self.ladder.rungs[standing.rung : standing.rung + 2]
        formed, wait = standing.formed, pace.days_between_forms
        if rung.form != before.form and formed is not None and (day - formed).days < wait:
            return because("same-form-wait", days=wait)
        return None

    def _raise(self, standing: Standing, day: date) -> Standing:
        before, rung = self.ladder.rungs[standing.rung : standing.rung + 2]
        new_form = rung.form != before.form
        return replace(
            standing,
            rung=standing.rung + 1,
            reason=self._praise(standing, rung.variation if new_form else None),
            credit=0,
            clean=0,
            turn=0,
            rises=(*standing.rises, day)[-self._rules.pace.rises_a_week :],
            formed=day if new_form else standing.formed,
        )

    def _praise(self, standing: Standing, form: str | None) -> Reason:
        """Return why it gets harder, told only as far as it was measured."""
        values: dict[str, str | int] = {"sessions": standing.clean}
        if form is not None:
            values["form"] = f"variation.{self.definition.id}.{form}.title"
        if standing.credit < standing.clean * self._rules.pace.credit_measured:
            return because("harder-dose-untold" if form is None else "harder-form-untold", **values)
        values["effort"] = self._rules.judging.clean_effort
        return because("harder-dose" if form is None else "harder-form", **values)

    def _lower(self, standing: Standing, rung: int, reason: Reason) -> Standing:
        rung = min(standing.rung, max(0, rung))
        return replace(
            standing, rung=rung, reason=reason, credit=0, clean=0, hard=0, turn=0, again=None
        )
