"""The figure's bones laid into the rest pose of the anny body, and the standing posture they share.

Axes are those of the drawn scene: x to the figure's left, y up, z forward; metres.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from hamstrong.exercises.motion import Body as Proportions
from hamstrong.exercises.motion.skeleton import BONES, PARENTS
from tools.performer.body import BONES as SOURCE_BONES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from tools.performer.body import Body

    Array = NDArray[np.float64]

__all__ = ["Bind", "bind", "to_scene"]

_TRUNK: Final = Proportions()
_NOSE_RISE: Final = 0.080
_TWIST_AT_ROOT: Final = 0.35
_TWIST_AT_WRIST: Final = 0.6

_SHARES: Final[Mapping[str, Mapping[str, float]]] = {
    "root": {"pelvis": 1.0},
    "spine05": {"pelvis": 0.6, "lower_back": 0.4},
    "spine04": {"pelvis": 0.15, "lower_back": 0.85},
    "spine03": {"lower_back": 0.75, "upper_back": 0.25},
    "spine02": {"lower_back": 0.25, "upper_back": 0.75},
    "spine01": {"upper_back": 1.0},
    "neck01": {"upper_back": 0.55, "neck": 0.45},
    "neck02": {"upper_back": 0.2, "neck": 0.8},
    "neck03": {"neck": 0.6, "head": 0.4},
    "head": {"head": 1.0},
    "clavicle": {"upper_back": 1.0},
    "shoulder01": {"upper_back": 0.85, "shoulder": 0.15},
    "upperarm01": {"shoulder": 1.0},
    "upperarm02": {"upper_arm": 1.0},
    "lowerarm01": {"forearm": 1.0},
    "lowerarm02": {"wrist": 1.0},
    "wrist": {"hand": 1.0},
    "upperleg01": {"hip": 1.0},
    "upperleg02": {"thigh": 1.0},
    "lowerleg01": {"shank": 1.0},
    "lowerleg02": {"shank": 1.0},
    "foot": {"foot": 1.0},
    "toes": {"toes": 1.0},
}
"""How the bones of the source share their skin out to ours."""


@dataclass(frozen=True, slots=True)
class Bind:
    """A skeleton in a mesh.

    ``turns`` and ``heads`` are each bone's orientation ``(3, 3)`` and place in the mesh as it was
    made, ``standing`` its place in the standing posture (soles at y = 0), where every orientation
    is the identity. ``weights`` is ``(vertices, bones)``.
    """

    proportions: Proportions
    turns: Mapping[str, Array]
    heads: Mapping[str, Array]
    standing: Mapping[str, Array]
    weights: Array


def to_scene(points: Array) -> Array:
    """Turn the source's axes (z up, facing -y) into the scene's."""
    return np.asarray(points[..., [0, 2, 1]] * [1.0, 1.0, -1.0])


def bind(body: Body) -> Bind:
    """Lay the figure's skeleton into a body."""
    joints = {name: to_scene(at) for name, at in body.heads.items()}
    proportions = _measure(body, joints)
    turns = _turns(body, joints)
    heads = _heads(proportions, joints, turns)
    return Bind(proportions, turns, heads, _standing(proportions), _weights(body))


def _unit(v: Array) -> Array:
    return np.asarray(v / np.linalg.norm(v))


def _frame(up: Array, left: Array) -> Array:
    """Orientation whose y axis is `up` and whose x axis lies towards `left`."""
    y = _unit(up)
    x = _unit(left - (left @ y) * y)
    return np.column_stack([x, y, np.cross(x, y)])


def _middle(joints: Mapping[str, Array], bone: str) -> Array:
    return np.asarray((joints[f"{bone}.L"] + joints[f"{bone}.R"]) / 2)


def _turns(body: Body, joints: Mapping[str, Array]) -> dict[str, Array]:
    trunk = _frame(_middle(joints, "upperarm01") - _middle(joints, "upperleg01"), np.eye(3)[0])
    turns = {"pelvis": trunk, "lower_back": trunk, "upper_back": trunk}
    turns |= {"neck": np.eye(3), "head": np.eye(3)}
    for side, short in (("left", "L"), ("right", "R")):
        turns |= _leg_turns(body, joints, side, short, trunk)
        turns |= _arm_turns(joints, side, short, trunk)
    return turns


