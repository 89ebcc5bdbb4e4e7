"""A small keypoint recording to run the pipeline on, without a video or a net."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from hamstrong.analysis import VideoInfo
from hamstrong.sources.recording import save_recording
from tests.unit.analysis.recordings import FPS, filmed

if TYPE_CHECKING:
    from pathlib import Path

    from hamstrong.pose import PoseTrack


@cache
def track() -> PoseTrack:
    """Return two bridges from the side."""
    return filmed("bridge", "standard")


def make_recording(path: Path) -> Path:
    """Save the two bridges; the name should end in ``.keypoints.npz``."""
    seen = track()
    end_s = float(seen.time_s[-1])
    video = VideoInfo("made.mp4", FPS, len(seen), end_s, seen.width_px, seen.height_px)
    save_recording(seen, video, path, model="heavy")
    return path


def die(*_: object) -> None:
    """End the process as a lack of memory would."""
    os._exit(9)
