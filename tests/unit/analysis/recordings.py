"""Recordings of performances: of the catalogue, glued together, of other exercises."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.signal import lfilter

from hamstrong.analysis import Analysis, Question, Seen, VideoInfo, analyse_track
from hamstrong.exercises import load_catalogue
from hamstrong.exercises.model import ExerciseDefinition, Motion
from hamstrong.exercises.motion import Camera, Disturbance, RepPlan, Take, compute_motion, film
from hamstrong.exercises.motion.body import place_points
from hamstrong.pose import KEYPOINT_COUNT, PoseFrame, PoseTrack

if TYPE_CHECKING:
    from collections.abc import Sequence

FPS = 25
CATALOGUE = load_catalogue()


def analyse(track: PoseTrack, question: Question | None = None, model: str = "heavy") -> Analysis:
    """Analyse a track as if a video had shown it."""
    end_s = float(track.time_s[-1] - track.time_s[0]) if len(track) else 0.0
    video = VideoInfo("made-up.mp4", FPS, len(track), end_s, track.width_px, track.height_px)
    return analyse_track(Seen(video, track, model), CATALOGUE, question or Question())


@cache
def filmed(exercise: str, motion: str, reps: int = 2, seed: int = 0) -> PoseTrack:
    """Return a motion of the catalogue, filmed as it should be, with a net's jitter."""
    definition = CATALOGUE[exercise]
    done = compute_motion(definition, motion, RepPlan("right"), reps, Take(fps=FPS, lead_s=1.5))
    rng = np.random.default_rng(seed)
    return film(done.time_s, done.positions_m, Camera(view=definition.view), Disturbance(), rng)


def glue(tracks: Sequence[PoseTrack], pause_s: float = 2.0) -> PoseTrack:
    """Return the tracks one after the other; between them nobody is seen."""
    frames: list[PoseFrame] = []
    for track in tracks:
        if frames:
            frames += [
                PoseFrame.absent(frames[-1].time_s + (index + 1) / FPS)
                for index in range(int(pause_s * FPS))
            ]
        start_s = frames[-1].time_s + 1 / FPS if frames else 0.0
        frames += [replace(frame, time_s=start_s + frame.time_s) for frame in track]
    return PoseTrack.from_frames(frames, tracks[0].width_px, tracks[0].height_px)


def still(track: PoseTrack, seconds: float = 8.0, jitter_px: float = 1.0) -> PoseTrack:
    """Return the first pose of a track, held, with a little trembling."""
    count = int(seconds * FPS)
    rng = np.random.default_rng(4)
    noise = rng.normal(scale=jitter_px, size=(count, 33, 3)).astype(np.float32)
    return PoseTrack(
        time_s=np.arange(count) / FPS,
        keypoints_px=track.keypoints_px[:1] + noise,
        world_m=track.world_m[:1] + noise / 400.0,
        visibility=np.repeat(track.visibility[:1], count, axis=0),
        presence=np.ones(count, dtype=np.float32),
        width_px=track.width_px,
        height_px=track.height_px,
    )


def fidgeting(exercise: str, motion: str, seed: int, spread_deg: float) -> PoseTrack:
    """Return somebody in a start pose whose every joint wanders a little, for twenty seconds."""
    definition = CATALOGUE[exercise]
    done = compute_motion(definition, motion, RepPlan("right"), 1, Take(fps=FPS))
    count = 20 * FPS
    rng = np.random.default_rng(seed)
    steps = rng.normal(size=(count, done.angles_deg.shape[1]))
    course = lfilter([1.0], [1.0, -0.97], steps, axis=0) * np.sqrt(1 - 0.97**2)
    angles_deg = done.angles_deg[0] + spread_deg * course
    hips_m = np.repeat(done.positions_m[:1, [23, 24]].mean(axis=1), count, axis=0)
    points_m = place_points(done.body, angles_deg, hips_m)[:, :KEYPOINT_COUNT]
    return film(np.arange(count) / FPS, points_m, Camera(view=definition.view))


