"""A command line to try, and a recording to try it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.cli.command import Inside
from tests.unit.pipeline.made import make_recording

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def hamstrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Inside:
    """Run ``hamstrong`` in this process and in an empty folder."""
    return Inside(tmp_path, monkeypatch, capsys)


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    """Return a keypoint recording of two bridges in that folder."""
    return make_recording(tmp_path / "made.keypoints.npz")
