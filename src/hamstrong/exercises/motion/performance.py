"""A definition's motion, performed: joint positions over time and what is true about them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from hamstrong.errors import UnknownNameError
from hamstrong.exercises.motion.body import (
    COORDINATE_INDEX,
    Body,
    expand_coordinate,
    place_points,
)
from hamstrong.exercises.motion.contacts import (
    CONTACT_POINTS,
    CONTACTS,
    ONLY_HEIGHT,
    POINT_INDEX,
    Targets,
    settle,
)
from hamstrong.exercises.motion.plan import RepPlan, other_side, plan_moments, swap_sides
from hamstrong.exercises.motion.truth import TrueRep, compute_driver, find_true_reps
from hamstrong.pose import KEYPOINT_COUNT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from hamstrong.exercises.model import ExerciseDefinition, Motion
    from hamstrong.exercises.motion.plan import Moment, Side

    Array = NDArray[np.float64]
    Shifts = Mapping[str, Array]

__all__ = ["Performance", "Take", "compute_motion", "find_motion", "perform"]


_STILL_NORM: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Take:
    """How a performance is recorded.

    ``body`` is who does it, ``fps`` the frames per second, ``lead_s`` the rest before the first
    and after the last rep.
    """

    body: Body = field(default_factory=Body)
    fps: float = 30.0
    lead_s: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Performance:
    """Somebody doing an exercise.

    Attributes
    ----------
    exercise, motion, stage
        What is done.
    body
        By whom.
    time_s
        Shape (n,), from 0.
    positions_m
        Shape (n, 33, 3): the keypoints in the world; x forward for the standing body, y to its
        left, z up from the floor. A lying body has its head at negative x and faces up.
    angles_deg
        Shape (n, len(COORDINATES)).
    root_m
        Shape (n, 3): the middle between the hips.
    reps
        What was done when.
    contacts
        What rests on the floor: one set of contact names a frame.
    """

    exercise: str
    motion: str
    stage: str | None
    body: Body
    time_s: Array
    positions_m: Array
    angles_deg: Array
    root_m: Array
    reps: tuple[TrueRep, ...]
    contacts: tuple[frozenset[str], ...]

    def angle(self, name: str) -> Array:
        """Return one joint coordinate in degrees, shape (n,); both sides' mean without a side."""
        columns = [COORDINATE_INDEX[coordinate] for coordinate in expand_coordinate(name)]
        mean: Array = self.angles_deg[:, columns].mean(axis=1)
        return mean


def find_motion(definition: ExerciseDefinition, motion_id: str) -> Motion:
    """Return a motion by its id; `UnknownNameError` when there is none."""
    for motion in definition.motions:
        if motion.id == motion_id:
            return motion
    known = ", ".join(motion.id for motion in definition.motions) or "none"
    raise UnknownNameError(
        f"Exercise '{definition.id}' has no motion '{motion_id}'; it has: {known}."
    )


def compute_motion(
    definition: ExerciseDefinition,
    motion_id: str,
    rep: RepPlan | None = None,
    reps: int = 3,
    take: Take | None = None,
) -> Performance:
    """Perform a motion several times in the same way.

    Parameters
    ----------
    definition
        The exercise.
    motion_id
        One of its motions.
    rep
        How each rep is done: side, fault, share of the way. Where sides alternate, its side is
        that of the first rep; the right side when left out.
    reps
        How many.
    take
        How it is recorded.

    Raises
    ------
    UnknownNameError
        The exercise has no such motion, or the motion no such fault.
    """
    rep = rep or RepPlan("right")
    sides: list[Side] = [rep.side] * reps
    if find_motion(definition, motion_id).side == "both":
        sides = ["both"] * reps
    elif definition.sides == "alternating":
        sides = [rep.side if index % 2 == 0 else other_side(rep.side) for index in range(reps)]
    plans = [replace(rep, side=side) for side in sides]
    return perform(definition, motion_id, plans, take)


