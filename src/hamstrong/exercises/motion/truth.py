"""What is true about a performance: when each rep began, peaked and ended, and how far it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from hamstrong.exercises.motion.body import COORDINATE_INDEX, SIDES, expand_coordinate
from hamstrong.pose import Keypoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from hamstrong.exercises.model import Motion
    from hamstrong.exercises.motion.plan import RepPlan, Side

    Array = NDArray[np.float64]

__all__ = ["KNEE_ROLL", "TrueRep", "compute_driver", "compute_knee_roll", "find_true_reps"]

KNEE_ROLL: Final = "knee_roll"
"""Driver that is no joint coordinate: see `compute_knee_roll`."""

_REST_SHARE: Final = 0.05
_HOLD_SHARE: Final = 0.10
_HOLD_DEG: Final = 3.0


@dataclass(frozen=True, slots=True)
class TrueRep:
    """One rep as it was done.

    Times as in an analysis: ``start_s`` and ``end_s`` where the driver leaves and regains rest
    (5 % of its range), ``peak_s`` the middle of the extreme, ``hold_s`` the time within
    max(3 deg, 10 % of the range) of it. ``share`` below 1 marks a half rep.
    """

    index: int
    side: Side
    stage: str | None
    start_s: float
    peak_s: float
    end_s: float
    hold_s: float
    rom_deg: float
    fault: str | None
    share: float


def compute_knee_roll(points_m: Array) -> Array:
    """Return how far the knees have rolled to the left about the hip-ankle lines, in degrees.

    ``points_m`` has shape (n, at least 33, 3); the result, shape (n,), is the mean of both legs
    and 0 when the knees point up.
    """
    rolls = []
    for side in SIDES:
        hip, knee, ankle = (
            points_m[:, Keypoint[f"{side.upper()}_{name}"]] for name in ("HIP", "KNEE", "ANKLE")
        )
        axis = ankle - hip
        axis = axis / np.linalg.norm(axis, axis=1, keepdims=True)
        up = _without(np.broadcast_to(np.array([0.0, 0.0, 1.0]), axis.shape), axis)
        left = np.cross(up, axis)
        bent = _without(knee - hip, axis)
        rolls.append(np.arctan2(_dot(bent, left), _dot(bent, up)))
    return np.asarray(np.degrees(np.mean(rolls, axis=0)), dtype=np.float64)


def _without(vector: Array, axis: Array) -> Array:
    return vector - _dot(vector, axis)[:, None] * axis


def _dot(first: Array, second: Array) -> Array:
    return np.asarray(np.einsum("ni,ni->n", first, second), dtype=np.float64)


def compute_driver(name: str, side: Side, angles_deg: Array, points_m: Array) -> Array:
    """Return the driver of a rep of this side, shape (n,), in degrees."""
    if name == KNEE_ROLL:
        return compute_knee_roll(points_m)
    sided = expand_coordinate(name)
    if len(sided) > 1 and side != "both":
        sided = (f"{name}_{side}",)
    columns = [COORDINATE_INDEX[coordinate] for coordinate in sided]
    mean: Array = angles_deg[:, columns].mean(axis=1)
    return mean


def find_true_reps(
    motion: Motion,
    reps: Sequence[RepPlan],
    moments: Sequence[tuple[int | None, float]],
    time_s: Array,
    drivers: Sequence[Array],
) -> tuple[TrueRep, ...]:
    """Measure each rep on its driver; ``moments`` are the rep and time of each keyframe."""
    swing = any(keyframe.phase == "in" for keyframe in motion.keyframes)
    starts = _starts(moments, len(reps))
    ends = [*starts[1:], max(time for rep, time in moments if rep is not None)]
    found = []
    for index, (rep, driver) in enumerate(zip(reps, drivers, strict=True)):
        window = (time_s >= starts[index] - 1e-9) & (time_s <= ends[index] + 1e-9)
        figures = _measure_rep(time_s[window], driver[window], swing=swing)
        found.append(
            TrueRep(
                index=index,
                side=rep.side,
                stage=motion.stage,
                fault=rep.fault,
                share=rep.share,
                **figures,
            )
        )
    return tuple(found)


def _starts(moments: Sequence[tuple[int | None, float]], count: int) -> list[float]:
    return [min(time for rep, time in moments if rep == index) for index in range(count)]


def _measure_rep(time_s: Array, driver: Array, *, swing: bool) -> dict[str, float]:
    way = driver - driver[0]
    extreme = way[int(np.argmax(np.abs(way)))]
    if swing:
        extreme = _first_extreme(way)
    toward = way * np.sign(extreme)
    span = float(toward.max() - min(toward.min(), 0.0)) if swing else abs(float(extreme))
    away = np.flatnonzero(np.abs(way) > _REST_SHARE * span)
    before_end = np.flatnonzero(np.abs(driver - driver[-1]) > _REST_SHARE * span)
    near = np.flatnonzero(toward >= toward.max() - max(_HOLD_DEG, _HOLD_SHARE * span))
    return {
        "start_s": float(time_s[away[0]]),
        "end_s": float(time_s[before_end[-1]]),
        "peak_s": float((time_s[near[0]] + time_s[near[-1]]) / 2),
        "hold_s": float(time_s[near[-1]] - time_s[near[0]]),
        "rom_deg": span,
    }


def _first_extreme(way: Array) -> float:
    """Return where a swing turns first after leaving the middle."""
    high, low = int(np.argmax(way)), int(np.argmin(way))
    return float(way[min(high, low)])
