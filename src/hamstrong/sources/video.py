"""Video files as frames with times."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

import av
import cv2
import numpy as np

from hamstrong.analysis.values import Notice, VideoInfo
from hamstrong.errors import VideoError
from hamstrong.sources.container import Limits, decode, open_video, picture_stream
from hamstrong.sources.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from av.container import InputContainer
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

__all__ = ["Limits", "VideoSource"]

_PATIENCE_PIECES: Final = 50
_MAX_DAMAGED_SHARE: Final = 0.5
_LEAST_FRAMES: Final = 2
_SHORTFALL_S: Final = 0.3
_SHORTFALL_SHARE: Final = 0.02
_ROTATE: Final = {
    1: cv2.ROTATE_90_COUNTERCLOCKWISE,
    2: cv2.ROTATE_180,
    3: cv2.ROTATE_90_CLOCKWISE,
}


class VideoSource:
    """A video file.

    Iterating gives ``(time_s, rgb)``: the presentation time on the clock of a player, strictly
    increasing, and the picture as displayed, shape (h, w, 3), uint8. Each iteration reads the
    file anew.

    Parameters
    ----------
    path
        The file.
    max_fps
        Leave out frames that come faster than this; None for all.
    limits
        What is refused: a file from elsewhere may be made to exhaust the machine.

    Raises
    ------
    VideoError
        The file is missing, is not a video, is damaged, or is beyond the limits. Iterating may
        raise it too.
    """

    def __init__(
        self,
        path: str | PathLike[str],
        *,
        max_fps: float | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.path = str(path)
        self.limits = limits or Limits()
        self._max_fps = max_fps
        self._warnings: tuple[Notice, ...] = ()
        with open_video(self.path, self.limits) as container:
            stream = picture_stream(self.path, container)
            first = self._first_frame(container, stream)
            self._turns = round(first.rotation / 90.0) % 4
            self._width, self._height = _displayed_size(first, stream, self._turns)
            rate = stream.average_rate or stream.guessed_rate
            self._fps = float(rate) if rate else 30.0
            self._duration_s = _duration_s(container, stream)
            self._frames = stream.frames or round(self._duration_s * self._fps)
        self._check_length(self._frames, self._duration_s)

    @property
    def info(self) -> VideoInfo:
        """What the file says of itself; after a whole iteration, what was found in it."""
        return VideoInfo(
            path=self.path,
            fps=self._fps,
            frames=self._frames,
            duration_s=self._duration_s,
            width=self._width,
            height=self._height,
        )

    @property
    def warnings(self) -> tuple[Notice, ...]:
        """What was wrong with the file and could be made up for; known after an iteration."""
        return self._warnings

    def __iter__(self) -> Iterator[tuple[float, NDArray[np.uint8]]]:
        """Read the file at its full size."""
        return self.frames()

    def frames(self, max_side_px: int | None = None) -> Iterator[tuple[float, NDArray[np.uint8]]]:
        """Read the file.

        Parameters
        ----------
        max_side_px
            Scale larger pictures down until the longer side has so many pixels.

        Raises
        ------
        VideoError
            Most of the file is damaged, or it is beyond the limits after all.
        """
        size = self.size_px(max_side_px)
        timeline = Timeline(1.0 / self._fps, self._max_fps)
        damaged = patched = 0
        with open_video(self.path, self.limits) as container:
            start_s = (container.start_time or 0) / av.time_base
            for frame in decode(container, picture_stream(self.path, container)):
                if frame is None:
                    damaged += 1
                    self._check_damage(timeline.count, damaged)
                    continue
                patched += frame.is_corrupt
                time_s = timeline.step(None if frame.pts is None else frame.time - start_s)
                self._check_length(timeline.count, timeline.span_s)
                if timeline.wanted:
                    yield time_s, _picture(frame, size, self._turns)
        self._finish(timeline, damaged, patched)

    def size_px(self, max_side_px: int | None = None) -> tuple[int, int]:
        """Return width and height of the pictures that ``frames(max_side_px)`` gives."""
        longer = max(self._width, self._height)
        scale = 1.0 if max_side_px is None else min(1.0, max_side_px / longer)
        return max(1, round(self._width * scale)), max(1, round(self._height * scale))

    def _first_frame(self, container: InputContainer, stream: VideoStream) -> av.VideoFrame:
        pieces = islice(decode(container, stream), _PATIENCE_PIECES)
        found = list(islice((frame for frame in pieces if frame is not None), _LEAST_FRAMES))
        if not found:
            raise VideoError(
                f"{self.path}: none of the pictures can be read; "
                "copy or export the video again, best as MP4 (H.264)"
            )
        if len(found) < _LEAST_FRAMES:
            raise VideoError(f"{self.path}: there is only one picture in this file; choose a video")
        return found[0]

    def _check_damage(self, read: int, damaged: int) -> None:
        pieces = read + damaged
        if pieces >= _PATIENCE_PIECES and damaged > _MAX_DAMAGED_SHARE * pieces:
            raise VideoError(
                f"{self.path}: most of the video is damaged; copy it again from the camera"
            )

    def _check_length(self, frames: int, duration_s: float) -> None:
        if frames > self.limits.frames or duration_s > self.limits.duration_s:
            raise VideoError(
                f"{self.path}: the video is longer than {self.limits.duration_s / 60:.0f} minutes "
                f"or {self.limits.frames} frames; cut it into parts"
            )

    def _finish(self, timeline: Timeline, damaged: int, patched: int) -> None:
        promised_s, read_s = self._duration_s, timeline.count * timeline.mean_interval_s
        warnings = []
        if read_s < promised_s - max(_SHORTFALL_S, _SHORTFALL_SHARE * promised_s):
            warnings.append(Notice("breaks-off", {"read_s": read_s, "promised_s": promised_s}))
        if damaged:
            warnings.append(Notice("damaged", {"pieces_count": damaged}))
        if patched:
            warnings.append(Notice("patched", {"frames_count": patched}))
        if timeline.repaired:
            warnings.append(Notice("times-guessed", {"frames_count": timeline.repaired}))
        self._warnings = tuple(warnings)
        self._frames = timeline.count
        self._fps = 1.0 / timeline.mean_interval_s
        self._duration_s = read_s


def _displayed_size(frame: av.VideoFrame, stream: VideoStream, turns: int) -> tuple[int, int]:
    aspect = stream.sample_aspect_ratio
    width = max(1, round(frame.width * float(aspect))) if aspect else frame.width
    return (frame.height, width) if turns % 2 else (width, frame.height)


def _duration_s(container: InputContainer, stream: VideoStream) -> float:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    length = container.duration or 0
    if "matroska" in container.format.name:
        # It counts from zero, wherever the pictures begin.
        length -= container.start_time or 0
    return length / av.time_base


def _picture(frame: av.VideoFrame, size: tuple[int, int], turns: int) -> NDArray[np.uint8]:
    width, height = size if turns % 2 == 0 else size[::-1]
    rgb = np.asarray(
        frame.to_ndarray(format="rgb24", width=width, height=height, interpolation="BILINEAR"),
        dtype=np.uint8,
    )
    return np.asarray(cv2.rotate(rgb, _ROTATE[turns]), dtype=np.uint8) if turns else rgb
