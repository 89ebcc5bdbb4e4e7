"""Test clips of any motion: ``python -m tools.avatar.clips NAME... --out DIR``.

A body of any build does a motion of the catalogue in a room; beside ``NAME.mp4`` lies
``NAME.json`` with what is true of it: reps, faults, angles. Nothing in it comes from a detector.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

# The machine is shared: one core is what a render takes.
for variable in ("LP_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy as np  # noqa: E402 - after the number of threads is set

from hamstrong.exercises import load_catalogue  # noqa: E402
from hamstrong.exercises.motion import RepPlan, Take, expand_coordinate, perform  # noqa: E402
from hamstrong.exercises.motion.skeleton import SCENE_AXES, turn_bones  # noqa: E402
from hamstrong.pose import Keypoint  # noqa: E402
from tools.avatar.build import build_bare, shape_body  # noqa: E402
from tools.avatar.glb import matrices_of  # noqa: E402
from tools.performer.film import SHADE_JOINTS, SHADE_RADII_M  # noqa: E402
from tools.performer.looks import Outfit, fit  # noqa: E402
from tools.performer.renderer import Renderer  # noqa: E402
from tools.performer.staging import stage  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from hamstrong.exercises.motion import Performance

    Array = NDArray[np.float64]
    Plan = tuple[Literal["left", "right", "both"], str | None]

__all__ = ["CLIPS", "Clip", "render"]

_FPS: Final = 15.0
_SIZE: Final = (480, 360)
_QUALITY: Final = 29
_ANGLES: Final = ("hip_flexion", "knee_flexion", "hip_rotation", "pelvis_pitch")
_SPORTY: Final = Outfit(
    (0.78, 0.6, 0.5), (0.2, 0.13, 0.08), (0.24, 0.38, 0.55), (0.2, 0.2, 0.24), (0.8, 0.8, 0.8),
    0.6, 0.5, "bare", 0.05,
)  # fmt: skip
_BRIGHT: Final = Outfit(
    (0.6, 0.43, 0.33), (0.1, 0.08, 0.07), (0.75, 0.42, 0.3), (0.25, 0.3, 0.28), (0.8, 0.8, 0.8),
    0.3, 1.8, "bare", 0.0,
)  # fmt: skip
_BUILD: Final = {
    "age": 0.6, "muscle": 0.55, "weight": 0.5, "height": 0.5, "proportions": 0.6,
    "cupsize": 0.3, "firmness": 0.6, "african": 0.33, "asian": 0.33, "caucasian": 0.34,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clip:
    """What is filmed: reps as (side, fault), done ``tempo`` times as slowly as the motion says."""

    exercise: str
    motion: str
    reps: Sequence[Plan]
    gender: float
    outfit: Outfit
    seed: int
    side: Literal["L", "R"] = "L"
    yaw_deg: float = 5.0
    distance_m: float = 4.0
    height_m: float = 0.8
    tempo: float = 1.2


CLIPS: Final[Mapping[str, Clip]] = {
    "bridge-walk-out": Clip(
        "bridge", "walk-out", [("both", None)] * 2, 0.1, _SPORTY, 11, height_m=0.5, tempo=1.0
    ),
    "bridge-heels-raised": Clip(
        "bridge", "heels-raised",
        [("both", None), ("both", "hips-not-extended"), ("both", None)],
        0.9, _BRIGHT, 12, side="R", yaw_deg=-6, height_m=0.6, tempo=1.0,
    ),
    "hip-90-90-arms-crossed": Clip(
        "hip-90-90", "arms-crossed", [("left", None), ("right", None)] * 3, 0.9, _SPORTY, 13,
        distance_m=3.4,
    ),
    "hip-90-90-one-hand": Clip(
        "hip-90-90", "one-hand", [("left", None), ("right", None)] * 3, 0.1, _BRIGHT, 14,
        yaw_deg=-6, distance_m=3.4,
    ),
    "hip-pendulum-leg-height": Clip(
        "hip-pendulum", "leg-height", [("right", None)] * 5, 0.9, _BRIGHT, 15, distance_m=4.4
    ),
    "hip-pendulum-rotation": Clip(
        "hip-pendulum", "rotation", [("left", None)] * 5, 0.1, _SPORTY, 16, yaw_deg=-4,
        distance_m=4.4,
    ),
}  # fmt: skip


def render(name: str, out: Path) -> dict[str, Any]:
    """Write ``NAME.mp4`` and ``NAME.json`` into `out` and return the document."""
    clip = CLIPS[name]
    body = shape_body({**_BUILD, "gender": clip.gender})
    figure, proportions = build_bare(body)
    definition = load_catalogue()[clip.exercise]
    plans = [RepPlan(side, fault, tempo=clip.tempo) for side, fault in clip.reps]
    done = perform(definition, clip.motion, plans, Take(proportions, _FPS, 1.5))
    turns, roots = matrices_of(turn_bones(done.angles_deg)), done.root_m[:, SCENE_AXES]
    points = _to_room(done.positions_m[:, :, SCENE_AXES])
    low, high = points.min((0, 1)), points.max((0, 1))
    camera, shot, room = stage(
        seed=clip.seed, view=definition.view,
        side=clip.side if definition.view == "side" else None,
        yaw_deg=clip.yaw_deg, distance_m=clip.distance_m, height_m=clip.height_m, size=_SIZE,
        fov_deg=30.0, target=tuple((low + high) / 2),
        posture="lying" if definition.posture == "supine" else "standing",
    )  # fmt: skip
    renderer = Renderer(camera, room, fit(body, clip.outfit), body.faces)
    with _encoder(out / f"{name}.mp4") as sink:
        for frame, (turn, root) in enumerate(zip(turns, roots, strict=True)):
            vertices, normals = (_to_room(part) for part in figure.pose(turn, root))
            picture = renderer.frame(vertices, normals, _shade(points[frame]), frame)
            assert sink.stdin is not None  # noqa: S101 - opened as a pipe
            sink.stdin.write(picture)
    document = _truth(name, clip, done, shot)
    (out / f"{name}.json").write_text(json.dumps(document))
    return document


def _to_room(points: Array) -> Array:
    """Turn the scene's axes into those of the room (z up, the standing body faces -y)."""
    return np.asarray(points[..., [0, 2, 1]] * [1.0, -1.0, 1.0])


