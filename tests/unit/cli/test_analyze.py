"""``hamstrong analyze``: what goes to stdout, to stderr, into files; runs that were done before."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.cli.command import assert_refused, program
from tests.unit.pipeline.made import make_recording
from tests.unit.sources.make_video import make_video

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


def test_another_file_s_report_stays(hamstrong: Inside, recording: Path) -> None:
    hamstrong("analyze", recording)
    report = hamstrong.folder / "hamstrong-reports" / "made.json"
    before = report.read_bytes()
    (hamstrong.folder / "card").mkdir()
    other = make_recording(hamstrong.folder / "card" / "made.keypoints.npz")
    for more in ([], ["--json", "--out", "hamstrong-reports"]):
        assert_refused(hamstrong("analyze", other, *more), 2, "another file", "--out", "rename")
    assert report.read_bytes() == before
    assert hamstrong("analyze", other, "--out", "card").status == 0


@pytest.mark.parametrize("more", [[], ["--json"], ["--formats", "json,html,keypoints,trc,mot"]])
def test_a_name_that_is_no_text(more: list[str], tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\xe9.keypoints.npz")
    make_recording(tmp_path / name)
    ended = program("analyze", name, *more, folder=tmp_path)
    assert (ended.status, "Traceback" in ended.err) == (0, False)
    if more != ["--json"]:
        report = tmp_path / "hamstrong-reports" / os.fsdecode(b"\xff\xe9.json")
        assert json.loads(report.read_text("utf-8"))["source"]["path"] == str(tmp_path / name)
        assert program("analyze", name, *more, folder=tmp_path).err.count("--force") >= 2


@pytest.mark.parametrize("more", [[], ["--json"], ["--locale", "de"]])
def test_a_terminal_of_few_letters(
    more: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    make_recording(tmp_path / "Brücke \N{GREEK SMALL LETTER ALPHA}.keypoints.npz")
    ended = program("analyze", *tmp_path.glob("*.npz"), *more, folder=tmp_path)
    assert (ended.status, "Traceback" in ended.err) == (0, False)
    assert ended.out.isascii()
    if "--json" in more:
        assert "Brücke \N{GREEK SMALL LETTER ALPHA}" in json.loads(ended.out)["source"]["path"]


def test_a_report_that_cannot_have_its_name(hamstrong: Inside) -> None:
    video = make_video(hamstrong.folder / f"{'x' * 246}.mp4", size=(160, 120), frames=4)
    ended = hamstrong("analyze", video.name, "--formats", "json,mp4")
    assert_refused(ended, 2, "File name too long", "rename the video")
