from __future__ import annotations

import math
import os
import struct
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest

from hamstrong.errors import VideoError
from hamstrong.sources.video import Limits, VideoSource
from tests.unit.sources.make_video import make_sound, make_video

if TYPE_CHECKING:
    from pathlib import Path


def test_gives_every_frame_with_its_time(tmp_path: Path) -> None:
    source = VideoSource(make_video(tmp_path / "a.mp4", frames=30, fps=25))
    frames = list(source)
    assert [time_s for time_s, _ in frames] == pytest.approx([index / 25 for index in range(30)])
    assert {rgb.shape for _, rgb in frames} == {(48, 64, 3)}
    assert {rgb.dtype for _, rgb in frames} == {np.dtype(np.uint8)}
    assert source.warnings == ()
    assert source.info.frames == 30
    assert source.info.fps == pytest.approx(25)
    assert source.info.duration_s == pytest.approx(1.2)
    assert (source.info.width, source.info.height) == (64, 48)


def test_knows_its_facts_before_reading(tmp_path: Path) -> None:
    info = VideoSource(make_video(tmp_path / "a.mp4", frames=30, fps=25)).info
    assert (info.frames, info.fps, info.path) == (30, 25, str(tmp_path / "a.mp4"))
    assert info.duration_s == pytest.approx(1.2)


def test_can_be_read_twice(tmp_path: Path) -> None:
    source = VideoSource(make_video(tmp_path / "a.mp4"))
    assert [time_s for time_s, _ in source] == [time_s for time_s, _ in source]


def test_colours_are_right(tmp_path: Path) -> None:
    _, rgb = next(iter(VideoSource(make_video(tmp_path / "a.mp4"))))
    assert np.abs(rgb[4:20, 8:28].astype(int) - 220).mean() < 8
    assert np.abs(rgb[28:44, 36:60].astype(int) - 30).mean() < 8


def test_variable_frame_rate_keeps_the_true_times(tmp_path: Path) -> None:
    ticks = [0, 33, 100, 110, 300, 500, 510, 800]
    path = make_video(tmp_path / "a.mkv", frames=len(ticks), ticks=ticks)
    assert [time_s for time_s, _ in VideoSource(path)] == pytest.approx([t / 1000 for t in ticks])


def test_a_stream_that_begins_late_begins_at_zero(tmp_path: Path) -> None:
    ticks = [5000 + 40 * index for index in range(10)]
    path = make_video(tmp_path / "a.mkv", frames=10, ticks=ticks)
    times = [time_s for time_s, _ in VideoSource(path)]
    assert times == pytest.approx([0.04 * index for index in range(10)])


@pytest.mark.parametrize(
    ("turn_deg", "bright_corner", "size"),
    [
        (0, (0, 0), (64, 48)),
        (90, (0, 1), (48, 64)),
        (180, (1, 1), (64, 48)),
        (270, (1, 0), (48, 64)),
    ],
)
def test_a_rotation_flag_is_applied(
    tmp_path: Path, turn_deg: int, bright_corner: tuple[int, int], size: tuple[int, int]
) -> None:
    """The flag says how far a player turns the picture clockwise."""
    path = make_video(tmp_path / "a.mp4")
    _set_rotation(path, turn_deg)
    source = VideoSource(path)
    _, rgb = next(iter(source))
    assert (source.info.width, source.info.height) == size
    assert rgb.shape == (size[1], size[0], 3)
    rows, columns = (np.array_split(np.arange(length), 2) for length in rgb.shape[:2])
    means = {
        (row, column): rgb[np.ix_(rows[row], columns[column])].mean()
        for row in (0, 1)
        for column in (0, 1)
    }
    assert max(means, key=lambda corner: means[corner]) == bright_corner


def _set_rotation(path: Path, clockwise_deg: int) -> None:
    cos, sin = (
        round(math.cos(math.radians(clockwise_deg))),
        round(math.sin(math.radians(clockwise_deg))),
    )
    matrix = [cos * 65536, sin * 65536, 0, -sin * 65536, cos * 65536, 0, 0, 0, 0x40000000]
    data = bytearray(path.read_bytes())
    # In the track header the matrix comes before width and height, which end the box.
    box = data.index(b"tkhd") - 4
    (length,) = struct.unpack_from(">I", data, box)
    struct.pack_into(">9i", data, box + length - 8 - 36, *matrix)
    path.write_bytes(data)


def test_pixels_that_are_not_square_are_made_so(tmp_path: Path) -> None:
    source = VideoSource(make_video(tmp_path / "a.mkv", aspect=Fraction(2, 1)))
    assert (source.info.width, source.info.height) == (128, 48)
    assert next(iter(source))[1].shape == (48, 128, 3)


@pytest.mark.parametrize(
    ("codec", "pix_fmt", "suffix"),
    [
        ("ffv1", "yuv444p10le", ".mkv"),
        ("ffv1", "gray", ".mkv"),
        ("ffv1", "yuv422p", ".mkv"),
        ("mjpeg", "yuvj444p", ".avi"),
        ("rawvideo", "bgr24", ".avi"),
        ("libvpx-vp9", "yuv420p", ".webm"),
    ],
)
def test_odd_pixel_formats(tmp_path: Path, codec: str, pix_fmt: str, suffix: str) -> None:
    path = make_video(tmp_path / f"a{suffix}", frames=5, codec=codec, pix_fmt=pix_fmt)
    frames = list(VideoSource(path))
    assert len(frames) == 5
    assert frames[0][1][:20, 8:28].mean() > frames[0][1][28:, 36:].mean() + 100


