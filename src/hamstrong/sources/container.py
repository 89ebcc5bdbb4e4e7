"""Opening video files that may come from anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import av
from av.error import FFmpegError
from av.stream import Disposition

from hamstrong.errors import VideoError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from av.container import InputContainer
    from av.video.stream import VideoStream

__all__ = ["Limits", "decode", "open_video", "picture_stream"]

# Playlists and the like are left out: they make the reader open other files and addresses.
_FORMATS: Final = (
    "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,ogg,flv,asf,h264,hevc,"
    "yuv4mpegpipe,gif"
)
_IO_TIMEOUT_S: Final = 30.0


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest video that is read."""

    pixels: int = 8192 * 4352
    frames: int = 500_000
    duration_s: float = 3 * 3600.0


def open_video(path: str, limits: Limits) -> InputContainer:
    """Open a file that has pictures.

    Raises
    ------
    VideoError
        There is no such file, or it is not a video.
    """
    _check_file(path)
    try:
        container = av.open(
            f"file:{Path(path).resolve()}",
            timeout=_IO_TIMEOUT_S,
            options={"format_whitelist": _FORMATS, "protocol_whitelist": "file"},
        )
    except (FFmpegError, OSError, ValueError) as error:
        raise VideoError(
            f"{path}: not a video that can be read, or cut off before its end; "
            "export it again, best as MP4 (H.264)"
        ) from error
    try:
        stream = picture_stream(path, container)
        stream.thread_type = "AUTO"
        # The decoder is told too: the pictures may be larger than the file says.
        stream.codec_context.options = {"max_pixels": str(limits.pixels)}
        _check_size(path, stream, limits)
    except VideoError:
        container.close()
        raise
    return container


def picture_stream(path: str, container: InputContainer) -> VideoStream:
    """Return the stream of moving pictures; the cover of a song is none."""
    for stream in container.streams.video:
        if not stream.disposition & Disposition.attached_pic:
            return stream
    raise VideoError(f"{path}: there is no picture in this file, only sound; choose a video")


def decode(container: InputContainer, stream: VideoStream) -> Iterator[av.VideoFrame | None]:
    """Yield the frames, and None for each piece that cannot be decoded.

    A file that cannot be read on ends as if it were over.
    """
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except FFmpegError:
            packet = None
        try:
            if packet is None:
                yield from stream.codec_context.decode(None)
                return
            yield from packet.decode()
        except EOFError:
            return
        except FFmpegError:
            yield None


def _check_file(path: str) -> None:
    file = Path(path)
    try:
        if file.is_dir():
            raise VideoError(f"{path}: this is a folder; name a video in it")
        if not file.exists():
            raise VideoError(f"{path}: there is no such file; check the name")
        if not file.is_file():
            raise VideoError(f"{path}: this is not a file; copy the video to one")
        with file.open("rb") as opened:
            if not opened.read(1):
                raise VideoError(f"{path}: the file is empty; copy or record it again")
    except (OSError, ValueError) as error:
        raise VideoError(f"{path}: the file cannot be opened ({error})") from error


def _check_size(path: str, stream: VideoStream, limits: Limits) -> None:
    width, height = stream.codec_context.width, stream.codec_context.height
    if width * height > limits.pixels:
        raise VideoError(
            f"{path}: the pictures are {width} x {height} pixels, more than can be read; "
            "export the video at 1920 x 1080"
        )