def _leg_turns(
    body: Body, joints: Mapping[str, Array], side: str, short: str, trunk: Array
) -> dict[str, Array]:
    hip, knee, ankle = (joints[f"{bone}.{short}"] for bone in ("upperleg01", "lowerleg01", "foot"))
    left = np.eye(3)[0]
    heel, toe = (to_scene(body.vertices[body.markers[f"{n}_{short}"]]) for n in ("heel", "toe"))
    # The foot points along the line from the heel to the second toe.
    along = (joints[f"toes.{short}"] + toe) / 2 - heel
    foot = _frame(np.eye(3)[1], np.cross(np.eye(3)[1], along))
    thigh = _frame(hip - knee, left)
    return {
        f"hip_{side}": _untwisted(trunk, thigh),
        f"thigh_{side}": thigh,
        f"shank_{side}": _frame(knee - ankle, left),
        f"foot_{side}": foot,
        f"toes_{side}": foot,
    }


def _arm_turns(
    joints: Mapping[str, Array], side: str, short: str, trunk: Array
) -> dict[str, Array]:
    shoulder, elbow, wrist = (
        joints[f"{bone}.{short}"] for bone in ("upperarm01", "lowerarm01", "wrist")
    )
    hinge = np.cross(shoulder - elbow, wrist - elbow)
    upper = _frame(shoulder - elbow, hinge)
    forearm = _frame(elbow - wrist, hinge)
    palm = joints[f"palm.{short}"]
    thumb = joints[f"knuckle2.{short}"] - joints[f"knuckle5.{short}"]
    hand = _frame(wrist - palm, np.cross(wrist - palm, thumb))
    return {
        f"shoulder_{side}": _untwisted(trunk, upper),
        f"upper_arm_{side}": upper,
        f"forearm_{side}": forearm,
        f"wrist_{side}": forearm @ _twist(forearm.T @ hand, _TWIST_AT_WRIST),
        f"hand_{side}": hand,
    }


def _twist(relative: Array, share: float) -> Array:
    """Return a share of a rotation's twist about the y axis."""
    trace = np.trace(relative)
    angle = 2 * np.arctan2(relative[0, 2] - relative[2, 0], 1 + trace)
    cosine, sine = np.cos(share * angle), np.sin(share * angle)
    return np.array([[cosine, 0, sine], [0, 1, 0], [-sine, 0, cosine]])


def _untwisted(parent: Array, child: Array) -> Array:
    relative = parent.T @ child
    return np.asarray(child @ _twist(relative, 1.0).T @ _twist(relative, _TWIST_AT_ROOT))


def _measure(body: Body, joints: Mapping[str, Array]) -> Proportions:
    v = to_scene(body.vertices)
    height, floor = float(np.ptp(v[:, 1])), float(v[:, 1].min())
    hips, shoulders = _middle(joints, "upperleg01"), _middle(joints, "upperarm01")
    trunk = float(np.linalg.norm(shoulders - hips)) / height
    share = trunk / (_TRUNK.pelvis + _TRUNK.lower_back + _TRUNK.upper_back)
    nose = v[body.markers["nose"], 1]
    ankle = joints["foot.L"]
    heel = v[body.markers["heel_L"]]
    toe = v[body.markers["toe_L"]]

    def length(*bones: str) -> float:
        return float(body.length(*(f"{bone}.L" for bone in bones))) / height

    return Proportions(
        height_m=height,
        thigh=length("upperleg01", "lowerleg01"),
        shank=length("lowerleg01", "foot"),
        ankle_height=float(ankle[1] - floor) / height,
        heel_length=float(ankle[2] - heel[2]) / height,
        ball_length=float(joints["toes.L"][2] - ankle[2]) / height,
        toe_length=float(toe[2] - ankle[2]) / height - 0.004,
        hip_width=2 * float(joints["upperleg01.L"][0]) / height,
        shoulder_width=2 * float(joints["upperarm01.L"][0]) / height,
        pelvis=_TRUNK.pelvis * share,
        lower_back=_TRUNK.lower_back * share,
        upper_back=_TRUNK.upper_back * share,
        neck=float(nose - shoulders[1]) / height - _NOSE_RISE,
        upper_arm=length("upperarm01", "lowerarm01"),
        forearm=length("lowerarm01", "wrist"),
    )


