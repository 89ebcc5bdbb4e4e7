"""The annotated video, decoded again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import av
import numpy as np
import pytest

from hamstrong.errors import OutputError, UnknownNameError
from hamstrong.report.annotated import ENCODERS, write_annotated_video
from hamstrong.report.hud import Corner, Hud, Said
from hamstrong.report.overlay import OverlayState
from hamstrong.report.wording import wording_for
from tests.unit.report.report_sample import TEXTS, GreyFilm, make_analysis

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from hamstrong.report.wording import Wording

    Picture = NDArray[np.uint8]

ANALYSIS = make_analysis()
SHORT = ANALYSIS.track.time_s[190:260]
WORDS = wording_for("en", TEXTS)


def _decoded(path: Path) -> list[tuple[float, Picture]]:
    with av.open(str(path)) as container:
        return [
            (float(frame.time or 0.0), frame.to_ndarray(format="rgb24").astype(np.uint8))
            for frame in container.decode(video=0)
        ]


def _share(picture: Picture, colour: tuple[int, int, int]) -> float:
    distance = np.abs(picture.astype(int) - np.array(colour)).max(axis=2)
    return float((distance < 45).mean())


def test_every_picture_is_there_at_its_time(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    write_annotated_video(ANALYSIS, GreyFilm(SHORT), path, texts=TEXTS)
    frames = _decoded(path)
    assert len(frames) == len(SHORT)
    np.testing.assert_allclose([time for time, _ in frames], SHORT - SHORT[0], atol=1e-4)
    assert [p.name for p in tmp_path.iterdir()] == ["a.mp4"]


def test_varying_times_are_kept(tmp_path: Path) -> None:
    times = np.cumsum(np.random.default_rng(3).uniform(0.012, 0.09, 40)) + 5.0
    write_annotated_video(ANALYSIS, GreyFilm(times), tmp_path / "a.mp4", texts=TEXTS)
    frames = _decoded(tmp_path / "a.mp4")
    np.testing.assert_allclose([time for time, _ in frames], times - times[0], atol=1e-4)


@pytest.mark.parametrize(
    ("size", "written"),
    [
        pytest.param((321, 241), (320, 240), id="odd"),
        pytest.param((1920, 1080), (1280, 720), id="large"),
        pytest.param((1081, 1921), (720, 1280), id="upright-and-odd"),
    ],
)
def test_sizes_are_even_and_bounded(
    tmp_path: Path, size: tuple[int, int], written: tuple[int, int]
) -> None:
    track = replace(ANALYSIS.track, width_px=size[0], height_px=size[1])
    film = GreyFilm(SHORT[:3], *size)
    write_annotated_video(replace(ANALYSIS, track=track), film, tmp_path / "a.mp4", texts=TEXTS)
    shape = _decoded(tmp_path / "a.mp4")[0][1].shape
    assert (shape[1], shape[0]) == written


def test_the_format_is_one_that_browsers_play_and_no_gpl_encoder_makes(tmp_path: Path) -> None:
    write_annotated_video(ANALYSIS, GreyFilm(SHORT[:3]), tmp_path / "a.mp4", texts=TEXTS)
    with av.open(str(tmp_path / "a.mp4")) as container:
        assert container.format.name.startswith("mov,mp4")
        stream = container.streams.video[0]
        assert stream.codec_context.name in {"vp9", "libvpx-vp9", "libdav1d", "av1", "h264"}
        assert stream.codec_context.pix_fmt == "yuv420p"
    assert not any("x264" in name or "x265" in name for name in ENCODERS)
    head = (tmp_path / "a.mp4").read_bytes()
    assert head.index(b"moov") < head.index(b"mdat")


def test_the_cue_is_on_the_picture_only_while_the_fault_is(tmp_path: Path) -> None:
    write_annotated_video(ANALYSIS, GreyFilm(SHORT), tmp_path / "a.mp4", texts=TEXTS)
    lower = {round(t + SHORT[0], 2): p[170:] for t, p in _decoded(tmp_path / "a.mp4")}
    assert _share(lower[7.8], (255, 138, 61)) < 0.02
    assert _share(lower[8.4], (255, 138, 61)) > 0.1
    assert _share(lower[9.8], (255, 138, 61)) < 0.02


def test_progress_is_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_annotated_video(
        ANALYSIS,
        GreyFilm(SHORT[:5]),
        tmp_path / "a.mp4",
        texts=TEXTS,
        progress=lambda done, of: told.append((done, of)),
    )
    assert told == [(count, ANALYSIS.video.frames) for count in range(1, 6)]


def test_an_interrupt_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"old")

    def stop(done: int, _: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_annotated_video(ANALYSIS, GreyFilm(SHORT), path, texts=TEXTS, progress=stop)
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.mp4"]


def test_the_video_itself_is_never_replaced(tmp_path: Path) -> None:
    video = tmp_path / "mine.mp4"
    video.write_bytes(b"precious")
    analysis = replace(ANALYSIS, video=replace(ANALYSIS.video, path=str(video)))
    with pytest.raises(OutputError, match="is the video itself"):
        write_annotated_video(analysis, GreyFilm(SHORT[:3]), video, texts=TEXTS)
    assert video.read_bytes() == b"precious"


def test_an_unknown_language_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError):
        write_annotated_video(ANALYSIS, GreyFilm(SHORT[:3]), tmp_path / "a.mp4", "xx", texts=TEXTS)
    assert list(tmp_path.iterdir()) == []


NOWHERE = np.empty((0, 2))


def _painted(state: OverlayState, width: int = 640, height: int = 480) -> Picture:
    picture = np.full((height, width, 3), 128, dtype=np.uint8)
    Hud(WORDS, width, height, Said(), NOWHERE).paint(picture, state)
    return picture


def test_nothing_is_written_without_an_exercise() -> None:
    assert (_painted(OverlayState()) == 128).all()


def test_count_hold_and_cue_have_their_places() -> None:
    segment = ANALYSIS.segments[0]
    counted = _painted(OverlayState(segment=segment, reps=7)) != 128
    assert counted[:110, :240].any()
    assert not counted[:, 260:].any()
    held = _painted(OverlayState(segment=segment, hold_s=1.5, hold_share=0.5)) != 128
    assert held[:120, 510:].any()
    cued = _painted(OverlayState(segment=segment, cue="Stay up for three seconds.")) != 128
    assert cued[400:].any()


def test_a_hold_fills_its_ring() -> None:
    segment = ANALYSIS.segments[0]
    shares = [
        _share(
            _painted(OverlayState(segment=segment, hold_s=1.0, hold_share=share)), (94, 234, 212)
        )
        for share in (0.0, 0.25, 0.5, 1.0)
    ]
    assert shares == sorted(shares)
    assert shares[3] > 3 * shares[1] > 0


@pytest.mark.parametrize("size", [(640, 480), (360, 640), (1280, 720), (64, 48)])
def test_a_long_cue_is_wrapped_into_the_picture(size: tuple[int, int]) -> None:
    cue = "Schieb die Hüfte so weit hoch, bis Schultern, Hüfte und Knie eine Linie bilden. " * 3
    painted = _painted(OverlayState(segment=ANALYSIS.segments[0], cue=cue), *size) != 128
    assert painted[size[1] // 2 :].any()
    assert not painted[:, :1].any()
    assert not painted[:, -1:].any()
    assert not painted[-1:].any()


@pytest.mark.parametrize(
    ("size", "person", "corner"),
    [
        ((640, 480), [(600, 400)], Corner(right=False, low=False)),
        ((640, 480), [(150, 50)], Corner(right=True, low=False)),
        ((640, 480), [(50, 50), (600, 50)], Corner(right=False, low=True)),
        ((640, 480), [(50, 50), (600, 50), (150, 400)], Corner(right=True, low=True)),
        ((360, 640), [(140, 60), (220, 60), (np.nan, np.nan)], Corner(right=False, low=True)),
    ],
    ids=str,
)
def test_count_and_hold_are_where_the_person_is_not(
    size: tuple[int, int], person: list[tuple[float, float]], corner: Corner
) -> None:
    places = np.array(person, dtype=np.float64)
    hud = Hud(WORDS, *size, Said(("hip_flexion_left_deg",), 9), places)
    assert hud.corner == corner
    picture = np.full((size[1], size[0], 3), 128, dtype=np.uint8)
    state = OverlayState(segment=ANALYSIS.segments[0], reps=3, hold_s=1.0, hold_share=0.5)
    hud.paint(picture, state)
    for across, down in places[np.isfinite(places[:, 0])].astype(int):
        assert (picture[down, across] == 128).all()


@pytest.mark.parametrize("size", [(640, 480), (360, 640)])
@pytest.mark.parametrize(
    "words", [WORDS, wording_for("de"), wording_for("en")], ids=["own", "de", "en"]
)
def test_nothing_written_lies_on_anything_else(size: tuple[int, int], words: Wording) -> None:
    """Each text is drawn by itself: no pixels meet, and all are inside the panel."""
    columns = ("hip_flexion_left_deg", "knee_lean_deg", "thigh_lift_difference_deg")
    said = Said(columns, 188, 12)
    drawn: list[NDArray[np.bool_]] = []

    class Parted(Hud):
        def _write(self, picture: Picture, *what: Any) -> None:  # noqa: ANN401 - handed on
            alone = np.zeros_like(picture)
            super()._write(alone, *what)
            drawn.append(np.asarray(alone.any(axis=2)))

    for column in columns:
        state = OverlayState(
            segment=ANALYSIS.segments[0], reps=188, attempts=12, phase="hold",
            column=column, value=-123.0, cue=None,
        )  # fmt: skip
        shaded = np.full((size[1], size[0], 3), 128, dtype=np.uint8)
        drawn.clear()
        Parted(words, *size, said, NOWHERE).paint(shaded, state)
        assert len(drawn) >= 5
        assert np.sum(drawn, axis=0).max() == 1
        assert (shaded != 128).any(axis=2)[np.any(drawn, axis=0)].all()
