"""The camera check: is all of the person in view, from the right side, large and bright enough."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hamstrong.kinematics import COLUMNS
from hamstrong.pose import Keypoint
from hamstrong.session.outputs import CheckPoint, SetupShown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hamstrong.exercises.model import ExerciseDefinition
    from hamstrong.session.inputs import Seen
    from hamstrong.session.words import SessionSide, SetupCheck

__all__ = ["READY_S", "CameraCheck"]

READY_S: Final = 2.0
_ADVICE: Final[frozenset[SetupCheck]] = frozenset({"side", "light"})
_PRESENT: Final = 0.5
_MARGIN: Final = 0.01
_SMALLEST: Final = 0.22
_LARGEST: Final = 0.98
_DARK: Final = 0.16
_SIDE_ON: Final = 0.5
_FRONT_ON: Final = 0.33

_POSTURES: Final[dict[str, tuple[tuple[str, float, float], ...]]] = {
    "standing": (("trunk_inclination_deg", 0, 45), ("hip_over_ankles_norm", 0.9, 9)),
    "seated": (("trunk_inclination_deg", 0, 60), ("hip_over_ankles_norm", -9, 1.15)),
    "supine": (("trunk_inclination_deg", 55, 180), ("face_up", 0.3, 1)),
}

_PARTS: Final[tuple[tuple[str, tuple[Keypoint, ...]], ...]] = (
    ("head", (Keypoint.NOSE,)),
    ("shoulders", (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER)),
    ("hips", (Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP)),
    ("knees", (Keypoint.LEFT_KNEE, Keypoint.RIGHT_KNEE)),
    (
        "feet",
        (
            Keypoint.LEFT_ANKLE,
            Keypoint.RIGHT_ANKLE,
            Keypoint.LEFT_FOOT_INDEX,
            Keypoint.RIGHT_FOOT_INDEX,
        ),
    ),
)
_SIDED: Final = {
    "left": [
        point for _, points in _PARTS for point in points if not point.name.startswith("RIGHT")
    ],
    "right": [
        point for _, points in _PARTS for point in points if not point.name.startswith("LEFT")
    ],
}


class CameraCheck:
    """Watches the picture until it fits an exercise.

    ``side`` and ``light`` are advice: they are told, but training is possible without. All other
    points must be well for `READY_S` on end. In a self-test the side must fit too: results of
    left and right compare only when each was filmed the same way.
    """

    def __init__(self, definition: ExerciseDefinition, near_side: SessionSide | None) -> None:
        self._definition = definition
        self._near_side = near_side
        self._advice = _ADVICE - {"side"} if definition.test else _ADVICE
        self._well_since_s: float | None = None
        self.brightness: float | None = None

    def step(self, seen: Seen) -> SetupShown:
        """Take the next frame and return how things stand."""
        items = self._look(seen)
        well = all(item.status == "ok" or item.check in self._advice for item in items)
        if not well:
            self._well_since_s = None
            return SetupShown(items, 0.0)
        if self._well_since_s is None:
            self._well_since_s = seen.time_s
        return SetupShown(items, min(1.0, (seen.time_s - self._well_since_s) / READY_S))

    def _look(self, seen: Seen) -> tuple[CheckPoint, ...]:
        light = self._light()
        if seen.frame.presence < _PRESENT:
            names: tuple[SetupCheck, ...] = ("posture", "whole-body", "distance", "view", "side")
            unknown = tuple(CheckPoint(name, "unknown") for name in names)
            return (CheckPoint("person", "wrong", "say.setup.nobody"), *unknown, light)
        return (
            CheckPoint("person", "ok"),
            self._posture(seen.row),
            self._whole_body(seen),
            _distance(seen),
            self._view(seen.row),
            self._side(seen.row),
            light,
        )

    def _posture(self, row: Sequence[float]) -> CheckPoint:
        posture = self._definition.posture
        fits = all(
            low <= row[COLUMNS[measure]] <= high for measure, low, high in _POSTURES[posture]
        )
        return _point("posture", f"say.setup.{posture}", ok=fits)

    def _whole_body(self, seen: Seen) -> CheckPoint:
        xy = seen.frame.keypoints_px
        near = self._sides(seen.row)
        for part, points in _PARTS:
            for point in points:
                if point not in near:
                    continue
                x, y = float(xy[point, 0]), float(xy[point, 1])
                inside = (
                    _MARGIN <= x / seen.width_px <= 1 - _MARGIN
                    and _MARGIN <= y / seen.height_px <= 1 - _MARGIN
                )
                if not inside:
                    return CheckPoint("whole-body", "wrong", f"say.setup.see-{part}")
        return CheckPoint("whole-body", "ok")

    def _sides(self, row: Sequence[float]) -> Sequence[Keypoint]:
        """Return what must be seen: a view from the side hides the far side."""
        if self._definition.view == "front":
            return [*_SIDED["left"], *_SIDED["right"]]
        return _SIDED["left" if row[COLUMNS["near_side"]] > 0 else "right"]

    def _view(self, row: Sequence[float]) -> CheckPoint:
        width = row[COLUMNS["shoulder_width_norm"]]
        if self._definition.posture == "supine" or width != width:  # noqa: PLR0124 - NaN
            return CheckPoint("view", "ok")
        if self._definition.view == "side":
            return _point("view", "say.setup.turn-side", ok=width < _SIDE_ON)
        return _point("view", "say.setup.turn-front", ok=width > _FRONT_ON)

    def _side(self, row: Sequence[float]) -> CheckPoint:
        if self._near_side is None:
            return CheckPoint("side", "ok")
        near = "left" if row[COLUMNS["near_side"]] > 0 else "right"
        hint = f"say.setup.near-{self._near_side}"
        return _point("side", hint, ok=near == self._near_side)

    def _light(self) -> CheckPoint:
        if self.brightness is None:
            return CheckPoint("light", "unknown")
        return _point("light", "say.setup.dark", ok=self.brightness >= _DARK)


def _distance(seen: Seen) -> CheckPoint:
    xy = seen.frame.keypoints_px[:, :2]
    low, high = xy.min(axis=0), xy.max(axis=0)
    share = max(float(high[0] - low[0]) / seen.width_px, float(high[1] - low[1]) / seen.height_px)
    if share > _LARGEST:
        return CheckPoint("distance", "wrong", "say.setup.too-near")
    return _point("distance", "say.setup.too-far", ok=share >= _SMALLEST)


def _point(check: SetupCheck, hint: str, *, ok: bool) -> CheckPoint:
    return CheckPoint(check, "ok") if ok else CheckPoint(check, "wrong", hint)
