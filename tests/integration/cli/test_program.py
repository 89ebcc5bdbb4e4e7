"""The program as a whole: exit statuses, streams, full disks, Ctrl-C."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.command import assert_refused, program, start
from tests.unit.pipeline.made import make_recording
from tests.unit.sources.make_video import make_video

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.slow

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and devices as on POSIX")
BRIDGE = "real/physioplus-bridging.mp4"


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    return make_recording(tmp_path / "made.keypoints.npz")


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if ".part" in path.name)


def test_a_real_video_from_end_to_end(shared_data: Path, tmp_path: Path) -> None:
    video = shared_data / BRIDGE
    ended = program(
        *("analyze", video, "--model", "lite", "--out", "out", "--formats", "json,keypoints"),
        folder=tmp_path,
    )
    assert ended.status == 0, ended.err
    document = json.loads((tmp_path / "out" / "physioplus-bridging.json").read_text("utf-8"))
    assert (document["exercise"], document["summary"]["reps"]) == ("bridge", 1)
    assert document["video"]["frames"] == 91
    assert document["tracked_ratio"] > 0.95

    saved = tmp_path / "out" / "physioplus-bridging.keypoints.npz"
    again = program("analyze", saved, "--json", folder=tmp_path)
    assert (again.status, again.err) == (0, "")
    repeated = json.loads(again.out)
    assert (document.pop("source")["path"], repeated.pop("source")["path"]) == (
        str(video.resolve()),
        str(saved.resolve()),
    )
    assert repeated == document


@POSIX
@pytest.mark.parametrize("arguments", [["--json"], ["--out", "out"]])
def test_a_full_disk_under_stdout(arguments: list[str], recording: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no /dev/full here")
    with full.open("w") as out:
        done = subprocess.run(
            [sys.executable, "-m", "hamstrong", "analyze", str(recording), *arguments],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            cwd=recording.parent,
            check=False,
        )
    assert done.returncode == 2
    assert [line for line in done.stderr.splitlines() if line.startswith("hamstrong: ")] == [
        "hamstrong: The result cannot be printed (No space left on device): print it elsewhere."
    ]
    assert "Traceback" not in done.stderr


@POSIX
def test_a_reader_that_goes_away(tmp_path: Path) -> None:
    with start("exercises", "show", "bridge", folder=tmp_path) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert child.stderr.read() == ""


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 64 kB; only root may, and not in every container."""
    mount = shutil.which("mount")
    if mount is None or sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can mount a tiny disk")
    folder = tmp_path / "tiny"
    folder.mkdir()
    command = [mount, "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting is not allowed here")
    try:
        yield folder
    finally:
        subprocess.run(["/usr/bin/env", "umount", str(folder)], check=True)


@pytest.mark.parametrize("formats", ["json,csv", "json,keypoints", "json,html"])
def test_a_full_disk_under_the_reports(formats: str, tiny_disk: Path, recording: Path) -> None:
    ended = program(
        *("analyze", recording, "--out", tiny_disk, "--formats", formats), folder=tiny_disk.parent
    )
    assert_refused(ended, 2, str(tiny_disk), "written")
    assert leftovers(tiny_disk) == []
    for path in tiny_disk.glob("*.json"):
        assert json.loads(path.read_text("utf-8"))["summary"]["reps"] == 2


@POSIX
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_terminal_shows_how_far_each_video_is(jobs: str, tmp_path: Path) -> None:
    """Nobody is in these videos, so that their bars are of the looking alone."""
    for name in ("one.mp4", "two.mp4"):
        make_video(tmp_path / name, size=(320, 240), frames=60)
    shown = watched("analyze", "one.mp4", "two.mp4", "--model", "lite", "--jobs", jobs,
                    folder=tmp_path)  # fmt: skip
    for name in ("one.mp4", "two.mp4"):
        assert re.search(rf"{name} .*\b[1-9]\d*/60 frames", shown), shown[-2000:]


