from __future__ import annotations

import numpy as np
import pytest

from hamstrong.exercises import load_catalogue
from hamstrong.exercises.motion import (
    Camera,
    Disturbance,
    Performance,
    RepPlan,
    Take,
    compute_motion,
    film,
)
from hamstrong.pose import Keypoint, PoseTrack


@pytest.fixture(scope="module")
def bridge() -> Performance:
    rep = RepPlan("right")
    return compute_motion(load_catalogue()["bridge"], "single-leg", rep, 1, Take(fps=15))


@pytest.fixture(scope="module")
def pendulum() -> Performance:
    rep = RepPlan("right")
    return compute_motion(load_catalogue()["hip-pendulum"], "centre", rep, 1, Take(fps=15))


def shot(performance: Performance, camera: Camera, **more: object) -> PoseTrack:
    return film(performance.time_s, performance.positions_m, camera, **more)  # type: ignore[arg-type]


def x_of(track: PoseTrack, keypoint: Keypoint) -> float:
    return float(track.keypoints_px[0, keypoint, 0])


@pytest.mark.parametrize(("side", "head_left"), [("right", True), ("left", False)])
def test_the_side_view_shows_the_near_side(
    bridge: Performance, side: str, *, head_left: bool
) -> None:
    track = shot(bridge, Camera(side="right" if side == "right" else "left"))
    assert (x_of(track, Keypoint.NOSE) < x_of(track, Keypoint.LEFT_KNEE)) is head_left
    near, far = (
        Keypoint[f"{side.upper()}_ELBOW"],
        Keypoint["RIGHT_ELBOW" if side == "left" else "LEFT_ELBOW"],
    )
    assert np.median(track.visibility[:, near]) > 0.9
    assert np.median(track.visibility[:, far]) < 0.5
    assert np.median(track.world_m[:, near, 2]) < np.median(track.world_m[:, far, 2])


def test_the_front_view_mirrors_left_and_right(pendulum: Performance) -> None:
    track = shot(pendulum, Camera(view="front"))
    assert x_of(track, Keypoint.LEFT_SHOULDER) > x_of(track, Keypoint.RIGHT_SHOULDER)
    assert track.keypoints_px[0, Keypoint.NOSE, 1] < track.keypoints_px[0, Keypoint.LEFT_HIP, 1]
    assert track.world_m[0, Keypoint.NOSE, 2] < 0


def test_the_world_is_centred_between_the_hips_and_true_to_scale(pendulum: Performance) -> None:
    world = shot(pendulum, Camera(view="front", yaw_deg=30, height_m=1.5, roll_deg=5)).world_m
    middle = (world[:, Keypoint.LEFT_HIP] + world[:, Keypoint.RIGHT_HIP]) / 2
    np.testing.assert_allclose(middle, 0, atol=1e-6)
    true = np.linalg.norm(pendulum.positions_m[:, None] - pendulum.positions_m[:, :, None], axis=3)
    seen = np.linalg.norm(world[:, None] - world[:, :, None], axis=3)
    np.testing.assert_allclose(seen, true, atol=1e-5)


def test_farther_away_is_smaller(pendulum: Performance) -> None:
    near, far = (
        np.ptp(shot(pendulum, Camera(view="front", distance_m=d)).keypoints_px[0, :, 1])
        for d in (2.0, 4.0)
    )
    assert near / far == pytest.approx(2, rel=0.1)


def test_a_tilted_camera_turns_the_picture(pendulum: Performance) -> None:
    def lean(roll_deg: float) -> float:
        track = shot(pendulum, Camera(view="front", roll_deg=roll_deg))
        line = (
            track.keypoints_px[0, Keypoint.LEFT_SHOULDER]
            - track.keypoints_px[0, Keypoint.RIGHT_SHOULDER]
        )
        return float(np.degrees(np.arctan2(line[1], line[0])))

    assert lean(10) - lean(0) == pytest.approx(-10, abs=0.2)


def test_what_the_picture_cuts_off_is_not_visible(pendulum: Performance) -> None:
    track = shot(pendulum, Camera(view="front", distance_m=1.2))
    height = track.keypoints_px[..., 1]
    cut_off = (height < 0) | (height > track.height_px)
    assert cut_off.any()
    assert track.visibility[cut_off].max() < 0.1


def test_without_disturbance_nothing_is_random(bridge: Performance) -> None:
    first, second = shot(bridge, Camera()), shot(bridge, Camera())
    np.testing.assert_array_equal(first.keypoints_px, second.keypoints_px)
    assert first.tracked_ratio == 1.0


def test_a_disturbance_is_repeatable_and_as_large_as_asked(bridge: Performance) -> None:
    how = Disturbance(jitter_norm=0.01)
    clean = shot(bridge, Camera())
    first, second = (
        shot(bridge, Camera(), disturbance=how, rng=np.random.default_rng(5)) for _ in range(2)
    )
    np.testing.assert_array_equal(first.keypoints_px, second.keypoints_px)
    extent = np.ptp(clean.keypoints_px[..., :2], axis=1).max()
    off = (first.keypoints_px - clean.keypoints_px)[..., :2]
    assert off.std() / extent == pytest.approx(0.01, rel=0.1)


def test_gaps_leave_nobody(bridge: Performance) -> None:
    how = Disturbance(gaps_per_minute=60, gap_s=0.5)
    track = shot(bridge, Camera(), disturbance=how, rng=np.random.default_rng(2))
    assert 0 < track.tracked_ratio < 1
    assert np.isnan(track.keypoints_px[~track.found]).all()
    assert not np.isnan(track.keypoints_px[track.found]).any()


def test_the_nets_tilt_the_hips_towards_a_lifted_thigh(pendulum: Performance) -> None:
    front = Camera(view="front")
    ideal = shot(pendulum, front)
    risen = shot(pendulum, front, disturbance=Disturbance(0.0, hip_rise_deg=10.0))
    turn = _hip_tilt(ideal) - _hip_tilt(risen)
    assert turn == pytest.approx(np.full(len(ideal), 9.0), abs=1.5)
    others = [k for k in Keypoint if k not in (Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP)]
    assert np.array_equal(ideal.keypoints_px[:, others], risen.keypoints_px[:, others])


def _hip_tilt(track: PoseTrack) -> np.ndarray:
    hips = track.keypoints_px[:, Keypoint.LEFT_HIP] - track.keypoints_px[:, Keypoint.RIGHT_HIP]
    return np.asarray(np.degrees(np.arctan2(-hips[:, 1], hips[:, 0])))
