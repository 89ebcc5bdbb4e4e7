"""How fast a video becomes keypoints, beside a plain loop over MediaPipe's own task.

MediaPipe is needed for the comparison only and does not fit into this environment (it wants an
old NumPy). Give it one of its own::

    python -m venv PEER && PEER/bin/pip install mediapipe==0.10.21
    python benchmarks/analysis_speed.py VIDEO... --peer PEER/bin/python

The two take turns on each file; of each the fastest round counts. Figures are per frame; *work*
is processor time, which says more than time where other programs run. Without ``--peer`` only our
own figures are printed.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final, NamedTuple

from hamstrong.pose.estimators import MODELS, BlazePose
from hamstrong.sources.tracking import track_poses
from hamstrong.sources.video import VideoSource

_ROOT: Final = Path(__file__).resolve().parent.parent
_PACKAGE: Final = _ROOT / "frontend" / "node_modules" / "@mediapipe" / "pose"

_PEER: Final = """
import json, sys, time
import cv2, mediapipe
from mediapipe.tasks import python as tasks
from mediapipe.tasks.python import vision

path, bundle = sys.argv[1:]
landmarker = vision.PoseLandmarker.create_from_options(vision.PoseLandmarkerOptions(
    base_options=tasks.BaseOptions(model_asset_path=bundle),
    running_mode=vision.RunningMode.VIDEO,
))
start, work = time.perf_counter(), time.process_time()
video = cv2.VideoCapture(path)
fps = video.get(cv2.CAP_PROP_FPS) or 30.0
frames = 0
while True:
    read, picture = video.read()
    if not read:
        break
    rgb = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
    image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=rgb)
    landmarker.detect_for_video(image, int(1000 * frames / fps))
    frames += 1
wall, work = time.perf_counter() - start, time.process_time() - work
print(json.dumps({"frames": frames, "wall_s": wall, "work_s": work}))
"""


class _Round(NamedTuple):
    """One run over a file; milliseconds a frame."""

    wall_ms: float
    work_ms: float
    inference_ms: float = 0.0


def _ours(path: Path, estimator: BlazePose) -> _Round:
    inference_s = estimator.inference_s
    start_s, work_s = time.perf_counter(), time.process_time()
    frames = len(track_poses(VideoSource(path), estimator=estimator))
    wall_s, work_s = time.perf_counter() - start_s, time.process_time() - work_s
    inference_s = estimator.inference_s - inference_s
    return _Round(*(1000 * seconds / frames for seconds in (wall_s, work_s, inference_s)))


def _peer(python: Path, path: Path, bundle: Path) -> _Round:
    command = [str(python), "-c", _PEER, str(path), str(bundle)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result: dict[str, Any] = json.loads(answer.splitlines()[-1])
    return _Round(*(1000 * float(result[key]) / result["frames"] for key in ("wall_s", "work_s")))


def _measure(
    path: Path, estimator: BlazePose, rounds: int, peer: Path | None, bundle: Path
) -> None:
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(_ours(path, estimator))
        if peer is not None:
            theirs.append(_peer(peer, path, bundle))
    best = min(ours)
    line = (
        f"{path.stem:<32} {best.wall_ms:5.1f} ms ({1000 / best.wall_ms:4.0f} frames/s), "
        f"{1 - best.inference_ms / best.wall_ms:4.0%} beside inference, {best.work_ms:5.1f} ms work"
    )
    if theirs:
        other = min(theirs)
        least_work = min(run.work_ms for run in theirs) / min(run.work_ms for run in ours)
        line += (
            f" | peer {other.wall_ms:5.1f} ms, {other.work_ms:5.1f} ms work:"
            f" {other.wall_ms / best.wall_ms:4.2f} x time, {least_work:4.2f} x work"
        )
    print(line, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("videos", type=Path, nargs="+")
    parser.add_argument("--model", choices=MODELS, default="full")
    parser.add_argument("--threads", type=int, default=None)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peer", type=Path, help="a Python that can import mediapipe 0.10.21")
    parser.add_argument("--package", type=Path, default=_PACKAGE, help="unpacked @mediapipe/pose")
    return parser.parse_args()


def _main() -> int:
    arguments = _arguments()
    estimator = BlazePose(arguments.model, arguments.threads)
    with tempfile.TemporaryDirectory() as folder:
        bundle = Path(folder) / f"pose_landmarker_{arguments.model}.task"
        if arguments.peer is not None:
            sys.path.insert(0, str(_ROOT))
            from tools.build_models import build_tasks

            build_tasks(arguments.package, Path(folder))
        for path in arguments.videos:
            _measure(path, estimator, arguments.rounds, arguments.peer, bundle)
    return 0


if __name__ == "__main__":
    sys.exit(_main())
