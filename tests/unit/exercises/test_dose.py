from __future__ import annotations

import pytest

from hamstrong.exercises import load_catalogue
from hamstrong.exercises.dose import (
    SETTING_UP_S,
    compute_duration_s,
    compute_rep_s,
    compute_routine_s,
)

CATALOGUE = load_catalogue()
FORMS = [
    (name, variation.id)
    for name, definition in CATALOGUE.items()
    for variation in definition.variations
]


def test_the_routine_fits_about_fifteen_minutes() -> None:
    assert 13 * 60 <= compute_routine_s(CATALOGUE.values()) <= 16 * 60
    assert sum(definition.minutes for definition in CATALOGUE.values()) == 15


@pytest.mark.parametrize(("exercise", "variation"), FORMS)
def test_a_form_takes_about_as_long_as_the_exercise_says(exercise: str, variation: str) -> None:
    definition = CATALOGUE[exercise]
    minutes = compute_duration_s(definition, variation) / 60
    assert 0.5 * definition.minutes <= minutes <= 1.3 * definition.minutes


def test_the_bridge_takes_its_sets_and_rests() -> None:
    bridge = CATALOGUE["bridge"]
    rep_s = compute_rep_s(bridge)
    assert rep_s == pytest.approx(6.6)
    assert compute_duration_s(bridge) == pytest.approx(SETTING_UP_S + 3 * 8 * rep_s + 2 * 40)


def test_stages_and_sides_count_each() -> None:
    pendulum = CATALOGUE["hip-pendulum"]
    assert compute_duration_s(pendulum) == pytest.approx(SETTING_UP_S + 4 * 12 * 2.5 + 3 * 15)


def test_without_a_motion_the_hold_counts() -> None:
    bridge = CATALOGUE["bridge"].model_copy(update={"motions": ()})
    assert compute_rep_s(bridge) == pytest.approx(6.0)
