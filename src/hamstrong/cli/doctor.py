"""``hamstrong doctor``: what is here of what is needed, and how fast this machine is."""

from __future__ import annotations

import os
import platform
import time
from importlib.metadata import version
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from hamstrong.cli.output import stdout
from hamstrong.errors import HamstrongError, InstallationError

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

__all__ = ["doctor"]

_LIBRARIES = ("ai-edge-litert", "av", "numpy", "opencv-python-headless", "polars", "scipy")
_RUNS = 5


def doctor() -> int:
    """Check the installation: models, texts, libraries, speed of the pose models."""
    console = stdout()
    failed = 0
    for title, check in _CHECKS.items():
        try:
            console.print(f"ok      {title}: {check()}", markup=False, soft_wrap=True)
        except HamstrongError as error:
            failed += 1
            console.print(f"failed  {title}: {error.message}", markup=False, soft_wrap=True)
    if failed:
        raise InstallationError(
            "Something is missing: install Hamstrong anew, see the lines above."
        )
    return 0


def _machine() -> str:
    system = f"{platform.system()} {platform.machine()}"
    return f"{system}, Python {platform.python_version()}, {os.cpu_count()} processors"


def _libraries() -> str:
    return ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)


def _exercises() -> str:
    from hamstrong.exercises import load_catalogue, texts

    return f"{', '.join(load_catalogue())}; {len(texts('en'))} texts, {len(texts('de'))} in German"


def _coach() -> str:
    page = files("hamstrong") / "web" / "static" / "index.html"
    if not page.is_file():
        raise InstallationError("the coach's pages are not built; in a checkout run: make web")
    return "its pages are built"


def _model(name: str) -> Callable[[], str]:
    def check() -> str:
        from hamstrong.pose.estimators import BlazePose

        estimator = BlazePose(name)
        picture = _picture()
        if not estimator.estimate(picture, 0.0).found:
            raise InstallationError(f"the model {name} does not find the person in a test picture.")
        begin = time.perf_counter()
        for run in range(_RUNS):
            estimator.estimate(picture, (run + 1) / 30)
        return f"{(time.perf_counter() - begin) / _RUNS * 1000:.0f} ms a picture"

    return check


def _picture() -> NDArray[np.uint8]:
    from hamstrong.cli.demo import SAMPLE
    from hamstrong.sources.video import VideoSource

    with as_file(files("hamstrong") / "sample" / SAMPLE) as clip:
        return next(iter(VideoSource(clip)))[1]


_CHECKS: dict[str, Callable[[], str]] = {
    "machine": _machine,
    "libraries": _libraries,
    "exercises": _exercises,
    "coach": _coach,
    "model lite": _model("lite"),
    "model full": _model("full"),
    "model heavy": _model("heavy"),
}
