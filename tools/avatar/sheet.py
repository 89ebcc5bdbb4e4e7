"""Contact sheets: ``python -m tools.avatar.sheet EXERCISE...``: every motion seen from all around.

Each motion, with and without each of its faults, from three sides at six moments, as PNG.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
from PIL import Image, ImageDraw

from hamstrong.exercises import load_all
from hamstrong.exercises.motion import RepPlan, Take, compute_motion
from hamstrong.exercises.motion.bodies import FIGURES, load_body
from hamstrong.exercises.motion.skeleton import SCENE_AXES, turn_bones
from tools.avatar.__main__ import FIGURES as FOLDER
from tools.avatar.glb import matrices_of, read_figure
from tools.avatar.painter import Painter, View

__all__ = ["Scene", "draw_sheet"]

_SIZE: Final = (360, 300)
_MOMENTS: Final = 6
_VIEWS: Final = {
    "standing": ((0, 5), (90, 5), (215, 15)),
    "seated": ((0, 10), (90, 10), (215, 25)),
    "supine": ((90, 8), (0, 20), (40, 35)),
}
"""Where the camera stands: degrees to the figure's left from its front, and up."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a sheet shows."""

    figure: str
    exercise: str
    motion: str
    fault: str | None
    side: Literal["left", "right"]

    @property
    def name(self) -> str:
        """Name of its file."""
        parts = (self.exercise, self.motion, self.fault, self.figure)
        return "-".join(part for part in parts if part)


def draw_sheet(painter: Painter, scene: Scene) -> Image.Image:
    """Draw a motion from three sides at six moments; tells the height of its lowest point."""
    figure = read_figure(FOLDER / f"{scene.figure}.glb")
    definition = load_all()[scene.exercise]
    take = Take(body=load_body(scene.figure), fps=10, lead_s=0.1)
    done = compute_motion(definition, scene.motion, RepPlan(scene.side, scene.fault), 1, take)
    turns = matrices_of(turn_bones(done.angles_deg))
    roots = done.root_m[:, SCENE_AXES]
    frames = np.linspace(0, len(turns) - 1, _MOMENTS).round().astype(int)
    sheet = Image.new("RGB", (_SIZE[0] * _MOMENTS, _SIZE[1] * 3))
    first, _ = figure.pose(turns[0], roots[0])
    centre = (first.min(0) + first.max(0)) / 2
    aim = (float(centre[0]), float(min(centre[1] + 0.1, 0.85)), float(centre[2]))
    span = 1.35 if definition.posture == "seated" else 2.0
    for column, frame in enumerate(frames):
        posed = figure.pose(turns[frame], roots[frame])
        for row, (turn, rise) in enumerate(_VIEWS[definition.posture]):
            picture = painter.draw(figure, posed, View(turn, rise, aim, span))
            said = f"{done.time_s[frame]:.1f} s  low {posed[0][:, 1].min():.3f}"
            ImageDraw.Draw(picture).text((6, 4), said, (60, 60, 60))
            sheet.paste(picture, (_SIZE[0] * column, _SIZE[1] * row))
    return sheet


def main() -> None:
    """Write sheets of the named exercises, or of all."""
    catalogue = load_all()
    parser = argparse.ArgumentParser(prog="sheet", description=__doc__)
    parser.add_argument("exercises", nargs="*", metavar="EXERCISE")
    parser.add_argument("--motion")
    parser.add_argument("--figure", choices=FIGURES, default="a")
    parser.add_argument("--side", choices=("left", "right"), default="right")
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--out", type=Path, default=Path())
    args = parser.parse_args()
    painter = Painter(_SIZE)
    args.out.mkdir(parents=True, exist_ok=True)
    for exercise in args.exercises or catalogue:
        for motion in catalogue[exercise].motions:
            if args.motion not in (None, motion.id):
                continue
            for fault in (None, *(motion.faults if args.faults else ())):
                scene = Scene(args.figure, exercise, motion.id, fault, args.side)
                draw_sheet(painter, scene).save(args.out / f"{scene.name}.png")


if __name__ == "__main__":
    main()
