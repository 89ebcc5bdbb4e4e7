"""Where a person stands on the ladder of an exercise, and what each session changes about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from hamstrong.planner.reasons import Reason, because
from hamstrong.session.plan import list_bouts, plan_exercise

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.planner.history import Outing
    from hamstrong.planner.ladder import Ladder
    from hamstrong.planner.profile import Profile
    from hamstrong.planner.rules import Rules

__all__ = ["Climb", "Standing"]

Verdict = Literal["hurt", "cramp", "eased", "hard", "unready", "clean"]


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
    hurt, hard
        Sessions in a row that hurt, and that were too hard.
    last, risen, formed
        Days of the last session, of the last step up, and of the last step to a new form.
    stopped
        Since when pain has stopped the exercise.
    sets
        The most sets to do next: one more than last time, and no more than that after a session
        that was not clean. None before the first.
    """

    rung: int
    reason: Reason
    credit: int = 0
    clean: int = 0
    hurt: int = 0
    hard: int = 0
    last: date | None = None
    risen: date | None = None
    formed: date | None = None
    stopped: date | None = None
    sets: int | None = None


class Climb:
    """One person's way on the ladder of one exercise.

    Parameters
    ----------
    definition, ladder
        The exercise and its steps.
    profile
        Who it is.
    rules
        What decides.
    """

    def __init__(
        self, definition: ExerciseDefinition, ladder: Ladder, profile: Profile, rules: Rules
    ) -> None:
        self.definition = definition
        self.ladder = ladder
        self._rules = rules
        self._pause = longest_pause(profile.weekdays)
        gentle = profile.sedentary or profile.cramp_prone
        rung = 0 if gentle else rules.start[profile.experience]
        standard = max(i for i, step in enumerate(ladder.rungs) if step.form == 0)
        self.start = Standing(
            min(rung, standard), because("start-gentle" if gentle or not rung else "start")
        )

    def follow(self, standing: Standing, outing: Outing, trained: Sequence[date]) -> Standing:
        """Return where somebody stands after a session.

        Parameters
        ----------
        standing
            Before it.
        outing
            What happened to this exercise in it.
        trained
            All days of training so far, whatever was trained, from the oldest on.
        """
        if standing.last is None:
            # Whoever begins lower than the answers say has begun there, whatever they say later.
            rung = min(standing.rung, self.ladder.place(outing))
            standing = replace(standing, rung=rung)
        standing = self.rest(standing, outing.day, trained)
        if standing.stopped is not None:
            standing = self._return(standing, standing.reason)
        verdict, reason = self._judge(standing, outing)
        more = verdict == "clean" or reason.id == "same-lighter"
        after = self._apply(standing, outing, verdict, reason)
        return replace(after, last=outing.day, sets=outing.sets + more)

    def rest(self, standing: Standing, day: date, trained: Sequence[date]) -> Standing:
        """Return where somebody stands on a later day without a session between."""
        if standing.last is None:
            return standing
        if standing.stopped is not None:
            if (day - standing.stopped).days < self._rules.pace.stop_days:
                return standing
            return self._return(standing, because("back-after-pain"))
        since = [one for one in trained if standing.last <= one < day]
        gap = max((b - a).days for a, b in pairwise([standing.last, *since, day]))
        missed = gap - self._pause
        rungs = max((s.rungs for s in self._rules.missed if missed >= s.days), default=0)
        if rungs and standing.rung:
            return self._lower(standing, standing.rung - rungs, because("back-missed", days=gap))
        absent = (day - standing.last).days
        if absent >= self._rules.absent.days and standing.rung:
            rung = standing.rung - self._rules.absent.rungs
            return self._lower(standing, rung, because("back-absent", days=absent))
        return standing

    def _return(self, standing: Standing, reason: Reason) -> Standing:
        """Begin anew after a stop; once more pain stops again at once."""
        hurt = self._rules.pace.hurt_in_a_row - 1
        return replace(self._lower(standing, 0, reason), stopped=None, hurt=hurt)

    def _judge(self, standing: Standing, outing: Outing) -> tuple[Verdict, Reason]:
        """Tell what a session says: of all that applies what matters most."""
        limits, share = self._rules.judging, self._share_done(outing)
        effort, pain, score = outing.effort or 0, outing.pain or 0, outing.score
        eased = self.ladder.find_form(outing.variation) < self.ladder.find_form(outing.wanted)
        hurts = outing.stopped or pain >= limits.hurts_from
        hard, tiring = effort >= limits.hard_effort, effort > limits.clean_effort
        unclean = score is not None and score < limits.clean_score
        findings: tuple[tuple[bool, Verdict, Reason], ...] = (
            (hurts, "hurt", because("easier-pain")),
            (outing.cramp, "cramp", because("easier-cramp")),
            (eased, "eased", because("easier-chosen")),
            (hard, "hard", because("easier-effort", effort=effort)),
            (share < limits.hard_share, "hard", because("easier-unfinished")),
            (pain > 0, "unready", because("same-discomfort")),
            (tiring, "unready", because("same-effort", effort=effort)),
            (unclean, "unready", because("same-faults")),
            (share < limits.clean_share, "unready", because("same-unfinished")),
            (not self._up_to(standing, outing), "unready", because("same-lighter")),
        )
        return next(
            ((verdict, reason) for applies, verdict, reason in findings if applies),
            ("clean", because("same-again")),
        )

    def _share_done(self, outing: Outing) -> float:
        if self.ladder.find_form(outing.variation) < 0:
            return 1.0
        item = plan_exercise(self.definition, outing.variation, outing.sets, outing.reps)
        return outing.reps_done / (item.reps * len(list_bouts(self.definition, item, 0)))

    def _up_to(self, standing: Standing, outing: Outing) -> bool:
        """Tell whether an outing was as hard as its rung; fewer sets may be a matter of time."""
        rung = self.ladder.rungs[standing.rung]
        return (
            self.ladder.find_form(outing.variation) >= rung.form
            and outing.reps >= rung.reps
            and 2 * outing.sets >= rung.sets
        )

    def _apply(
        self, standing: Standing, outing: Outing, verdict: Verdict, reason: Reason
    ) -> Standing:
        done = min(standing.rung, self.ladder.place(outing))
        if verdict == "hurt":
            return self._hurt(self._lower(standing, done - 1, reason), outing.day)
        standing = replace(standing, hurt=0)
        if verdict == "cramp":
            return self._lower(standing, done - 1, reason)
        if verdict == "eased":
            return self._lower(standing, done, reason)
        if verdict == "hard":
            return self._tire(standing, done, outing, reason)
        if verdict == "unready":
            # A lack of time neither earns nor takes anything.
            unchanged = replace(standing, reason=reason, hard=0)
            lighter = reason.id == "same-lighter"
            return unchanged if lighter else self._lower(standing, done, reason)
        return self._earn(standing, outing)

    def _hurt(self, standing: Standing, day: date) -> Standing:
        hurt = standing.hurt + 1
        if hurt < self._rules.pace.hurt_in_a_row:
            return replace(standing, hurt=hurt)
        stop = because("stopped-pain", days=self._rules.pace.stop_days)
        return replace(standing, hurt=hurt, stopped=day, reason=stop)

    def _tire(self, standing: Standing, done: int, outing: Outing, reason: Reason) -> Standing:
        hard = standing.hard + 1
        if hard >= self._rules.pace.hard_in_a_row:
            return self._lower(standing, done - 1, reason)
        effort = because("same-effort", effort=outing.effort or 0)
        kept = effort if reason.id == "easier-effort" else because("same-unfinished")
        return replace(self._lower(standing, done, kept), hard=hard)

    def _earn(self, standing: Standing, outing: Outing) -> Standing:
        pace = self._rules.pace
        measured = outing.score is not None and outing.effort is not None
        credit = standing.credit + (pace.credit_measured if measured else pace.credit_unmeasured)
        earned = replace(standing, credit=credit, clean=standing.clean + 1, hard=0)
        if standing.rung >= self.ladder.top:
            return replace(earned, reason=because("same-top"))
        if credit < pace.credit_to_rise:
            untold = credit % pace.credit_measured != 0
            return replace(earned, reason=because("same-untold" if untold else "same-again"))
        if standing.risen == outing.day:
            return replace(earned, reason=because("same-today"))
        return self._raise(earned, outing.day)

    def _raise(self, standing: Standing, day: date) -> Standing:
        before, rung = self.ladder.rungs[standing.rung], self.ladder.rungs[standing.rung + 1]
        wait = self._rules.pace.days_between_forms
        new_form = rung.form != before.form
        if new_form and standing.formed is not None and (day - standing.formed).days < wait:
            return replace(standing, reason=because("same-form-wait", days=wait))
        return replace(
            standing,
            rung=standing.rung + 1,
            reason=self._praise(standing, rung.variation if new_form else None),
            credit=0,
            clean=0,
            risen=day,
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
        return replace(standing, rung=rung, reason=reason, credit=0, clean=0, hard=0)


def longest_pause(weekdays: Sequence[int]) -> int:
    """Return the most days from one training to the next in a week of these days (0 to 6)."""
    days = sorted(set(weekdays))
    return max(b - a for a, b in pairwise([*days, days[0] + 7]))