def perform(
    definition: ExerciseDefinition,
    motion_id: str,
    reps: Sequence[RepPlan],
    take: Take | None = None,
) -> Performance:
    """Perform a motion, each rep in its own way; the rest as for `compute_motion`."""
    take = take or Take()
    body = take.body
    motion = find_motion(definition, motion_id)
    alternating = definition.sides == "alternating"
    if not alternating and len({rep.side for rep in reps}) > 1:
        raise ValueError("one performance is of one side; perform the other side apart")
    moments = plan_moments(motion, reps, take.lead_s, alternating=alternating)
    free = [coordinate for name in motion.solve for coordinate in expand_coordinate(name)]
    if reps[0].mirrors(motion) and not alternating:
        free = [swap_sides(name) for name in free]
    floor = _settle_home(body, moments[0], free)
    course = _settle_moments(body, moments, free, floor)
    time_s = np.arange(int(moments[-1].time_s * take.fps) + 1) / take.fps
    angles_deg, root_m = course.at(time_s)
    contacts = [moments[index].contacts for index in course.interval(time_s)]
    shifts = course.shifts(time_s)
    targets = floor.targets(contacts, shifts)
    angles_deg, root_m = settle(body, angles_deg, root_m, free, targets)
    points = place_points(body, angles_deg, root_m)
    windows = [(moment.rep, moment.time_s) for moment in moments]
    names = [swap_sides(motion.driver) if rep.mirrors(motion) else motion.driver for rep in reps]
    drivers = [
        compute_driver(name, rep.side, angles_deg, points)
        for name, rep in zip(names, reps, strict=True)
    ]
    return Performance(
        exercise=definition.id,
        motion=motion.id,
        stage=motion.stage,
        body=body,
        time_s=time_s,
        positions_m=points[:, :KEYPOINT_COUNT],
        angles_deg=angles_deg,
        root_m=root_m,
        reps=find_true_reps(motion, reps, windows, time_s, drivers),
        contacts=tuple(_at_rest(contacts, shifts)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Floor:
    """Where each contact point first lay, shape (len(CONTACT_POINTS), 3)."""

    body: Body
    place_m: Array

    def targets(
        self, contacts: Sequence[Iterable[str]], shifts: Shifts, *, flat: bool = False
    ) -> Targets:
        """Return where the points must be in each frame (``flat``: only how high)."""
        place_m = np.repeat(self.place_m[None], len(contacts), axis=0)
        weight = np.zeros_like(place_m)
        # A step is as long as the leg that takes it.
        stride_m = self.body.height_m * self.body.reach / Body().reach
        for name, points in CONTACTS.items():
            rows = [index for index, names in enumerate(contacts) if name in names]
            for point, height in points.items():
                column = CONTACT_POINTS.index(point)
                forward, up = shifts[name][rows].T
                place_m[rows, column, 0] = self.place_m[column, 0] + forward * stride_m
                weight[rows, column, :2] = 0.0 if flat or point in ONLY_HEIGHT else 1.0
                if height is not None:
                    above = getattr(self.body, height) + up
                    place_m[rows, column, 2] = above * self.body.height_m
                    weight[rows, column, 2] = 1.0
        return Targets(place_m, weight)


def _settle_home(body: Body, first: Moment, free: Sequence[str]) -> _Floor:
    still = {name: np.zeros((1, 2)) for name in CONTACTS}
    nowhere = _Floor(body, np.zeros((len(CONTACT_POINTS), 3)))
    targets = nowhere.targets([first.contacts], still, flat=True)
    start_m = np.array([[0.0, 0.0, 0.5 * body.height_m]])
    angles_deg, root_m = settle(body, first.angles_deg[None], start_m, free, targets)
    return _Floor(body, place_points(body, angles_deg, root_m)[0, POINT_INDEX])


@dataclass(frozen=True, slots=True, eq=False)
class _Course:
    """Settled moments, and the smooth way between them."""

    moments: Sequence[Moment]
    angles_deg: Array
    root_m: Array

    @property
    def times(self) -> Array:
        return np.array([moment.time_s for moment in self.moments])

    def at(self, time_s: Array) -> tuple[Array, Array]:
        return (
            _interpolate(self.times, self.angles_deg, time_s),
            _interpolate(self.times, self.root_m, time_s),
        )

    def interval(self, time_s: Array) -> list[int]:
        index = np.searchsorted(self.times, time_s, side="right") - 1
        return [int(value) for value in np.clip(index, 0, len(self.moments) - 1)]

    def shifts(self, time_s: Array) -> Shifts:
        return {name: self._shift(name, time_s) for name in CONTACTS}

    def _shift(self, contact: str, time_s: Array) -> Array:
        moved = [
            (moment.moved_norm.get(contact, 0.0), moment.lifted_norm.get(contact, 0.0))
            for moment in self.moments
        ]
        return _interpolate(self.times, np.array(moved), time_s)


def _settle_moments(
    body: Body, moments: Sequence[Moment], free: Sequence[str], floor: _Floor
) -> _Course:
    earlier = [moments[0].contacts, *(moment.contacts for moment in moments[:-1])]
    contacts = [moment.contacts | before for moment, before in zip(moments, earlier, strict=True)]
    course = _Course(
        moments,
        np.stack([moment.angles_deg for moment in moments]),
        np.repeat([[0.0, 0.0, 0.06 * body.height_m]], len(moments), axis=0),
    )
    targets = floor.targets(contacts, course.shifts(course.times))
    angles_deg, root_m = settle(body, course.angles_deg, course.root_m, free, targets)
    return _Course(moments, angles_deg, root_m)


def _at_rest(contacts: Sequence[frozenset[str]], shifts: Shifts) -> list[frozenset[str]]:
    moving = {
        name: np.any(np.abs(np.gradient(shift, axis=0)) > _STILL_NORM, axis=1)
        for name, shift in shifts.items()
        if len(shift) > 1
    }
    return [
        frozenset(name for name in names if not moving[name][index])
        for index, names in enumerate(contacts)
    ]


def _interpolate(times: Array, values: Array, at: Array) -> Array:
    """Piecewise cubic: at rest where values turn or stay, without overshoot (Fritsch-Carlson)."""
    from scipy.interpolate import PchipInterpolator

    inside = np.clip(at, times[0], times[-1])
    return np.asarray(PchipInterpolator(times, values, axis=0)(inside), dtype=np.float64)
