from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.pose.estimators.plausibility import fit, is_plausible
from tests.unit.pose.bodies import body


@given(st.floats(20, 2000), st.floats(-1000, 3000), st.floats(-1000, 3000))
def test_the_scale_is_found_wherever_the_person_is(scale: float, x_px: float, y_px: float) -> None:
    agreement = fit(body(x_px=x_px, y_px=y_px, scale=scale))
    assert agreement.scale == pytest.approx(scale, rel=1e-2)
    assert agreement.disagreement_m < 0.01


def test_a_person_is_plausible() -> None:
    person = body()
    assert is_plausible(person, fit(person), 640, 480)


def test_a_weak_answer_is_not() -> None:
    person = body(presence=0.49)
    assert not is_plausible(person, fit(person), 640, 480)


def test_two_answers_that_contradict_each_other_are_not() -> None:
    person = body()
    mixed = person.keypoints_px[np.random.default_rng(0).permutation(33)]
    person = replace(person, keypoints_px=mixed)
    assert not is_plausible(person, fit(person), 640, 480)


@pytest.mark.parametrize("factor", [0.2, 3.0], ids=["tiny limbs", "giant limbs"])
def test_inhuman_lengths_are_not(factor: float) -> None:
    person = body()
    person = replace(person, world_m=person.world_m * np.float32(factor))
    assert not is_plausible(person, fit(person), 640, 480)


def test_somebody_outside_the_picture_is_not() -> None:
    person = body(x_px=2000)
    assert not is_plausible(person, fit(person), 640, 480)


def test_somebody_half_in_the_picture_is() -> None:
    person = body(y_px=470)
    assert is_plausible(person, fit(person), 640, 480)


@pytest.mark.parametrize("value", [np.nan, np.inf, 0.0])
def test_numbers_that_are_none_are_not_a_person(value: float) -> None:
    person = replace(body(), keypoints_px=np.full((33, 3), value, dtype=np.float32))
    with np.errstate(invalid="ignore"):
        assert not is_plausible(person, fit(person), 640, 480)
