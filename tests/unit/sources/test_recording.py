from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hamstrong.analysis.values import Notice, VideoInfo
from hamstrong.errors import OutputError, RecordingError
from hamstrong.pose import PoseFrame, PoseTrack
from hamstrong.sources.recording import RECORDING_SUFFIX, load_recording, save_recording

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_INFO = VideoInfo(
    path="garden ü.mp4", fps=29.97, frames=40, duration_s=1.3346, width=720, height=1280
)
_COLUMNS = ("time_s", "keypoints_px", "world_m", "visibility", "presence")


def _track(frames: int = 40) -> PoseTrack:
    rng = np.random.default_rng(3)
    seen = []
    for index in range(frames):
        time_s = 100.0 + index / 29.97
        if index % 7 == 3:
            seen.append(PoseFrame.absent(time_s))
            continue
        places = rng.normal(300, 150, (33, 3)).astype(np.float32)
        metres = rng.normal(0, 0.5, (33, 3)).astype(np.float32)
        visibility = rng.random(33, dtype=np.float32)
        seen.append(PoseFrame(time_s, places, metres, visibility, float(np.float32(0.97))))
    return PoseTrack.from_frames(seen, 720, 1280)


_NOTICE = Notice("breaks-off", {"read_s": 2.5, "promised_s": 4.0})


def _save(path: Path, track: PoseTrack | None = None) -> Path:
    save_recording(
        _track() if track is None else track, _INFO, path, model="full", warnings=[_NOTICE]
    )
    return path


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    return _save(tmp_path / f"a{RECORDING_SUFFIX}")


@pytest.mark.parametrize("frames", [0, 1, 40])
def test_what_is_loaded_is_what_was_saved(tmp_path: Path, frames: int) -> None:
    track = _track(frames)
    loaded = load_recording(_save(tmp_path / "a.npz", track))
    for column in _COLUMNS:
        before, after = getattr(track, column), getattr(loaded.track, column)
        assert after.dtype == before.dtype
        np.testing.assert_array_equal(after, before)
    assert (loaded.track.width_px, loaded.track.height_px) == (720, 1280)
    assert (loaded.video, loaded.model, loaded.warnings) == (_INFO, "full", (_NOTICE,))


def test_numpy_reads_it_too(saved: Path) -> None:
    with np.load(saved, allow_pickle=False) as arrays:
        assert arrays["keypoints_px"].shape == (40, 33, 3)


def test_saving_twice_replaces_the_file_and_leaves_nothing_behind(saved: Path) -> None:
    _save(saved, _track(5))
    assert len(load_recording(saved).track) == 5
    assert list(saved.parent.iterdir()) == [saved]


def test_where_it_cannot_be_written_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"missing/a\.npz"):
        _save(tmp_path / "missing" / "a.npz")
    assert list(tmp_path.iterdir()) == []


def test_an_invalid_track_is_not_saved(tmp_path: Path) -> None:
    track = _track()
    track.time_s[3] = track.time_s[2]
    with pytest.raises(RecordingError, match="over time"):
        _save(tmp_path / "a.npz", track)
    assert list(tmp_path.iterdir()) == []