def wandering(seed: int, seconds: float = 20.0, step_px: float = 6.0) -> PoseTrack:
    """Return keypoints of which each wanders on its own: no body at all."""
    rng = np.random.default_rng(seed)
    count = int(seconds * FPS)
    steps = rng.normal(scale=step_px, size=(count, 33, 3))
    places = rng.uniform(100.0, 600.0, size=(33, 3)) + np.cumsum(steps, axis=0)
    return PoseTrack(
        time_s=np.arange(count) / FPS,
        keypoints_px=places.astype(np.float32),
        world_m=((places - places.mean(axis=1, keepdims=True)) / 300.0).astype(np.float32),
        visibility=rng.uniform(0.3, 1.0, size=(count, 33)).astype(np.float32),
        presence=np.ones(count, dtype=np.float32),
        width_px=1280,
        height_px=720,
    )


_ARMS = {"shoulder_flexion": 10.0, "elbow_flexion": 20.0}
_OTHERS: dict[str, dict[str, object]] = {
    "squat": {
        "driver": "knee_flexion",
        "base": {"shoulder_flexion": 20.0, "elbow_flexion": 30.0},
        "contacts": ("feet",),
        "solve": ("hip_flexion", "hip_abduction", "hip_rotation", "ankle_dorsiflexion"),
        "keyframes": (
            {"time_s": 0.0},
            {
                "time_s": 1.2,
                "phase": "hold",
                "angles_deg": {"pelvis_pitch": 35.0, "knee_flexion": 100.0, "hip_flexion": 95.0},
            },
            {
                "time_s": 2.4,
                "phase": "rest",
                "angles_deg": {"pelvis_pitch": 0.0, "knee_flexion": 2.0, "hip_flexion": 2.0},
            },
        ),
    },
    "bow": {
        "driver": "hip_flexion",
        "base": _ARMS,
        "contacts": ("feet",),
        "solve": ("hip_flexion", "ankle_dorsiflexion"),
        "keyframes": (
            {"time_s": 0.0},
            {"time_s": 1.5, "phase": "hold", "angles_deg": {"pelvis_pitch": 75.0}},
            {"time_s": 3.0, "phase": "rest", "angles_deg": {"pelvis_pitch": 0.0}},
        ),
    },
    "knee-lift": {
        "driver": "hip_flexion_right",
        "base": _ARMS,
        "contacts": ("foot_left",),
        "solve": ("hip_flexion_left", "ankle_dorsiflexion_left"),
        "keyframes": (
            {"time_s": 0.0},
            {
                "time_s": 0.7,
                "phase": "hold",
                "angles_deg": {"hip_flexion_right": 90.0, "knee_flexion_right": 90.0},
            },
            {
                "time_s": 1.4,
                "phase": "rest",
                "angles_deg": {"hip_flexion_right": 0.0, "knee_flexion_right": 0.0},
            },
        ),
    },
    "leg-raise-lying": {
        "driver": "hip_flexion_right",
        "base": {"pelvis_pitch": -90.0, "shoulder_abduction": 20.0},
        "contacts": ("shoulders", "head"),
        "keyframes": (
            {"time_s": 0.0},
            {"time_s": 1.5, "phase": "hold", "angles_deg": {"hip_flexion_right": 80.0}},
            {"time_s": 3.0, "phase": "rest", "angles_deg": {"hip_flexion_right": 0.0}},
        ),
    },
}
OTHERS = tuple(_OTHERS)
"""Exercises that are not in the catalogue."""


@cache
def filmed_other(name: str, view: str, reps: int = 4) -> PoseTrack:
    """Return an exercise that is not in the catalogue."""
    plain = {"id": name, "side": "right" if name.endswith(("lift", "lying")) else "both"}
    motion = Motion.model_validate(plain | _OTHERS[name])
    bridge = CATALOGUE["bridge"]
    definition: ExerciseDefinition = bridge.model_copy(update={"motions": (motion,)})
    done = compute_motion(definition, name, RepPlan("right"), reps, Take(fps=FPS, lead_s=1.5))
    camera = Camera(view="front" if view == "front" else "side", distance_m=4.0)
    rng = np.random.default_rng(2)
    return film(done.time_s, done.positions_m, camera, Disturbance(), rng)
