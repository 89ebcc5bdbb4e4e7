"""Courses of a driving measure, made up; and exercises so small that one sees what counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from hamstrong.engine import AttemptMade, Engine, Event, Rep, RepCompleted
from hamstrong.exercises.model import ExerciseDefinition
from hamstrong.kinematics import COLUMNS, MEASURES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Corner = tuple[float, float]

DRIVER = "knee_flexion_left_deg"
POSTURE = "trunk_inclination_deg"
SIDE = "front_side"
RANGE = 40.0


def course(corners: Sequence[Corner], time_s: Array) -> Array:
    """Return a signal that moves smoothly from corner (time, value) to corner."""
    times = [time for time, _ in corners]
    levels = [value for _, value in corners]
    index = np.clip(np.searchsorted(times, time_s, side="right") - 1, 0, len(corners) - 2)
    start, stop = np.array(times)[index], np.array(times)[index + 1]
    way = np.clip((time_s - start) / (stop - start), 0.0, 1.0)
    eased = (1.0 - np.cos(np.pi * way)) / 2.0
    low, high = np.array(levels)[index], np.array(levels)[index + 1]
    return np.asarray(low + eased * (high - low), dtype=np.float64)


def sample(corners: Sequence[Corner], fps: float = 30.0) -> tuple[Array, Array]:
    """Return times and values of a course, from time 0 to its last corner."""
    time_s = np.arange(int(corners[-1][0] * fps) + 1) / fps
    return time_s, course(corners, time_s)


def reps_of(count: int, top: float = RANGE, rest_s: float = 0.6) -> list[Corner]:
    """Return the corners of plain reps: 1 s up, 1 s hold, 1 s down, a rest."""
    corners: list[Corner] = [(0.0, 0.0), (1.0, 0.0)]
    for _ in range(count):
        start_s = corners[-1][0]
        corners += [(start_s + 1.0, top), (start_s + 2.0, top), (start_s + 3.0, 0.0)]
        corners += [(start_s + 3.0 + rest_s, 0.0)]
    return [*corners, (corners[-1][0] + 1.0, 0.0)]


def exercise(
    movement: Mapping[str, Any] | None = None, *others: Mapping[str, Any], **fields: object
) -> ExerciseDefinition:
    """Return an exercise with one movement that is driven by `DRIVER` (or more movements)."""
    plain = {
        "id": "lift",
        "driver": DRIVER,
        "pattern": "excursion",
        "min_range": 30.0,
        "attempt_range": 10.0,
        "start": (),
    }
    written: dict[str, Any] = {
        "schema_version": 1,
        "id": "made-up",
        "order": 1,
        "posture": "standing",
        "view": "side",
        "sides": "both",
        "minutes": 1,
        "muscles_worked": (),
        "dose": {"sets": 1, "reps": 1},
        "steps": ({"id": "do"},),
        "movements": [plain | dict(item) for item in (movement or {}, *others)],
        "breathing": {},
        "variations": ({"id": "standard", "order": 0},),
        "safety": ("no-pain",),
    }
    return ExerciseDefinition.model_validate(written | fields)


def rows(columns: Mapping[str, Array]) -> list[list[float]]:
    """Return rows of measures: the given columns, all others not measurable."""
    count = len(next(iter(columns.values())))
    table = np.full((count, len(MEASURES)), np.nan)
    for name, values in columns.items():
        table[:, COLUMNS[name]] = values
    listed: list[list[float]] = table.tolist()
    return listed


def run(engine: Engine, time_s: Array, columns: Mapping[str, Array]) -> list[Event]:
    """Return all events of a recording."""
    steps = zip(time_s.tolist(), rows(columns), strict=True)
    return [event for time, row in steps for event in engine.step_row(time, row)]


def reps_in(events: Iterable[Event]) -> list[Rep]:
    return [event.rep for event in events if isinstance(event, RepCompleted)]


def attempts_in(events: Iterable[Event]) -> list[Rep]:
    return [event.rep for event in events if isinstance(event, AttemptMade)]


def count(
    time_s: Array, value: Array, definition: ExerciseDefinition | None = None
) -> tuple[int, int]:
    """Return the number of reps and attempts in a course of the driver."""
    events = run(Engine(definition or exercise()), time_s, {DRIVER: value})
    return len(reps_in(events)), len(attempts_in(events))
