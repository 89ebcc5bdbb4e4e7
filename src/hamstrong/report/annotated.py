"""The video with the skeleton, the count and the cues drawn in."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from hamstrong.errors import InstallationError, OutputError
from hamstrong.report.atomic import replacing
from hamstrong.report.hud import Hud, Said
from hamstrong.report.overlay import Overlay
from hamstrong.report.paint import paint_bones
from hamstrong.report.skeleton import bones_of
from hamstrong.report.wording import wording_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from av.container import OutputContainer
    from av.video.stream import VideoStream
    from numpy.typing import NDArray

    from hamstrong.analysis.values import Analysis
    from hamstrong.report.film import Film
    from hamstrong.report.wording import Wording

    Picture = NDArray[np.uint8]

__all__ = ["ENCODERS", "write_annotated_video"]

ENCODERS: Final[Mapping[str, Mapping[str, str]]] = {
    "libvpx-vp9": {
        "deadline": "realtime",
        "cpu-used": "8",
        "row-mt": "1",
        "crf": "33",
        "b": "0",
    },
    "libsvtav1": {"preset": "11", "crf": "36"},
    "libopenh264": {"b": "2500000"},
}
"""Encoders of formats that browsers play, best first; none of them is under the GPL."""

_LONGER_SIDE_PX: Final = 1280
_CLOCK: Final = Fraction(1, 90_000)
_HIGHEST_FPS: Final = 240.0
_KEY_PICTURE_S: Final = 2.0
_NEAREST_S: Final = 0.1


def write_annotated_video(  # noqa: PLR0913 - what to say, what to draw on, where to, in what words
    analysis: Analysis,
    film: Film,
    path: Path,
    locale: str = "en",
    *,
    texts: Mapping[str, str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Write the annotated video as MP4 (no sound).

    Each picture keeps its time, also when the rate varies. Larger pictures are scaled down to
    1280 pixels on the longer side.

    Parameters
    ----------
    film
        The video.
    locale, texts
        As in `write_html`.
    progress
        Called with the number of pictures done and of all.

    Raises
    ------
    OutputError
        The file cannot be written, or would replace the video itself.
    UnknownNameError
        There are no texts in that language.
    VideoError
        The video cannot be read.
    """
    words = wording_for(locale, texts)
    _refuse_to_replace(Path(analysis.video.path), path)
    with replacing(path) as temporary:
        pictures = _annotated(analysis, film, words)
        _encode(pictures, analysis, temporary, progress)


def _refuse_to_replace(source: Path, path: Path) -> None:
    if path.exists() and source.exists() and path.samefile(source):
        raise OutputError(f"{path} is the video itself; choose another name for the annotated one.")


def _annotated(analysis: Analysis, film: Film, words: Wording) -> Iterator[tuple[float, Picture]]:
    """Give the pictures with everything drawn in, of even width and height."""
    track = analysis.track
    overlay = Overlay(analysis, _cues(analysis, words))
    hud: Hud | None = None
    for time_s, picture in film.frames(_LONGER_SIDE_PX):
        even = picture[: picture.shape[0] // 2 * 2, : picture.shape[1] // 2 * 2]
        canvas = np.ascontiguousarray(even)
        hud = hud or _hud(analysis, words, canvas)
        state = overlay.at(time_s)
        place = _frame_at(track.time_s, time_s)
        if place is not None:
            scale = picture.shape[1] / track.width_px
            bones = bones_of(track[place], state.near, state.faulty)
            paint_bones(canvas, bones, _scaled(scale))
        hud.paint(canvas, state)
        yield time_s, canvas


def _scaled(scale: float) -> Callable[[tuple[float, float]], tuple[float, float]]:
    return lambda at: (at[0] * scale, at[1] * scale)


def _hud(analysis: Analysis, words: Wording, canvas: Picture) -> Hud:
    height, width = canvas.shape[:2]
    scale = width / analysis.track.width_px
    places = analysis.track.keypoints_px[:, :, :2].reshape(-1, 2) * scale
    columns = (column for segment in analysis.segments for column in segment.drivers)
    said = Said(tuple(dict.fromkeys(columns)), len(analysis.reps), len(analysis.attempts))
    return Hud(words, width, height, said, places)


def _cues(analysis: Analysis, words: Wording) -> dict[str, str]:
    """Return what to say about each fault: the cue, or the fault's name without one."""
    names = {fault.id for rep in (*analysis.reps, *analysis.attempts) for fault in rep.faults}
    return {name: words.cue(name) or words.fault(name) for name in names}


def _frame_at(times_s: NDArray[np.float64], time_s: float) -> int | None:
    """Return the nearest frame of the track; None when it is not near."""
    if not len(times_s):
        return None
    after = min(int(np.searchsorted(times_s, time_s)), len(times_s) - 1)
    place = min((max(0, after - 1), after), key=lambda index: abs(times_s[index] - time_s))
    return place if abs(times_s[place] - time_s) <= _NEAREST_S else None


def _encode(
    pictures: Iterator[tuple[float, Picture]],
    analysis: Analysis,
    path: Path,
    progress: Callable[[int, int], None] | None,
) -> None:
    import av

    with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as container:
        stream: VideoStream | None = None
        first_s = 0.0
        for count, (time_s, picture) in enumerate(pictures, start=1):
            if stream is None:
                stream, first_s = _stream(container, picture, analysis.video.fps), time_s
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = round((time_s - first_s) / _CLOCK)
            frame.time_base = _CLOCK
            container.mux(stream.encode(frame))
            if progress is not None:
                progress(count, max(count, analysis.video.frames))
        if stream is not None:
            container.mux(stream.encode())


def _stream(container: OutputContainer, picture: Picture, fps: float) -> VideoStream:
    import av

    name = next((name for name in ENCODERS if name in av.codecs_available), None)
    if name is None:
        raise InstallationError(
            "This build of PyAV can encode no video that browsers play; install the wheel of PyAV."
        )
    fps = min(max(fps, 1.0), _HIGHEST_FPS)  # each picture has its own time all the same
    rate = Fraction(fps).limit_denominator(1001)
    stream = container.add_stream(name, rate=rate, options=dict(ENCODERS[name]))
    if not isinstance(stream, av.VideoStream):
        raise InstallationError(f"PyAV knows {name} as no video; install the wheel of PyAV.")
    stream.width, stream.height = picture.shape[1], picture.shape[0]
    stream.pix_fmt = "yuv420p"
    stream.codec_context.time_base = _CLOCK
    stream.codec_context.gop_size = max(1, round(_KEY_PICTURE_S * fps))
    return stream
