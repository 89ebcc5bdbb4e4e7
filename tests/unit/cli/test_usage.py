"""What is wrong with a command is said in one line, before any work, with status 2."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.command import Inside, assert_refused

if TYPE_CHECKING:
    from pathlib import Path

VIDEO = "none.mp4"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["dance"], ["No such command 'dance'"]),
        (["--loud"], ["--loud"]),
        (["analyze"], ["VIDEO"]),
        (["analyze", "--loud", VIDEO], ["--loud"]),
        (["analyze", VIDEO, "--exercise", "brigde"], ["brigde", "did you mean 'bridge'"]),
        (
            ["analyze", VIDEO, "--exercise", "bridge", "--variation", "walkout"],
            ["walkout", "did you mean 'walk-out'"],
        ),
        (["analyze", VIDEO, "--exercise", "hip-90-90", "--variation", "walk-out"], ["walk-out"]),
        (["analyze", VIDEO, "--variation", "walk-out"], ["--exercise"]),
        (["analyze", VIDEO, "--side", "up"], ["--side", "'up'", "left", "right"]),
        (["analyze", VIDEO, "--model", "huge"], ["--model", "lite", "full", "heavy"]),
        (["analyze", VIDEO, "--formats", "json,docx"], ["docx", "parquet"]),
        (["analyze", VIDEO, "--jobs", "0"], ["--jobs"]),
        (["analyze", VIDEO, "--jobs", "many"], ["--jobs"]),
        (["analyze", VIDEO, "--locale", "fr"], ["--locale", "en", "de"]),
        (["analyze", VIDEO, "other.mp4", "--json"], ["--json", "--out"]),
        (["analyze", "a/x.mp4", "b/x.mp4"], ["a/x.mp4", "b/x.mp4", "rename"]),
        (["analyze", "x.mp4", "x.mov"], ["x.mp4", "x.mov", "x.json"]),
        (["exercises", "dance"], ["No such command 'dance'"]),
        (["exercises", "show"], ["ID"]),
        (["exercises", "show", "brigde"], ["did you mean 'bridge'"]),
        (["exercises", "check"], ["FILE"]),
        (["coach", "--port", "70000"], ["--port"]),
        (["coach", "--port", "x"], ["--port"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_is_refused(arguments: list[str], words: list[str], hamstrong: Inside) -> None:
    assert_refused(hamstrong(*arguments), 2, *words)
    assert list(hamstrong.folder.iterdir()) == []


def test_a_group_of_commands_alone_shows_its_help(hamstrong: Inside) -> None:
    ended = hamstrong("exercises")
    assert ended.status == 2
    assert "list" in ended.err + ended.out
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("arguments", [["--help"], ["analyze", "--help"], ["exercises", "--help"]])
def test_help_is_no_error(arguments: list[str], hamstrong: Inside) -> None:
    ended = hamstrong(*arguments)
    assert (ended.status, ended.err) == (0, "")
    assert "Usage" in ended.out


def test_the_version(hamstrong: Inside) -> None:
    ended = hamstrong("--version")
    assert (ended.status, ended.err) == (0, "")
    assert ended.out.count(".") == 2


def test_a_name_with_a_line_break_is_still_one_line(hamstrong: Inside) -> None:
    assert_refused(hamstrong("analyze", "bad\nname.mp4"), 3, "no such file")


def test_a_name_that_is_too_long(hamstrong: Inside) -> None:
    assert_refused(hamstrong("analyze", "x" * 300 + ".mp4"), 3, "xxx")


def test_markup_in_a_name_is_a_name(hamstrong: Inside) -> None:
    assert_refused(hamstrong("analyze", "[red]x[/red].mp4"), 3, "[red]x[/red].mp4")


def test_a_file_where_the_folder_should_be(hamstrong: Inside, recording: Path) -> None:
    taken = hamstrong.folder / "taken"
    taken.write_text("mine")
    for out in ("taken", "taken/deeper"):
        assert_refused(hamstrong("analyze", recording, "--out", out), 2, "not a folder", "--out")
    assert taken.read_text() == "mine"


def test_the_annotated_video_needs_the_video(hamstrong: Inside, recording: Path) -> None:
    ended = hamstrong("analyze", recording, "--out", "out", "--formats", "mp4")
    assert_refused(ended, 2, "mp4", "the video")


def test_the_input_is_never_replaced(hamstrong: Inside, recording: Path) -> None:
    before = recording.read_bytes()
    ended = hamstrong("analyze", recording, "--out", ".", "--formats", "keypoints")
    assert_refused(ended, 2, "replace the input")
    assert recording.read_bytes() == before
