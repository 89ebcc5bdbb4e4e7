"""The pose stage's work on a recording is done once for all tests, and kept for the next run."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hamstrong.pipeline import watch
from hamstrong.pipeline.analyze import load
from hamstrong.pose import estimators
from hamstrong.sources.recording import save_recording

if TYPE_CHECKING:
    from collections.abc import Callable

    from hamstrong.analysis import Seen

    Watch = Callable[[str, str], Seen]


@pytest.fixture(scope="session")
def seen(
    shared_data: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Watch:
    """Return what a model sees in one of the shared videos."""
    # Runs without a cache (-p no:cacheprovider) have none, whatever the type says.
    cached = getattr(request.config, "cache", None)
    folder = cached.mkdir("seen") if cached else tmp_path_factory.mktemp("seen")

    @cache
    def see(video: str, model: str) -> Seen:
        source = shared_data / video
        start = f"{source.stem}.{model}."
        path = folder / f"{start}{_state(source)}.keypoints.npz"
        if not path.exists():
            for old in folder.glob(f"{start}*"):
                old.unlink()
            new = watch(source, model=model)
            save_recording(new.track, new.video, path, model=new.model, warnings=new.warnings)
        return load(path)

    return see


def _state(video: Path) -> str:
    """Return a digest of all that keypoints depend on: the video, the nets and the code."""
    digest = hashlib.sha256(video.read_bytes())
    package = Path(estimators.__file__).parents[2]
    for pattern in ("pose/**/*.py", "pose/models/*.tflite", "sources/*.py"):
        for path in sorted(package.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
