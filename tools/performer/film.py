"""Render a clip: posed frames through the renderer into an H.264 file, the truth beside it."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from tools.performer.body import Body, load_body
from tools.performer.looks import Outfit, fit
from tools.performer.truth import truth

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from tools.performer.camera import Camera
    from tools.performer.rig import Posed
    from tools.performer.scene import Room
    from tools.performer.score import Score

    Array = NDArray[np.float64]

SAME_PICTURE_M = 0.002
SHADE_JOINTS = ("hip", "knee", "ankle", "shoulder", "wrist")
SHADE_RADII_M = {"hip": 0.16, "knee": 0.09, "ankle": 0.08, "shoulder": 0.14, "wrist": 0.07}


@dataclass(slots=True)
class Clip:
    """Everything that makes one clip. `score_of` writes the score for the loaded body."""

    name: str
    exercise: str
    variation: str
    phenotype: Mapping[str, float]
    outfit: Outfit
    fps: int
    camera: Camera
    view: Mapping[str, Any]
    room: Room
    perform: Callable[[Body], tuple[Score, Callable[[Mapping[str, float]], Posed]]]
    tail_s: float = 0.6
    quality: int = 24
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Take:
    """A clip's performance: its score, and the parameters of every frame."""

    clip: Clip
    body: Body
    score: Score
    pose: Callable[[Mapping[str, float]], Posed]
    t: Array
    tracks: dict[str, Array]
    joints: list[dict[str, Array]] = field(default_factory=list)
    lowest: list[float] = field(default_factory=list)

    def frame(self, i: int) -> tuple[Posed, Array, Array]:
        """Solve one frame: the pose, its vertices and its normals; remembers the joints."""
        posed = self.pose({k: float(v[i]) for k, v in self.tracks.items()})
        vertices, normals = posed.mesh()
        self.lowest.append(float(vertices[:, 2].min()))
        self.joints.append(posed.joints())
        return posed, vertices, normals

    def truth(self) -> dict[str, Any]:
        """Put together the truth document; every frame must have been solved, in order."""
        joints = {k: np.stack([j[k] for j in self.joints]) for k in self.joints[0]}
        header = _header(self.clip, self.body, self.t, self.lowest, joints)
        return truth(header, self.t, joints, self.clip.camera, self.score.reps, self.score.events)


def take(clip: Clip) -> Take:
    """Load the body and let it perform, without solving any frame yet."""
    body = load_body(clip.phenotype)
    score, pose = clip.perform(body)
    t = np.arange(int((score.now_s + clip.tail_s) * clip.fps)) / clip.fps
    return Take(clip, body, score, pose, t, score.sample(t))


def render(clip: Clip, out: Path) -> dict[str, Any]:
    """Write ``NAME.mp4`` and ``NAME.json`` into `out` and return the JSON document."""
    shot = take(clip)
    draw = _camera_of(shot)
    sink = _encoder(clip, out / f"{clip.name}.mp4")
    for i in range(len(shot.t)):
        if sink.stdin is not None:
            sink.stdin.write(draw(i))
    _close(sink)
    return _write(shot, out)


def contact_sheet(clip: Clip, out: Path, every: int) -> None:
    """Write every n-th frame into ``NAME-sheet.png``, to look a performance over."""
    shot = take(clip)
    draw = _camera_of(shot)
    _sheet([draw(i) for i in range(0, len(shot.t), every)], clip, out / f"{clip.name}-sheet.png")


def rewrite_truth(clip: Clip, out: Path) -> dict[str, Any]:
    """Write ``NAME.json`` anew for a clip rendered before.

    Raises
    ------
    ValueError
        If the joints have moved since: the picture is of another performance.
    """
    shot = take(clip)
    for i in range(len(shot.t)):
        shot.frame(i)
    before = json.loads((out / f"{clip.name}.json").read_text())["per_frame"]["joints_m"]
    for name, old in before.items():
        new = np.stack([j[name] for j in shot.joints])
        if len(old) != len(new) or float(np.abs(new - old).max()) > SAME_PICTURE_M:
            message = f"{clip.name}: {name} is elsewhere than in the picture; render it again"
            raise ValueError(message)
    return _write(shot, out)


