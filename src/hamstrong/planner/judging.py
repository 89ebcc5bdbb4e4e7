"""What one session says about an exercise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from hamstrong.planner.reasons import Reason, because
from hamstrong.session.plan import list_bouts, plan_exercise

if TYPE_CHECKING:
    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.planner.history import Outing
    from hamstrong.planner.ladder import Ladder, Rung
    from hamstrong.planner.rules import Rules
    from hamstrong.session import PlannedExercise

__all__ = ["Aim", "Asked", "Judge", "Verdict"]

Aim = Literal["full", "short", "light", "turn"]
"""What a planned exercise is against its rung: as full as it, less of it for want of time or by
care, a lighter day between loads, or another form's turn."""

Verdict = Literal[
    "hurt", "cramp", "sore", "eased", "hard", "unready", "kept", "lighter", "untold", "clean"
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the plan asked for on a day, and what that was against the rung."""

    item: PlannedExercise
    aim: Aim


class Judge:
    """Judges the outings of one exercise.

    Parameters
    ----------
    definition, ladder
        The exercise and its steps.
    rules
        The limits.
    """

    def __init__(self, definition: ExerciseDefinition, ladder: Ladder, rules: Rules) -> None:
        self._definition = definition
        self._ladder = ladder
        self._limits = rules.judging

    def judge(
        self, rung: Rung, outing: Outing, asked: Asked | None, *, wary: bool
    ) -> tuple[Verdict, Reason]:
        """Tell what a session says: of all that applies what matters most.

        Parameters
        ----------
        rung
            Where the person stands.
        outing
            What was done.
        asked
            What the plan asked for; None if nothing.
        wary
            Whether pain or cramps are in mind: then no answer is no good news.
        """
        limits, share = self._limits, self.find_share(outing)
        effort, pain, score = outing.effort or 0, outing.pain or 0, outing.score
        hard, tiring = effort >= limits.hard_effort, effort > limits.clean_effort
        unclean = score is not None and score < limits.clean_score
        up_to = self._ladder.is_up_to(outing, rung)
        kept = asked is not None and asked.aim != "full" and self.is_as_asked(outing, asked)
        findings: tuple[tuple[bool, Verdict, Reason], ...] = (
            (outing.stopped or pain >= limits.hurts_from, "hurt", because("easier-pain")),
            (outing.cramp, "cramp", because("easier-cramp")),
            (self._is_eased(rung, outing), "eased", because("easier-chosen")),
            (hard, "hard", because("easier-effort", effort=effort)),
            (share < limits.hard_share, "hard", because("easier-unfinished")),
            (pain > 0, "sore", because("same-discomfort")),
            (tiring, "unready", because("same-effort", effort=effort)),
            (unclean, "unready", because("same-faults")),
            (share < limits.clean_share, "unready", because("same-unfinished")),
            (not up_to and kept, "kept", because("same-short")),
            (not up_to, "lighter", because("same-lighter")),
            (wary and outing.pain is None, "untold", because("same-unanswered")),
        )
        return next(
            ((verdict, reason) for applies, verdict, reason in findings if applies),
            ("clean", because("same-again")),
        )

    def is_as_asked(self, outing: Outing, asked: Asked) -> bool:
        """Tell whether an outing was at least what the plan asked for."""
        item = asked.item
        form, wanted = (self._ladder.find_form(one.variation) for one in (outing, item))
        return form > wanted or (
            form == wanted and outing.reps >= item.reps and outing.sets >= item.sets
        )

    def is_fine(self, outing: Outing) -> bool:
        """Tell whether the check-in said that nothing hurt, after a session done in full."""
        return (
            outing.pain == 0
            and not (outing.stopped or outing.cramp)
            and self.find_share(outing) >= self._limits.clean_share
        )

    def find_share(self, outing: Outing) -> float:
        """Return how much of what was planned in the end was done."""
        if self._ladder.find_form(outing.variation) < 0:
            return 1.0
        item = plan_exercise(self._definition, outing.variation, outing.sets, outing.reps)
        return outing.reps_done / (item.reps * len(list_bouts(self._definition, item, 0)))

    def _is_eased(self, rung: Rung, outing: Outing) -> bool:
        form = self._ladder.find_form(outing.variation)
        return form < min(self._ladder.find_form(outing.wanted), rung.form)
