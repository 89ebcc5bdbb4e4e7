"""Golden recordings: keypoints of rendered clips, and all that the engine says of them.

    python -m tools.golden recordings CLIP.mp4...   make tests/golden/NAME.keypoints.npz
    python -m tools.golden events                   write down anew what the engine says

The clips are rendered people (CC0). Recordings are thinned to about ten frames a second. After a
change of the engine look at the difference of the event lists: it is what the change does.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from hamstrong.engine import Engine
from hamstrong.exercises import load_catalogue
from hamstrong.kinematics import compute_measures, filter_track
from hamstrong.pipeline import analyze_recording, watch
from hamstrong.sources.recording import RECORDING_SUFFIX, load_recording, save_recording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hamstrong.engine import Event
    from hamstrong.pose import PoseTrack

__all__ = ["FOLDER", "describe", "recordings"]

FOLDER: Final = Path(__file__).resolve().parents[1] / "tests" / "golden"
_STEP_S: Final = 0.1
_LONGEST_S: Final = 24.0
_DECIMALS: Final = 3


def recordings() -> list[Path]:
    """Return the golden recordings."""
    return sorted(FOLDER.glob(f"*{RECORDING_SUFFIX}"))


def describe(recording: Path) -> dict[str, Any]:
    """Return every event of a recording, as recorded analysis and as a live stream see it."""
    analysis = analyze_recording(recording)
    track = load_recording(recording).track
    definition = load_catalogue()[analysis.exercise or "bridge"]
    variation = analysis.variation or "standard"
    table = compute_measures(filter_track(track))
    engine = Engine(definition, variation, cut_close=True, model=analysis.model)
    rows = zip(table.time_s.tolist(), table.rows, strict=True)
    recorded = [event for time_s, row in rows for event in engine.step_row(time_s, row)]
    stream = Engine(definition, variation, model=analysis.model)
    live = [event for frame in track for event in stream.step(frame)]
    return {
        "exercise": analysis.exercise,
        "variation": analysis.variation,
        "recorded": _plain(recorded),
        "live": _plain(live),
    }


def _plain(events: Iterable[Event]) -> list[dict[str, Any]]:
    plain: list[dict[str, Any]] = _rounded(
        [{"event": type(event).__name__, **asdict(event)} for event in events]
    )
    return plain


def _rounded(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, float):
        return round(value, _DECIMALS)
    if isinstance(value, dict):
        return {name: _rounded(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    return value


def _record(video: Path, model: str) -> Path:
    seen = watch(video, model=model)
    track = _thinned(seen.track)
    path = FOLDER / f"{video.stem}{RECORDING_SUFFIX}"
    end_s = float(track.time_s[-1])
    info = replace(
        seen.video, path=video.name, fps=1 / _STEP_S, frames=len(track), duration_s=end_s
    )
    save_recording(track, info, path, model=model)
    return path


def _thinned(track: PoseTrack) -> PoseTrack:
    kept: list[int] = []
    for index, time_s in enumerate(track.time_s):
        if time_s <= _LONGEST_S and (not kept or time_s - track.time_s[kept[-1]] > _STEP_S - 1e-3):
            kept.append(index)
    rows = np.array(kept)
    return replace(
        track,
        time_s=track.time_s[rows],
        keypoints_px=track.keypoints_px[rows],
        world_m=track.world_m[rows],
        visibility=track.visibility[rows],
        presence=track.presence[rows],
    )


def _write_events(recording: Path) -> Path:
    path = recording.with_name(recording.name.removesuffix(RECORDING_SUFFIX) + ".events.json")
    path.write_text(json.dumps(describe(recording), indent=1) + "\n", encoding="utf-8")
    return path


def _main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="command", required=True)
    record = commands.add_parser("recordings", help="see clips through the pose model")
    record.add_argument("videos", type=Path, nargs="+")
    record.add_argument("--model", default="full")
    commands.add_parser("events", help="write down what the engine says")
    arguments = parser.parse_args()
    if arguments.command == "recordings":
        for video in arguments.videos:
            print(_record(video, arguments.model))
    for recording in recordings():
        print(_write_events(recording))
    return 0


if __name__ == "__main__":
    sys.exit(_main())
