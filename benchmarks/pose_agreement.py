"""How far our keypoints are from those of MediaPipe's own graph, on the same nets.

MediaPipe is needed for the comparison only and does not fit into this environment (it wants an
old NumPy). Give it one of its own::

    python -m venv PEER && PEER/bin/pip install mediapipe==0.10.21
    python benchmarks/pose_agreement.py VIDEO... --peer PEER/bin/python [--keep FOLDER]

The peer runs its pose graph frame by frame, unsmoothed (``smooth_landmarks=False``); like the peer,
we are told that frames come 30 times a second. Distances are in the plane of the picture, as a
share of the body: the diagonal of the box around the peer's keypoints. ``--keep`` keeps the peer's
answers for the next time.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from hamstrong.pose.estimators import MODELS, BlazePose
from hamstrong.sources.video import VideoSource

if TYPE_CHECKING:
    from numpy.typing import NDArray

_CLOSE: Final = 0.02
_PEER_FPS: Final = 30.0

_PEER: Final = """
import sys
import cv2, mediapipe, numpy
path, out, complexity = sys.argv[1], sys.argv[2], int(sys.argv[3])
pose = mediapipe.solutions.pose.Pose(model_complexity=complexity, smooth_landmarks=False)
video = cv2.VideoCapture(path)
places, metres = [], []
while True:
    read, picture = video.read()
    if not read:
        break
    height, width = picture.shape[:2]
    seen = pose.process(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))
    if seen.pose_landmarks:
        points = seen.pose_landmarks.landmark
        places.append([[p.x * width, p.y * height, p.z * width, p.visibility] for p in points])
        metres.append([[p.x, p.y, p.z] for p in seen.pose_world_landmarks.landmark])
    else:
        places.append(numpy.full((33, 4), numpy.nan))
        metres.append(numpy.full((33, 3), numpy.nan))
numpy.savez_compressed(out, k=numpy.float32(places), w=numpy.float32(metres))
"""


class _Agreement(NamedTuple):
    frames: int
    peer_found: int
    we_found: int
    mean: float
    frames_close: float
    keypoints_close: float
    depth: float
    metres: float


def _reference(path: Path, model: str, folder: Path, peer: Path | None) -> Path:
    kept = folder / f"{path.stem}.{model}.npz"
    if not kept.is_file():
        if peer is None:
            sys.exit(f"{kept} is missing: name a Python that has mediapipe with --peer")
        command = [str(peer), "-c", _PEER, str(path), str(kept), str(MODELS.index(model))]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    return kept


def _ours(path: Path, model: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    estimator = BlazePose(model)
    frames = [
        estimator.estimate(rgb, index / _PEER_FPS)
        for index, (_, rgb) in enumerate(VideoSource(path))
    ]
    return np.stack([f.keypoints_px for f in frames]), np.stack([f.world_m for f in frames])


def _compare(path: Path, model: str, reference: Path) -> _Agreement:
    with np.load(reference) as peer:
        their_places, their_metres = peer["k"], peer["w"]
    places, metres = _ours(path, model)
    they, we = np.isfinite(their_places[:, 0, 0]), np.isfinite(places[:, 0, 0])
    both = they & we
    their_places, places = their_places[both], places[both]
    body = np.linalg.norm(np.ptp(their_places[:, :, :2], axis=1), axis=1)[:, None]
    apart = np.linalg.norm(places[:, :, :2] - their_places[:, :, :2], axis=2) / body
    depth = np.abs(places[:, :, 2] - their_places[:, :, 2]) / body
    metres_apart = np.linalg.norm(metres[both] - their_metres[both], axis=2)
    return _Agreement(
        frames=len(both),
        peer_found=int(they.sum()),
        we_found=int(we.sum()),
        mean=float(apart.mean()),
        frames_close=float((apart.mean(axis=1) < _CLOSE).mean()),
        keypoints_close=float((apart < _CLOSE).mean()),
        depth=float(depth.mean()),
        metres=float(metres_apart.mean()),
    )


def _main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("videos", type=Path, nargs="+")
    parser.add_argument("--model", choices=MODELS, default="full")
    parser.add_argument("--peer", type=Path, help="a Python that can import mediapipe 0.10.21")
    parser.add_argument("--keep", type=Path, help="folder for the peer's answers")
    arguments = parser.parse_args()
    print(
        f"{'video':<32} frames  peer  ours  mean     frames<2%  points<2%  depth    3-D",
    )
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for path in arguments.videos:
            kept = _reference(path, arguments.model, folder, arguments.peer)
            a = _compare(path, arguments.model, kept)
            print(
                f"{path.stem:<32} {a.frames:6d} {a.peer_found:5d} {a.we_found:5d}  {a.mean:6.2%}  "
                f"{a.frames_close:9.1%}  {a.keypoints_close:9.1%}  {a.depth:6.2%}  "
                f"{1000 * a.metres:4.1f} mm",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(_main())
