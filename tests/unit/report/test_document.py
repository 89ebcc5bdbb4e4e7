"""The JSON document keeps its contract."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from hamstrong.errors import InputError
from hamstrong.report.document import document, json_text, read_json, write_json
from tests.unit.report.report_sample import make_analysis, make_empty_analysis, make_fault, make_rep

if TYPE_CHECKING:
    from pathlib import Path

TOP = [
    "schema",
    "video",
    "exercise",
    "variation",
    "tracked_ratio",
    "reps",
    "attempts",
    "summary",
    "segments",
    "angles",
    "warnings",
]
REP = [
    "index",
    "side",
    "stage",
    "start_s",
    "peak_s",
    "end_s",
    "hold_s",
    "rom_deg",
    "score",
    "faults",
]


def _parsed(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    parsed: dict[str, Any] = json.loads(json_text(make_analysis(**changes)), parse_constant=refuse)
    return parsed


def test_the_keys_of_the_contract_come_first_and_in_order() -> None:
    parsed = _parsed()
    assert list(parsed)[: len(TOP)] == TOP
    assert list(parsed["video"]) == ["path", "fps", "frames", "duration_s", "width", "height"]
    for rep in (*parsed["reps"], *parsed["attempts"]):
        assert list(rep)[: len(REP)] == REP
        assert rep["exercise"] == "bridge"
        assert rep["variation"] == "standard"
    assert list(parsed["summary"]) == ["reps", "attempts", "mean_rom_deg", "mean_hold_s", "score"]
    assert list(parsed["segments"][0])[:5] == [
        "exercise",
        "variation",
        "start_s",
        "end_s",
        "reps",
    ]
    assert next(iter(parsed["angles"])) == "time_s"


def test_angles_are_rounded_to_hundredths_and_gaps_are_null() -> None:
    angles = _parsed()["angles"]
    hip = angles["hip_flexion_left_deg"]
    assert hip[0] == 80.12
    assert None in hip
    assert set(angles["pelvis_tilt_deg"]) == {None}
    assert {len(column) for column in angles.values()} == {500}


def test_times_are_rounded_to_milliseconds() -> None:
    rep = make_rep(0, 3.0, start_s=1.23456, hold_s=0.98765)
    parsed = _parsed(reps=(rep,))
    assert parsed["reps"][0]["start_s"] == 1.235
    assert parsed["reps"][0]["hold_s"] == 0.988


def test_a_fault_is_listed_once_and_described_in_full() -> None:
    rep = make_rep(0, 8.0, make_fault(), make_fault(at_s=9.0, limit=math.nan))
    parsed = _parsed(reps=(rep,))["reps"][0]
    assert parsed["faults"] == ["hips-not-extended"]
    assert [fault["limit"] for fault in parsed["fault_details"]] == [10.0, None]


def test_an_analysis_without_reps_has_no_means() -> None:
    parsed = document(make_empty_analysis())
    assert parsed["exercise"] is None
    assert parsed["summary"]["mean_rom_deg"] is None
    assert parsed["segments"] == []


def test_no_minus_zero_and_no_infinity_reach_the_file() -> None:
    analysis = make_analysis()
    column = np.full(len(analysis.angles.time_s), -0.001)
    column[1] = np.inf
    angles = replace(analysis.angles, columns={"x_deg": column})
    listed = document(replace(analysis, angles=angles))["angles"]["x_deg"]
    assert math.copysign(1.0, listed[0]) == 1.0
    assert listed[1] is None


def test_a_document_reads_back_as_it_was_written(tmp_path: Path) -> None:
    analysis = make_analysis()
    write_json(analysis, tmp_path / "a.json")
    again = read_json(tmp_path / "a.json")
    assert json_text(again) == json_text(analysis)
    assert again.segments == analysis.segments
    assert again.reps[1].faults == analysis.reps[1].faults
    assert len(again.track) == 0


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("", "not an analysis", id="empty"),
        pytest.param("[1, 2]", "not an analysis", id="another-json"),
        pytest.param('{"schema": "hamstrong.analysis/99"}', "analyze the video again", id="newer"),
        pytest.param('{"schema": "hamstrong.analysis/1"}', "not an analysis", id="nothing-in-it"),
    ],
)
def test_another_file_is_refused_in_one_line(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(InputError, match=message) as caught:
        read_json(path)
    assert str(path) in caught.value.message


def test_a_missing_document_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.json cannot be read"):
        read_json(tmp_path / "gone.json")


@pytest.mark.parametrize("key", [*TOP[1:], "uncertainty", "model"])
def test_a_document_that_lacks_a_part_is_refused(tmp_path: Path, key: str) -> None:
    parsed = _parsed()
    del parsed[key]
    path = tmp_path / "a.json"
    path.write_text(json.dumps(parsed))
    with pytest.raises(InputError):
        read_json(path)
