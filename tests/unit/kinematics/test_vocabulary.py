"""The vocabulary: names carry their unit, sides come in pairs, meanings say what is positive."""

from __future__ import annotations

import pytest

from hamstrong.kinematics import MEASURES
from hamstrong.kinematics.vocabulary import ROLES, SIDES, Measure
from tools.formulas import FORMULAS

SUFFIXES = {"deg": "_deg", "norm": "_norm", "sign": "_side", "count": "_supporting"}
SHORT = {"face_up": "norm", "facing": "sign"}


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.name)
def test_a_name_ends_in_its_unit(measure: Measure) -> None:
    if measure.name in SHORT:
        assert measure.unit == SHORT[measure.name]
    else:
        assert measure.name.endswith(SUFFIXES[measure.unit])


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.name)
def test_a_measure_is_explained(measure: Measure) -> None:
    assert measure.name.startswith(measure.quantity)
    assert measure.meaning
    assert measure.typical_error is None or measure.typical_error > 0
    if measure.unit == "deg" and measure.plane == "image" and "difference" not in measure.meaning:
        told = ("positive", "0 to 180", "signed", "straighter")
        assert any(word in measure.meaning for word in told), measure.meaning


def test_each_side_has_its_counterpart() -> None:
    left = {name.replace("_left_", "_*_") for name in MEASURES if "_left_" in name}
    right = {name.replace("_right_", "_*_") for name in MEASURES if "_right_" in name}
    assert left == right
    assert len(left) > 10


def test_a_role_stands_for_a_side() -> None:
    for name, measure in MEASURES.items():
        who = name.removeprefix(f"{measure.quantity}_").removesuffix(f"_{measure.unit}")
        if who in ROLES:
            for side in SIDES:
                assert f"{measure.quantity}_{side}_{measure.unit}" in MEASURES


def test_a_measure_is_frozen() -> None:
    with pytest.raises(AttributeError):
        MEASURES["facing"].unit = "deg"  # type: ignore[misc]


def test_each_quantity_has_a_formula() -> None:
    assert set(FORMULAS) == {measure.quantity for measure in MEASURES.values()}
