"""Which lines of the body are drawn in a frame, and which of them show a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

import numpy as np

from hamstrong.pose import SKELETON_EDGES, Keypoint
from hamstrong.report.facts import segment_of
from hamstrong.report.wording import split_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hamstrong.analysis.values import Analysis, FaultSeen, Rep
    from hamstrong.pose import PoseFrame

__all__ = [
    "BodyPart",
    "Bone",
    "bones_of",
    "faulty_parts",
    "near_side",
    "shown_column",
    "side_of_measure",
]

Side = Literal["left", "right"]
Kind = Literal["near", "far", "fault"]

_SHOWN_VISIBILITY: Final = 0.5
_SIDE_VIEW_SHARE: Final = 0.45

_PARTS: Final = {
    "trunk": (("SHOULDER", "HIP"),),
    "head": (("EAR", "NOSE"),),
    "thighs": (("HIP", "KNEE"),),
    "knees": (("HIP", "KNEE"), ("KNEE", "ANKLE")),
    "shanks": (("KNEE", "ANKLE"),),
    "feet": (("ANKLE", "HEEL"), ("HEEL", "FOOT_INDEX")),
    "hands": (("ELBOW", "WRIST"),),
    "hips": (("SHOULDER", "HIP"), ("HIP", "KNEE")),
}
_PART_OF_QUANTITY: Final = {
    "hip_flexion": "hips",
    "hip_lift": "hips",
    "hip_over_ankles": "hips",
    "hip_height": "hips",
    "hip_rotation": "shanks",
    "knee_flexion": "knees",
    "knee_flexion_3d": "knees",
    "knee_difference": "knees",
    "knee_lean": "knees",
    "knee_split": "knees",
    "thigh_out": "thighs",
    "thigh_inclination": "thighs",
    "thigh_elevation_3d": "thighs",
    "thigh_difference": "thighs",
    "thigh_lift_difference": "thighs",
    "shank_inclination": "shanks",
    "shank_frontal": "shanks",
    "ankle_dorsiflexion": "feet",
    "ankle_height": "feet",
    "foot_pitch": "feet",
    "heel_lift": "feet",
    "heel_x": "feet",
    "stance_width": "feet",
    "step_length": "feet",
    "trunk_inclination": "trunk",
    "trunk_forward": "trunk",
    "trunk_lateral": "trunk",
    "trunk_shift": "trunk",
    "shoulder_tilt": "trunk",
    "back_bend": "head",
    "pelvis_tilt": "pelvis",
    "wrist_height": "hands",
    "wrist_out": "hands",
    "hands_behind": "hands",
}
_SIDES: Final[Mapping[str, Side]] = {"left": "left", "right": "right"}
_OTHER: Final[Mapping[Side, Side]] = {"left": "right", "right": "left"}


class BodyPart(NamedTuple):
    """A part of the body on one side; None for both."""

    name: str
    side: Side | None


class Bone(NamedTuple):
    """A line to draw: its ends in pixels of the source picture, and how it is meant."""

    start_px: tuple[float, float]
    end_px: tuple[float, float]
    kind: Kind


def bones_of(
    frame: PoseFrame, near: Side | None, faulty: Iterable[BodyPart] = ()
) -> tuple[Bone, ...]:
    """Return the lines to draw, those in front last.

    Limbs whose ends the net does not claim to see are left out rather than guessed.

    Parameters
    ----------
    frame
        What was seen; nobody gives no lines.
    near
        The side that faces the camera; None when both are seen alike.
    faulty
        The parts to draw as faults.
    """
    if not frame.found:
        return ()
    wrong = {edge for part in faulty for edge in _edges(part)}
    bones = []
    for start, end in SKELETON_EDGES:
        if not (_is_seen(frame, start) and _is_seen(frame, end)):
            continue
        kind: Kind = "fault" if frozenset((start, end)) in wrong else _depth(start, end, near)
        bones.append(Bone(_place(frame, start), _place(frame, end), kind))
    order = ("far", "near", "fault")
    return tuple(sorted(bones, key=lambda bone: order.index(bone.kind)))


def faulty_parts(
    analysis: Analysis, rep: Rep, fault: FaultSeen, named_part: str | None = None
) -> frozenset[BodyPart]:
    """Return where a fault shows on the body.

    Parameters
    ----------
    named_part
        The part as the exercise's definition names it; None to tell it from the measure.
    """
    part = named_part or _PART_OF_QUANTITY.get(split_column(fault.measure).base)
    if part is None:
        return frozenset()
    side = side_of_measure(analysis, rep, fault.measure)
    is_paired = part not in ("trunk", "head", "pelvis")
    if side is None and is_paired and rep.side != "both":
        side = rep.side
    return frozenset({BodyPart(part, side)})


def shown_column(analysis: Analysis, rep: Rep, measure: str) -> str | None:
    """Return the column of the angle table that shows a measure of a rep; None without one.

    Faults may be judged by a role (near side, lifted leg ...); the table has left and right.
    """
    base, _, unit = split_column(measure)
    side = side_of_measure(analysis, rep, measure)
    segment = segment_of(analysis, rep)
    driver = segment.driver_at(rep.peak_s) if segment else ""
    same = driver if split_column(driver).base == base else ""
    candidates = (measure, f"{base}_{side}_{unit}", same)
    return next((name for name in candidates if name in analysis.angles.columns), None)


def side_of_measure(analysis: Analysis, rep: Rep, measure: str) -> Side | None:
    """Return the side of the body a measure of a rep belongs to; None for both or the middle."""
    whose = split_column(measure).side
    if whose is not None and whose in _SIDES:
        return _SIDES[whose]
    if whose in ("near", "far"):
        near = near_side(analysis, rep.start_s, rep.end_s)
        return near if whose == "near" or near is None else _OTHER[near]
    if whose is None or rep.side == "both":
        return None
    own = {"lifted", "support", "rear" if rep.stage == "rear" else "front"}
    return rep.side if whose in own else _OTHER[rep.side]


def near_side(analysis: Analysis, start_s: float, end_s: float) -> Side | None:
    """Return which side faces the camera in a stretch of the recording; None seen from the front.

    Seen from the side, the shoulders lie close together in the picture and apart in depth.
    """
    track = analysis.track
    inside = (track.time_s >= start_s) & (track.time_s <= end_s) & track.found
    if not inside.any():
        return None
    across = np.array([Keypoint.LEFT_SHOULDER, Keypoint.LEFT_HIP])
    points = track.keypoints_px[inside].astype(np.float64)
    left, right = points[:, across], points[:, across + 1]
    depth = float(np.median(right[..., 2] - left[..., 2]))
    width = float(np.median(np.linalg.norm(left[:, 0, :2] - right[:, 0, :2], axis=-1)))
    trunk = float(np.median(np.linalg.norm(left[:, 0, :2] - left[:, 1, :2], axis=-1)))
    if width > _SIDE_VIEW_SHARE * trunk or depth == 0.0:
        return None
    return "left" if depth > 0 else "right"


def _edges(part: BodyPart) -> set[frozenset[Keypoint]]:
    if part.name == "pelvis":
        return {frozenset((Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP))}
    sides = ("LEFT", "RIGHT") if part.side is None else (part.side.upper(),)
    return {
        frozenset((_keypoint(side, start), _keypoint(side, end)))
        for side in sides
        for start, end in _PARTS.get(part.name, ())
    }


def _keypoint(side: str, name: str) -> Keypoint:
    return Keypoint.NOSE if name == "NOSE" else Keypoint[f"{side}_{name}"]


def _is_seen(frame: PoseFrame, keypoint: Keypoint) -> bool:
    return bool(
        frame.visibility[keypoint] >= _SHOWN_VISIBILITY
        and np.isfinite(frame.keypoints_px[keypoint, :2]).all()
    )


def _depth(start: Keypoint, end: Keypoint, near: Side | None) -> Kind:
    if near is None:
        return "near"
    far = "RIGHT" if near == "left" else "LEFT"
    is_head = Keypoint.NOSE in (start, end)
    names = (start.name, end.name)
    is_far = any(far in name for name in names) if is_head else all(far in name for name in names)
    return "far" if is_far else "near"


def _place(frame: PoseFrame, keypoint: Keypoint) -> tuple[float, float]:
    x, y = frame.keypoints_px[keypoint, :2]
    return float(x), float(y)