def test_large_pictures_are_scaled_while_decoding(tmp_path: Path) -> None:
    source = VideoSource(make_video(tmp_path / "a.mp4", size=(3840, 2160), frames=3))
    frames = list(source.frames(max_side_px=1280))
    assert {rgb.shape for _, rgb in frames} == {(720, 1280, 3)}
    assert source.size_px(1280) == (1280, 720)
    assert (source.info.width, source.info.height) == (3840, 2160)


def test_small_pictures_are_not_enlarged(tmp_path: Path) -> None:
    source = VideoSource(make_video(tmp_path / "a.mp4"))
    assert next(source.frames(max_side_px=1280))[1].shape == (48, 64, 3)


def test_fast_videos_can_be_thinned(tmp_path: Path) -> None:
    path = make_video(tmp_path / "a.mp4", frames=120, fps=120)
    assert len(list(VideoSource(path, max_fps=60))) == 60
    assert len(list(VideoSource(path))) == 120


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = make_video(tmp_path / "a.mkv", frames=100, size=(320, 240))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    source = VideoSource(path)
    frames = list(source)
    assert 20 < len(frames) < 80
    assert source.info.frames == len(frames)
    (notice,) = [notice for notice in source.warnings if notice.id == "breaks-off"]
    assert notice.values["read_s"] == pytest.approx(source.info.duration_s)
    assert float(notice.values["promised_s"]) > float(notice.values["read_s"]) + 1.0


def test_damage_in_the_middle_is_left_out(tmp_path: Path) -> None:
    path = make_video(tmp_path / "a.mkv", frames=100, size=(320, 240), codec="ffv1")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + len(data) // 100] = os.urandom(len(data) // 100)
    path.write_bytes(data)
    source = VideoSource(path)
    times = [time_s for time_s, _ in source]
    assert len(times) > 80
    assert times == sorted(set(times))


def _text(path: Path) -> None:
    path.write_text("these are the notes of my last training\n" * 50)


def _playlist(path: Path) -> None:
    path.write_text("#EXTM3U\n#EXTINF:10,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n")


def _concatenation(path: Path) -> None:
    path.write_text(f"ffconcat version 1.0\nfile '{make_video(path.parent / 'other.mp4')}'\n")


def _cut_before_the_index(path: Path) -> None:
    data = make_video(path).read_bytes()
    path.write_bytes(data[: data.index(b"moov") - 4])


def _noise(path: Path) -> None:
    path.write_bytes(np.random.default_rng(1).bytes(20_000))


@pytest.mark.parametrize(
    ("name", "write", "words"),
    [
        ("missing.mp4", lambda _: None, "no such file"),
        ("folder.mp4", lambda path: path.mkdir(), "folder"),
        ("empty.mp4", lambda path: path.touch(), "empty"),
        ("text.mp4", _text, "not a video"),
        ("playlist.mp4", _playlist, "not a video"),
        ("parts.mp4", _concatenation, "not a video"),
        ("noise.mp4", _noise, "not a video"),
        ("sound.m4a", make_sound, "only sound"),
        ("cut.mp4", _cut_before_the_index, "cut off"),
        ("still.mkv", lambda path: make_video(path, frames=1), "only one picture"),
        ("pipe.mp4", os.mkfifo, "not a file"),
    ],
)
def test_what_cannot_be_read_is_named_in_one_line(
    tmp_path: Path, name: str, write: object, words: str
) -> None:
    path = tmp_path / name
    assert callable(write)
    write(path)
    with pytest.raises(VideoError, match=words) as caught:
        list(VideoSource(path))
    assert caught.value.message.startswith(f"{path}: ")
    assert "\n" not in caught.value.message


def test_a_path_with_a_protocol_is_a_file_name() -> None:
    with pytest.raises(VideoError, match="no such file"):
        VideoSource("concat:a.mp4|b.mp4")
    with pytest.raises(VideoError, match="no such file"):
        VideoSource("nul\0byte.mp4")


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(pixels=64 * 40), "64 x 48 pixels"),
        (Limits(frames=20), "20 frames"),
        (Limits(duration_s=0.5), "longer than"),
    ],
)
def test_limits_are_kept(tmp_path: Path, limits: Limits, words: str) -> None:
    path = make_video(tmp_path / "a.mp4", frames=30)
    with pytest.raises(VideoError, match=words):
        list(VideoSource(path, limits=limits))


def test_limits_hold_where_the_file_does_not_say_how_long_it_is(tmp_path: Path) -> None:
    path = make_video(tmp_path / "a.avi", codec="mjpeg", pix_fmt="yuvj420p")
    source = VideoSource(path, limits=Limits(frames=30))
    source.limits = Limits(frames=10)
    with pytest.raises(VideoError, match="10 frames"):
        list(source)


@pytest.mark.parametrize("seed", range(12))
def test_damaged_files_give_frames_or_one_clear_error(tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    data = bytearray(make_video(tmp_path / "a.mp4", frames=40).read_bytes())
    for position in rng.integers(0, len(data), 30):
        data[position] = rng.integers(0, 256)
    path = tmp_path / "damaged.mp4"
    path.write_bytes(data[: rng.integers(len(data) // 2, len(data) + 1)])
    try:
        times = [time_s for time_s, _ in VideoSource(path)]
    except VideoError as error:
        assert str(path) in error.message  # noqa: PT017 - both outcomes are right
    else:
        assert times == sorted(set(times))


def test_what_the_decoder_patched_is_told(tmp_path: Path) -> None:
    path = make_video(tmp_path / "a.mkv", size=(320, 240), frames=40)
    data = bytearray(path.read_bytes())
    for place in range(len(data) // 3, 2 * len(data) // 3, 401):
        data[place] ^= 0xFF
    path.write_bytes(data)
    video = VideoSource(path)
    assert len(list(video)) > 20
    (patched,) = [notice for notice in video.warnings if notice.id == "patched"]
    assert patched.values["frames_count"] != 0
