"""One real film in many wrappings gives one and the same analysis."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

import av
import numpy as np
import pytest

from hamstrong.pipeline import analyze
from hamstrong.sources.video import VideoSource
from tests.unit.sources.test_video import _set_rotation

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from av.video.stream import VideoStream
    from numpy.typing import NDArray

    from hamstrong.analysis import Analysis

    Pictures = list[tuple[float, NDArray[np.uint8]]]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pictures(shared_data: Path) -> Pictures:
    return list(VideoSource(shared_data / "real" / "physioplus-bridging.mp4").frames(480))


@pytest.fixture(scope="module")
def plain(pictures: Pictures, tmp_path_factory: pytest.TempPathFactory) -> Analysis:
    path = tmp_path_factory.mktemp("plain") / "plain.mp4"
    return analyze(write(path, pictures), model="lite")


def write(path: Path, pictures: Pictures, codec: str = "libx264", pix_fmt: str = "yuv420p") -> Path:
    """Write pictures with the times they have."""
    height, width, _ = pictures[0][1].shape
    with av.open(str(path), "w") as container:
        stream = cast("VideoStream", container.add_stream(codec, rate=30))
        stream.width, stream.height, stream.pix_fmt = width, height, pix_fmt
        stream.codec_context.time_base = Fraction(1, 1000)
        stream.codec_context.max_b_frames = 0
        if codec == "libx264":
            stream.options = {"crf": "16", "preset": "veryfast"}
        for time_s, rgb in pictures:
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb), format="rgb24")
            frame.pts, frame.time_base = round(time_s * 1000), Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def turned(path: Path, pictures: Pictures) -> Path:
    """Write the pictures lying on their side, with a flag that sets them upright again."""
    write(path, [(time_s, np.rot90(rgb)) for time_s, rgb in pictures])
    _set_rotation(path, 90)
    return path


def varying(path: Path, pictures: Pictures) -> Path:
    """Leave out a third of the frames, here and there."""
    kept = np.random.default_rng(3).random(len(pictures)) > 0.33
    kept[0] = True
    return write(path, [one for one, keep in zip(pictures, kept, strict=True) if keep])


def mirrored(path: Path, pictures: Pictures) -> Path:
    return write(path, [(time_s, rgb[:, ::-1]) for time_s, rgb in pictures])


WRAPPINGS: dict[str, tuple[str, Callable[[Path, Pictures], Path]]] = {
    "portrait with a rotation flag": ("a.mp4", turned),
    "varying frame rate": ("a.mp4", varying),
    "mirrored": ("a.mp4", mirrored),
    "ten bits, full colour": ("a.mkv", lambda p, f: write(p, f, "ffv1", "yuv444p10le")),
    "gray": ("a.mkv", lambda p, f: write(p, f, "ffv1", "gray")),
    "vp9 in webm": ("a.webm", lambda p, f: write(p, f, "libvpx", "yuv420p")),
    "beginning late": ("a.mkv", lambda p, f: write(p, [(t + 60.0, rgb) for t, rgb in f])),
}


@pytest.mark.parametrize(("name", "make"), WRAPPINGS.values(), ids=WRAPPINGS)
def test_the_wrapping_does_not_matter(
    name: str,
    make: Callable[[Path, Pictures], Path],
    pictures: Pictures,
    plain: Analysis,
    tmp_path: Path,
) -> None:
    analysis = analyze(make(tmp_path / name, pictures), model="lite")
    assert (analysis.exercise, analysis.summary.reps) == ("bridge", 1)
    (rep,), (known,) = analysis.reps, plain.reps
    assert rep.start_s == pytest.approx(known.start_s, abs=0.2)
    assert rep.end_s == pytest.approx(known.end_s, abs=0.2)
    assert rep.rom_deg == pytest.approx(known.rom_deg, abs=8.0)
    assert (analysis.video.width, analysis.video.height) == (plain.video.width, plain.video.height)
    assert analysis.warnings == plain.warnings
