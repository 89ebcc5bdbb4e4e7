"""The angle table as CSV and Parquet."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from hamstrong.report.angle_table import phase_of_frames, rep_of_frames, write_csv, write_parquet
from tests.unit.report.report_sample import make_analysis, make_rep

if TYPE_CHECKING:
    from pathlib import Path


def test_each_frame_knows_its_rep() -> None:
    analysis = make_analysis()
    owner = rep_of_frames(analysis)
    time_s = analysis.angles.time_s
    for rep in analysis.reps:
        inside = (time_s >= rep.start_s) & (time_s <= rep.end_s)
        assert set(owner[inside].tolist()) == {rep.index}
    assert owner[0] == -1
    assert owner[time_s == 16.0].tolist() == [-1]


def test_reps_that_touch_share_no_frame() -> None:
    reps = (make_rep(0, 3.0), make_rep(1, 6.0))
    owner = rep_of_frames(make_analysis(reps=reps))
    time_s = make_analysis().angles.time_s
    assert owner[time_s == 4.48].tolist() == [0]
    assert owner[time_s == 4.52].tolist() == [1]


def test_each_frame_knows_its_phase() -> None:
    analysis = make_analysis()
    phases = dict(zip(analysis.angles.time_s.tolist(), phase_of_frames(analysis), strict=True))
    assert phases[0.0] is None
    assert phases[1.6] == "out"
    assert phases[3.0] == "hold"
    assert phases[4.0] == "back"


def test_the_csv_has_a_row_a_frame_and_empty_cells_for_gaps(tmp_path: Path) -> None:
    analysis = make_analysis()
    write_csv(analysis, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["time_s", *analysis.angles.columns, "phase", "rep"]
    assert len(rows) == len(analysis.angles.time_s)
    assert rows[75]["time_s"] == "3.0000"
    assert rows[75]["rep"] == "0"
    assert rows[75]["phase"] == "hold"
    assert rows[0]["rep"] == ""
    assert rows[430]["hip_flexion_left_deg"] == ""


def test_the_parquet_file_keeps_the_full_precision(tmp_path: Path) -> None:
    analysis = make_analysis()
    write_parquet(analysis, tmp_path / "a.parquet")
    table = pl.read_parquet(tmp_path / "a.parquet")
    assert table.columns == ["time_s", *analysis.angles.columns, "phase", "rep"]
    hip = table["hip_flexion_left_deg"].to_numpy()
    np.testing.assert_array_equal(hip, analysis.angles.columns["hip_flexion_left_deg"])
    assert table["hip_flexion_left_deg"].null_count() == np.count_nonzero(~analysis.track.found)
    assert table["hip_flexion_left_deg"].is_nan().sum() == 0
    assert table["rep"].dtype == pl.Int32
