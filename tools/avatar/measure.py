"""How a figure touches the floor: measured on its skin, so that contacts hold on the drawn body."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import minimize_scalar

from hamstrong.exercises.motion.body import COORDINATE_INDEX, COORDINATES, expand_coordinate
from hamstrong.exercises.motion.skeleton import BONES, turn_bones
from tools.avatar.glb import matrices_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from hamstrong.exercises.motion import Body
    from tools.avatar.glb import Figure

    Array = NDArray[np.float64]

__all__ = ["measure_contacts"]

_FLESH_M: Final = 0.012
"""How far flesh under a resting body gives way."""
_THUMB_NORM: Final = 0.03
_SKIN_M: Final = 0.004
_EDGE_M: Final = 0.018
"""The same for the edges of a foot that lies on its side."""
_HAND_LENGTH: Final = 0.055
_ON_BACK: Final = {"pelvis_pitch": -90.0, "hip_flexion": 60.0, "knee_flexion": 110.0}
_SEATED: Final = {
    "pelvis_pitch": -8.0,
    "hip_flexion": 128.0,
    "hip_abduction": 18.0,
    "knee_flexion": 90.0,
}


def measure_contacts(figure: Figure, body: Body) -> Body:
    """Return the proportions with heel, ball, head, seat, shoulders and hands as on the skin."""
    height = body.height_m
    head = _skin(figure, "head", "neck")
    occiput = int(np.argmin(head[:, 2]))
    wrist, knuckles = _hand(figure, height)
    heel = _heel(figure, body)
    return replace(
        body,
        heel_length=heel / height,
        heel_half_width=_heel_side(figure, body, heel) / height,
        head_back_depth=float(-head[occiput, 2]) / height - body.head_height,
        head_back_rise=float(head[occiput, 1]) / height,
        seat_height=_depth(figure, _SEATED, ("pelvis", "hip", "thigh"), "pelvis") / height,
        shoulders_height=_depth(figure, _ON_BACK, ("upper_back",), "shoulder_left") / height,
        wrist_height=wrist / height,
        knuckles_height=knuckles / height,
    )


def _holder(figure: Figure) -> NDArray[np.int64]:
    """Return the number of the bone that holds each vertex most."""
    strongest = np.argmax(figure.weights, axis=1)
    return np.asarray(figure.bones[np.arange(len(strongest)), strongest])


def _of(figure: Figure, *bones: str) -> NDArray[np.bool_]:
    names = {name for bone in bones for name in (bone, f"{bone}_left", f"{bone}_right")}
    return np.isin(_holder(figure), [BONES.index(name) for name in names & set(BONES)])


def _turns(**angles_deg: float) -> Array:
    row = np.zeros((1, len(COORDINATES)))
    for name, value in angles_deg.items():
        for coordinate in expand_coordinate(name):
            row[0, COORDINATE_INDEX[coordinate]] = value
    return np.asarray(matrices_of(turn_bones(row))[0])


def _posed(figure: Figure, **angles_deg: float) -> Array:
    return figure.pose(_turns(**angles_deg), np.zeros(3))[0]


def _joint(figure: Figure, bone: str, **angles_deg: float) -> Array:
    placed = figure.place_bones(_turns(**angles_deg), np.zeros(3))
    return np.asarray(placed[BONES.index(bone), :3, 3])


def _skin(figure: Figure, bone: str, origin: str) -> Array:
    """Vertices that a bone holds, standing, from a bone's place."""
    at = figure.standing[BONES.index(origin)] - figure.standing[0]
    return np.asarray(_posed(figure)[_of(figure, bone)] - at)


def _depth(figure: Figure, posture: dict[str, float], bones: tuple[str, ...], joint: str) -> float:
    lowest = _posed(figure, **posture)[_of(figure, *bones), 1].min()
    return float(_joint(figure, joint, **posture)[1] - lowest) - _FLESH_M


def _heel(figure: Figure, body: Body) -> float:
    """How far behind the ankle the heel's middle lies: the heel rolls on the floor about it."""
    foot = _posed(figure)[_of(figure, "foot_left")]
    foot = foot - _joint(figure, "foot_left")
    gap, ankle = body.sole_height * body.height_m, body.ankle_height * body.height_m
    pitches = np.radians(np.arange(0.0, 36.0, 5.0))
    up = np.stack([np.zeros_like(pitches), np.cos(pitches), np.sin(pitches)])
    lowest = (foot @ up).min(0)

    def misses(length: float) -> float:
        heel = np.array([0.0, gap - ankle, -length]) @ up
        return float(((lowest - heel + gap) ** 2).sum())

    return float(minimize_scalar(misses, bounds=(0.0, 0.09), method="bounded").x)


def _heel_side(figure: Figure, body: Body, heel: float) -> float:
    """How far a foot reaches to its sides from the heel's middle, when it lies on them."""
    foot = _posed(figure)[_of(figure, "foot_left", "toes_left")] - _joint(figure, "foot_left")
    middle = np.array([0.0, (body.sole_height - body.ankle_height) * body.height_m, -heel])
    rolls = np.radians([-80.0, 80.0])
    down = np.stack([np.sin(rolls), -np.cos(rolls), np.zeros(2)])
    return float(((foot - middle) @ down).max(0).mean()) - _EDGE_M


def _hand(figure: Figure, height: float) -> tuple[float, float]:
    """How high wrist and knuckles are over a hand that lies flat."""
    hand = _posed(figure)[_of(figure, "hand_left")] - _joint(figure, "hand_left")
    along, palm = -hand[:, 1], -hand[:, 0]
    thumb = hand[:, 2] > _THUMB_NORM * height
    along, palm = along[~thumb], palm[~thumb]
    best = (np.inf, 0.0, 0.0)
    for slope in np.tan(np.radians(np.arange(-20.0, 21.0, 1.0))):
        # The plane touches the palm's side of the hand from below.
        lift = (palm - slope * along).max()
        touching = (palm - slope * along) > lift - _SKIN_M
        spread = float(np.ptp(along[touching]))
        best = min(best, (-spread, float(lift), float(lift + slope * _HAND_LENGTH * height)))
    return best[1] - _SKIN_M, best[2] - _SKIN_M
