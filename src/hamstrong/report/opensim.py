"""Files for OpenSim: markers (TRC) and joint angles (MOT).

Both formats demand a constant rate; time stamps that vary are resampled to the median rate of
the recording. Markers that were not seen stay gaps (``nan``). A motion cannot hold gaps, OpenSim
stops reading at the first one: there they are bridged, and the file's head says how many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from hamstrong.errors import OutputError
from hamstrong.pose import Keypoint
from hamstrong.report.atomic import write_text
from hamstrong.report.wording import split_column

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from hamstrong.analysis.values import Analysis

__all__ = ["MARKER_NAMES", "coordinate_name", "mot_text", "trc_text", "write_mot", "write_trc"]

_TRC_FIELDS: Final = (
    "DataRate",
    "CameraRate",
    "NumFrames",
    "NumMarkers",
    "Units",
    "OrigDataRate",
    "OrigDataStartFrame",
    "OrigNumFrames",
)
_SUFFIXES: Final = {"FOOT_INDEX": "BigToe"}
_REGULAR_SHARE: Final = 0.05
_LONGEST_BRIDGE_S: Final = 0.1
_SEEN_SHARE: Final = 0.5
_TURNED: Final = ("pelvis_tilt",)
"""Coordinates that OpenSim counts the other way."""
_MOST_ROWS: Final = 100_000
_COORDINATES: Final = {
    "hip_flexion": "hip_flexion",
    "hip_adduction": "hip_adduction",
    "hip_rotation": "hip_rotation",
    "knee_flexion": "knee_angle",
    "ankle_dorsiflexion": "ankle_angle",
}


def _marker_name(keypoint: Keypoint) -> str:
    words = keypoint.name.split("_")
    side = next((word for word in words if word in ("LEFT", "RIGHT")), "")
    rest = "_".join(word for word in words if word != side)
    return side[:1] + _SUFFIXES.get(rest, rest.title().replace("_", ""))


MARKER_NAMES: Final = tuple(_marker_name(keypoint) for keypoint in Keypoint)
"""Names as in Pose2Sim's BlazePose marker set (RHip, LBigToe); the face's own in the same style."""


class _Grid(NamedTuple):
    time_s: NDArray[np.float64]
    rate_hz: float
    regular: bool


def write_trc(analysis: Analysis, path: Path) -> None:
    """Write the keypoints as OpenSim markers.

    Raises
    ------
    OutputError
        The file cannot be written, or the analysis holds no keypoints.
    """
    write_text(path, trc_text(analysis, path.name))


def write_mot(analysis: Analysis, path: Path) -> None:
    """Write the angles as an OpenSim motion.

    Raises
    ------
    OutputError
        The file cannot be written, or the analysis holds no frames.
    """
    write_text(path, mot_text(analysis, path.stem))


def trc_text(analysis: Analysis, name: str) -> str:
    """Return the keypoints as a TRC file.

    Metres, origin between the hips in every frame (so the body does not travel), axes as
    OpenSim's: x towards the camera, y up, z to the left of the picture. A person who faces the
    camera looks along x.
    """
    track = analysis.track
    if not len(track):
        raise OutputError(
            f"{name} cannot be written: the analysis holds no keypoints; analyze the video again."
        )
    grid = _grid(track.time_s, analysis.video.fps)
    world = -track.world_m[:, :, ::-1].astype(np.float64)
    values = _on_grid(track.time_s, world.reshape(len(track), -1), grid)
    rate = f"{grid.rate_hz:.6g}"
    count = len(grid.time_s)
    numbers = range(1, len(MARKER_NAMES) + 1)
    header = (
        f"PathFileType\t4\t(X/Y/Z)\t{_plain(name)}",
        "\t".join(_TRC_FIELDS),
        f"{rate}\t{rate}\t{count}\t{len(MARKER_NAMES)}\tm\t{rate}\t1\t{count}",
        "Frame#\tTime\t" + "\t".join(f"{marker}\t\t" for marker in MARKER_NAMES),
        "\t\t" + "\t".join(f"X{number}\tY{number}\tZ{number}" for number in numbers),
        "",
    )
    rows = (
        f"{frame}\t{time_s:.6f}\t" + "\t".join(f"{value:.6f}" for value in row)
        for frame, (time_s, row) in enumerate(zip(grid.time_s, values, strict=True), start=1)
    )
    return "\n".join((*header, *rows)) + "\n"


def mot_text(analysis: Analysis, name: str) -> str:
    """Return the angles as a MOT file, in degrees.

    Columns that OpenSim models name have their names and signs (see `coordinate_name`); the
    other angles keep their own. Left out: measures that are no angles, those that repeat a left or
    right one under a role (near, front ...), and angles seen in less than half of the frames.
    """
    angles = analysis.angles
    if not len(angles.time_s):
        raise OutputError(f"{name}.mot cannot be written: the analysis holds no frames.")
    grid = _grid(angles.time_s, analysis.video.fps)
    columns: dict[str, NDArray[np.float64]] = {}
    bridged: dict[str, int] = {}
    for column, values in angles.columns.items():
        known = np.isfinite(values)
        if not _is_own_angle(column) or known.mean() < _SEEN_SHARE:
            continue
        coordinate = coordinate_name(column)
        bridge = np.interp(grid.time_s, angles.time_s[known], values[known])
        columns[coordinate] = -bridge if coordinate in _TURNED else bridge
        bridged[coordinate] = int(np.count_nonzero(~known))
    header = (
        _plain(name),
        "version=1",
        f"nRows={len(grid.time_s)}",
        f"nColumns={len(columns) + 1}",
        "inDegrees=yes",
        "",
        "Measured with one camera. 0 is the anatomical position, flexion is positive.",
        _bridges(bridged),
        "",
        "endheader",
        "\t".join(("time", *columns)),
    )
    rows = (
        "\t".join(f"{value:.6f}" for value in row)
        for row in zip(grid.time_s, *columns.values(), strict=True)
    )
    return "\n".join((*header, *rows)) + "\n"


def coordinate_name(column: str) -> str:
    """Return the OpenSim coordinate that a column corresponds to, or its own name without unit.

    Signs are those of the Rajagopal, LaiArnold and Pose2Sim models: knee flexion is positive
    (the older gait2392 family counts it negative). ``pelvis_tilt`` of ours is seen from the
    front and is *not* OpenSim's ``pelvis_tilt``, which turns in the sagittal plane: it becomes
    ``pelvis_list``, positive where the left side is higher, as there. OpenSim's own is that of the
    trunk as a whole, with the other sign: one camera sees no pelvis apart from it.
    """
    base, side, _ = split_column(column)
    if base == "pelvis_tilt":
        return "pelvis_list"
    if base == "trunk_forward":
        return "pelvis_tilt"
    if side is None:
        return base
    return f"{_COORDINATES.get(base, base)}_{side[0]}"


def _is_own_angle(column: str) -> bool:
    _, side, unit = split_column(column)
    return unit == "deg" and side in (None, "left", "right")


def _grid(time_s: NDArray[np.float64], rate_hz: float) -> _Grid:
    """Return the frames' own times where they are regular, else times at their usual rate."""
    count = len(time_s)
    if count == 1:
        return _Grid(time_s.copy(), rate_hz, regular=True)
    span_s = float(time_s[-1] - time_s[0])
    rate_hz = (count - 1) / span_s
    even = time_s[0] + np.arange(count) / rate_hz
    if np.all(np.abs(even - time_s) <= _REGULAR_SHARE / rate_hz):
        return _Grid(even, rate_hz, regular=True)
    # A long gap must not thin the frames around it, nor fill the disk.
    most_hz = max(_MOST_ROWS, count) / span_s
    rate_hz = min(1.0 / float(np.median(np.diff(time_s))), most_hz)
    even = time_s[0] + np.arange(int(span_s * rate_hz + 1e-6) + 1) / rate_hz
    return _Grid(even, rate_hz, regular=False)


