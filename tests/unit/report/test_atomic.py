"""Files appear whole or not at all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from hamstrong.errors import OutputError, VideoError
from hamstrong.report.atomic import replacing, write_bytes, write_text

if TYPE_CHECKING:
    from pathlib import Path


def _write_half(path: Path, trouble: BaseException) -> None:
    with replacing(path) as temporary:
        temporary.write_text("ne")
        raise trouble


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_written_file_has_the_text_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "größer\n")
    assert (tmp_path / "a.txt").read_bytes() == "größer\n".encode()
    assert _names(tmp_path) == ["a.txt"]


def test_a_file_may_be_read_by_those_the_user_lets(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a", b"1")
    (tmp_path / "b").write_bytes(b"1")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


@pytest.mark.parametrize("trouble", [KeyboardInterrupt, VideoError, ValueError])
def test_what_goes_wrong_half_way_leaves_the_old_file(
    tmp_path: Path, trouble: type[BaseException]
) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    with pytest.raises(trouble):
        _write_half(path, trouble("stop"))
    assert path.read_text() == "old"
    assert _names(tmp_path) == ["a.json"]


def test_a_full_disk_is_said_in_one_line(tmp_path: Path) -> None:
    with (
        pytest.raises(OutputError, match="disk is full; free some space") as caught,
        replacing(tmp_path / "a.json"),
    ):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert "\n" not in caught.value.message
    assert _names(tmp_path) == []


def test_a_disk_that_fills_up_while_writing_leaves_nothing(tmp_path: Path) -> None:
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from hamstrong.errors import OutputError\n"
        "from hamstrong.report.atomic import write_bytes\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try: write_bytes(Path(sys.argv[1]), bytes(5000))\n"
        "except OutputError as error: print(error)\n"
    )
    if sys.platform == "win32":
        pytest.skip("needs limits of file size, which Windows does not have")
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "big")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "cannot be written" in done.stdout
    assert _names(tmp_path) == []


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"nowhere.*folder does not exist; create it"):
        write_text(tmp_path / "nowhere" / "a.json", "{}")


def test_a_folder_of_that_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    with pytest.raises(OutputError, match="there is a folder of that name"):
        write_text(tmp_path / "a.json", "{}")
    assert _names(tmp_path) == ["a.json"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    with pytest.raises(OutputError, match="folder is not a folder"):
        write_text(tmp_path / "a" / "b.json", "{}")
