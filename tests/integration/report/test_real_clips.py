"""Every report of real recordings, through the real models."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import polars as pl
import pytest
from jsonschema import Draft202012Validator

from hamstrong import analyze
from hamstrong.report import FORMATS, Options, json_text, read_json, write_reports
from hamstrong.sources.video import VideoSource

if TYPE_CHECKING:
    from hamstrong.analysis import Analysis

pytestmark = pytest.mark.slow

# One rep of a known exercise, and one upright video of exercises that are not known.
CLIPS = ("real/physioplus-bridging.mp4", "real/tfjs-squats.mp4")
SCHEMA = Path(__file__).resolve().parents[3] / "docs" / "schemas" / "analysis.schema.json"


@pytest.fixture(scope="module", params=CLIPS)
def reported(
    request: pytest.FixtureRequest, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Analysis, dict[str, Path]]:
    """Analyse a clip and write all its reports."""
    video = shared_data / request.param
    analysis = analyze(video)
    folder = tmp_path_factory.mktemp("reports")
    options = Options(locale="de", film=VideoSource(video))
    paths = write_reports(analysis, folder, "clip", FORMATS, options)
    return analysis, dict(zip(FORMATS, paths, strict=True))


def test_the_json_fulfils_the_schema_and_reads_back(
    reported: tuple[Analysis, dict[str, Path]],
) -> None:
    analysis, paths = reported
    parsed: dict[str, Any] = json.loads(paths["json"].read_text(encoding="utf-8"))
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(parsed)
    assert parsed["summary"]["reps"] == len(analysis.reps)
    assert parsed["exercise"] == analysis.exercise
    assert json_text(read_json(paths["json"]), "de") == paths["json"].read_text(encoding="utf-8")


def test_the_tables_have_a_row_a_frame(reported: tuple[Analysis, dict[str, Path]]) -> None:
    analysis, paths = reported
    with paths["csv"].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    table = pl.read_parquet(paths["parquet"])
    assert len(rows) == table.height == analysis.video.frames == len(analysis.track)
    assert list(rows[0]) == table.columns
    counted = table["rep"].drop_nulls().unique().sort().to_list()
    assert counted == [rep.index for rep in analysis.reps]


def test_opensim_files_have_a_row_a_frame(reported: tuple[Analysis, dict[str, Path]]) -> None:
    analysis, paths = reported
    markers = paths["trc"].read_text(encoding="utf-8").splitlines()
    assert markers[2].split("\t")[2] == str(len(analysis.track))
    assert len(markers) == 6 + len(analysis.track)
    motion = paths["mot"].read_text(encoding="utf-8").splitlines()
    assert f"nRows={len(analysis.track)}" in motion
    assert "nan" not in "".join(motion).lower()


def test_the_page_shows_each_rep(reported: tuple[Analysis, dict[str, Path]]) -> None:
    analysis, paths = reported
    page = paths["html"].read_text(encoding="utf-8")
    shown = min(12, len(analysis.reps) + len(analysis.attempts))
    assert page.count("data:image/webp;base64,") == 3 * shown
    assert paths["html"].stat().st_size < 3_000_000


def test_the_annotated_video_has_every_picture(
    reported: tuple[Analysis, dict[str, Path]],
) -> None:
    analysis, paths = reported
    with av.open(str(paths["mp4"])) as container:
        times = [float(frame.time or 0.0) for frame in container.decode(video=0)]
    assert len(times) == len(analysis.track)
    wanted = analysis.track.time_s - analysis.track.time_s[0]
    assert max(abs(times - wanted)) < 1e-3
