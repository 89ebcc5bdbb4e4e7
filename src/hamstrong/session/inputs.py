"""What a session reacts to; every input carries the session's time in seconds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from hamstrong.exercises.model import PoseModel
    from hamstrong.pose import PoseFrame
    from hamstrong.session.words import CommandName, Mode, ModeReason, PainChoice

__all__ = [
    "CameraReported",
    "Commanded",
    "EffortTold",
    "HiddenChanged",
    "Input",
    "Joined",
    "ModeChosen",
    "PainAnswered",
    "RepsTold",
    "Screened",
    "Seen",
    "Ticked",
    "ValueTold",
]


@dataclass(frozen=True, slots=True)
class Joined:
    """A browser connected; ``texts`` are the texts of its language, by id."""

    time_s: float
    mode: Mode
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time went on."""

    time_s: float


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A picture was looked at.

    ``frame`` holds the smoothed keypoints, its ``time_s`` on the session's clock; ``row`` its
    measures in the order of `hamstrong.kinematics.MEASURES`, empty where nothing was measured.
    """

    time_s: float
    frame: PoseFrame
    row: Sequence[float]
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class Commanded:
    """The user wishes something, by hand or by gesture."""

    time_s: float
    command: CommandName


@dataclass(frozen=True, slots=True)
class Screened:
    """The questions before the session were answered."""

    time_s: float
    acute_injury: bool
    cramp_prone: bool


@dataclass(frozen=True, slots=True)
class EffortTold:
    """The check-in after an exercise; None is not answered yet, ``done`` goes on."""

    time_s: float
    effort: int | None
    pain: int | None
    cramp: bool
    done: bool = True


@dataclass(frozen=True, slots=True)
class PainAnswered:
    """What the user wants after pain."""

    time_s: float
    choice: PainChoice


@dataclass(frozen=True, slots=True)
class RepsTold:
    """How many reps the user did in the bout that ended last."""

    time_s: float
    reps: int


@dataclass(frozen=True, slots=True)
class ValueTold:
    """The result the user counted or timed in the self-test's bout that ended last."""

    time_s: float
    value: float


@dataclass(frozen=True, slots=True)
class ModeChosen:
    """With or without the camera from now on."""

    time_s: float
    mode: Mode
    reason: ModeReason


@dataclass(frozen=True, slots=True)
class HiddenChanged:
    """The page was hidden or shown."""

    time_s: float
    hidden: bool


@dataclass(frozen=True, slots=True)
class CameraReported:
    """How bright the picture is, 0 to 1, and which pose model looks at it."""

    time_s: float
    brightness: float
    model: PoseModel = "full"


Input = (
    Joined
    | Ticked
    | Seen
    | Commanded
    | Screened
    | EffortTold
    | PainAnswered
    | RepsTold
    | ValueTold
    | ModeChosen
    | HiddenChanged
    | CameraReported
)
