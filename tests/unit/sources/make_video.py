"""Small videos, written with PyAV."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

import av
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from av.video.stream import VideoStream
    from numpy.typing import NDArray


def picture(index: int, width: int, height: int) -> NDArray[np.uint8]:
    """A dark picture whose top left quarter is bright, with a bar that wanders."""
    rgb = np.full((height, width, 3), 30, dtype=np.uint8)
    rgb[: height // 2, : width // 2] = 220
    rgb[:, (3 * index) % width : (3 * index) % width + 4] = (200, 40, 40)
    return rgb


def make_video(  # noqa: PLR0913 - what can vary in a file
    path: Path,
    *,
    frames: int = 30,
    size: tuple[int, int] = (64, 48),
    fps: int = 25,
    codec: str = "mpeg4",
    pix_fmt: str = "yuv420p",
    ticks: Sequence[int] | None = None,
    aspect: Fraction | None = None,
) -> Path:
    """Write a video; ``ticks`` are presentation times in thousandths of a second."""
    width, height = size
    with av.open(str(path), "w") as container:
        stream = cast("VideoStream", container.add_stream(codec, rate=fps))
        stream.width, stream.height, stream.pix_fmt = width, height, pix_fmt
        stream.codec_context.max_b_frames = 0
        if aspect is not None:
            stream.codec_context.sample_aspect_ratio = aspect
        if ticks is not None:
            stream.codec_context.time_base = Fraction(1, 1000)
        for index in range(frames):
            frame = av.VideoFrame.from_ndarray(picture(index, width, height), format="rgb24")
            if ticks is not None:
                frame.pts, frame.time_base = ticks[index], Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def make_sound(path: Path) -> Path:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        frame = av.AudioFrame.from_ndarray(
            np.zeros((1, 4096), dtype=np.float32), format="fltp", layout="mono"
        )
        frame.sample_rate = 44100
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path
