from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

from tools.build_models import PACKAGE, SIZES, ModelSourceError, build, build_tasks
from tools.tflite import with_normalization, without_output

_PACKAGE_DIR = Path(__file__).resolve().parents[3] / "frontend" / "node_modules" / PACKAGE


@pytest.fixture
def package_dir() -> Path:
    if not (_PACKAGE_DIR / "pose_landmark_full.tflite").is_file():
        pytest.skip(f"needs the npm package {PACKAGE}: run 'make models' or 'npm ci' in frontend")
    return _PACKAGE_DIR


def test_builds_every_net_and_leaves_right_ones_alone(package_dir: Path, tmp_path: Path) -> None:
    target = tmp_path / "models"
    files = build(package_dir, target)
    assert {file.name for file in files} == {
        "pose_detector.tflite",
        *(f"pose_landmarks_{size}.tflite" for size in SIZES),
    }
    times = [file.stat().st_mtime_ns for file in files]
    (target / "pose_landmarks_lite.tflite").write_bytes(b"broken")
    assert build(package_dir, target) == files
    again = [file.stat().st_mtime_ns for file in files]
    assert [old == new for old, new in zip(times, again, strict=True)] == [True, False, True, True]
    assert sorted(target.iterdir()) == sorted(files)


def test_without_the_mask_the_other_outputs_are_the_same_to_the_bit(package_dir: Path) -> None:
    original = (package_dir / "pose_landmark_full.tflite").read_bytes()
    smaller = without_output(original, 2)
    assert len(smaller) == len(original)
    before, after = _outputs(original), _outputs(smaller)
    assert [output.shape for output in before] == [
        (1, 195),
        (1, 1),
        (1, 256, 256, 1),
        (1, 64, 64, 39),
        (1, 117),
    ]
    for kept, output in zip([0, 1, 3, 4], after, strict=True):
        np.testing.assert_array_equal(before[kept], output)


def test_a_net_with_a_note_computes_the_same(package_dir: Path) -> None:
    original = (package_dir / "pose_landmark_lite.tflite").read_bytes()
    noted = with_normalization(original, 0.0, 255.0)
    for before, after in zip(_outputs(original), _outputs(noted), strict=True):
        np.testing.assert_array_equal(before, after)


def _outputs(net: bytes) -> list[np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_content=net)
    interpreter.allocate_tensors()
    details = interpreter.get_input_details()[0]
    picture = np.random.default_rng(0).random(details["shape"], dtype=np.float32)
    interpreter.set_tensor(details["index"], picture)
    interpreter.invoke()
    return [interpreter.get_tensor(output["index"]) for output in interpreter.get_output_details()]


def test_bundles_are_plain_zips_of_noted_nets(package_dir: Path, tmp_path: Path) -> None:
    files = build_tasks(package_dir, tmp_path)
    assert [file.name for file in files] == [f"pose_landmarker_{size}.task" for size in SIZES]
    with zipfile.ZipFile(files[0]) as bundle:
        assert bundle.namelist() == ["pose_detector.tflite", "pose_landmarks_detector.tflite"]
        assert {info.compress_type for info in bundle.infolist()} == {zipfile.ZIP_STORED}
        for net in map(bundle.read, bundle.namelist()):
            assert net[4:8] == b"TFL3"
            assert b"TFLITE_METADATA\0" in net[:4096]
            assert b"M001" in net[:4096]
    first = files[0].read_bytes()
    assert build_tasks(package_dir, tmp_path / "again")[0].read_bytes() == first


def test_a_missing_package_says_which_to_install(tmp_path: Path) -> None:
    with pytest.raises(ModelSourceError, match=r"@mediapipe/pose 0\.5\.1675469404"):
        build(tmp_path, tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pose_solution_packed_assets.data").write_bytes(b"\x1c\0\0\0TFL3 but another net")
    with pytest.raises(ModelSourceError, match="install that version"):
        build(tmp_path, tmp_path / "models")
    assert not (tmp_path / "models").exists()
