from __future__ import annotations

import base64
import json
from functools import cache
from typing import Any

import numpy as np
import pytest

from hamstrong.exercises import load_catalogue
from hamstrong.exercises.motion.skeleton import BONES
from hamstrong.web.performances import perform_exercise

CATALOGUE = load_catalogue()
FORMS = [
    (name, variation, motion.stage)
    for name, definition in CATALOGUE.items()
    for motion in definition.motions
    for variation in motion.variations
]


@cache
def shown(
    exercise: str, variation: str, stage: str | None, side: str = "right", fault: str | None = None
) -> dict[str, Any]:
    answer = perform_exercise(exercise, variation, stage, side, fault, "a")
    performance: dict[str, Any] = json.loads(answer.body)
    return performance


def rotations(performance: dict[str, Any]) -> np.ndarray:
    flat = np.frombuffer(base64.b64decode(performance["rotations"]), "<f4")
    return flat.reshape(-1, len(BONES), 4)


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_every_form_can_be_played_in_a_loop(form: tuple[str, str, str | None]) -> None:
    performance = shown(*form)
    turns = rotations(performance)
    frames = len(performance["phases"])
    assert len(turns) == len(performance["root"]) == len(performance["breathing"]) == frames
    assert performance["duration_s"] == pytest.approx(frames / performance["fps"])
    assert performance["phases"][0] == performance["phases"][-1] == "rest"
    between = np.abs((turns[0] * turns[-1]).sum(-1)).clip(0, 1)
    assert np.degrees(2 * np.arccos(between)).max() < 1
    np.testing.assert_allclose(performance["root"][0], performance["root"][-1], atol=2e-3)
    assert performance["steps"]


@pytest.mark.parametrize("form", FORMS, ids=str)
def test_muscles_follow_the_phases(form: tuple[str, str, str | None]) -> None:
    performance = shown(*form)
    assert performance["activity"]
    for course in performance["activity"].values():
        both = np.array([course[f"{kind}_{side}"] for kind in ("worked", "stretched")
                         for side in ("left", "right")])  # fmt: skip
        assert both.shape == (4, len(performance["phases"]))
        assert both.min() >= 0
        assert 0.3 < both.max() <= 1
        assert np.abs(np.diff(both, axis=1)).max() < 0.2


def test_one_leg_works_alone() -> None:
    for side, idle in (("right", "left"), ("left", "right")):
        activity = shown("bridge", "single-leg", None, side)["activity"]
        assert max(activity["hamstrings"][f"worked_{side}"]) > 0.8
        assert max(activity["hamstrings"][f"worked_{idle}"]) == 0


def test_the_stretch_changes_sides_with_the_knees() -> None:
    performance = shown("hip-90-90", "standard", None, "left")
    course = performance["activity"]["piriformis"]
    first, second = np.argmax(course["stretched_left"]), np.argmax(course["stretched_right"])
    assert first < len(performance["phases"]) / 2 < second


def test_a_fault_is_shown() -> None:
    right, wrong = (
        rotations(shown("bridge", "standard", None, "right", fault))
        for fault in (None, "hips-not-extended")
    )
    middle = len(right) // 2
    apart = np.abs((right[middle] * wrong[middle]).sum(-1)).clip(0, 1)
    assert np.degrees(2 * np.arccos(apart))[BONES.index("thigh_left")] > 5


def test_contacts_lie_within_the_performance() -> None:
    performance = shown("bridge", "standard", None)
    assert {contact["point"] for contact in performance["contacts"]} >= {"foot_left", "shoulders"}
    for contact in performance["contacts"]:
        assert 0 <= contact["from_frame"] <= contact["to_frame"] < len(performance["phases"])


def test_each_muscle_named_has_its_activity_in_every_form() -> None:
    for exercise, variation, stage in FORMS:
        definition = CATALOGUE[exercise]
        active = {
            (entry.kind, entry.muscle)
            for entry in definition.activity
            if entry.holds_for(variation, stage)
        }
        named = {("works", muscle) for muscle in definition.muscles_worked}
        named |= {("stretches", muscle) for muscle in definition.muscles_stretched}
        assert active == named, (exercise, variation, stage)


def test_a_swing_is_called_out_while_the_leg_is_out() -> None:
    """The frame of a keyframe belongs to the way that ends there, not to the next."""
    performance = shown("hip-pendulum", "standard", "centre")
    turns = rotations(performance)[:, BONES.index("shank_right")]
    out = [frame for frame, phase in enumerate(performance["phases"]) if phase == "out"]
    away = 1 - np.abs((turns * turns[0]).sum(1))
    half = len(turns) // 2
    assert performance["phases"][int(np.argmax(away[:half]))] == "out"
    assert int(np.argmax(away[:half])) == out[-1]
