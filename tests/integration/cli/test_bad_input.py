"""Files that are no video of a person: the program says so in one line and writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.unit.cli.command import assert_refused, program
from tests.unit.sources.make_video import make_sound, make_video

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.slow


def _text(path: Path) -> None:
    path.write_text("these are the notes of my last training\n" * 50)


def _cut(path: Path) -> None:
    data = make_video(path).read_bytes()
    path.write_bytes(data[: data.index(b"moov") - 4])


def _room(path: Path) -> None:
    make_video(path, size=(320, 240), frames=12)


def _link_to_nowhere(path: Path) -> None:
    path.symlink_to("gone.mp4")


FILES: dict[str, tuple[str, Callable[[Path], Any], int, str]] = {
    "missing": ("a.mp4", lambda _: None, 3, "no such file"),
    "a link to nowhere": ("a.mp4", _link_to_nowhere, 3, "no such file"),
    "a folder": ("a.mp4", lambda path: path.mkdir(), 3, "folder"),
    "empty": ("a.mp4", lambda path: path.touch(), 3, "empty"),
    "text": ("a.mp4", _text, 3, "not a video"),
    "noise": ("a.mov", lambda path: path.write_bytes(np.random.default_rng(1).bytes(9999)), 3,
              "not a video"),
    "sound only": ("a.m4a", make_sound, 3, "only sound"),
    "cut before its index": ("a.mp4", _cut, 3, "cut off"),
    "one picture": ("a.mkv", lambda path: make_video(path, frames=1), 3, "only one picture"),
    "nobody in it": ("a.mp4", _room, 4, "nobody"),
    "nobody, a rotated gray film": (
        "a.mkv", lambda path: make_video(path, frames=9, codec="ffv1", pix_fmt="gray"), 4, "nobody",
    ),
    "no recording": ("a.keypoints.npz", _text, 3, "damaged"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "write", "status", "words"), FILES.values(), ids=FILES)
def test_is_refused(
    name: str, write: Callable[[Path], Any], status: int, words: str, tmp_path: Path
) -> None:
    write(tmp_path / name)
    before = sorted(tmp_path.rglob("*"))
    ended = program("analyze", name, "--model", "lite", folder=tmp_path)
    assert_refused(ended, status, name, words)
    assert sorted(tmp_path.rglob("*")) == before


def test_the_worst_status_of_several_counts(tmp_path: Path) -> None:
    _room(tmp_path / "room.mp4")
    _text(tmp_path / "text.mp4")
    ended = program(
        "analyze", "text.mp4", "room.mp4", "--model", "lite", "--jobs", "2", folder=tmp_path
    )
    assert ended.status == 4
    assert sorted(line.split(":")[1].strip() for line in ended.err.splitlines()) == [
        "room.mp4",
        "text.mp4",
    ]
    assert not (tmp_path / "hamstrong-reports").exists()
