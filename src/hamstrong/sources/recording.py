"""Keypoint recordings: what was seen, without the pictures.

A recording is a zip of NumPy arrays, as ``numpy.load`` reads it, plus ``header.json``. Nothing in
it is ever run: arrays of numbers only, no pickles, every size and shape checked before it is
believed.
"""

from __future__ import annotations

import io
import secrets
import zipfile
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hamstrong.analysis.values import Notice, VideoInfo
from hamstrong.errors import OutputError, RecordingError
from hamstrong.pose.frame import PoseTrack
from hamstrong.pose.keypoints import KEYPOINT_COUNT
from hamstrong.sources.timeline import SHORTEST_S

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    from numpy.typing import NDArray

__all__ = ["RECORDING_SUFFIX", "Recording", "load_recording", "save_recording"]

RECORDING_SUFFIX: Final = ".keypoints.npz"

_SCHEMA: Final = "hamstrong.recording/1"
_HEADER: Final = "header.json"
_MAX_HEADER_BYTES: Final = 65_536
_MAX_FRAMES: Final = 1_000_000
_SHORTEST_STEP_S: Final = 0.7 * SHORTEST_S
"""A timeline lets frames come a quarter early; the rest is rounding."""
_MAX_SPAN_S: Final = 86_400.0
_MAX_TIME_S: Final = 1e10
_MAX_PX: Final = 1e6
_MAX_M: Final = 1e3
_ARRAYS: Final[dict[str, tuple[str, tuple[int, ...]]]] = {
    "time_s": ("<f8", ()),
    "keypoints_px": ("<f4", (KEYPOINT_COUNT, 3)),
    "world_m": ("<f4", (KEYPOINT_COUNT, 3)),
    "visibility": ("<f4", (KEYPOINT_COUNT,)),
    "presence": ("<f4", ()),
}


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """A track, the video it came from, the model that saw it, and what was wrong with the video."""

    track: PoseTrack
    video: VideoInfo
    model: str
    warnings: tuple[Notice, ...] = ()


