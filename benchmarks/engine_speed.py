"""How long the engine takes per frame of a keypoint recording.

    python benchmarks/engine_speed.py RECORDING.keypoints.npz... [--rounds 5]

``recorded`` is filter, measures and engine over the whole recording, as `hamstrong analyze` does
for a known exercise; ``live`` is one frame at a time, as the coach does; ``all`` is recognition
among all exercises as well. Of each the fastest round counts. ``import`` is `import hamstrong` in a
fresh interpreter, less the interpreter's own start.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hamstrong.analysis import Question, Seen, analyse_track
from hamstrong.engine import Engine
from hamstrong.exercises import load_catalogue
from hamstrong.kinematics import compute_measures, filter_track
from hamstrong.sources.recording import load_recording

if TYPE_CHECKING:
    from collections.abc import Callable

    from hamstrong.exercises.model import ExerciseDefinition
    from hamstrong.pose import PoseTrack

_RECORDINGS: Final = Path(__file__).resolve().parent.parent / "tests" / "golden"


def recorded(track: PoseTrack, definition: ExerciseDefinition) -> None:
    """Filter, measure and judge a whole recording."""
    table = compute_measures(filter_track(track))
    engine = Engine(definition, cut_close=True)
    for time_s, row in zip(table.time_s.tolist(), table.rows, strict=True):
        engine.step_row(time_s, row)


def live(track: PoseTrack, definition: ExerciseDefinition) -> None:
    """Smooth, measure and judge frame by frame."""
    engine = Engine(definition)
    for frame in track:
        engine.step(frame)


def fastest_s(run: Callable[[], object], rounds: int) -> float:
    """Return the shortest time of several runs."""
    times = []
    for _ in range(rounds):
        start_s = time.perf_counter()
        run()
        times.append(time.perf_counter() - start_s)
    return min(times)


def _measure(path: Path, rounds: int) -> None:
    recording = load_recording(path)
    track = recording.track
    catalogue = load_catalogue()
    seen = Seen(recording.video, track, recording.model)
    exercise = analyse_track(seen, catalogue, Question()).exercise or "bridge"
    definition = catalogue[exercise]
    runs: dict[str, Callable[[], object]] = {
        "recorded": lambda: recorded(track, definition),
        "live": lambda: live(track, definition),
        "all": lambda: analyse_track(seen, catalogue, Question()),
    }
    figures = [
        f"{name} {1e6 * fastest_s(run, rounds) / len(track):5.0f}" for name, run in runs.items()
    ]
    print(f"{path.name.partition('.')[0]:<34} {', '.join(figures)} microseconds a frame")


def _import_s(rounds: int) -> float:
    def start(code: str) -> float:
        command = [sys.executable, "-c", code]
        return fastest_s(lambda: subprocess.run(command, check=True), rounds)

    return start("import hamstrong") - start("pass")


def _main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("recordings", type=Path, nargs="*")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    for path in arguments.recordings or sorted(_RECORDINGS.glob("*.keypoints.npz")):
        _measure(path, arguments.rounds)
    print(f"{'import':<34} {1000 * _import_s(arguments.rounds):.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(_main())
