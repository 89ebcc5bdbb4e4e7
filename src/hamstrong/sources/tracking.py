"""From a video file to the keypoints of the person in it."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Final

import numpy as np

from hamstrong.errors import VideoError
from hamstrong.pose.estimators import BlazePose
from hamstrong.pose.frame import PoseFrame, PoseTrack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from hamstrong.sources.video import VideoSource

__all__ = ["track_poses"]

_MAX_SIDE_PX: Final = 1280
"""The net sees 256 pixels across the person: a larger picture costs time and shows it no more."""
_QUEUE_FRAMES: Final = 4
_STUCK_S: Final = 60.0
_POLL_S: Final = 0.2


def track_poses(
    video: VideoSource,
    model: str = "full",
    threads: int | None = None,
    on_frame: Callable[[PoseFrame], None] | None = None,
    *,
    estimator: BlazePose | None = None,
) -> PoseTrack:
    """Return the keypoints of the person in a video.

    Decoding runs in a thread of its own, a few frames ahead.

    Parameters
    ----------
    video
        The file.
    model
        ``lite``, ``full`` or ``heavy``.
    threads
        How many threads the net uses; None to choose by the machine.
    on_frame
        Called with each frame as soon as it is known.
    estimator
        Use this one, from its start, instead of loading the nets again; `model` and `threads`
        are then not looked at.

    Raises
    ------
    VideoError
        The file cannot be read on.
    UnknownNameError
        There is no such model.
    """
    if estimator is None:
        estimator = BlazePose(model, threads)
    else:
        estimator.reset()
    info = video.info
    scale = info.width / video.size_px(_MAX_SIDE_PX)[0]
    frames = []
    with _ReadAhead(video) as pictures:
        for time_s, rgb in pictures:
            frame = _scaled(estimator.estimate(rgb, time_s), scale)
            frames.append(frame)
            if on_frame is not None:
                on_frame(frame)
    return PoseTrack.from_frames(frames, info.width, info.height)


def _scaled(frame: PoseFrame, scale: float) -> PoseFrame:
    if scale == 1.0 or not frame.found:
        return frame
    keypoints_px = frame.keypoints_px * np.float32(scale)
    return PoseFrame(frame.time_s, keypoints_px, frame.world_m, frame.visibility, frame.presence)


class _ReadAhead:
    """Decode in a thread; hand over pictures, the end, and errors through a short queue."""

    def __init__(self, video: VideoSource) -> None:
        self._video = video
        self._queue: queue.Queue[tuple[float, NDArray[np.uint8]] | BaseException | None]
        self._queue = queue.Queue(_QUEUE_FRAMES)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="decode", daemon=True)

    def __enter__(self) -> Iterator[tuple[float, NDArray[np.uint8]]]:
        self._thread.start()
        return self._pictures()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        # A decoder that is stuck in its library is left behind; the thread is a daemon.
        self._thread.join(timeout=_POLL_S * 5)

    def _run(self) -> None:
        try:
            for picture in self._video.frames(_MAX_SIDE_PX):
                if not self._hand_over(picture):
                    return
            self._hand_over(None)
        except BaseException as error:  # noqa: BLE001 - raised again where it is received
            self._hand_over(error)

    def _hand_over(self, item: tuple[float, NDArray[np.uint8]] | BaseException | None) -> bool:
        while not self._stop.is_set():
            try:
                self._queue.put(item, timeout=_POLL_S)
            except queue.Full:
                continue
            return True
        return False

    def _pictures(self) -> Iterator[tuple[float, NDArray[np.uint8]]]:
        while (item := self._wait()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item

    def _wait(self) -> tuple[float, NDArray[np.uint8]] | BaseException | None:
        # Short waits, because on some systems Ctrl-C does not end a long one.
        for _ in range(round(_STUCK_S / _POLL_S)):
            try:
                return self._queue.get(timeout=_POLL_S)
            except queue.Empty:
                continue
        raise VideoError(
            f"{self._video.path}: reading the video got stuck; export it again, best as MP4 (H.264)"
        )
