"""The One Euro filter against the figures of its authors' own implementation."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.kinematics import OneEuroFilter, PoseSmoother
from tests.unit.kinematics.figures import bending_knee, filmed, lose

TIMES_S = (0.0, 0.02, 0.05, 0.06, 0.1, 0.2, 0.25, 0.5, 0.51)
SIGNAL = (1.0, 1.2, 1.1, 1.4, 2.9, 3.1, 3.0, 3.0, 2.0)

# Made with the package OneEuroFilter 0.2.1 (G. Casiez), at times from 10 s on.
TRUTH = {
    (1.0, 0.0, 1.0): (
        1.0, 1.022327042, 1.034645984, 1.056244763, 1.426560499, 2.072289838, 2.294065654,
        2.72540246, 2.682518555,
    ),
    (1.5, 0.05, 1.0): (
        1.0, 1.032707353, 1.048034516, 1.081367488, 1.707357298, 2.504434126, 2.701300031,
        2.920955004, 2.840713239,
    ),
    (1.5, 6.0, 1.0): (
        1.0, 1.101487792, 1.100636851, 1.256888246, 2.803387031, 3.090196132, 3.00789093,
        3.000350021, 2.384519728,
    ),
    (0.5, 2.0, 2.5): (
        1.0, 1.079782275, 1.088693724, 1.2233623, 2.748286261, 3.074265523, 3.01765722,
        3.003754776, 2.379789355,
    ),
}  # fmt: skip


def run(one_euro: OneEuroFilter, times_s: tuple[float, ...] = TIMES_S) -> list[float]:
    pairs = zip(times_s, SIGNAL, strict=True)
    return [float(one_euro.step(time_s, np.array(value))) for time_s, value in pairs]


@pytest.mark.parametrize("origin_s", [0.0, 10.0, -0.05, 1.7e9])
@pytest.mark.parametrize("parameters", TRUTH)
def test_gives_the_known_figures_from_any_origin(
    parameters: tuple[float, float, float], origin_s: float
) -> None:
    times_s = tuple(time_s + origin_s for time_s in TIMES_S)
    tolerance = 1e-8 if abs(origin_s) < 1e6 else 1e-5
    assert run(OneEuroFilter(*parameters), times_s) == pytest.approx(
        TRUTH[parameters], abs=tolerance
    )


def test_signals_are_filtered_apart_from_each_other() -> None:
    together = OneEuroFilter(1.5, 6.0)
    both = [
        together.step(time_s, np.array([value, 5.0]))
        for time_s, value in zip(TIMES_S, SIGNAL, strict=True)
    ]
    assert [pair[0] for pair in both] == pytest.approx(TRUTH[1.5, 6.0, 1.0], abs=1e-8)
    assert {float(pair[1]) for pair in both} == {5.0}


def test_an_equal_or_earlier_time_returns_the_last_result() -> None:
    one_euro = OneEuroFilter()
    first = one_euro.step(0.0, np.array(1.0))
    second = one_euro.step(0.1, np.array(2.0))
    assert 1.0 == float(first) < float(second) < 2.0
    assert float(one_euro.step(0.1, np.array(9.0))) == float(second)
    assert float(one_euro.step(0.05, np.array(9.0))) == float(second)


def test_reset_forgets() -> None:
    one_euro = OneEuroFilter()
    run(one_euro)
    one_euro.reset()
    assert run(one_euro) == run(OneEuroFilter())


@given(values=st.lists(st.floats(-1e3, 1e3), min_size=2, max_size=40))
def test_stays_within_what_it_saw(values: list[float]) -> None:
    one_euro = OneEuroFilter(1.5, 0.5)
    smooth = [float(one_euro.step(i / 30, np.array(value))) for i, value in enumerate(values)]
    assert min(values) - 1e-9 <= min(smooth)
    assert max(smooth) <= max(values) + 1e-9


class TestPoseSmoother:
    def test_a_person_at_rest_trembles_less(self) -> None:
        rng = np.random.default_rng(3)
        still = bending_knee(np.arange(120) / 30, np.zeros(120))
        noise = rng.normal(scale=2.0, size=still.keypoints_px.shape).astype(np.float32)
        noisy = replace(still, keypoints_px=still.keypoints_px + noise)
        smoother = PoseSmoother()
        smooth = np.stack([smoother.step(frame).keypoints_px for frame in noisy])[30:]
        assert smooth.std(axis=0).mean() < 0.5 * noise[30:].std(axis=0).mean()

    def test_a_fast_movement_lags_little(self) -> None:
        time_s = np.arange(60) / 30
        track = bending_knee(time_s, 45.0 - 45.0 * np.cos(2 * np.pi * time_s))
        smoother = PoseSmoother()
        smooth = np.stack([smoother.step(frame).keypoints_px for frame in track])
        late = np.abs(smooth - track.keypoints_px)[5:].max()
        assert late < 0.12 * np.ptp(track.keypoints_px[..., 0])

    def test_an_absent_frame_passes_and_a_long_gap_starts_afresh(self) -> None:
        track = lose(filmed("leg-activation", "front"), list(range(30, 45)))
        smoother = PoseSmoother()
        smooth = [smoother.step(frame) for frame in track]
        assert not any(frame.found for frame in smooth[30:45])
        np.testing.assert_allclose(
            smooth[45].keypoints_px, track[45].keypoints_px, rtol=1e-6, atol=1e-3
        )
        assert np.abs(smooth[46].keypoints_px - track[46].keypoints_px).max() > 0.1

    def test_a_short_gap_does_not(self) -> None:
        track = lose(filmed("leg-activation", "front"), list(range(30, 34)))
        smoother = PoseSmoother()
        smooth = [smoother.step(frame) for frame in track]
        assert np.abs(smooth[34].keypoints_px - track[34].keypoints_px).max() > 0.1
