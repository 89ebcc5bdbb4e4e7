"""``hamstrong analyze``: what goes to stdout, to stderr, into files; runs that were done before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.pipeline.made import make_recording

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.cli.command import Ended, Inside


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def parsed(ended: Ended) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(ended.out)
    return document


def test_a_table_on_stdout_and_the_files_on_stderr(hamstrong: Inside, recording: Path) -> None:
    ended = hamstrong("analyze", recording)
    assert ended.status == 0
    assert "Bridge" in ended.out
    reports = hamstrong.folder / "hamstrong-reports"
    assert names(reports) == ["made.html", "made.json"]
    assert ended.err.splitlines() == [
        "hamstrong-reports/made.json",
        "hamstrong-reports/made.html",
    ]


def test_json_is_all_there_is_on_stdout(hamstrong: Inside, recording: Path) -> None:
    ended = hamstrong("analyze", recording, "--json")
    assert (ended.status, ended.err) == (0, "")
    document = parsed(ended)
    assert document["schema"] == "hamstrong.analysis/1"
    assert (document["exercise"], document["summary"]["reps"]) == ("bridge", 2)
    assert names(hamstrong.folder) == ["made.keypoints.npz"]


def test_json_and_files(hamstrong: Inside, recording: Path) -> None:
    ended = hamstrong("analyze", recording, "--json", "--out", "out", "--formats", "csv")
    assert names(hamstrong.folder / "out") == ["made.csv", "made.json"]
    report = (hamstrong.folder / "out" / "made.json").read_text("utf-8")
    assert json.loads(report) == parsed(ended)


@pytest.mark.parametrize(
    ("formats", "expected"),
    [
        ("json", ["made.json"]),
        (" JSON , csv ,", ["made.csv", "made.json"]),
        ("parquet,trc,mot", ["made.json", "made.mot", "made.parquet", "made.trc"]),
        ("keypoints", ["made.json", "made.keypoints.npz"]),
    ],
)
def test_formats(formats: str, expected: list[str], hamstrong: Inside, recording: Path) -> None:
    ended = hamstrong("analyze", recording, "--out", "out", "--formats", formats)
    assert ended.status == 0
    assert names(hamstrong.folder / "out") == expected


def test_what_is_known_is_asked(hamstrong: Inside, recording: Path) -> None:
    ended = hamstrong(
        "analyze",
        recording,
        "--json",
        *("--exercise", "bridge", "--variation", "single-leg", "--side", "left"),
    )
    assert parsed(ended)["question"] == ["bridge", "single-leg", "left"]
    assert parsed(ended)["variation"] == "single-leg"


def test_the_language_of_the_reports(hamstrong: Inside, recording: Path) -> None:
    ended = hamstrong("analyze", recording, "--locale", "de")
    assert "Brücke" in ended.out
    page = (hamstrong.folder / "hamstrong-reports" / "made.html").read_text("utf-8")
    assert 'lang="de"' in page


def test_a_second_run_says_that_it_was_done(hamstrong: Inside, recording: Path) -> None:
    first = hamstrong("analyze", recording)
    report = hamstrong.folder / "hamstrong-reports" / "made.json"
    written = report.stat().st_mtime_ns
    again = hamstrong("analyze", recording)
    assert (again.status, again.out) == (0, first.out)
    assert again.err.count("--force") == 2
    assert report.stat().st_mtime_ns == written
    forced = hamstrong("analyze", recording, "--force")
    assert "earlier" not in forced.err
    assert report.stat().st_mtime_ns > written


def test_several_are_told_one_by_one_and_summed_up(hamstrong: Inside, recording: Path) -> None:
    make_recording(hamstrong.folder / "second.keypoints.npz")
    ended = hamstrong("analyze", recording, "second.keypoints.npz", "--formats", "json")
    assert ended.status == 0
    assert ended.err.splitlines() == [
        "[1/2] made.keypoints.npz: done",
        "[2/2] second.keypoints.npz: done",
    ]
    assert ended.out.count("keypoints.npz") == 2


def test_a_bad_one_among_several(hamstrong: Inside, recording: Path) -> None:
    ended = hamstrong("analyze", "none.mp4", recording, "--formats", "json")
    assert ended.status == 3
    assert ended.err.splitlines()[0].startswith("hamstrong: none.mp4: ")
    assert ended.err.splitlines()[1] == "[2/2] made.keypoints.npz: done"
    assert names(hamstrong.folder / "hamstrong-reports") == ["made.json"]


def test_the_same_video_twice_is_one(hamstrong: Inside, recording: Path) -> None:
    ended = hamstrong("analyze", recording, recording, "--formats", "json")
    assert (ended.status, ended.err) == (0, "hamstrong-reports/made.json\n")
