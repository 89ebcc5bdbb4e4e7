"""Several reports at once, and what the package offers."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import hamstrong.report
from hamstrong.errors import OutputError, UnknownNameError, UsageError
from hamstrong.report import FORMATS, Options, parse_formats, write_reports
from tests.unit.report.report_sample import TEXTS, GreyFilm, make_analysis

if TYPE_CHECKING:
    from pathlib import Path

ANALYSIS = make_analysis()


def _options() -> Options:
    return Options(film=GreyFilm(ANALYSIS.track.time_s[:60]), texts=TEXTS)


def test_every_format_is_written_under_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "reports"
    paths = write_reports(ANALYSIS, folder, "monday", FORMATS, _options())
    assert [path.name for path in paths] == [
        "monday.json",
        "monday.csv",
        "monday.parquet",
        "monday.trc",
        "monday.mot",
        "monday.html",
        "monday.annotated.mp4",
    ]
    assert sorted(folder.iterdir()) == sorted(paths)
    assert all(path.stat().st_size > 500 for path in paths)


def test_an_unknown_format_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(
        UnknownNameError, match="'pdf'; use json, csv, parquet, trc, mot, html, mp4"
    ):
        write_reports(ANALYSIS, tmp_path / "out", "a", ["json", "pdf"])
    assert not (tmp_path / "out").exists()


def test_the_annotated_video_needs_the_video(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="mp4 needs the video"):
        write_reports(ANALYSIS, tmp_path / "out", "a", ["json", "mp4"])
    assert not (tmp_path / "out").exists()


def test_formats_are_named_loosely_and_once() -> None:
    assert [known.name for known in parse_formats([" JSON", "html", "json", ""])] == [
        "json",
        "html",
    ]


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"file.*choose another folder"):
        write_reports(ANALYSIS, tmp_path / "file" / "out", "a", ["json"])


def test_the_public_names_are_sorted_and_there() -> None:
    assert sorted(hamstrong.report.__all__) == hamstrong.report.__all__
    for name in hamstrong.report.__all__:
        assert getattr(hamstrong.report, name) is not None
    assert set(hamstrong.report._HOMES) == set(hamstrong.report.__all__)
    with pytest.raises(AttributeError, match="no attribute 'write_pdf'"):
        hamstrong.report.write_pdf  # noqa: B018


def test_importing_the_reports_loads_nothing_heavy() -> None:
    script = "import sys, hamstrong.report as r; r.FORMATS; print(sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    for heavy in ("cv2", "av", "polars", "jinja2", "scipy", "rich"):
        assert f"'{heavy}'" not in done.stdout
