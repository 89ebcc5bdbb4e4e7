"""Running a net file on LiteRT."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np
from ai_edge_litert.interpreter import Interpreter

from hamstrong.errors import InstallationError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from hamstrong.pose.estimators.region import Region

__all__ = ["MODELS", "Net", "landmark_net_path", "model_path"]

_STDERR: Final = 2

MODELS: Final = ("lite", "full", "heavy")
"""Names of the keypoint nets, small to large."""


def model_path(file_name: str) -> Path:
    """Return the path of a net that ships with the package.

    Raises
    ------
    InstallationError
        The file is not there.
    """
    path = Path(str(files("hamstrong.pose"))) / "models" / file_name
    if not path.is_file():
        message = f"{path}: the pose net is missing; install Hamstrong again, or run 'make models'"
        raise InstallationError(message)
    return path


def landmark_net_path(model: str) -> Path:
    """Return the path of the keypoint net ``lite``, ``full`` or ``heavy``.

    Raises
    ------
    UnknownNameError
        There is no net of this name.
    InstallationError
        The file is not there.
    """
    if model not in MODELS:
        message = f"no pose model is called {model!r}; choose one of {', '.join(MODELS)}"
        raise UnknownNameError(message)
    return model_path(f"pose_landmarks_{model}.tflite")


@contextmanager
def _silent_stderr() -> Iterator[None]:
    """Keep LiteRT's greeting from stderr, where only our own messages belong.

    It is written by the library itself and no setting of it keeps it quiet, hence the descriptor.
    """
    try:
        kept = os.dup(_STDERR)
    except OSError:
        yield
        return
    quiet = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(quiet, _STDERR)
        yield
    finally:
        os.dup2(kept, _STDERR)
        os.close(kept)
        os.close(quiet)


class Net:
    """A net with one picture as input.

    Parameters
    ----------
    path
        The TFLite file.
    threads
        How many threads one call uses.
    low, high
        What the darkest and the brightest pixel become.

    Attributes
    ----------
    side_px
        Height and width of the input.
    inference_s
        Time spent inside the net so far.
    """

    def __init__(self, path: Path, threads: int, low: float, high: float) -> None:
        try:
            with _silent_stderr():
                self._interpreter: Any = Interpreter(model_path=str(path), num_threads=threads)
                self._interpreter.allocate_tensors()
        except (ValueError, RuntimeError) as error:
            message = f"{path}: the pose net is damaged; install Hamstrong again"
            raise InstallationError(message) from error
        details = self._interpreter.get_input_details()[0]
        self._input = self._interpreter.tensor(details["index"])
        self._outputs = [
            self._interpreter.tensor(output["index"])
            for output in self._interpreter.get_output_details()
        ]
        self._factor = np.float32((high - low) / 255.0)
        self._low = np.float32(low)
        self.side_px = int(details["shape"][1])
        self.inference_s = 0.0

    def run(self, rgb: NDArray[np.uint8], region: Region, border: int) -> None:
        """Run the net on a region of a picture.

        Parameters
        ----------
        rgb
            Shape (h, w, 3).
        region
            Where to look.
        border
            OpenCV's border mode: what is beyond the edges of the picture.
        """
        crop = cv2.warpAffine(
            rgb,
            region.matrix(self.side_px),
            (self.side_px, self.side_px),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=border,
        )
        picture = self._input()[0]
        np.multiply(crop, self._factor, out=picture, dtype=np.float32)
        if self._low:
            picture += self._low
        # The interpreter refuses to run while someone holds a view of its memory.
        del picture
        start_s = time.perf_counter()
        self._interpreter.invoke()
        self.inference_s += time.perf_counter() - start_s

    def view(self, output: int) -> NDArray[np.float32]:
        """Return the memory of an output, good until the next run; do not keep it."""
        view: NDArray[np.float32] = self._outputs[output]()[0]
        return view