def _shade(points: Array) -> Array:
    return np.array([
        [*points[Keypoint[f"{side}_{joint.upper()}"]], SHADE_RADII_M[joint]]
        for joint in SHADE_JOINTS
        for side in ("LEFT", "RIGHT")
    ])  # fmt: skip


def _encoder(path: Path) -> subprocess.Popen[bytes]:
    command = [
        "ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24",
        "-s", f"{_SIZE[0]}x{_SIZE[1]}", "-r", f"{_FPS:g}", "-i", "-",
        "-c:v", "libx264", "-preset", "slow", "-crf", str(_QUALITY), "-threads", "1",
        "-pix_fmt", "yuv420p", "-movflags", "+faststart", str(path),
    ]  # fmt: skip
    return subprocess.Popen(command, stdin=subprocess.PIPE)


def _truth(name: str, clip: Clip, done: Performance, shot: Mapping[str, Any]) -> dict[str, Any]:
    motions = load_catalogue()[clip.exercise].motions
    (variation,) = next(motion.variations for motion in motions if motion.id == clip.motion)
    joints = [joint for angle in _ANGLES for joint in expand_coordinate(angle)]
    return {
        "schema": "hamstrong.clip-truth/2",
        "video": f"{name}.mp4",
        "exercise": clip.exercise,
        "variation": variation,
        "fps": _FPS,
        "size": list(_SIZE),
        "frames": len(done.time_s),
        "camera": {**shot, "distance_m": clip.distance_m, "height_m": clip.height_m},
        "body": {"height_m": round(done.body.height_m, 3), "gender": clip.gender},
        "reps": [
            {
                key: round(value, 3) if isinstance(value, float) else value
                for key, value in row.items()
            }
            for row in map(asdict, done.reps)
        ],
        "angles_deg": {joint: np.round(done.angle(joint), 1).tolist() for joint in joints},
    }


def main() -> None:
    """Render the named clips, or all."""
    parser = argparse.ArgumentParser(prog="clips", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *CLIPS], metavar="NAME")
    parser.add_argument("--out", type=Path, default=Path())
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for name in args.names or CLIPS:
        document = render(name, args.out)
        size = (args.out / f"{name}.mp4").stat().st_size
        print(name, document["frames"], "frames,", size // 1000, "kB")


if __name__ == "__main__":
    main()
