"""What touches the floor stays there: joint angles and root that put contact points in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from hamstrong.exercises.motion.body import (
    COORDINATE_INDEX,
    COORDINATES,
    EXTRA_POINTS,
    SIDES,
    place_points,
)
from hamstrong.pose import Keypoint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from hamstrong.exercises.motion.body import Body

    Array = NDArray[np.float64]

__all__ = [
    "CONTACTS",
    "CONTACT_POINTS",
    "ONLY_HEIGHT",
    "POINT_INDEX",
    "Targets",
    "expand_contact",
    "settle",
]

_SIDED: Final[dict[str, dict[str, str | None]]] = {
    "foot": {"heel": "sole_height", "foot_index": "sole_height"},
    "heel": {"heel": None, "heel_floor": "floor_height"},
    "ball": {"ball": "sole_height", "foot_index": "sole_height"},
    "instep": {"foot_index": "instep_toes_height", "ball": "instep_ball_height"},
    "hand": {"wrist": "wrist_height", "index": "knuckles_height"},
}
_WHOLE: Final[dict[str, dict[str, str | None]]] = {
    "shoulders": {"left_shoulder": "shoulders_height", "right_shoulder": "shoulders_height"},
    "head": {"head_back": "head_height"},
    "seat": {"hip_middle": "seat_height"},
}
_PLURAL: Final = {
    "feet": "foot",
    "heels": "heel",
    "balls": "ball",
    "insteps": "instep",
    "hands": "hand",
}


def _contacts() -> dict[str, dict[str, str | None]]:
    sided = {
        f"{name}_{side}": {f"{side}_{point}": height for point, height in points.items()}
        for name, points in _SIDED.items()
        for side in SIDES
    }
    return sided | _WHOLE


CONTACTS: Final = _contacts()
"""Contact name → points that touch → the field of `Body` that says how high each then lies.

None leaves the height free: the heel may roll to its side, and then another point of it touches.
"""

CONTACT_POINTS: Final = tuple(sorted({point for points in CONTACTS.values() for point in points}))

ONLY_HEIGHT: Final = frozenset({"left_index", "right_index", "left_heel_floor", "right_heel_floor"})
"""Points that may shift on the floor: the hand turns about the wrist, the heel rolls."""

POINT_INDEX: Final = [
    EXTRA_POINTS[name] if name in EXTRA_POINTS else int(Keypoint[name.upper()])
    for name in CONTACT_POINTS
]
_PRIOR: Final = 0.006
_ROOT_PRIOR: Final = 0.001
_ITERATIONS: Final = 60
_LONGEST_STEP_RAD: Final = 0.25
_SETTLED_RAD: Final = 1e-6
_NUDGE_DEG: Final = 1e-3


def expand_contact(name: str) -> tuple[str, ...]:
    """Return the contacts a name stands for: ``feet`` is ``foot_left`` and ``foot_right``.

    Raises
    ------
    KeyError
        When there is no such contact.
    """
    if name in CONTACTS:
        return (name,)
    return tuple(f"{_PLURAL[name]}_{side}" for side in SIDES)


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """Where contact points must be.

    ``place_m`` and ``weight`` have shape (n, len(CONTACT_POINTS), 3); weight 0 leaves a
    coordinate free.
    """

    place_m: Array
    weight: Array


def settle(
    body: Body, angles_deg: Array, root_m: Array, free: Iterable[str], targets: Targets
) -> tuple[Array, Array]:
    """Bring contact points to their targets by moving the root and the free coordinates.

    Damped Gauss-Newton over all poses at once. Where the contacts leave a choice the angles stay
    close to those given.

    Parameters
    ----------
    body
        Whose segments.
    angles_deg, root_m
        Shapes (n, len(COORDINATES)) and (n, 3): where to start.
    free
        Names of the coordinates that may change; all others keep their values exactly.
    targets
        Where the contact points must be.

    Returns
    -------
    angles_deg, root_m
        As given, settled.
    """
    columns = [COORDINATE_INDEX[name] for name in sorted(set(free), key=COORDINATES.index)]
    problem = _Problem(body, columns, targets)
    prior = np.concatenate([np.full(len(columns), _PRIOR), np.full(3, _ROOT_PRIOR)])
    start_deg, start_m = angles_deg, root_m
    angles_deg, root_m = angles_deg.copy(), root_m.copy()
    restless = np.arange(len(root_m))
    for _ in range(_ITERATIONS):
        now_deg, now_m = angles_deg[restless], root_m[restless]
        moved = np.concatenate(
            [
                np.radians(now_deg - start_deg[restless])[:, columns],
                (now_m - start_m[restless]) / body.height_m,
            ],
            axis=1,
        )
        residual, jacobian = problem.of(restless).linearise(now_deg, now_m)
        transposed = jacobian.transpose(0, 2, 1)
        hessian = transposed @ jacobian + np.diag(prior**2)
        gradient = (transposed @ residual[..., None])[..., 0] + prior**2 * moved
        step = -np.linalg.solve(hessian, gradient[..., None])[..., 0]
        longest = np.abs(step).max(axis=1, keepdims=True)
        step *= np.minimum(1.0, _LONGEST_STEP_RAD / np.maximum(longest, _SETTLED_RAD))
        angles_deg[restless[:, None], columns] += np.degrees(step[:, :-3])
        root_m[restless] += step[:, -3:] * body.height_m
        restless = restless[longest[:, 0] >= _SETTLED_RAD]
        if not restless.size:
            break
    return angles_deg, root_m


@dataclass(frozen=True, slots=True, eq=False)
class _Problem:
    body: Body
    columns: Sequence[int]
    targets: Targets

    def of(self, poses: NDArray[np.int64]) -> _Problem:
        """Return the same for some of the poses."""
        chosen = Targets(self.targets.place_m[poses], self.targets.weight[poses])
        return _Problem(self.body, self.columns, chosen)

    def linearise(self, angles_deg: Array, root_m: Array) -> tuple[Array, Array]:
        """Return the weighted misplacement (n, m) and its derivative (n, m, unknowns).

        In body heights, by radian and by body height, so that bodies of any height settle alike.
        """
        count = len(root_m)
        nudged = np.repeat(angles_deg[None], len(self.columns) + 1, axis=0)
        for row, column in enumerate(self.columns):
            nudged[row + 1, :, column] += _NUDGE_DEG
        stacked = nudged.reshape(-1, nudged.shape[-1])
        roots = np.tile(root_m, (len(self.columns) + 1, 1))
        points = place_points(self.body, stacked, roots)[:, POINT_INDEX]
        weighted = points.reshape(len(nudged), count, -1) * self.targets.weight.reshape(count, -1)
        aim = (self.targets.place_m * self.targets.weight).reshape(count, -1)
        by_angle = (weighted[1:] - weighted[0]) / (np.radians(_NUDGE_DEG) * self.body.height_m)
        by_root = self.targets.weight[..., None] * np.eye(3)
        jacobian = np.concatenate(
            [by_angle.transpose(1, 2, 0), by_root.reshape(count, -1, 3)], axis=2
        )
        return (weighted[0] - aim) / self.body.height_m, jacobian
