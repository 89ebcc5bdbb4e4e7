"""Build the pose nets from the files of the npm package ``@mediapipe/pose``.

No network: both functions read an unpacked package, and check every file against the hash of the
one version that is known to work. ``build`` writes the nets the Python package runs and needs
nothing but the standard library. ``build_tasks`` writes the bundles the browser runs and needs
``flatbuffers``.

Run it as ``python -m tools.build_models frontend/node_modules/@mediapipe/pose
src/hamstrong/pose/models [TASKS_DIR]``.
"""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from pathlib import Path
from typing import Final

from tools.tflite import with_normalization, without_output

__all__ = [
    "PACKAGE",
    "SIZES",
    "VERSION",
    "ModelSourceError",
    "build",
    "build_tasks",
]

PACKAGE: Final = "@mediapipe/pose"
VERSION: Final = "0.5.1675469404"
SIZES: Final = ("lite", "full", "heavy")

_DETECTOR_SOURCE: Final = "pose_solution_packed_assets.data"
_SHA256: Final = {
    _DETECTOR_SOURCE: "a63c614bef30d35947f13be361820b1e4e3bec9cfeebf4d11216a18373108e85",
    "pose_landmark_lite.tflite": "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
    "pose_landmark_full.tflite": "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    "pose_landmark_heavy.tflite": (
        "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe"
    ),
}
_DETECTOR_END: Final = 2_962_288
_SEGMENTATION_OUTPUT: Final = 2


class ModelSourceError(RuntimeError):
    """The package is missing or is not the version that is known to work."""


def build(package_dir: Path, target_dir: Path) -> tuple[Path, ...]:
    """Write the detector and the three keypoint nets.

    Parameters
    ----------
    package_dir
        The unpacked npm package.
    target_dir
        Where the files go; made if missing. Files that are already right are left alone.

    Returns
    -------
    tuple of Path
        The four files.

    Raises
    ------
    ModelSourceError
        A file of the package is missing or differs from the known one.
    """
    nets = {"pose_detector.tflite": read_detector(package_dir)}
    for size in SIZES:
        original = _read_checked(package_dir / f"pose_landmark_{size}.tflite")
        nets[f"pose_landmarks_{size}.tflite"] = without_output(original, _SEGMENTATION_OUTPUT)
    target_dir.mkdir(parents=True, exist_ok=True)
    return tuple(_write(target_dir / name, data) for name, data in nets.items())


def build_tasks(package_dir: Path, target_dir: Path) -> tuple[Path, ...]:
    """Write the bundles ``pose_landmarker_{lite,full,heavy}.task`` for MediaPipe's web tasks.

    A bundle is an uncompressed zip of detector and keypoint net. The nets are the original ones,
    with all outputs, plus a note on how pixels become numbers, which the web tasks insist on.

    Parameters and errors are those of `build`.
    """
    detector = with_normalization(read_detector(package_dir), 127.5, 127.5)
    target_dir.mkdir(parents=True, exist_ok=True)
    tasks = []
    for size in SIZES:
        landmarks = _read_checked(package_dir / f"pose_landmark_{size}.tflite")
        nets = {
            "pose_detector.tflite": detector,
            "pose_landmarks_detector.tflite": with_normalization(landmarks, 0.0, 255.0),
        }
        tasks.append(_write(target_dir / f"pose_landmarker_{size}.task", _zip(nets)))
    return tuple(tasks)


def _zip(nets: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as bundle:
        for name, net in nets.items():
            # A fixed date makes the same bundle the same to the bit.
            bundle.writestr(zipfile.ZipInfo(name, date_time=(2023, 2, 3, 0, 0, 0)), net)
    return packed.getvalue()


def read_detector(package_dir: Path) -> bytes:
    """Return the detector, which is the first of the package's packed assets."""
    net = _read_checked(package_dir / _DETECTOR_SOURCE)[:_DETECTOR_END]
    if net[4:8] != b"TFL3":
        message = f"{_DETECTOR_SOURCE} does not begin with a TFLite net"
        raise ModelSourceError(message)
    return net


def _read_checked(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"{path}: {error.strerror}; unpack {PACKAGE} {VERSION} there first"
        raise ModelSourceError(message) from error
    if hashlib.sha256(data).hexdigest() != _SHA256[path.name]:
        message = f"{path}: not the file of {PACKAGE} {VERSION}; install that version"
        raise ModelSourceError(message)
    return data


def _write(path: Path, data: bytes) -> Path:
    if not (path.is_file() and path.read_bytes() == data):
        part = path.with_suffix(path.suffix + ".part")
        part.write_bytes(data)
        part.replace(path)
    return path


def _main(arguments: list[str]) -> int:
    if len(arguments) not in {2, 3}:
        sys.stderr.write(f"usage: {Path(__file__).stem} PACKAGE_DIR MODELS_DIR [TASKS_DIR]\n")
        return 2
    package, models, *tasks = map(Path, arguments)
    try:
        written = build(package, models)
        if tasks:
            written += build_tasks(package, tasks[0])
    except ModelSourceError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.writelines(f"{path}\n" for path in written)
    return 0


if __name__ == "__main__":
    raise SystemExit(_main(sys.argv[1:]))