def _rewrite(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(path) as bundle:
        members = {name: bundle.read(name) for name in bundle.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w") as bundle:
        for name, data in members.items():
            bundle.writestr(name, data)


def _npy(array: np.ndarray[Any, Any], *, allow_pickle: bool = False) -> bytes:
    packed = io.BytesIO()
    np.save(packed, array, allow_pickle=allow_pickle)
    return packed.getvalue()


def _array(name: str, change: Callable[[np.ndarray[Any, Any]], object]) -> Callable[..., None]:
    def apply(members: dict[str, bytes]) -> None:
        array = np.load(io.BytesIO(members[f"{name}.npy"])).copy()
        changed = change(array)
        members[f"{name}.npy"] = _npy(array if changed is None else np.asarray(changed))

    return apply


def _set(index: int | tuple[int, ...], value: float) -> Callable[[np.ndarray[Any, Any]], None]:
    def change(array: np.ndarray[Any, Any]) -> None:
        array[index] = value

    return change


def _header(**fields: object) -> Callable[[dict[str, bytes]], None]:
    def apply(members: dict[str, bytes]) -> None:
        header = json.loads(members["header.json"]) | fields
        members["header.json"] = json.dumps(header).encode()

    return apply


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda members: members.pop("world_m.npy"), id="array missing"),
        pytest.param(lambda members: members.pop("header.json"), id="header missing"),
        pytest.param(_header(schema="hamstrong.recording/2"), id="other version"),
        pytest.param(_header(width_px=0), id="no width"),
        pytest.param(_header(width_px="720"), id="width is text"),
        pytest.param(_header(extra=1), id="unknown field"),
        pytest.param(_header(video=None), id="no video"),
        pytest.param(_header(model="m" * 1000), id="long name"),
        pytest.param(lambda m: m.update({"header.json": b"\xff\xfe"}), id="header not text"),
        pytest.param(lambda m: m.update({"header.json": b"[" * 60_000}), id="deep header"),
        pytest.param(lambda m: m.update({"header.json": b" " * 70_000}), id="large header"),
        pytest.param(lambda m: m.update({"time_s.npy": b"abc"}), id="not an array"),
        pytest.param(_array("time_s", lambda a: a[:-1]), id="one time too few"),
        pytest.param(_array("time_s", lambda a: a.astype(np.float32)), id="wrong type"),
        pytest.param(_array("time_s", lambda a: a[::-1]), id="time runs back"),
        pytest.param(_array("time_s", _set(2, np.nan)), id="time is no number"),
        pytest.param(_array("time_s", lambda a: a * 1e-7), id="faster than any camera"),
        pytest.param(_array("time_s", lambda a: a * 1e6), id="longer than a day"),
        pytest.param(_array("time_s", lambda a: a + 1e11), id="time beyond all clocks"),
        pytest.param(_array("time_s", lambda a: a.sum()), id="no dimension"),
        pytest.param(_array("keypoints_px", lambda a: a[:, :32]), id="keypoint missing"),
        pytest.param(_array("keypoints_px", np.asfortranarray), id="by column"),
        pytest.param(_array("keypoints_px", _set((0, 5, 1), np.nan)), id="hole in a body"),
        pytest.param(_array("keypoints_px", _set((0, 5, 1), np.inf)), id="infinite place"),
        pytest.param(_array("keypoints_px", _set((3, 5, 1), 1.0)), id="place of nobody"),
        pytest.param(_array("world_m", _set((0, 5, 1), 1e9)), id="giant"),
        pytest.param(_array("visibility", _set((0, 5), 1.5)), id="more than visible"),
        pytest.param(_array("visibility", _set((0, 5), np.nan)), id="visibility no number"),
        pytest.param(_array("presence", _set(0, np.nan)), id="presence no number"),
    ],
)
def test_what_does_not_hold_is_refused(
    saved: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    _rewrite(saved, change)
    with pytest.raises(RecordingError) as caught:
        load_recording(saved)
    assert caught.value.message.startswith(f"{saved}: ")


class _Spell:
    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return pytest.fail, ("a pickle was run",)


def test_a_pickle_is_never_run(saved: Path) -> None:
    spell = _npy(np.array([_Spell()], dtype=object), allow_pickle=True)
    _rewrite(saved, lambda members: members.update({"time_s.npy": spell}))
    with pytest.raises(RecordingError):
        load_recording(saved)


def test_a_shape_that_would_fill_the_memory_is_refused(saved: Path) -> None:
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (999999999999,), }"
    header = header.ljust(117) + b"\n"
    array = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header
    _rewrite(saved, lambda members: members.update({"time_s.npy": array}))
    with pytest.raises(RecordingError):
        load_recording(saved)


def test_a_zip_that_would_fill_the_disk_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("header.json", b"0" * 50_000_000)
    with pytest.raises(RecordingError, match="larger"):
        load_recording(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [("missing.npz", None), ("text.npz", b"hello"), ("empty.npz", b"")],
)
def test_other_files_are_refused(tmp_path: Path, name: str, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(RecordingError, match=name):
        load_recording(tmp_path / name)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="cannot be read"):
        load_recording(tmp_path)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _save(tmp_path_factory.mktemp("fuzz") / "whole.npz")


@given(data=st.data())
def test_damage_gives_a_valid_track_or_one_error(whole: Path, data: st.DataObject) -> None:
    content = bytearray(whole.read_bytes())
    places = st.integers(0, len(content) - 1)
    for place in data.draw(st.lists(places, max_size=8), label="flipped"):
        content[place] ^= 1 << data.draw(st.integers(0, 7))
    end = data.draw(st.one_of(st.just(len(content)), places), label="cut at")
    damaged = whole.with_name("damaged.npz")
    damaged.write_bytes(content[:end])
    try:
        track = load_recording(damaged).track
    except RecordingError:
        return
    assert (np.diff(track.time_s) > 0).all()
    assert np.isfinite(track.keypoints_px[track.found]).all()


@given(data=st.data())
def test_wrong_arrays_give_a_valid_track_or_one_error(whole: Path, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(_COLUMNS))
    shape = data.draw(st.lists(st.integers(0, 41), max_size=4))
    dtype = data.draw(st.sampled_from(["<f8", "<f4", ">f4", "<i4", "<c8", "S3", "?", "<M8[s]"]))
    changed = whole.with_name("changed.npz")
    changed.write_bytes(whole.read_bytes())
    array = np.zeros(shape[:3], dtype=dtype)
    _rewrite(changed, lambda members: members.update({f"{name}.npy": _npy(array)}))
    try:
        track = load_recording(changed).track
    except RecordingError:
        return
    assert getattr(track, name).shape == array.shape