@POSIX
def test_a_terminal_shows_that_the_video_is_being_drawn(shared_data: Path, tmp_path: Path) -> None:
    (tmp_path / "one.mp4").symlink_to(shared_data / BRIDGE)
    shown = watched("analyze", "one.mp4", "--model", "lite", "--formats", "mp4", folder=tmp_path)
    assert re.search(r"one\.mp4, drawing .*\b[1-9]\d*/\d+ frames", shown), shown[-2000:]


def watched(*arguments: str, folder: Path) -> str:
    """Run the program with a terminal as stderr; return what that showed."""
    import pty

    ours, theirs = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "120", "LINES": "40"}
    with subprocess.Popen(
        [sys.executable, "-m", "hamstrong", *arguments],
        cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=theirs,
    ):  # fmt: skip
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # how a terminal ends on Linux
            while chunk := os.read(ours, 65_536):
                shown += chunk
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode())


def wait_for(child: subprocess.Popen[str], sign: Path, seconds: float = 200.0) -> None:
    """Wait until a file of this name pattern is there, while the program runs."""
    end_s = time.monotonic() + seconds
    while time.monotonic() < end_s and child.poll() is None:
        if any(sign.parent.glob(sign.name)):
            return
        time.sleep(0.01)
    pytest.fail(f"no {sign.name} was written")


def group_is_gone(group: int, seconds: float = 30.0) -> bool:
    end_s = time.monotonic() + seconds
    while time.monotonic() < end_s:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def interrupt(
    child: subprocess.Popen[str], sent: signal.Signals = signal.SIGINT
) -> tuple[str, str]:
    """Press Ctrl-C as in a terminal: the whole process group gets the signal."""
    os.killpg(child.pid, sent)
    try:
        return child.communicate(timeout=60)
    finally:
        with contextlib.suppress(ProcessLookupError):
            if child.returncode is None:
                os.killpg(child.pid, signal.SIGKILL)


@POSIX
@pytest.mark.parametrize(
    ("jobs", "sent"), [("1", signal.SIGINT), ("2", signal.SIGINT), ("1", signal.SIGTERM)]
)
def test_the_end_while_a_report_is_written(
    jobs: str, sent: signal.Signals, shared_data: Path, tmp_path: Path
) -> None:
    """The annotated video takes long to write: then the file of another name is there."""
    videos: list[Path] = []
    for name in ("one.mp4", "two.mp4"):
        videos.append(tmp_path / name)
        videos[-1].symlink_to(shared_data / BRIDGE)
    with start(
        "analyze",
        *videos,
        *("--model", "lite", "--jobs", jobs, "--out", "out", "--formats", "json,mp4"),
        folder=tmp_path,
    ) as child:
        (tmp_path / "out").mkdir()
        wait_for(child, tmp_path / "out" / "*.json")
        wait_for(child, tmp_path / "out" / ".*.part")
        out, err = interrupt(child, sent)
    assert out == ""
    if sent == signal.SIGINT:
        assert child.returncode == 130, err
        assert err.splitlines()[-1].startswith("hamstrong: stopped")
    else:
        assert child.returncode == 143, err
    assert "Traceback" not in err
    assert leftovers(tmp_path) == []
    assert not list((tmp_path / "out").glob("*.annotated.mp4"))
    for path in (tmp_path / "out").glob("*.json"):
        assert json.loads(path.read_text("utf-8"))["summary"]["reps"] == 1
    assert group_is_gone(child.pid)


@POSIX
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_while_videos_are_looked_at(jobs: str, shared_data: Path, tmp_path: Path) -> None:
    videos = [
        shared_data / "clips" / f"{name}.mp4"
        for name in ("o2-leg-activation-front-faults", "o8-bridge-standard-faults")
    ]
    with start(
        "analyze", *videos, "--model", "heavy", "--jobs", jobs, "--out", "out", folder=tmp_path
    ) as child:
        time.sleep(6.0)
        assert child.poll() is None
        out, err = interrupt(child)
    assert child.returncode == 130, err
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith("hamstrong: stopped")
    assert not (tmp_path / "out").exists()
    assert group_is_gone(child.pid)
