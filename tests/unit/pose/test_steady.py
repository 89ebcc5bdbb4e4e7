from __future__ import annotations

import numpy as np
import pytest

from hamstrong.pose.estimators.steady import SteadyPoints


def _alignment(x: float = 300.0) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.array([[x, 400.0], [x, 100.0]], dtype=np.float32)


def test_the_first_points_pass() -> None:
    assert SteadyPoints().step(0.0, _alignment()) == pytest.approx(_alignment())


@pytest.mark.parametrize("origin_s", [0.0, 1.7e9])
def test_jitter_is_taken_out_wherever_time_begins(origin_s: float) -> None:
    steady, rng = SteadyPoints(), np.random.default_rng(0)
    out = [
        steady.step(origin_s + index / 30, _alignment(300 + rng.normal(0, 2)))[0, 0]
        for index in range(120)
    ]
    assert np.std(out[60:]) < 0.5


def test_a_fast_move_is_followed() -> None:
    steady = SteadyPoints()
    for index in range(30):
        steady.step(index / 30, _alignment())
    for index in range(30, 45):
        out = steady.step(index / 30, _alignment(300 + 20.0 * (index - 29)))
    assert out[0, 0] == pytest.approx(600, abs=60)


def test_after_a_reset_nothing_is_left() -> None:
    steady = SteadyPoints()
    steady.step(0.0, _alignment(0.0))
    steady.reset()
    assert steady.step(5.0, _alignment(500.0))[0, 0] == 500.0


def test_points_on_top_of_each_other_do_no_harm() -> None:
    steady = SteadyPoints()
    same = np.full((2, 2), 10.0, dtype=np.float32)
    for index in range(3):
        assert np.isfinite(steady.step(float(index), same)).all()
