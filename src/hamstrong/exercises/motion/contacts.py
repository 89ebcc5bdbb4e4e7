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
    SOLE_GAP,
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

_SIDED: Final = {
    "foot": {"heel": SOLE_GAP, "foot_index": SOLE_GAP},
    "heel": {"heel": SOLE_GAP},
    "ball": {"ball": SOLE_GAP, "foot_index": SOLE_GAP},
    "instep": {"foot_index": 0.006, "ball": 0.018},
    "hand": {"wrist": 0.030, "index": 0.024},
}
_WHOLE: Final = {
    "shoulders": {"left_shoulder": 0.052, "right_shoulder": 0.052},
    "head": {"head_back": 0.010},
    "seat": {"hip_middle": 0.050},
}
_PLURAL: Final = {
    "feet": "foot",
    "heels": "heel",
    "balls": "ball",
    "insteps": "instep",
    "hands": "hand",
}


def _contacts() -> dict[str, dict[str, float]]:
    sided = {
        f"{name}_{side}": {f"{side}_{point}": height for point, height in points.items()}
        for name, points in _SIDED.items()
        for side in SIDES
    }
    return sided | _WHOLE


CONTACTS: Final = _contacts()
"""Contact name → points that touch, and how high each lies above the floor in body heights."""

CONTACT_POINTS: Final = tuple(sorted({point for points in CONTACTS.values() for point in points}))

ONLY_HEIGHT: Final = frozenset({"left_index", "right_index"})
"""Points that may shift on the floor: the hand turns about the wrist."""

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
    for _ in range(_ITERATIONS):
        moved = np.concatenate(
            [np.radians(angles_deg - start_deg)[:, columns], (root_m - start_m) / body.height_m],
            axis=1,
        )
        residual, jacobian = problem.linearise(angles_deg, root_m)
        transposed = jacobian.transpose(0, 2, 1)
        hessian = transposed @ jacobian + np.diag(prior**2)
        gradient = (transposed @ residual[..., None])[..., 0] + prior**2 * moved
        step = -np.linalg.solve(hessian, gradient[..., None])[..., 0]
        longest = np.abs(step).max(axis=1, keepdims=True)
        step *= np.minimum(1.0, _LONGEST_STEP_RAD / np.maximum(longest, _SETTLED_RAD))
        angles_deg[:, columns] += np.degrees(step[:, :-3])
        root_m += step[:, -3:] * body.height_m
        if longest.max() < _SETTLED_RAD:
            break
    return angles_deg, root_m


@dataclass(frozen=True, slots=True, eq=False)
class _Problem:
    body: Body
    columns: Sequence[int]
    targets: Targets

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