def _camera_of(shot: Take) -> Callable[[int], bytes]:
    from tools.performer.renderer import Renderer

    clip = shot.clip
    look = fit(shot.body, clip.outfit)
    renderer = Renderer(clip.camera, clip.room, look, shot.body.faces)

    def draw(i: int) -> bytes:
        posed, vertices, normals = shot.frame(i)
        return renderer.frame(vertices, normals, shade_of(posed), i)

    return draw


def _write(shot: Take, out: Path) -> dict[str, Any]:
    document = shot.truth()
    (out / f"{shot.clip.name}.json").write_text(json.dumps(document))
    return document


def shade_of(posed: Posed) -> Array:
    """Spheres that darken the floor near the body, ``(10, 4)``."""
    return np.array([[*posed.joint(n, s), SHADE_RADII_M[n]] for n in SHADE_JOINTS for s in "LR"])


def _header(
    clip: Clip, body: Body, t: Array, lowest: list[float], joints: Mapping[str, Array]
) -> dict[str, Any]:
    camera, thigh = clip.camera, body.length("upperleg01.L", "lowerleg01.L")
    shoulders = (body.heads["upperarm01.L"] + body.heads["upperarm01.R"]) / 2
    hips = (body.heads["upperleg01.L"] + body.heads["upperleg01.R"]) / 2
    return {
        "video": f"{clip.name}.mp4",
        "exercise": clip.exercise,
        "variation": clip.variation,
        "fps": clip.fps,
        "size": list(camera.size),
        "frames": len(t),
        "duration_s": round(len(t) / clip.fps, 3),
        "body": {
            "phenotype": dict(body.phenotype),
            "height_m": round(float(np.ptp(body.vertices[:, 2])), 3),
            "thigh_m": round(thigh, 3),
            "shank_m": round(body.length("lowerleg01.L", "foot.L"), 3),
            "trunk_m": round(float(np.linalg.norm(shoulders - hips)), 3),
        },
        "camera": {
            **clip.view,
            "position": camera.position.round(3).tolist(),
            "look_at": camera.look_at.round(3).tolist(),
            "fov_vertical_deg": camera.fov_vertical_deg,
            "roll_deg": camera.roll_deg,
            "distance_m": round(float(np.linalg.norm((camera.position - camera.look_at)[:2])), 2),
            "height_m": round(float(camera.position[2]), 2),
        },
        "quality": {
            "lowest_vertex_m": round(min(lowest), 4),
            "lowest_vertex_median_m": round(float(np.median(lowest)), 4),
            **{f"bone_length_drift_{s}_m": _drift(joints, s) for s in "LR"},
        },
        "clip": clip.name,
        **clip.extra,
    }


def _drift(joints: Mapping[str, Array], side: str) -> float:
    """Largest change of a leg bone's length over the clip: 0 unless a target was out of reach."""
    spans = [
        np.ptp(np.linalg.norm(joints[f"{a}_{side}"] - joints[f"{b}_{side}"], axis=1))
        for a, b in (("hip", "knee"), ("knee", "ankle"))
    ]
    return round(float(max(spans)), 4)


def _encoder(clip: Clip, path: Path) -> subprocess.Popen[bytes]:
    width, height = clip.camera.size
    command = [
        "ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24",
        "-s", f"{width}x{height}", "-r", str(clip.fps), "-i", "-",
        "-c:v", "libx264", "-preset", "veryfast", "-crf", str(clip.quality), "-threads", "1",
        "-pix_fmt", "yuv420p", "-movflags", "+faststart", str(path),
    ]  # fmt: skip
    return subprocess.Popen(command, stdin=subprocess.PIPE)


def _close(sink: subprocess.Popen[bytes]) -> None:
    if sink.stdin is not None:
        sink.stdin.close()
    if sink.wait() != 0:
        message = "ffmpeg failed: see its message above"
        raise RuntimeError(message)


def _sheet(stills: list[bytes], clip: Clip, path: Path, columns: int = 5) -> None:
    from PIL import Image

    width, height = clip.camera.size
    scale = 400 / max(width, height)
    small = (round(width * scale), round(height * scale))
    rows = -(-len(stills) // columns)
    sheet = Image.new("RGB", (small[0] * columns, small[1] * rows))
    for i, still in enumerate(stills):
        picture = Image.frombytes("RGB", (width, height), still).resize(small)
        sheet.paste(picture, (small[0] * (i % columns), small[1] * (i // columns)))
    sheet.save(path)
