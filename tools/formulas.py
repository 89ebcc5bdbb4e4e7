"""How each quantity is computed, for the page of measures."""

from __future__ import annotations

from typing import Final

from hamstrong.kinematics.measures import (
    _HAND_LOW,
    _HAND_OUT,
    _HIP_SHIFT,
    _LEGS_DIFFER_DEG,
    _PELVIS_BIAS_DEG,
    VISIBLE,
)

__all__ = ["FORMULAS", "SYMBOLS"]

SYMBOLS: Final = f"""\
## How they are computed

Points in the picture have x to the right and y down. Of one side: shoulder **S**, hip **H**, knee
**K**, ankle **A**, heel **E**, toes **T**, wrist **W**, ear **R**; an asterisk is the middle of
both sides, as in **S\\***. **HS** is the vector from H to S; |HS| its length.

- *turn(u, v)* is the signed angle from u to v, clockwise positive, -180 to 180 degrees.
- *f* is the side faced: 1 facing the picture's right (or on the back with the head left), else -1.
- *c* is 1 when the person's left is at the picture's right (seen from the front), else -1.
- *o* is outwards of a side: c for the left, -c for the right.
- *L* is the usual length of the trunk in the picture: |S\\*H\\*|, averaged over twelve seconds.
- *down*, *up* and *ahead* are (0, 1), (0, -1) and (f, 0).

In a side view the pose models put the hip in front of the joint: before anything is computed both
hips are moved back by {100 * _HIP_SHIFT:g} % of the trunk, less the more the shoulders are seen
from the front. f and c are majorities over about a second of what knees, feet, face, depth and
visibility say. A measure is missing where a keypoint it needs was guessed rather than seen
(visibility below {VISIBLE:g}).
"""

FORMULAS: Final[dict[str, str]] = {
    "hip_flexion": "-f turn(SH, HK)",
    "knee_flexion": "f turn(HK, KA)",
    "ankle_dorsiflexion": "-f turn(KA, ET) - 90",
    "thigh_inclination": "-f turn(down, HK)",
    "shank_inclination": "f turn(down, KA), also of a hidden leg",
    "foot_pitch": "-f turn(ahead, ET)",
    "foot_tilt": "-f turn(SE, ET)",
    "heel_lift": "(T.y - E.y) / L",
    "ankle_height": "(the larger A.y of both sides - A.y) / L",
    "knee_height": "(H.y - K.y) / L",
    "shank_frontal": "atan2(o KA.x, KA.y)",
    "thigh_out": "o HK.x / the larger |HK| of both sides",
    "hip_rotation": "atan2(o KA.x, KA.y sqrt(1 - thigh_out^2)), the root at least 0.39",
    "knee_flexion_3d": "angle between HK and KA in space",
    "thigh_elevation_3d": "atan2(horizontal part of HK, HK downwards) in space",
    "wrist_height": "(H*.y - W.y) / L",
    "wrist_out": "o HW.x / L",
    "heel_x": "c (E.x - E*.x) / L",
    "trunk_inclination": "|turn(up, H*S*)|",
    "trunk_forward": "f turn(up, H*S*)",
    "trunk_lateral": "c turn(up, H*S*)",
    "pelvis_tilt": (
        "atan2(right H.y - left H.y, c (left H.x - right H.x)), less "
        f"{_PELVIS_BIAS_DEG:g} degrees for a left thigh lifted level and plus as much for a right "
        "one: the models raise the hip with it"
    ),
    "pelvis_hike": "pelvis_tilt, its sign turned when the right thigh is the higher one",
    "trunk_lean": "-trunk_lateral, its sign turned when the right thigh is the higher one",
    "shoulder_tilt": "atan2(right S.y - left S.y, c (left S.x - right S.x))",
    "back_bend": "f turn(H*S*, S*R*)",
    "knee_lean": "atan2(c q.x, -q.y), q from the middle of A* and H* to K*",
    "knee_split": "left less right atan2(c AK.x, -AK.y)",
    "trunk_length": "|S*H*| / L",
    "trunk_shift": "c H*S*.x / L",
    "shoulder_width": "distance of the shoulders across H*S* / |H*S*|",
    "hip_over_ankles": "(the larger A.y of both sides - H*.y) / L",
    "knees_over_ankles": "(A*.y - K*.y) / L",
    "hip_lift": "distance of H* from the line through S* and A* / L, positive on the front's side",
    "hip_shift": "f (H*.x - A.x of the rear foot) / L",
    "step_length": "|left A.x - right A.x| / L",
    "stance_width": "|left A.x - right A.x| / |left H.x - right H.x|",
    "face_up": "-f H*S*.x / |H*S*|",
    "facing": "f",
    "near_side": "-f",
    "front_side": "1 when f (left A.x - right A.x) is not negative, else -1",
    "rear_side": "-front_side",
    "lifted_side": "1 when the left A.y is not the larger one, else -1",
    "support_side": (
        f"side of the larger |turn(HK, KA)|; 0 when they differ by {_LEGS_DIFFER_DEG:g} or less"
    ),
    "knee_difference": "| |turn(HK, KA)| left less right |",
    "thigh_difference": (
        "f turn(right HK, left HK), its sign turned when the right leg supports "
        "(the near one when both do the same)"
    ),
    "thigh_lift_difference": "|thigh_elevation_3d left less right|",
    "knees_bent": "mean of knee_flexion of both sides, also of a hidden leg",
    "knees_bent_3d": "mean of both knee_flexion_3d",
    "hands_supporting": (
        f"wrists with wrist_height below {_HAND_LOW:g} and wrist_out above {_HAND_OUT:g}"
    ),
}
"""By quantity; the columns of one quantity differ in the side only."""
