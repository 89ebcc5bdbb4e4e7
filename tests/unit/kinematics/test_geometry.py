"""Angles and lengths of vectors against figures worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.kinematics.geometry import (
    compute_angle_between,
    compute_cross,
    compute_length,
    compute_signed_angle,
)

HALF_ROOT = math.sqrt(0.5)
angles = st.floats(-179.0, 179.0)
lengths = st.floats(0.1, 1e4)


def turned(angle_deg: float, length: float = 1.0) -> np.ndarray:
    radians = math.radians(angle_deg)
    return np.array([length * math.cos(radians), length * math.sin(radians)])


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param((1, 0), (0, 1), 90.0, id="right to down is clockwise"),
        pytest.param((0, 1), (1, 0), -90.0, id="down to right is anticlockwise"),
        pytest.param((1, 0), (-1, 0), 180.0, id="opposite"),
        pytest.param((0, -1), (HALF_ROOT, -HALF_ROOT), 45.0, id="up to up and right"),
        pytest.param((3, 4), (6, 8), 0.0, id="parallel of other length"),
        pytest.param((1, 0), (1, 1e-9), math.degrees(1e-9), id="tiny angles keep their digits"),
    ],
)
def test_a_signed_angle(
    first: tuple[float, float], second: tuple[float, float], expected: float
) -> None:
    got = compute_signed_angle(np.array(first, float), np.array(second, float))
    assert float(got) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(start=angles, turn=angles, one=lengths, other=lengths)
def test_a_signed_angle_is_the_turn_whatever_the_lengths(
    start: float, turn: float, one: float, other: float
) -> None:
    got = compute_signed_angle(turned(start, one), turned(start + turn, other))
    assert float(got) == pytest.approx(turn, abs=1e-6)


@given(start=angles, turn=angles)
def test_a_signed_angle_does_not_fold_where_an_arc_cosine_does(start: float, turn: float) -> None:
    there = float(compute_signed_angle(turned(start), turned(start + turn)))
    back = float(compute_signed_angle(turned(start + turn), turned(start)))
    assert there == pytest.approx(-back, abs=1e-6)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((1, 0, 0), (0, 1, 0), 90.0),
        ((1, 0, 0), (-2, 0, 0), 180.0),
        ((1, 1, 0), (0, 0, 5), 90.0),
        ((1, 1, 1), (1, 1, 1), 0.0),
        ((1, 0, 0), (1, 0, 1), 45.0),
    ],
)
def test_a_spatial_angle(
    first: tuple[float, ...], second: tuple[float, ...], expected: float
) -> None:
    got = compute_angle_between(np.array(first, float), np.array(second, float))
    assert float(got) == pytest.approx(expected, abs=1e-6)


def test_a_zero_vector_has_no_spatial_angle() -> None:
    assert math.isnan(float(compute_angle_between(np.zeros(3), np.array([1.0, 0.0, 0.0]))))


def test_all_work_along_the_last_axis() -> None:
    first = np.array([[3.0, 4.0], [0.0, 1.0]])
    second = np.array([[4.0, -3.0], [0.0, 2.0]])
    assert compute_length(first).tolist() == [5.0, 1.0]
    assert compute_cross(first, second).tolist() == [-25.0, 0.0]
    assert compute_signed_angle(first, second).tolist() == [-90.0, 0.0]
