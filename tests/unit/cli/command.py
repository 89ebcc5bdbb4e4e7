"""The command line, run in this process or as a program of its own."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from hamstrong.cli import main

if TYPE_CHECKING:
    from pathlib import Path


class Ended(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


class Inside:
    """Runs commands in this process, in a folder of their own."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Ended:
        self._monkeypatch.chdir(self.folder)
        self._monkeypatch.setattr(sys, "argv", ["hamstrong", *map(str, arguments)])
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        text = self._capsys.readouterr()
        status = ended.value.code
        return Ended(0 if status is None else int(status), text.out, text.err)


def start(*arguments: str | Path, folder: Path) -> subprocess.Popen[str]:
    """Start the program in a process group of its own, as a terminal does."""
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "hamstrong", *map(str, arguments)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def program(*arguments: str | Path, folder: Path) -> Ended:
    """Run the program to its end."""
    with start(*arguments, folder=folder) as child:
        out, err = child.communicate(timeout=240)
    return Ended(child.returncode, out, err)


def assert_refused(ended: Ended, status: int, *words: str) -> None:
    """Check for one clear line on stderr and nothing on stdout."""
    assert ended.out == ""
    lines = ended.err.splitlines()
    assert len(lines) == 1, ended.err
    assert lines[0].startswith("hamstrong: ")
    assert "Traceback" not in ended.err
    for word in words:
        assert word in lines[0]
    assert ended.status == status
