from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from hamstrong.errors import InstallationError, UnknownNameError
from hamstrong.pose.estimators import MODELS, BlazePose
from hamstrong.pose.estimators.nets import Net, landmark_net_path, model_path
from hamstrong.pose.estimators.region import Region

if TYPE_CHECKING:
    from pathlib import Path


def test_models_are_named_from_small_to_large() -> None:
    assert MODELS == ("lite", "full", "heavy")
    sizes = [landmark_net_path(model).stat().st_size for model in MODELS]
    assert sizes == sorted(sizes)


def test_an_unknown_model_is_refused() -> None:
    with pytest.raises(UnknownNameError, match=r"'giant'.*lite, full, heavy"):
        BlazePose("giant")


def test_a_missing_net_says_what_to_do() -> None:
    with pytest.raises(InstallationError, match="install Hamstrong again"):
        model_path("no_such_net.tflite")


def test_a_damaged_net_says_what_to_do(tmp_path: Path) -> None:
    damaged = tmp_path / "net.tflite"
    damaged.write_bytes(b"\x1c\0\0\0TFL3" + b"\0" * 100)
    with pytest.raises(InstallationError, match="damaged"):
        Net(damaged, 1, 0.0, 1.0)


@pytest.mark.parametrize("model", MODELS)
def test_the_landmark_nets_have_the_outputs_we_read(model: str) -> None:
    net = Net(landmark_net_path(model), 1, 0.0, 1.0)
    assert net.side_px == 256
    net.run(np.zeros((48, 64, 3), dtype=np.uint8), Region(32, 24, 64, 0.0), cv2.BORDER_REPLICATE)
    assert [net.view(output).shape for output in range(4)] == [(195,), (1,), (64, 64, 39), (117,)]
    assert 0.0 <= net.view(1)[0] <= 1.0
    assert net.inference_s > 0.0


def test_the_detector_has_the_outputs_we_read() -> None:
    net = Net(model_path("pose_detector.tflite"), 1, -1.0, 1.0)
    assert net.side_px == 224
    net.run(np.zeros((48, 64, 3), dtype=np.uint8), Region(32, 24, 64, 0.0), cv2.BORDER_CONSTANT)
    assert [net.view(output).shape for output in range(2)] == [(2254, 12), (2254, 1)]