def _on_grid(
    time_s: NDArray[np.float64], values: NDArray[np.float64], grid: _Grid
) -> NDArray[np.float64]:
    """Interpolate columns, shape (n, m), between frames that are close; gaps stay NaN."""
    if grid.regular:
        return values
    result = np.full((len(grid.time_s), values.shape[1]), np.nan)
    longest_s = max(_LONGEST_BRIDGE_S, 1.5 / grid.rate_hz)
    for column in range(values.shape[1]):
        known = np.isfinite(values[:, column])
        if not known.any():
            continue
        times, series = time_s[known], values[known, column]
        after = np.clip(np.searchsorted(times, grid.time_s), 0, len(times) - 1)
        before = np.clip(after - 1, 0, None)
        apart_s = np.where(grid.time_s == times[after], 0.0, times[after] - times[before])
        inside = (grid.time_s >= times[0]) & (grid.time_s <= times[-1] + 1e-9)
        bridged = inside & (apart_s <= longest_s)
        result[bridged, column] = np.interp(grid.time_s[bridged], times, series)
    return result


def _bridges(bridged: dict[str, int]) -> str:
    named = [f"{name} ({frames})" for name, frames in bridged.items() if frames]
    if not named:
        return "No gap was bridged."
    return f"Bridged in a straight line where nothing was seen (frames): {', '.join(named)}."


def _plain(name: str) -> str:
    """Return a name that cannot break the lines and cells of the format."""
    return " ".join(name.split()).replace("=", "-")
