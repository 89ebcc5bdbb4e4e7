"""The heart: frames in, events out. No clock, no thread, no log, no randomness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hamstrong.engine.assessment import RepView, find_faults, score_rep
from hamstrong.engine.timing import time_cycle
from hamstrong.engine.tracker import MovementTracker
from hamstrong.engine.values import AttemptMade, Rep, RepCompleted
from hamstrong.errors import UnknownNameError
from hamstrong.exercises.model import POSE_MODELS, Signs
from hamstrong.kinematics import COLUMNS, MeasureStream, PoseSmoother

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hamstrong.engine.cycles import Cycle
    from hamstrong.engine.timing import Timing
    from hamstrong.engine.values import Event, FaultSeen, Side
    from hamstrong.exercises.model import Check, ExerciseDefinition, Movement, Variation
    from hamstrong.pose import PoseFrame

__all__ = ["Engine"]

_UNDER_WAY = 0.5
"""From this share of the least range on, a movement is taken for one of its kind."""


class Engine:
    """Counts, times and checks one exercise in one variation.

    Parameters
    ----------
    definition
        The exercise.
    variation
        Its variation; `UnknownNameError` if it has none of this name.
    side
        Only reps of this side count (for a recording of one side); None for all.
    cut_close
        The stream is a recording that may begin right before the first rep: a shorter start pose
        is enough in its first moment.
    model
        The pose model the keypoints come from; what it cannot see is not judged.

    Notes
    -----
    `step` takes raw keypoints of a live stream and smooths them; `step_row` takes measures that
    were computed elsewhere, as the analysis of a recording does. Both may be fed from any origin
    of time and at any, also varying, frame rate.
    """

    def __init__(
        self,
        definition: ExerciseDefinition,
        variation: str = "standard",
        side: Side | None = None,
        *,
        cut_close: bool = False,
        model: str = "heavy",
    ) -> None:
        self.definition = definition
        self.variation = _find_variation(definition, variation)
        self._only = side
        self._model = model
        self.not_observable = _beyond_the_camera(definition, variation)
        self._smoother = PoseSmoother()
        self._measures = MeasureStream()
        self._signs = _find_signs(definition, variation)
        allowed = self._signs.movements
        self._trackers = [
            tracker
            for movement in definition.movements
            if allowed is None or movement.id in allowed
            for tracker in _trackers(movement, cut_close=cut_close)
        ]
        self._checks = {
            tracker.movement.id: self._checks_for(tracker.movement) for tracker in self._trackers
        }
        self._counted = {"rep": 0, "attempt": 0}

    @property
    def armed(self) -> bool:
        """Whether a start pose was held and movements count."""
        return any(tracker.armed for tracker in self._trackers)

    def step(self, frame: PoseFrame) -> tuple[Event, ...]:
        """Take the next frame of a live stream and return what happened in it."""
        smooth = self._smoother.step(frame)
        return self.step_row(frame.time_s, self._measures.step(smooth))

    def step_row(self, time_s: float, row: Sequence[float]) -> tuple[Event, ...]:
        """Take the next row of measures (see `hamstrong.kinematics.MEASURES`)."""
        events: list[Event] = []
        for tracker in self._trackers:
            cycle, happened = tracker.step(time_s, row)
            events.extend(happened)
            if cycle is not None:
                event = self._judge(tracker, cycle, time_s)
                if event is not None:
                    events.append(event)
        return tuple(events)

    def _checks_for(self, movement: Movement) -> tuple[Check, ...]:
        return tuple(
            check
            for check in self.definition.checks
            if check.concerns(movement.id)
            and (check.variations is None or self.variation.id in check.variations)
            and self._can_see(check)
        )

    def _can_see(self, check: Check) -> bool:
        if check.needs_model is None:
            return True
        able = POSE_MODELS.index(self._model) >= POSE_MODELS.index(check.needs_model)
        if not able:
            self.not_observable.add(check.fault)
        return able

    def _judge(
        self, tracker: MovementTracker, cycle: Cycle, time_s: float
    ) -> RepCompleted | AttemptMade | None:
        movement = tracker.movement
        timing = time_cycle(cycle)
        duration_s = timing.end_s - timing.start_s
        if timing.range < movement.attempt_range or duration_s < movement.min_duration_s:
            return None
        view = RepView(cycle, timing, movement, tracker.sign, tracker.setup)
        tracker.setup = tracker.setup or view.rest_row()
        share = view.share
        if not view.holds(movement.confirm):
            return None
        side = self._side(tracker, cycle, timing)
        if self._only is not None and side not in (self._only, "both"):
            return None
        complete = timing.range >= movement.min_range and (
            share is None or movement.min_share is None or share >= movement.min_share
        )
        if not complete and self._another_moves(tracker):
            return None
        faults, unseen = find_faults(view, self._checks[movement.id] if complete else ())
        self.not_observable.update(unseen)
        counts = complete and not self._spoilt(faults)
        kind = "rep" if counts else "attempt"
        rep = Rep(
            exercise=self.definition.id,
            variation=self.variation.id,
            index=self._counted[kind],
            side=side,
            stage=movement.stage,
            start_s=timing.start_s,
            peak_s=timing.peak_s,
            end_s=timing.end_s,
            hold_s=timing.hold_s,
            rom_deg=view.rom,
            score=score_rep(faults),
            faults=faults,
            hold_start_s=timing.hold_start_s,
            hold_end_s=timing.hold_end_s,
            movement=movement.id,
            looks_like=self._looks_like(movement, view),
            peak_deg=view.peak,
        )
        self._counted[kind] += 1
        return RepCompleted(time_s, rep) if counts else AttemptMade(time_s, rep)

    def _spoilt(self, faults: Iterable[FaultSeen]) -> bool:
        """Whether a fault makes a trial of a self-test worthless."""
        test = self.definition.test
        return test is not None and any(fault.id in test.spoiled_by for fault in faults)

    def _looks_like(self, movement: Movement, view: RepView) -> tuple[str, ...]:
        order = {variation.id: variation.order for variation in self.definition.variations}
        shown = [
            signs.variation
            for signs in self.definition.signs
            if signs.conditions
            and (signs.movements is None or movement.id in signs.movements)
            and view.holds(signs.conditions)
        ]
        return tuple(sorted(shown, key=lambda name: -order.get(name, 0)))

    def _another_moves(self, tracker: MovementTracker) -> bool:
        """Whether a small movement is only a part of a larger one of another kind."""
        return any(
            other.movement is not tracker.movement and other.progress >= _UNDER_WAY
            for other in self._trackers
        )

    def _side(self, tracker: MovementTracker, cycle: Cycle, timing: Timing) -> Side:
        source = self._signs.side or tracker.movement.side
        if source == "both":
            return "both"
        if source == "driver":
            return "left" if tracker.sign > 0 else "right"
        return _majority_side(cycle, timing, COLUMNS[source])


def _beyond_the_camera(definition: ExerciseDefinition, variation: str) -> set[str]:
    """Return the faults that this form is known to have and that no check looks for."""
    known = {
        fault
        for motion in definition.motions
        if variation in motion.variations
        for fault in motion.faults
    }
    return known - {check.fault for check in definition.checks}


def _find_variation(definition: ExerciseDefinition, name: str) -> Variation:
    for variation in definition.variations:
        if variation.id == name:
            return variation
    known = ", ".join(variation.id for variation in definition.variations)
    message = f"'{definition.id}' has no variation '{name}'; choose one of: {known}."
    raise UnknownNameError(message)


def _find_signs(definition: ExerciseDefinition, variation: str) -> Signs:
    found = (signs for signs in definition.signs if signs.variation == variation)
    return next(found, Signs(variation=variation))


def _trackers(movement: Movement, *, cut_close: bool) -> list[MovementTracker]:
    if movement.pattern == "alternating":
        signs = [1.0, -1.0]
    else:
        signs = [1.0 if movement.direction == "increasing" else -1.0]
    return [MovementTracker(movement, sign, cut_close=cut_close) for sign in signs]


def _majority_side(cycle: Cycle, timing: Timing, column: int) -> Side:
    """Vote over the first and last part of a movement, where the legs are best told apart."""
    level = timing.rest + 0.5 * (timing.extreme - timing.rest)
    inside = cycle.samples[timing.start : timing.end + 1]
    votes = sum(item.row[column] for item in inside if item.value <= level or cycle.both_ways)
    if votes == 0:
        votes = sum(item.row[column] for item in inside)
    return "left" if votes >= 0 else "right"
