from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.pose.estimators.region import Region

_regions = st.builds(
    Region,
    st.floats(-500, 2000),
    st.floats(-500, 2000),
    st.floats(10, 3000),
    st.floats(-math.pi, math.pi),
)


def _points(*pairs: tuple[float, float]) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.array(pairs, dtype=np.float32)


@pytest.mark.parametrize(
    ("above", "rotation_deg"),
    [((100, 0), 0), ((200, 100), 90), ((100, 200), 180), ((0, 100), -90)],
    ids=["upright", "head to the right", "upside down", "head to the left"],
)
def test_the_region_follows_the_body(above: tuple[float, float], rotation_deg: float) -> None:
    center, scale = _points((100, 100), above)
    region = Region.from_alignment(center, scale)
    assert (region.x_px, region.y_px) == (100, 100)
    assert region.size_px == pytest.approx(250)
    turned = math.remainder(math.degrees(region.rotation_rad) - rotation_deg, 360)
    assert turned == pytest.approx(0, abs=1e-4)


@given(_regions)
def test_in_the_crop_the_body_stands_upright(region: Region) -> None:
    """The points that give a region come back to the middle and the top of its crop."""
    middle, above = region.to_picture(_points((0.5, 0.5), (0.5, 0.1)))
    again = Region.from_alignment(middle, above)
    tolerance_px = region.size_px * 1e-3 + 1e-2
    assert again.x_px == pytest.approx(region.x_px, abs=tolerance_px)
    assert again.y_px == pytest.approx(region.y_px, abs=tolerance_px)
    assert again.size_px == pytest.approx(region.size_px, abs=tolerance_px)
    turned = math.remainder(again.rotation_rad - region.rotation_rad, 2 * math.pi)
    assert turned == pytest.approx(0, abs=1e-2)


@given(_regions, st.floats(0, 1), st.floats(0, 1))
def test_matrix_and_points_agree(region: Region, x: float, y: float) -> None:
    place = region.to_picture(_points((x, y)))[0]
    by_matrix = region.matrix(256) @ (256 * x, 256 * y, 1.0)
    assert place == pytest.approx(by_matrix, abs=region.size_px * 1e-3)


@given(_regions)
def test_directions_turn_like_points(region: Region) -> None:
    start, end = region.to_picture(_points((0.0, 0.0), (0.5, 0.25)))
    direction = region.turn(np.array([[0.5, 0.25, 7.0]], dtype=np.float32))[0]
    assert direction[:2] * region.size_px == pytest.approx(end - start, abs=region.size_px * 1e-3)
    assert direction[2] == 7.0


def test_overlap_is_about_the_place() -> None:
    region = Region(100, 100, 200, 0.0)
    assert region.overlaps(Region(130, 100, 180, 1.0))
    assert not region.overlaps(Region(200, 100, 200, 0.0))
