"""The real nets on real pictures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from hamstrong.pose import Keypoint
from hamstrong.pose.estimators import BlazePose
from hamstrong.sources.tracking import track_poses
from hamstrong.sources.video import VideoSource

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from hamstrong.pose import PoseFrame

    Picture = NDArray[np.uint8]
    Places = NDArray[np.float32]

_LYING = (
    "Butt_Lift_Bridge-0",
    "Butt_Lift_Bridge-1",
    "Single_Leg_Glute_Bridge-1",
    "Lying_Hamstring-1",
    "Platform_Hamstring_Slides-0",
)


@pytest.fixture(scope="module")
def estimator() -> BlazePose:
    return BlazePose("full")


def _read(path: Path) -> Picture:
    picture = cv2.imread(str(path))
    assert picture is not None
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB), dtype=np.uint8)


def _see(estimator: BlazePose, rgb: Picture) -> PoseFrame:
    estimator.reset()
    return estimator.estimate(rgb, 0.0)


def _height_px(places: Places) -> float:
    return float(np.linalg.norm(np.ptp(places, axis=0)))


def _errors(places: Places, reference: Places) -> Places:
    """Distances in body heights."""
    distances = np.linalg.norm(places - reference, axis=-1)
    return np.asarray(distances / _height_px(reference), dtype=np.float32)


def test_agrees_with_the_makers_own_keypoints(shared_data: Path, estimator: BlazePose) -> None:
    expected = json.loads((shared_data / "real" / "tfjs-squats.keypoints-px.json").read_text())
    track = track_poses(VideoSource(shared_data / "real" / "tfjs-squats.mp4"), estimator=estimator)
    assert track.found.all()
    assert len(track) == len(expected)
    errors = [
        _errors(places[:, :2], np.array(reference, dtype=np.float32)[:, :2]).mean()
        for places, reference in zip(track.keypoints_px, expected, strict=True)
    ]
    assert np.mean(errors) < 0.015
    assert np.quantile(errors, 0.95) < 0.02


def test_world_and_picture_describe_the_same_pose(shared_data: Path, estimator: BlazePose) -> None:
    seen = _see(estimator, _read(shared_data / "stills" / "Single_Leg_Glute_Bridge-1.jpg"))
    for start, end in (
        (Keypoint.LEFT_SHOULDER, Keypoint.LEFT_HIP),
        (Keypoint.RIGHT_HIP, Keypoint.RIGHT_KNEE),
    ):
        in_picture = seen.keypoints_px[end, :2] - seen.keypoints_px[start, :2]
        in_metres = seen.world_m[end, :2] - seen.world_m[start, :2]
        cosine = in_picture @ in_metres / np.linalg.norm(in_picture) / np.linalg.norm(in_metres)
        assert cosine > 0.97
    assert abs(seen.world_m[[Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP]].mean(axis=0)).max() < 0.02


def _turned_back(places: Places, turns: int, width: int, height: int) -> Places:
    """Undo ``np.rot90(picture, turns)`` for points."""
    x, y = places.T
    back = {
        0: (x, y),
        1: (width - 1 - y, x),
        2: (width - 1 - x, height - 1 - y),
        3: (y, height - 1 - x),
    }
    return np.stack(back[turns], axis=1)


@pytest.mark.parametrize("name", _LYING)
def test_people_who_lie_are_seen_alike_however_the_camera_is_turned(
    shared_data: Path, estimator: BlazePose, name: str
) -> None:
    rgb = _read(shared_data / "stills" / f"{name}.jpg")
    height, width = rgb.shape[:2]
    upright = _see(estimator, rgb)
    assert upright.presence > 0.9
    for turns in (1, 2, 3):
        turned = _see(estimator, np.ascontiguousarray(np.rot90(rgb, turns)))
        assert turned.found
        places = _turned_back(turned.keypoints_px[:, :2], turns, width, height)
        assert _errors(places, upright.keypoints_px[:, :2]).mean() < 0.03


def test_mirroring_the_picture_mirrors_the_person(shared_data: Path, estimator: BlazePose) -> None:
    rgb = _read(shared_data / "stills" / "Standing_Hip_Circles-1.jpg")
    seen = _see(estimator, rgb)
    mirrored = _see(estimator, np.ascontiguousarray(rgb[:, ::-1]))
    lifted, standing = Keypoint.RIGHT_ANKLE, Keypoint.LEFT_ANKLE
    assert seen.keypoints_px[lifted, 1] < seen.keypoints_px[standing, 1] - 50
    assert mirrored.keypoints_px[standing, 1] < mirrored.keypoints_px[lifted, 1] - 50


@pytest.mark.parametrize("kind", ["noise", "clouds", "black", "wall"])
def test_nobody_is_invented(shared_data: Path, estimator: BlazePose, kind: str) -> None:
    rng = np.random.default_rng(0)
    if kind == "noise":
        rgb = rng.integers(0, 256, (480, 640, 3), dtype=np.uint8)
    elif kind == "clouds":
        small = rng.integers(0, 256, (24, 32, 3), dtype=np.uint8)
        rgb = np.asarray(cv2.resize(small, (640, 480)), dtype=np.uint8)
    elif kind == "black":
        rgb = np.zeros((480, 640, 3), dtype=np.uint8)
    else:
        # To the right of the person there is a gym wall and a rack.
        rgb = _read(shared_data / "stills" / "Standing_Hip_Circles-1.jpg")[:, 560:]
    estimator.reset()
    for index in range(5):
        assert not estimator.estimate(rgb, index / 30).found


@pytest.mark.parametrize("share", [0.4, 0.25])
@pytest.mark.parametrize("name", ["Butt_Lift_Bridge-0", "Standing_Hip_Circles-1"])
def test_people_far_away_are_seen_in_place(
    shared_data: Path, estimator: BlazePose, name: str, share: float
) -> None:
    """In a picture of 1280 x 720 the person is only this share of its height."""
    near = _read(shared_data / "stills" / f"{name}.jpg")
    reference = _see(estimator, near).keypoints_px[:, :2]
    scale = share * 720 / np.ptp(reference, axis=0).max()
    small = cv2.resize(near, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    far = np.full((720, 1280, 3), np.median(near, axis=(0, 1)), dtype=np.uint8)
    top, left = (720 - len(small)) // 2, 900 - small.shape[1] // 2
    far[top : top + len(small), left : left + small.shape[1]] = small
    seen = _see(estimator, far)
    assert seen.found
    shift = np.array([left, top], dtype=np.float32)
    places = (seen.keypoints_px[:, :2] - shift) / np.float32(scale)
    assert _errors(places, reference).mean() < 0.05


@pytest.mark.parametrize("size", [(1, 1), (3, 640), (17, 9)])
def test_pictures_of_any_size_are_looked_at(estimator: BlazePose, size: tuple[int, int]) -> None:
    assert not _see(estimator, np.zeros((*size, 3), dtype=np.uint8)).found


def _pasted(rgb: Picture, cutting: Picture, left: int) -> Picture:
    margin = cutting.shape[1]
    wide = np.pad(rgb, ((0, 0), (margin, margin), (0, 0)))
    start = min(max(left, -margin), rgb.shape[1]) + margin
    wide[10 : 10 + len(cutting), start : start + margin] = cutting
    return np.ascontiguousarray(wide[:, margin:-margin])


def test_a_passer_by_does_not_take_over(shared_data: Path, estimator: BlazePose) -> None:
    """A cut-out of a standing man is carried through the picture of a bridging woman."""
    man = _read(shared_data / "stills" / "Standing_Hip_Circles-0.jpg")[100:560, 340:480]
    frames = list(VideoSource(shared_data / "real" / "physioplus-bridging.mp4").frames())
    estimator.reset()
    alone = [estimator.estimate(rgb, time_s).keypoints_px for time_s, rgb in frames]
    estimator.reset()
    errors = []
    for index, (time_s, rgb) in enumerate(frames):
        seen = estimator.estimate(_pasted(rgb, man, 12 * (index - 20)), time_s)
        if seen.found:
            apart = _errors(seen.keypoints_px[:, :2], alone[index][:, :2])
            errors.append(float(np.median(apart)))
    assert len(errors) > 0.8 * len(frames)
    assert sum(error > 0.1 for error in errors) <= 2
    assert max(errors[-20:]) < 0.03


def test_who_leaves_the_picture_is_gone_and_comes_back(
    shared_data: Path, estimator: BlazePose
) -> None:
    frames = list(VideoSource(shared_data / "real" / "physioplus-bridging.mp4").frames())[:30]
    empty = np.full_like(frames[0][1], 90)
    shown = [rgb for _, rgb in frames[:10]] + [empty] * 10 + [rgb for _, rgb in frames[10:20]]
    estimator.reset()
    found = [estimator.estimate(rgb, index / 30).found for index, rgb in enumerate(shown)]
    assert found == [True] * 10 + [False] * 10 + [True] * 10
