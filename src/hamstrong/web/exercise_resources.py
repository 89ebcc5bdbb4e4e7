"""What the HTTP interface returns of exercises: all about them, and figures that do them."""

from __future__ import annotations

from typing import Literal

from hamstrong.session.words import Breath, MeasuredPhase, SessionSide, View
from hamstrong.web.resources import Count, Name, PlanItem, _Resource

__all__ = [
    "ExerciseCard",
    "ExercisePage",
    "FaultPlace",
    "Figure",
    "FigureStep",
    "MuscleCourse",
    "Performance",
    "PerformedContact",
    "StageInfo",
    "StepInfo",
    "VariationInfo",
]


class StepInfo(_Resource):
    """One instruction; its text has the id ``exercise.<exercise>.step.<id>``."""

    id: Name
    stage: Name | None


class StageInfo(_Resource):
    """A stage; its title has the id ``stage.<exercise>.<id>.title``."""

    id: Name


class VariationInfo(_Resource):
    """A form of an exercise: its usual ``dose``, and the ``least`` with which to begin it.

    Its texts have the ids ``variation.<exercise>.<id>.title`` and ``.description``.
    """

    id: Name
    order: int
    sides: Literal["both", "each", "alternating"]
    steps: tuple[StepInfo, ...]
    mistakes: tuple[Name, ...]
    dose: PlanItem
    least: PlanItem


class ExerciseCard(_Resource):
    """An exercise in a list; its title has the id ``exercise.<id>.title``."""

    id: Name
    routine: Name
    posture: Literal["standing", "seated", "supine"]
    view: View
    sides: Literal["both", "each", "alternating"]
    minutes: float
    variations: tuple[Name, ...]


class FaultPlace(_Resource):
    """Where the figure can show a fault; a stage of None is every stage.

    ``pictured``: there is a picture of it too, for browsers that cannot draw the figure.
    """

    fault: Name
    variation: Name
    stage: Name | None
    pictured: bool


class ExercisePage(ExerciseCard):
    """All about an exercise; texts are looked up by id in ``/api/texts``."""

    model: Literal["lite", "full", "heavy"]
    stages: tuple[StageInfo, ...]
    steps: tuple[StepInfo, ...]
    variation_details: tuple[VariationInfo, ...]
    safety: tuple[Name, ...]
    mistakes: tuple[Name, ...]
    fault_places: tuple[FaultPlace, ...]
    muscles_worked: tuple[Name, ...]
    muscles_stretched: tuple[Name, ...]
    breathing: dict[str, Literal["in", "out", "normal"]]
    references: tuple[str, ...]


class FigureStep(_Resource):
    """From this frame on the figure does this step."""

    step: Name
    frame: Count


class Figure(_Resource):
    """One rep as the camera would see it, for the demonstration and the outline to step into.

    ``points`` holds for each frame x and y of the 33 keypoints in turn, in pixels of a picture of
    ``width`` times ``height``; ``phases`` tells for each frame what goes on. Not mirrored.
    """

    exercise: Name
    variation: Name
    stage: Name | None
    side: SessionSide
    view: View
    fps: float
    width: int
    height: int
    points: tuple[tuple[float, ...], ...]
    phases: tuple[MeasuredPhase, ...]
    steps: tuple[FigureStep, ...]
    left_is_near: bool


class MuscleCourse(_Resource):
    """How strongly a muscle works and is stretched on each side in each frame, 0 to 1."""

    worked_left: tuple[float, ...]
    worked_right: tuple[float, ...]
    stretched_left: tuple[float, ...]
    stretched_right: tuple[float, ...]


class PerformedContact(_Resource):
    """What rests on the floor from one frame to another (that one included)."""

    point: str
    from_frame: Count
    to_frame: Count


class Performance(_Resource):
    """A drawn figure doing an exercise once, to be played in a loop.

    ``rotations`` are little-endian 32-bit floats in base64: for each frame and each of ``bones``
    the turn in the world out of the standing posture as a quaternion (x, y, z, w). ``root`` is
    where the pelvis is in each frame, in metres. Axes are those of the figure's file: x to the
    left of the standing figure, y up, z forward.
    """

    exercise: Name
    variation: Name
    stage: Name | None
    side: SessionSide
    fault: Name | None
    body: Literal["a", "b"]
    view: View
    fps: float
    duration_s: float
    bones: tuple[str, ...]
    rotations: str
    root: tuple[tuple[float, float, float], ...]
    phases: tuple[MeasuredPhase, ...]
    breathing: tuple[Breath, ...]
    steps: tuple[FigureStep, ...]
    activity: dict[str, MuscleCourse]
    contacts: tuple[PerformedContact, ...]
