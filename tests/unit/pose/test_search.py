from __future__ import annotations

import numpy as np
import pytest

from hamstrong.pose.estimators.region import Region
from hamstrong.pose.estimators.search import _parts, _prominence, _turned


def _picture(width: int, height: int) -> np.ndarray[tuple[int, int, int], np.dtype[np.uint8]]:
    return np.zeros((height, width, 3), dtype=np.uint8)


@pytest.mark.parametrize("size", [(1280, 720), (720, 1280), (640, 480), (2000, 500)])
def test_parts_cover_the_picture_and_overlap(size: tuple[int, int]) -> None:
    parts = _parts(_picture(*size))
    axis = 0 if size[0] > size[1] else 1
    short = min(size)
    places = [(part.x_px, part.y_px)[axis] for part in parts]
    assert {part.size_px for part in parts} == {short}
    assert places[0] == short / 2
    assert places[-1] == max(size) - short / 2
    assert max(np.diff(places)) <= short / 2 + 1


def test_a_square_picture_has_no_parts() -> None:
    assert _parts(_picture(500, 480)) == []


def test_turned_looks_see_the_whole_picture() -> None:
    for look in _turned(_picture(640, 480)):
        corners = look.to_picture(np.array([[0, 0], [1, 1]], dtype=np.float32))
        assert corners.min() == pytest.approx(-80, abs=1e-3)
        assert corners.max() == pytest.approx(640, abs=1e-3)


def test_the_larger_and_the_more_central_come_first() -> None:
    rgb = _picture(640, 480)
    central = Region(320, 240, 300, 0.0)
    assert _prominence(central, rgb) > _prominence(Region(600, 240, 300, 0.0), rgb)
    assert _prominence(central, rgb) > _prominence(Region(320, 240, 200, 0.0), rgb)
    assert _prominence(Region(500, 240, 400, 0.0), rgb) > _prominence(
        Region(320, 240, 150, 0.0), rgb
    )
