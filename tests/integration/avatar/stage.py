"""Every motion and fault, performed by the figures as they are shipped."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from hamstrong.exercises import load_all
from hamstrong.exercises.motion import Performance, RepPlan, Take, compute_motion
from hamstrong.exercises.motion.bodies import FIGURES, load_body
from hamstrong.exercises.motion.skeleton import BONES, SCENE_AXES, turn_bones
from tools.avatar.glb import Figure, matrices_of, read_figure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

FOLDER: Final = Path(__file__).resolve().parents[3] / "frontend" / "public" / "avatar"
FPS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Case:
    figure: str
    exercise: str
    motion: str
    fault: str | None

    @property
    def side(self) -> Literal["left", "right"]:
        """Each figure shows another side, so that both are seen."""
        return "left" if self.figure == "b" else "right"

    def __str__(self) -> str:
        return "-".join(
            part for part in (self.figure, self.exercise, self.motion, self.fault) if part
        )


CASES: Final = [
    Case(figure, name, motion.id, fault)
    for figure in FIGURES
    for name, definition in load_all().items()
    for motion in definition.motions
    for fault in (None, *motion.faults)
]


@cache
def figure(name: str) -> Figure:
    return read_figure(FOLDER / f"{name}.glb")


@cache
def holders(name: str) -> NDArray[np.str_]:
    """Return the bone that holds each vertex most."""
    shown = figure(name)
    strongest = np.argmax(shown.weights, axis=1)
    return np.asarray(np.array(BONES)[shown.bones[np.arange(len(strongest)), strongest]])


@cache
def performed(case: Case) -> Performance:
    rep = RepPlan(case.side, case.fault)
    take = Take(body=load_body(case.figure), fps=FPS, lead_s=0.4)
    return compute_motion(load_all()[case.exercise], case.motion, rep, 1, take)


def turns(case: Case) -> tuple[Array, Array]:
    """Return the bones' rotations (frames, bones, 3, 3) and the pelvis' places (frames, 3)."""
    done = performed(case)
    return matrices_of(turn_bones(done.angles_deg)), done.root_m[:, SCENE_AXES]


def skins(case: Case) -> Array:
    """Return the skin in every frame, (frames, vertices, 3), in the scene's axes."""
    shown = figure(case.figure)
    return np.stack([shown.pose(turn, root)[0] for turn, root in zip(*turns(case), strict=True)])


def bones(case: Case) -> dict[str, Array]:
    """Return where each bone of the figure is, (frames, 3), in the world's axes."""
    shown = figure(case.figure)
    placed = np.stack(
        [shown.place_bones(turn, root)[:, :3, 3] for turn, root in zip(*turns(case), strict=True)]
    )
    order = [SCENE_AXES.index(axis) for axis in range(3)]
    return {bone: placed[:, index][:, order] for index, bone in enumerate(BONES)}