def _heads(
    proportions: Proportions, joints: Mapping[str, Array], turns: Mapping[str, Array]
) -> dict[str, Array]:
    p, h = proportions, proportions.height_m
    hips, up = _middle(joints, "upperleg01"), turns["pelvis"][:, 1]
    shoulders = _middle(joints, "upperarm01")
    heads = {
        "pelvis": hips,
        "lower_back": hips + up * p.pelvis * h,
        "upper_back": hips + up * (p.pelvis + p.lower_back) * h,
        "neck": shoulders + up * p.neck * h,
    }
    heads["head"] = heads["neck"] + np.array([0.0, _HEAD_RISE * h, 0.0])
    for side, short in (("left", "L"), ("right", "R")):
        at = {bone: joints[f"{bone}.{short}"] for bone in ("upperleg01", "lowerleg01", "foot")}
        at |= {bone: joints[f"{bone}.{short}"] for bone in ("upperarm01", "lowerarm01", "wrist")}
        foot = at["foot"] + turns[f"foot_{side}"] @ _ball(p)
        heads |= {
            f"hip_{side}": at["upperleg01"],
            f"thigh_{side}": at["upperleg01"],
            f"shank_{side}": at["lowerleg01"],
            f"foot_{side}": at["foot"],
            f"toes_{side}": foot,
            f"shoulder_{side}": at["upperarm01"],
            f"upper_arm_{side}": at["upperarm01"],
            f"forearm_{side}": at["lowerarm01"],
            f"wrist_{side}": (at["lowerarm01"] + at["wrist"]) / 2,
            f"hand_{side}": at["wrist"],
        }
    return heads


_HEAD_RISE: Final = 0.03


def _ball(p: Proportions) -> Array:
    return np.array([0.0, p.sole_height - p.ankle_height, p.ball_length]) * p.height_m


def _standing(p: Proportions) -> dict[str, Array]:
    """Where each bone is in the standing posture."""
    hips = np.array([0.0, p.thigh + p.shank + p.ankle_height, 0.0])
    up, left = np.eye(3)[1], np.eye(3)[0]
    shoulders = hips + up * (p.pelvis + p.lower_back + p.upper_back)
    places = {
        "pelvis": hips,
        "lower_back": hips + up * p.pelvis,
        "upper_back": hips + up * (p.pelvis + p.lower_back),
        "neck": shoulders + up * p.neck,
        "head": shoulders + up * (p.neck + _HEAD_RISE),
    }
    for side, out in (("left", 1.0), ("right", -1.0)):
        hip = hips + left * out * p.hip_width / 2
        shoulder = shoulders + left * out * p.shoulder_width / 2
        ankle = hip - up * (p.thigh + p.shank)
        elbow = shoulder - up * p.upper_arm
        places |= {
            f"hip_{side}": hip,
            f"thigh_{side}": hip,
            f"shank_{side}": hip - up * p.thigh,
            f"foot_{side}": ankle,
            f"toes_{side}": ankle + _ball(p) / p.height_m,
            f"shoulder_{side}": shoulder,
            f"upper_arm_{side}": shoulder,
            f"forearm_{side}": elbow,
            f"wrist_{side}": elbow - up * p.forearm / 2,
            f"hand_{side}": elbow - up * p.forearm,
        }
    return {bone: places[bone] * p.height_m for bone in PARENTS}


def _weights(body: Body) -> Array:
    weights = np.zeros((len(body.weights), len(BONES)))
    for column, source in enumerate(SOURCE_BONES):
        name, _, short = source.partition(".")
        side = {"": "", "L": "_left", "R": "_right"}[short]
        for bone, share in _SHARES[name].items():
            ours = bone if bone in PARENTS else bone + side
            weights[:, BONES.index(ours)] += share * body.weights[:, column]
    return weights
