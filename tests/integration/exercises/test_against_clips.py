"""The motions go as far and take as long as the performers of the ground-truth clips do."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from hamstrong.exercises import load_catalogue
from hamstrong.exercises.motion import (
    Performance,
    RepPlan,
    Take,
    compute_knee_roll,
    compute_motion,
)
from hamstrong.pose import Keypoint

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

FPS = 25


def trunk_forward(performance: Performance) -> Array:
    positions = performance.positions_m
    hips = positions[:, [Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]].mean(axis=1)
    shoulders = positions[:, [Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER]].mean(axis=1)
    trunk = shoulders - hips
    return np.asarray(np.degrees(np.arctan2(trunk[:, 0], trunk[:, 2])), dtype=np.float64)


def thigh_elevation(performance: Performance) -> Array:
    thigh = (
        performance.positions_m[:, Keypoint.LEFT_KNEE]
        - performance.positions_m[:, Keypoint.LEFT_HIP]
    )
    level = np.hypot(thigh[:, 0], thigh[:, 1])
    return np.asarray(np.degrees(np.arctan2(thigh[:, 2], level)), dtype=np.float64)


def shank_outward(performance: Performance) -> Array:
    shank = (
        performance.positions_m[:, Keypoint.LEFT_ANKLE]
        - performance.positions_m[:, Keypoint.LEFT_KNEE]
    )
    return np.asarray(np.degrees(np.arctan2(shank[:, 1], -shank[:, 2])), dtype=np.float64)


def inner(joint: str) -> Callable[[Performance], Array]:
    return lambda performance: 180.0 - performance.angle(joint)


def knee_roll(performance: Performance) -> Array:
    return compute_knee_roll(performance.positions_m)


# clip, its channel, exercise, motion, our angle, how far at rest and at the peak they may differ
COMPARED: list[tuple[str, str, str, str, Callable[[Performance], Array], float, float]] = [
    (
        "o7-bridge-single-leg",
        "hip_sagittal_R",
        "bridge",
        "single-leg",
        inner("hip_flexion_right"),
        8,
        8,
    ),
    ("o7-bridge-single-leg", "knee_R", "bridge", "single-leg", inner("knee_flexion_right"), 8, 8),
    ("o7-bridge-single-leg", "trunk_forward", "bridge", "single-leg", trunk_forward, 8, 8),
    (
        "o8-bridge-standard-faults",
        "hip_sagittal_L",
        "bridge",
        "standard",
        inner("hip_flexion"),
        30,
        8,
    ),
    ("o8-bridge-standard-faults", "knee_L", "bridge", "standard", inner("knee_flexion"), 12, 8),
    ("o3-hip-90-90-standard", "knee_roll", "hip-90-90", "standard", knee_roll, 8, 5),
    ("o3-hip-90-90-standard", "knee_L", "hip-90-90", "standard", inner("knee_flexion_left"), 6, 8),
    ("o3-hip-90-90-standard", "trunk_forward", "hip-90-90", "standard", trunk_forward, 6, 6),
    ("o5-hip-pendulum-standard", "shank_frontal_L", "hip-pendulum", "centre", shank_outward, 5, 8),
    ("o5-hip-pendulum-standard", "thigh_elev_L", "hip-pendulum", "centre", thigh_elevation, 8, 8),
    (
        "o5-hip-pendulum-standard",
        "knee_L",
        "hip-pendulum",
        "centre",
        inner("knee_flexion_left"),
        5,
        5,
    ),
    (
        "o2-leg-activation-front-faults",
        "trunk_forward",
        "leg-activation",
        "front",
        trunk_forward,
        8,
        10,
    ),
    (
        "o2-leg-activation-front-faults",
        "knee_R",
        "leg-activation",
        "front",
        inner("knee_flexion_right"),
        5,
        5,
    ),
    (
        "o2-leg-activation-front-faults",
        "hip_sagittal_R",
        "leg-activation",
        "front",
        inner("hip_flexion_right"),
        10,
        10,
    ),
    (
        "o1-leg-activation-rear",
        "knee_R",
        "leg-activation",
        "rear",
        inner("knee_flexion_right"),
        8,
        8,
    ),
    ("o1-leg-activation-rear", "trunk_forward", "leg-activation", "rear", trunk_forward, 8, 8),
]


@pytest.mark.parametrize("row", COMPARED, ids=lambda row: f"{row[0]} {row[1]}")
def test_rest_and_peak_are_those_of_the_clip(
    shared_data: Path,
    row: tuple[str, str, str, str, Callable[[Performance], Array], float, float],
) -> None:
    name, channel, exercise, motion, ours, rest_deg, peak_deg = row
    truth, rep = first_rep(shared_data, name)
    performance, own = perform_like(rep, exercise, motion)
    theirs = np.array(truth["per_frame"]["angles_3d"][channel])
    angle = ours(performance)
    fps = truth["fps"]
    before = round((rep["start_s"] - 0.2) * fps)
    assert angle[round((own.start_s - 0.2) * FPS)] == pytest.approx(theirs[before], abs=rest_deg)
    at_peak = theirs[round(rep["peak_s"] * fps)]
    assert angle[round(own.peak_s * FPS)] == pytest.approx(at_peak, abs=peak_deg)


CLIPS = sorted({(row[0], row[2], row[3]) for row in COMPARED})


@pytest.mark.parametrize(("name", "exercise", "motion"), CLIPS, ids=[row[0] for row in CLIPS])
def test_a_rep_takes_about_as_long_as_in_the_clip(
    shared_data: Path, name: str, exercise: str, motion: str
) -> None:
    _, rep = first_rep(shared_data, name)
    _, own = perform_like(rep, exercise, motion)
    ratio = (own.end_s - own.start_s) / (rep["end_s"] - rep["start_s"])
    assert 0.7 < ratio < 1.4


def first_rep(shared_data: Path, name: str) -> tuple[dict[str, Any], dict[str, Any]]:
    truth: dict[str, Any] = json.loads((shared_data / "clips" / f"{name}.json").read_text("utf-8"))
    return truth, next(rep for rep in truth["reps"] if rep["complete"] and not rep["faults"])


def perform_like(rep: dict[str, Any], exercise: str, motion: str) -> tuple[Performance, Any]:
    plan = RepPlan("left" if rep["side"] == "left" else "right")
    performance = compute_motion(load_catalogue()[exercise], motion, plan, 1, Take(fps=FPS))
    return performance, performance.reps[0]
