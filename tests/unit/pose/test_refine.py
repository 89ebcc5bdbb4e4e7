from __future__ import annotations

import numpy as np
import pytest

from hamstrong.pose.estimators.landmarks import _refine


def _heat(*peaks: tuple[int, int, int]) -> np.ndarray[tuple[int, int, int], np.dtype[np.float32]]:
    """Cold everywhere but at (row, column, point)."""
    heat = np.full((64, 64, 39), -20.0, dtype=np.float32)
    for row, column, point in peaks:
        heat[row, column, point] = 5.0
    return heat


def _at(x: float, y: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.full((39, 2), (x, y), dtype=np.float32)


def test_a_point_moves_to_the_heat_near_it() -> None:
    moved = _refine(_at(30.5 / 64, 20.5 / 64), _heat((22, 27, 5)))
    assert moved[5] * 64 == pytest.approx([27, 22], abs=1e-3)
    assert moved[4] * 64 == pytest.approx([30.5, 20.5])


def test_between_two_peaks_it_moves_to_the_middle() -> None:
    moved = _refine(_at(30.5 / 64, 20.5 / 64), _heat((20, 28, 0), (20, 32, 0)))
    assert moved[0] * 64 == pytest.approx([30, 20], abs=1e-3)


def test_heat_far_away_does_not_count() -> None:
    assert _refine(_at(0.5, 0.5), _heat((5, 5, 0)))[0] == pytest.approx([0.5, 0.5])


def test_weak_heat_does_not_count() -> None:
    heat = _heat()
    heat[32, 30, 0] = -0.1
    assert _refine(_at(0.5, 0.5), heat)[0] == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize("place", [(-0.2, 0.5), (0.5, 1.3), (1.0, 1.0), (-9.0, 9.0)])
def test_points_outside_the_crop_stay(place: tuple[float, float]) -> None:
    assert _refine(_at(*place), _heat((0, 32, 0), (63, 32, 0)))[0] == pytest.approx(place)


def test_at_the_edge_the_window_is_cut() -> None:
    moved = _refine(_at(0.5 / 64, 63.5 / 64), _heat((62, 1, 0)))
    assert moved[0] * 64 == pytest.approx([1, 62], abs=1e-3)
