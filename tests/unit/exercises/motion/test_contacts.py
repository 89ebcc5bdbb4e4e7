from __future__ import annotations

import numpy as np
import pytest

from hamstrong.exercises.motion.body import COORDINATE_INDEX, COORDINATES, Body, place_points
from hamstrong.exercises.motion.contacts import (
    CONTACT_POINTS,
    CONTACTS,
    POINT_INDEX,
    Targets,
    expand_contact,
    settle,
)

BODY = Body()


def start(**angles_deg: float) -> tuple[np.ndarray, np.ndarray]:
    row = np.zeros((1, len(COORDINATES)))
    for name, value in angles_deg.items():
        row[0, COORDINATE_INDEX[name]] = value
    return row, np.array([[0.0, 0.0, 1.0]])


def targets(**places: tuple[float, float, float]) -> Targets:
    place = np.zeros((1, len(CONTACT_POINTS), 3))
    weight = np.zeros_like(place)
    for name, where in places.items():
        column = CONTACT_POINTS.index(name)
        place[0, column], weight[0, column] = where, 1.0
    return Targets(place, weight)


def points(angles_deg: np.ndarray, root_m: np.ndarray) -> np.ndarray:
    found: np.ndarray = place_points(BODY, angles_deg, root_m)[0, POINT_INDEX]
    return found


def test_the_leg_reaches_its_target() -> None:
    angles_deg, root_m = start(hip_flexion_left=30, knee_flexion_left=60)
    heel = (0.2, 0.15, 0.3)
    seat = (0.0, 0.0, 0.8)
    free = ["hip_flexion_left", "hip_abduction_left", "knee_flexion_left"]
    settled = settle(BODY, angles_deg, root_m, free, targets(left_heel=heel, hip_middle=seat))
    placed = points(*settled)
    np.testing.assert_allclose(placed[CONTACT_POINTS.index("left_heel")], heel, atol=2e-3)
    np.testing.assert_allclose(placed[CONTACT_POINTS.index("hip_middle")], seat, atol=2e-3)


def test_what_is_not_free_keeps_its_angle_exactly() -> None:
    angles_deg, root_m = start(knee_flexion_left=42.0, hip_flexion_right=17.0)
    settled, _ = settle(
        BODY, angles_deg, root_m, ["hip_flexion_left"], targets(left_heel=(0, 0, 0))
    )
    free = COORDINATE_INDEX["hip_flexion_left"]
    np.testing.assert_array_equal(np.delete(settled, free), np.delete(angles_deg, free))


def test_out_of_reach_stretches_as_far_as_it_goes() -> None:
    angles_deg, root_m = start(knee_flexion_left=20)
    far = (5.0, 0.0, 1.0)
    free = ["hip_flexion_left", "knee_flexion_left"]
    settled, root = settle(
        BODY, angles_deg, root_m, free, targets(left_heel=far, hip_middle=(0, 0, 1))
    )
    assert np.isfinite(settled).all()
    assert np.isfinite(root).all()


def test_given_values_are_not_changed() -> None:
    angles_deg, root_m = start(knee_flexion_left=20)
    before = angles_deg.copy(), root_m.copy()
    settle(BODY, angles_deg, root_m, ["knee_flexion_left"], targets(left_heel=(0, 0, 0)))
    np.testing.assert_array_equal(angles_deg, before[0])
    np.testing.assert_array_equal(root_m, before[1])


def test_a_plural_is_both_sides() -> None:
    assert expand_contact("feet") == ("foot_left", "foot_right")
    assert expand_contact("seat") == ("seat",)
    assert set(CONTACTS["foot_left"]) == {"left_heel", "left_foot_index"}
    with pytest.raises(KeyError):
        expand_contact("elbows")
