"""How fast a video becomes a report, beside a plain loop over MediaPipe's own task.

Ours goes from the file to the written JSON; the peer finds keypoints and does nothing with them.
Both have their nets loaded before the clock starts.

MediaPipe is needed for the comparison only and does not fit into this environment (it wants an
old NumPy). Give it one of its own::

    python -m venv PEER && PEER/bin/pip install mediapipe==0.10.21
    python benchmarks/analysis_speed.py VIDEO... --peer PEER/bin/python

The two take turns on each file; of each the fastest round counts. Figures are per frame; *work*
is processor time, which says more than time where other programs run. Without ``--peer`` only our
own figures are printed. ``--memory`` plays the first file eight times over in one go and prints
what each further frame costs.
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

import av

from hamstrong.analysis import Question, Seen
from hamstrong.pipeline.analyze import analyse_seen
from hamstrong.pose.estimators import MODELS, BlazePose
from hamstrong.report import write_json
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
    video_ms: float = 0.0


def _ours(path: Path, estimator: BlazePose, out: Path) -> _Round:
    inference_s = estimator.inference_s
    start_s, work_s = time.perf_counter(), time.process_time()
    video = VideoSource(path)
    track = track_poses(video, estimator=estimator)
    seen = Seen(video.info, track, estimator.model, tuple(video.warnings))
    write_json(analyse_seen(seen, Question()), out / "analysis.json")
    wall_s, work_s = time.perf_counter() - start_s, time.process_time() - work_s
    inference_s = estimator.inference_s - inference_s
    spans_s = (wall_s, work_s, inference_s, video.info.duration_s)
    return _Round(*(1000 * seconds / len(track) for seconds in spans_s))


def _peer(python: Path, path: Path, bundle: Path) -> _Round:
    command = [str(python), "-c", _PEER, str(path), str(bundle)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result: dict[str, Any] = json.loads(answer.splitlines()[-1])
    return _Round(*(1000 * float(result[key]) / result["frames"] for key in ("wall_s", "work_s")))


_MEMORY: Final = """
import resource, sys
from pathlib import Path
from benchmarks.analysis_speed import BlazePose, _ours
_ours(Path(sys.argv[1]), BlazePose(sys.argv[2]), Path(sys.argv[3]))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def _repeated(path: Path, out: Path, times: int) -> Path:
    """Write a file that plays another several times, without encoding it again."""
    target = out / f"{path.stem}-{times}-times.mp4"
    with av.open(str(path)) as source, av.open(str(target), "w") as sink:
        video = source.streams.video[0]
        copy = sink.add_stream_from_template(video)
        packets = [packet for packet in source.demux(video) if packet.dts is not None]
        span = sum(packet.duration or 0 for packet in packets)
        for turn in range(times):
            source.seek(0)
            for packet in source.demux(video):
                if packet.dts is None or packet.pts is None:
                    continue
                packet.pts += turn * span
                packet.dts += turn * span
                packet.stream = copy
                sink.mux(packet)
    return target


def _measure_memory(path: Path, model: str, out: Path) -> None:
    frames, peaks_kb = [], []
    for times in (1, 8):
        video = _repeated(path, out, times)
        command = [sys.executable, "-c", _MEMORY, str(video), model, str(out)]
        answer = subprocess.run(command, check=True, capture_output=True, text=True, cwd=_ROOT)
        peaks_kb.append(int(answer.stdout.splitlines()[-1]))
        frames.append(VideoSource(video).info.frames)
    growth = (peaks_kb[1] - peaks_kb[0]) / (frames[1] - frames[0])
    print(
        f"memory at most {peaks_kb[0] / 1024:.0f} MB for {frames[0]} frames, "
        f"{peaks_kb[1] / 1024:.0f} MB for {frames[1]}: {growth:.1f} kB for each further frame"
    )


def _measure(
    path: Path, estimator: BlazePose, rounds: int, peer: Path | None, folder: Path
) -> None:
    ours, theirs = [], []
    bundle = folder / f"pose_landmarker_{estimator.model}.task"
    for _ in range(rounds):
        ours.append(_ours(path, estimator, folder))
        if peer is not None:
            theirs.append(_peer(peer, path, bundle))
    best = min(ours)
    line = (
        f"{path.stem:<32} {best.wall_ms:5.1f} ms ({1000 / best.wall_ms:4.0f} frames/s, "
        f"{best.video_ms / best.wall_ms:4.1f} x as fast as it plays), "
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
    parser.add_argument("--memory", action="store_true", help="also measure memory")
    parser.add_argument("--package", type=Path, default=_PACKAGE, help="unpacked @mediapipe/pose")
    return parser.parse_args()


def _main() -> int:
    arguments = _arguments()
    estimator = BlazePose(arguments.model, arguments.threads)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if arguments.peer is not None:
            sys.path.insert(0, str(_ROOT))
            from tools.build_models import build_tasks

            build_tasks(arguments.package, folder)
        for path in arguments.videos:
            _measure(path, estimator, arguments.rounds, arguments.peer, folder)
        if arguments.memory:
            _measure_memory(arguments.videos[0].resolve(), arguments.model, folder)
    return 0


if __name__ == "__main__":
    sys.exit(_main())
