"""Questions about the way through a session: which bout is next, what is possible now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hamstrong.errors import UnknownNameError
from hamstrong.session.plan import find_neighbour, list_bouts, target_reps
from hamstrong.session.progress import PAUSABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hamstrong.exercises.model import ExerciseDefinition
    from hamstrong.session.progress import Progress
    from hamstrong.session.values import Bout, PlannedExercise
    from hamstrong.session.words import CommandName, SessionSide, StateName

__all__ = ["Route"]

_IN_EXERCISE: Final[frozenset[StateName]] = frozenset(
    {"intro", "setup", "get-ready", "set", "rest", "side-change"}
)
_NEXT: Final[frozenset[StateName]] = _IN_EXERCISE | {"warm-up", "check-in"}
_REPEAT: Final[frozenset[StateName]] = frozenset(
    {"get-ready", "set", "rest", "side-change", "check-in"}
)
_LOGGING: Final[frozenset[StateName]] = frozenset({"get-ready", "rest", "side-change", "check-in"})


class Route:
    """Reads a `Progress` in the light of the exercise definitions."""

    def __init__(self, definitions: Mapping[str, ExerciseDefinition], progress: Progress) -> None:
        self._definitions = definitions
        self._progress = progress

    @property
    def item(self) -> PlannedExercise:
        """The planned exercise that is on."""
        return self._progress.plan[self._progress.exercise]

    @property
    def definition(self) -> ExerciseDefinition:
        """The definition of the exercise that is on."""
        return self.define(self.item)

    def define(self, item: PlannedExercise) -> ExerciseDefinition:
        """Return the definition of a planned exercise; `UnknownNameError` if there is none."""
        try:
            return self._definitions[item.exercise]
        except KeyError:
            message = f"There is no exercise '{item.exercise}' any more; plan the session anew."
            raise UnknownNameError(message) from None

    @property
    def bouts(self) -> tuple[Bout, ...]:
        """The bouts of the exercise that is on."""
        return list_bouts(self.definition, self.item, self._progress.exercise)

    def target(self, bout: Bout) -> int:
        """Return how many reps a bout is to have; 0 where it goes on until the user stops."""
        if self.counts_to_fatigue:
            return 0
        return target_reps(self.definition, self.item, bout)

    @property
    def counts_to_fatigue(self) -> bool:
        """Whether the reps of the present exercise are counted until the user stops."""
        test = self.definition.test
        return test is not None and test.figure == "reps"

    @property
    def needs_camera(self) -> bool:
        """Whether the present exercise makes no sense without a camera."""
        test = self.definition.test
        return test is not None and test.needs_camera

    def turns(self, bout: Bout) -> bool:
        """Whether a self-test wants another side nearer to the camera than it was before."""
        last = self._progress.last_closed
        return (
            self.definition.test is not None
            and last is not None
            and self.near_side(bout) != self.near_side(last)
        )

    def next_open(self, after: Bout | None) -> Bout | None:
        """Return the next bout that is not over, going round from ``after``; None if all are."""
        bouts = self.bouts
        start = bouts.index(after) + 1 if after in bouts else 0
        for bout in (*bouts[start:], *bouts[:start]):
            if bout not in self._progress.closed:
                return bout
        return None

    def list_done(self, before: Bout) -> tuple[Bout, ...]:
        """Return the bouts of the present form that ``before``, of another form, left behind.

        What was done in the other form is not done again: sets before that one, and in the same
        set the sides and stages that are over.
        """
        number = min(before.set_number, self.bouts[-1].set_number)
        return tuple(
            bout
            for bout in self.bouts
            if bout.set_number < number
            or (bout.set_number == number and self._is_over(bout, before))
        )

    def _is_over(self, bout: Bout, before: Bout) -> bool:
        same = replace(bout, variation=before.variation, set_number=before.set_number)
        return same != before and same in self._progress.closed

    def fitting(self, side: SessionSide, stage: str | None) -> Bout | None:
        """Return the bout a rep belongs to: the present one, else another of its side and stage."""
        present = self._progress.bout
        if present is not None and fits(present, side, stage):
            return present
        others = [bout for bout in self.bouts if fits(bout, side, stage)]
        number = present.set_number if present is not None else 1
        others.sort(key=lambda bout: (bout in self._progress.closed, abs(bout.set_number - number)))
        return others[0] if others else present

    def near_side(self, bout: Bout | None) -> SessionSide | None:
        """Return the side to turn towards the camera; None where it does not matter.

        Each side is filmed the same way, because left and right cannot be compared otherwise.
        """
        if self.definition.view != "side" or bout is None or bout.side == "both":
            return None
        return bout.side

    def to_log(self) -> Bout | None:
        """Return the bout whose reps the user may tell, having done it without a camera."""
        last = self._progress.last_closed
        if self._progress.mode == "camera" or self._progress.active not in _LOGGING:
            return None
        return last if last in self.bouts and self._progress.closed[last] != "skipped" else None

    def neighbour(self, step: int) -> str | None:
        """Return the next easier (-1) or harder (1) variation of the present exercise.

        There is none once the exercise is over.
        """
        if self._progress.over:
            return None
        return find_neighbour(self.definition, self.item.variation, step)

    def commands(self) -> tuple[CommandName, ...]:
        """Return what the user may wish now."""
        progress = self._progress
        state, active = progress.state, progress.active
        if state == "ended":
            return ()
        possible: dict[CommandName, bool] = {
            "next": state in _NEXT,
            "pause": state in PAUSABLE,
            "resume": state == "paused",
            "skip": active in _NEXT,
            "repeat": active in _REPEAT and self.repeatable() is not None,
            "easier": active in _IN_EXERCISE and self.neighbour(-1) is not None,
            "harder": active in _IN_EXERCISE and self.neighbour(1) is not None,
            "pain": active in _IN_EXERCISE - {"intro"},
            "end": True,
        }
        return tuple(name for name, allowed in possible.items() if allowed)

    def repeatable(self) -> Bout | None:
        """Return the bout that ``repeat`` speaks of: the one that is on, else the last one."""
        progress = self._progress
        if progress.state == "set" or (progress.active == "get-ready" and progress.count):
            return progress.bout
        last = progress.last_closed
        if last is not None and last in self.bouts:
            return last
        return None


def fits(bout: Bout, side: SessionSide, stage: str | None) -> bool:
    """Tell whether a rep of this side and stage is what a bout asks for."""
    return (bout.side == "both" or side in ("both", bout.side)) and (
        bout.stage is None or stage in (None, bout.stage)
    )
