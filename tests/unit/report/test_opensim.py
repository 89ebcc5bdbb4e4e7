"""OpenSim files, read back by strict readers of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from hamstrong.errors import OutputError
from hamstrong.pose import Keypoint, PoseTrack
from hamstrong.report.opensim import (
    MARKER_NAMES,
    coordinate_name,
    mot_text,
    trc_text,
    write_mot,
    write_trc,
)
from tests.unit.report.report_sample import FPS, GAP_S, make_analysis

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


class _Trc(NamedTuple):
    rate: float
    units: str
    markers: list[str]
    time_s: NDArray[np.float64]
    places: NDArray[np.float64]


def _read_trc(text: str) -> _Trc:
    lines = text.split("\n")
    assert lines[0].split("\t")[:3] == ["PathFileType", "4", "(X/Y/Z)"]
    head = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=True))
    names = lines[3].split("\t")
    assert names[:2] == ["Frame#", "Time"]
    markers = names[2::3][: int(head["NumMarkers"])]
    labels = lines[4].split("\t")
    assert labels[2:] == [f"{axis}{n + 1}" for n in range(len(markers)) for axis in "XYZ"]
    assert lines[5] == ""
    assert lines[-1] == ""
    rows = [line.split("\t") for line in lines[6:-1]]
    assert len(rows) == int(head["NumFrames"]) == int(head["OrigNumFrames"])
    assert {len(row) for row in rows} == {2 + 3 * len(markers)}
    assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
    values = np.array([[float(cell) for cell in row[1:]] for row in rows])
    assert head["DataRate"] == head["CameraRate"] == head["OrigDataRate"]
    return _Trc(
        float(head["DataRate"]),
        head["Units"],
        markers,
        values[:, 0],
        values[:, 1:].reshape(len(rows), -1, 3),
    )


def _read_mot(text: str) -> tuple[dict[str, str], dict[str, NDArray[np.float64]]]:
    head, _, body = text.partition("\nendheader\n")
    fields = dict(line.split("=") for line in head.split("\n") if "=" in line)
    lines = body.split("\n")
    assert lines[-1] == ""
    names = lines[0].split("\t")
    values = np.array([[float(cell) for cell in line.split("\t")] for line in lines[1:-1]])
    assert values.shape == (int(fields["nRows"]), int(fields["nColumns"]))
    return fields, dict(zip(names, values.T, strict=True))


def test_markers_are_named_as_in_pose2sim() -> None:
    assert len(set(MARKER_NAMES)) == 33
    for keypoint, name in (
        (Keypoint.NOSE, "Nose"),
        (Keypoint.LEFT_EYE, "LEye"),
        (Keypoint.RIGHT_HIP, "RHip"),
        (Keypoint.LEFT_KNEE, "LKnee"),
        (Keypoint.RIGHT_FOOT_INDEX, "RBigToe"),
        (Keypoint.LEFT_INDEX, "LIndex"),
        (Keypoint.RIGHT_HEEL, "RHeel"),
    ):
        assert MARKER_NAMES[keypoint] == name


def test_markers_are_metres_with_y_up_and_x_towards_the_camera() -> None:
    analysis = make_analysis()
    trc = _read_trc(trc_text(analysis, "a.trc"))
    assert (trc.rate, trc.units, trc.markers) == (FPS, "m", list(MARKER_NAMES))
    world = analysis.track.world_m[75]
    at_75 = trc.places[75]
    np.testing.assert_allclose(at_75[:, 0], -world[:, 2], atol=1e-6)
    np.testing.assert_allclose(at_75[:, 1], -world[:, 1], atol=1e-6)
    np.testing.assert_allclose(at_75[:, 2], -world[:, 0], atol=1e-6)


def test_the_axes_are_turned_not_mirrored() -> None:
    corner = np.eye(3, dtype=np.float32)
    track = PoseTrack(
        np.array([0.0, 0.04]),
        np.zeros((2, 33, 3), np.float32),
        np.zeros((2, 33, 3), np.float32),
        np.ones((2, 33), np.float32),
        np.ones(2, np.float32),
        10,
        10,
    )
    track.world_m[:, :3] = corner
    axes = _read_trc(trc_text(make_analysis(track=track), "a.trc")).places[0, :3]
    assert np.linalg.det(axes) == pytest.approx(1.0)


def test_markers_that_were_not_seen_are_gaps() -> None:
    trc = _read_trc(trc_text(make_analysis(), "a.trc"))
    gone = (trc.time_s >= GAP_S[0]) & (trc.time_s < GAP_S[1] - 1e-9)
    assert np.isnan(trc.places[gone]).all()
    assert np.isfinite(trc.places[~gone]).all()


def test_varying_times_are_resampled_to_the_mean_rate() -> None:
    steady = np.arange(500) / FPS
    uneven = steady + 0.008 * np.sin(np.arange(500))
    trc = _read_trc(trc_text(make_analysis(uneven), "a.trc"))
    np.testing.assert_allclose(np.diff(trc.time_s), 1.0 / trc.rate, atol=2e-6)
    assert trc.rate == pytest.approx(FPS, rel=1e-3)
    hip = trc.places[:, Keypoint.LEFT_SHOULDER, 1]
    exact = _read_trc(trc_text(make_analysis(trc.time_s), "b.trc"))
    seen = np.isfinite(hip) & np.isfinite(exact.places[:, Keypoint.LEFT_SHOULDER, 1])
    assert seen.mean() > 0.95
    np.testing.assert_allclose(hip[seen], exact.places[seen, Keypoint.LEFT_SHOULDER, 1], atol=0.01)
    gone = (trc.time_s > GAP_S[0] + 0.1) & (trc.time_s < GAP_S[1] - 0.1)
    assert np.isnan(hip[gone]).all()


@pytest.mark.parametrize(
    ("column", "coordinate"),
    [
        ("hip_flexion_left_deg", "hip_flexion_l"),
        ("knee_flexion_right_deg", "knee_angle_r"),
        ("ankle_dorsiflexion_left_deg", "ankle_angle_l"),
        ("hip_rotation_right_deg", "hip_rotation_r"),
        ("pelvis_tilt_deg", "pelvis_list"),
        ("trunk_forward_deg", "pelvis_tilt"),
        ("shank_frontal_left_deg", "shank_frontal_l"),
    ],
)
def test_angles_have_the_names_of_opensim(column: str, coordinate: str) -> None:
    assert coordinate_name(column) == coordinate


def test_the_motion_has_no_gap_and_says_what_was_bridged() -> None:
    analysis = make_analysis()
    text = mot_text(analysis, "a")
    fields, columns = _read_mot(text)
    assert fields["inDegrees"] == "yes"
    assert list(columns) == [
        "time",
        "hip_flexion_l",
        "hip_flexion_r",
        "knee_angle_l",
        "pelvis_tilt",
    ]
    missing = int(np.count_nonzero(~analysis.track.found))
    assert f"hip_flexion_l ({missing})" in text
    assert "trunk_forward (" not in text
    known = analysis.track.found
    np.testing.assert_allclose(
        columns["hip_flexion_l"][known],
        analysis.angles.columns["hip_flexion_left_deg"][known],
        atol=1e-5,
    )


def test_roles_are_not_repeated_in_the_motion() -> None:
    analysis = make_analysis()
    columns = {**analysis.angles.columns, "hip_flexion_near_deg": analysis.angles.time_s}
    angles = replace(analysis.angles, columns=columns)
    _, read = _read_mot(mot_text(replace(analysis, angles=angles), "a"))
    assert "hip_flexion_n" not in read
    assert "hip_flexion_near" not in read


def test_a_nasty_name_breaks_neither_file(tmp_path: Path) -> None:
    name = "a\tb=c\nendheader"
    _read_trc(trc_text(make_analysis(), name))
    fields, _ = _read_mot(mot_text(make_analysis(), name))
    assert set(fields) == {"version", "nRows", "nColumns", "inDegrees"}
    write_trc(make_analysis(), tmp_path / "a.trc")
    write_mot(make_analysis(), tmp_path / "a.mot")
    assert (tmp_path / "a.trc").read_text().startswith("PathFileType\t4\t(X/Y/Z)\ta.trc\n")


def test_an_analysis_without_keypoints_is_refused(tmp_path: Path) -> None:
    analysis = make_analysis(track=PoseTrack.from_frames([], 10, 10))
    with pytest.raises(OutputError, match="holds no keypoints"):
        write_trc(analysis, tmp_path / "a.trc")
    assert list(tmp_path.iterdir()) == []


def test_an_analysis_without_frames_is_refused(tmp_path: Path) -> None:
    analysis = make_analysis()
    nothing = replace(analysis.angles, time_s=np.empty(0), columns={})
    with pytest.raises(OutputError, match="holds no frames"):
        write_mot(replace(analysis, angles=nothing), tmp_path / "a.mot")


def test_a_bridge_lies_as_opensim_counts_it() -> None:
    """Its pelvis turns about the axis to the right: backwards is positive, on the back 90."""
    _, columns = _read_mot(mot_text(make_analysis(), "a"))
    assert columns["pelvis_tilt"] == pytest.approx(88.0)


def test_a_long_gap_does_not_thin_the_frames() -> None:
    time_s = np.arange(250) / FPS
    time_s[125:] += 60.0
    trc = _read_trc(trc_text(make_analysis(time_s), "a"))
    assert trc.rate == pytest.approx(FPS)
    assert len(trc.time_s) == pytest.approx(60.0 * FPS + 250, abs=2)
    inside = (trc.time_s > 10.0) & (trc.time_s < 60.0)
    assert np.isnan(trc.places[inside]).all()
    _, columns = _read_mot(mot_text(make_analysis(time_s), "a"))
    assert columns["time"][1] == pytest.approx(1 / FPS)


def test_the_rows_have_an_end_whatever_the_times() -> None:
    time_s = np.sort(np.concatenate([np.arange(60) * 0.001, [80_000.0]]))
    assert len(_read_trc(trc_text(make_analysis(time_s), "a")).time_s) <= 100_001