_Name = Annotated[str, Field(max_length=100)]
_Size = Annotated[int, Field(ge=1, le=32_768)]
_Finite = Annotated[float, Field(ge=0.0, allow_inf_nan=False)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Video(_Strict):
    path: str
    fps: _Finite
    frames: Annotated[int, Field(ge=0)]
    duration_s: _Finite
    width: _Size
    height: _Size


class _Notice(_Strict):
    id: _Name
    values: Annotated[dict[_Name, _Finite | _Name], Field(max_length=10)]


class _Header(_Strict):
    hamstrong: Literal["hamstrong.recording/1"] = Field(_SCHEMA, alias="schema")
    model: Annotated[str, Field(max_length=100)]
    width_px: _Size
    height_px: _Size
    video: _Video
    warnings: Annotated[tuple[_Notice, ...], Field(max_length=100)]


def save_recording(
    track: PoseTrack,
    video: VideoInfo,
    path: str | PathLike[str],
    *,
    model: str,
    warnings: Sequence[Notice] = (),
) -> None:
    """Write a recording; the file appears whole or not at all.

    Raises
    ------
    OutputError
        The file cannot be written.
    RecordingError
        The track is not valid: times that do not rise, or numbers that are not finite.
    """
    target = Path(path)
    _check_values(target, track)
    header = _Header(
        schema=_SCHEMA,
        model=model,
        width_px=track.width_px,
        height_px=track.height_px,
        video=_Video(**{**asdict(video), "path": _as_text(video.path)}),
        warnings=tuple(_Notice(id=item.id, values=dict(item.values)) for item in warnings),
    )
    part = target.with_name(f".{secrets.token_hex(6)}.part")
    try:
        try:
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as bundle:
                bundle.writestr(_HEADER, header.model_dump_json(by_alias=True))
                for name, (dtype, _) in _ARRAYS.items():
                    packed = io.BytesIO()
                    array = np.ascontiguousarray(getattr(track, name), dtype=dtype)
                    np.lib.format.write_array(packed, array, allow_pickle=False)
                    bundle.writestr(f"{name}.npy", packed.getvalue())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written ({error.strerror or error})") from error


def load_recording(path: str | PathLike[str]) -> Recording:
    """Read a recording.

    Raises
    ------
    RecordingError
        The file is missing, damaged, of another kind or version, or larger than can be.
    """
    source = Path(path)
    try:
        with zipfile.ZipFile(source) as bundle:
            header = _read_header(source, bundle)
            arrays = {
                name: _read_array(source, bundle, name, dtype, shape)
                for name, (dtype, shape) in _ARRAYS.items()
            }
    except OSError as error:
        reason = error.strerror or "damaged"
        raise RecordingError(f"{source}: the recording cannot be read ({reason})") from error
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise _damaged(source) from error
    if len({len(array) for array in arrays.values()}) != 1:
        raise _damaged(source)
    track = PoseTrack(**arrays, width_px=header.width_px, height_px=header.height_px)
    _check_values(source, track)
    video = VideoInfo(**header.video.model_dump())
    warnings = tuple(Notice(item.id, item.values) for item in header.warnings)
    return Recording(track, video, header.model, warnings)


def _as_text(path: str) -> str:
    """Return a path with escapes for bytes of it that are no text."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _read_header(source: Path, bundle: zipfile.ZipFile) -> _Header:
    text = _read_member(source, bundle, _HEADER, _MAX_HEADER_BYTES)
    try:
        return _Header.model_validate_json(text)
    except ValidationError as error:
        raise RecordingError(
            f"{source}: not a recording of this version of Hamstrong; record it again"
        ) from error


def _read_array(
    source: Path, bundle: zipfile.ZipFile, name: str, dtype: str, shape: tuple[int, ...]
) -> NDArray[Any]:
    item_bytes = np.dtype(dtype).itemsize * int(np.prod(shape, dtype=np.int64))
    data = _read_member(source, bundle, f"{name}.npy", _MAX_FRAMES * item_bytes + 1024)
    stream = io.BytesIO(data)
    if np.lib.format.read_magic(stream) != (1, 0):
        raise _damaged(source)
    stored_shape, by_column, stored_dtype = np.lib.format.read_array_header_1_0(stream)
    if (
        stored_dtype != np.dtype(dtype)
        or by_column
        or stored_shape[1:] != shape
        or not stored_shape
    ):
        raise _damaged(source)
    body = data[stream.tell() :]
    if len(body) != stored_shape[0] * item_bytes:
        raise _damaged(source)
    return np.frombuffer(body, dtype=dtype).reshape(stored_shape)


def _read_member(source: Path, bundle: zipfile.ZipFile, name: str, most_bytes: int) -> bytes:
    try:
        member = bundle.getinfo(name)
    except KeyError:
        raise RecordingError(
            f"{source}: not a keypoint recording; choose a file that Hamstrong recorded"
        ) from None
    if member.file_size > most_bytes:
        raise RecordingError(f"{source}: the recording is larger than can be; cut it into parts")
    return bundle.read(member)


def _check_values(source: Path, track: PoseTrack) -> None:
    found = track.presence > 0.0
    places = np.abs(track.keypoints_px)
    metres = np.abs(track.world_m)
    valid = (
        len(track) <= _MAX_FRAMES
        and (np.abs(track.time_s) <= _MAX_TIME_S).all()
        and (np.diff(track.time_s) >= _SHORTEST_STEP_S).all()
        and np.ptp(track.time_s[[0, -1]] if len(track) else (0.0,)) <= _MAX_SPAN_S
        and ((track.presence >= 0.0) & (track.presence <= 1.0)).all()
        and ((track.visibility >= 0.0) & (track.visibility <= 1.0)).all()
        and (places[found] <= _MAX_PX).all()
        and (metres[found] <= _MAX_M).all()
        and np.isnan(places[~found]).all()
        and np.isnan(metres[~found]).all()
    )
    if not valid:
        raise RecordingError(
            f"{source}: the numbers in the recording are not those of a body over time; "
            "record it again"
        )


def _damaged(source: Path) -> RecordingError:
    return RecordingError(f"{source}: the recording is damaged; copy or record it again")
