from __future__ import annotations

import numpy as np
import pytest

from hamstrong.pose.estimators.colours import clothes_colours, colour_distance
from tests.unit.pose.bodies import body


def _picture(
    trunk: tuple[int, int, int], legs: tuple[int, int, int]
) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    rgb = np.zeros((480, 640, 3), dtype=np.uint8)
    rgb[:235] = trunk
    rgb[235:] = legs
    return rgb


_PLACES = body().keypoints_px[:, :2]
_BLUE_OVER_BLACK = _picture((40, 60, 160), (20, 20, 25))


def test_the_same_clothes_are_the_same() -> None:
    colours = clothes_colours(_BLUE_OVER_BLACK, _PLACES)
    assert colours.shape == (3, 150)
    assert colours.sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert colour_distance(colours, colours) == pytest.approx(0, abs=1e-6)


def test_a_little_more_light_changes_little() -> None:
    lighter = np.minimum(_BLUE_OVER_BLACK.astype(int) + 12, 255).astype(np.uint8)
    distance = colour_distance(
        clothes_colours(_BLUE_OVER_BLACK, _PLACES), clothes_colours(lighter, _PLACES)
    )
    assert distance < 0.2


@pytest.mark.parametrize(
    ("trunk", "legs", "least"),
    [((200, 40, 40), (210, 200, 190), 0.9), ((200, 40, 40), (20, 20, 25), 0.5)],
    ids=["all different", "other shirt"],
)
def test_other_clothes_are_far(
    trunk: tuple[int, int, int], legs: tuple[int, int, int], least: float
) -> None:
    distance = colour_distance(
        clothes_colours(_BLUE_OVER_BLACK, _PLACES), clothes_colours(_picture(trunk, legs), _PLACES)
    )
    assert distance > least


def test_what_is_out_of_view_is_not_compared() -> None:
    low = body(y_px=470).keypoints_px[:, :2]
    colours = clothes_colours(_picture((40, 60, 160), (40, 60, 160)), low)
    assert np.isnan(colours[2]).all()
    assert not np.isnan(colours[:2]).any()
    whole = clothes_colours(_BLUE_OVER_BLACK, _PLACES)
    assert colour_distance(colours, whole) < 0.3


def test_nothing_to_compare_is_no_difference() -> None:
    away = clothes_colours(_BLUE_OVER_BLACK, body(x_px=5000).keypoints_px[:, :2])
    assert colour_distance(away, away) == 0.0
