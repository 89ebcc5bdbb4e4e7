"""A recording as the browser's camera: Chromium plays a motion JPEG file in place of one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av

if TYPE_CHECKING:
    from collections.abc import Iterator

    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

__all__ = ["Clip", "write_camera_file"]

LONGEST_SIDE_PX = 640
FILMS = Path(__file__).parent / "films"


@dataclass(frozen=True)
class Clip:
    """A clip, played from ``start_s``: before it the first picture stands still.

    The person waits in the start position until the coach is ready, as people do. Clips are
    shared recordings, or films that only these tests need.
    """

    name: str
    exercise: str
    start_s: float
    variation: str = "standard"
    still_s: float = 14.0
    tail_s: float = 4.0

    def find(self, data: Path) -> Path:
        """Return where the film is."""
        own = FILMS / f"{self.name}.mp4"
        return own if own.is_file() else data / "clips" / f"{self.name}.mp4"

    def truth(self, data: Path) -> list[dict[str, Any]]:
        """Return the reps that lie wholly in the part that is played."""
        described = json.loads((data / "clips" / f"{self.name}.json").read_text("utf-8"))
        reps: list[dict[str, Any]] = described["reps"]
        return [rep for rep in reps if rep["start_s"] >= self.start_s]


def write_camera_file(clip: Clip, data: Path, target: Path) -> float:
    """Write the file and return how long it plays, in seconds."""
    with (
        av.open(str(clip.find(data))) as source,
        av.open(str(target), "w", format="mjpeg") as sink,
    ):
        video = source.streams.video[0]
        rate = round(float(video.average_rate or 30))
        stream = sink.add_stream("mjpeg", rate=rate, options={"strict": "unofficial"})
        scale = min(1.0, LONGEST_SIDE_PX / max(video.width, video.height))
        stream.width, stream.height = (
            2 * round(side * scale / 2) for side in (video.width, video.height)
        )
        stream.pix_fmt = "yuvj420p"
        stream.bit_rate = 8_000_000
        count = 0
        for picture in _pictures(clip, source.decode(video), rate):
            _append(sink, stream, picture, count, rate)
            count += 1
        sink.mux(stream.encode(None))
    return count / rate


def _pictures(clip: Clip, frames: Iterator[VideoFrame], rate: int) -> Iterator[VideoFrame]:
    last = None
    for frame in frames:
        if (frame.time or 0.0) < clip.start_s:
            continue
        still = last is None
        last = frame
        for _ in range(round(clip.still_s * rate) if still else 1):
            yield frame
    assert last is not None, f"{clip.name} ends before {clip.start_s} s"
    for _ in range(round(clip.tail_s * rate)):
        yield last


def _append(
    sink: av.container.OutputContainer,
    stream: VideoStream,
    picture: VideoFrame,
    index: int,
    rate: int,
) -> None:
    jpeg = picture.reformat(stream.width, stream.height, format="yuvj420p")
    jpeg.pts = index
    jpeg.time_base = Fraction(1, rate)
    sink.mux(stream.encode(jpeg))
