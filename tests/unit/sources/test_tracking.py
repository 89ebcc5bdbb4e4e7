from __future__ import annotations

import threading
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from hamstrong.errors import UnknownNameError, VideoError
from hamstrong.pose import PoseFrame
from hamstrong.sources.tracking import track_poses
from hamstrong.sources.video import Limits, VideoSource
from tests.unit.sources.make_video import make_video

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from hamstrong.pose.estimators import BlazePose


class _Estimator:
    """Finds somebody at the red bar in every frame but each fourth."""

    def __init__(self) -> None:
        self.resets = 0
        self.shapes: set[tuple[int, ...]] = set()
        self.threads: set[str] = set()

    def reset(self) -> None:
        self.resets += 1
        self.frames = 0

    def estimate(self, rgb: NDArray[np.uint8], time_s: float) -> PoseFrame:
        self.frames += 1
        self.shapes.add(rgb.shape)
        self.threads.add(threading.current_thread().name)
        if self.frames % 4 == 0:
            return PoseFrame.absent(time_s)
        bar = float(np.argmax(rgb[-1, :, 0]))
        places = np.full((33, 3), bar, dtype=np.float32)
        return PoseFrame(time_s, places, places * 0, np.ones(33, dtype=np.float32), 1.0)

    def as_real(self) -> BlazePose:
        return cast("BlazePose", self)


def _decoders() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "decode"]


def test_every_frame_in_order_and_on_time(tmp_path: Path) -> None:
    video = VideoSource(make_video(tmp_path / "a.mp4", frames=20, size=(160, 120)))
    seen: list[PoseFrame] = []
    estimator = _Estimator()
    track = track_poses(video, on_frame=seen.append, estimator=estimator.as_real())
    assert track.time_s == pytest.approx(np.arange(20) / 25)
    assert [frame.time_s for frame in seen] == list(track.time_s)
    assert list(np.flatnonzero(~track.found)) == [3, 7, 11, 15, 19]
    bars = track.keypoints_px[track.found, 0, 0]
    assert bars == pytest.approx(3.0 * np.flatnonzero(track.found), abs=3)
    assert (track.width_px, track.height_px) == (160, 120)
    assert estimator.resets == 1
    assert estimator.threads == {threading.current_thread().name}
    assert _decoders() == []


def test_large_pictures_are_shrunk_and_keypoints_scaled_back(tmp_path: Path) -> None:
    video = VideoSource(make_video(tmp_path / "a.mp4", frames=4, size=(2560, 1440)))
    estimator = _Estimator()
    track = track_poses(video, estimator=estimator.as_real())
    assert estimator.shapes == {(720, 1280, 3)}
    assert track.keypoints_px[2, 0, 0] == pytest.approx(6.0, abs=6)
    assert (track.width_px, track.height_px) == (2560, 1440)


def test_an_error_while_reading_comes_through(tmp_path: Path) -> None:
    video = VideoSource(make_video(tmp_path / "a.mp4", frames=30))
    video.limits = Limits(frames=12)
    seen: list[PoseFrame] = []
    with pytest.raises(VideoError, match="12 frames"):
        track_poses(video, on_frame=seen.append, estimator=_Estimator().as_real())
    assert len(seen) == 12
    assert _decoders() == []


@pytest.mark.parametrize("error", [KeyboardInterrupt, ZeroDivisionError])
def test_an_interruption_ends_the_decoder_too(tmp_path: Path, error: type[BaseException]) -> None:
    video = VideoSource(make_video(tmp_path / "a.mp4", frames=200))

    def interrupt(frame: PoseFrame) -> None:
        if frame.time_s > 0.3:
            raise error

    with pytest.raises(error):
        track_poses(video, on_frame=interrupt, estimator=_Estimator().as_real())
    assert _decoders() == []


def test_reading_stays_only_a_few_frames_ahead(tmp_path: Path) -> None:
    video = VideoSource(make_video(tmp_path / "a.mp4", frames=100))
    produced = 0
    original = video.frames

    def counted(max_side_px: int | None = None) -> object:
        nonlocal produced
        for item in original(max_side_px):
            produced += 1
            yield item

    video.frames = counted  # type: ignore[method-assign, assignment]
    ahead: list[int] = []
    track_poses(
        video,
        on_frame=lambda frame: ahead.append(produced - round(frame.time_s * 25)),
        estimator=_Estimator().as_real(),
    )
    assert max(ahead) <= 7


def test_a_decoder_that_is_stuck_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    video = VideoSource(make_video(tmp_path / "a.mp4"))
    release = threading.Event()

    def stuck(_: int | None = None) -> object:
        release.wait(20)
        yield from ()

    video.frames = stuck  # type: ignore[method-assign, assignment]
    monkeypatch.setattr("hamstrong.sources.tracking._STUCK_S", 0.4)
    monkeypatch.setattr("hamstrong.sources.tracking._POLL_S", 0.1)
    with pytest.raises(VideoError, match="stuck"):
        track_poses(video, estimator=_Estimator().as_real())
    release.set()


def test_an_unknown_model_is_refused(tmp_path: Path) -> None:
    video = VideoSource(make_video(tmp_path / "a.mp4"))
    with pytest.raises(UnknownNameError, match="lite, full, heavy"):
        track_poses(video, "huge")
