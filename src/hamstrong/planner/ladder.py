"""The steps from the gentlest dose of an exercise to the fullest of its hardest form."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.planner.history import Outing
    from hamstrong.planner.rules import Focus, Rules

__all__ = ["Ladder", "Rung", "build_ladder"]


@dataclass(frozen=True, slots=True)
class Rung:
    """One step: a form, its place among the forms, and a dose for each side and stage."""

    variation: str
    form: int
    sets: int
    reps: int
    focus: Focus


@dataclass(frozen=True, slots=True)
class Ladder:
    """All steps of an exercise, each harder than the one before."""

    rungs: tuple[Rung, ...]

    @property
    def top(self) -> int:
        """The place of the last rung."""
        return len(self.rungs) - 1

    def find_form(self, variation: str) -> int:
        """Return a variation's place among the forms; -1 if there is none of this name."""
        return next((rung.form for rung in self.rungs if rung.variation == variation), -1)

    def find_least(self, form: int) -> Rung:
        """Return the smallest dose of a form."""
        return next(rung for rung in self.rungs if rung.form == form)

    def find_most(self, form: int) -> Rung:
        """Return the fullest dose of a form."""
        return [rung for rung in self.rungs if rung.form == form][-1]

    def is_up_to(self, outing: Outing, rung: Rung) -> bool:
        """Tell whether an outing was as hard as a rung; any dose of a harder form is.

        Half of a rung's sets are enough: fewer sets may be a matter of time.
        """
        form = self.find_form(outing.variation)
        enough = outing.reps >= rung.reps and 2 * outing.sets >= rung.sets
        return form > rung.form or (form == rung.form and enough)

    def place(self, outing: Outing) -> int:
        """Return the highest rung that an outing was up to; 0 if to none."""
        reached = (i for i, rung in enumerate(self.rungs) if self.is_up_to(outing, rung))
        return max(reached, default=0)

    def find_done(self, outing: Outing) -> int:
        """Return the highest rung that was done in full, all its sets; 0 if none was."""
        form = self.find_form(outing.variation)
        done = (
            index
            for index, rung in enumerate(self.rungs)
            if rung.form < form
            or (rung.form == form and rung.sets <= outing.sets and rung.reps <= outing.reps)
        )
        return max(done, default=0)


def build_ladder(definition: ExerciseDefinition, rules: Rules) -> Ladder:
    """Return the ladder of an exercise: its variations by order, each from little to all."""
    rungs: list[Rung] = []
    for form, variation in enumerate(sorted(definition.variations, key=lambda one: one.order)):
        usual = definition.dose_of(variation.id)
        doses: set[tuple[int, int]] = set()
        for step in rules.doses:
            sets, reps = ceil(usual.sets * step.sets), ceil(usual.reps * step.reps)
            if (sets, reps) not in doses:
                doses.add((sets, reps))
                rungs.append(Rung(variation.id, form, sets, reps, step.focus))
    return Ladder(tuple(rungs))
