"""What all tests share: the recordings beside the checkout, and how Hypothesis runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("default", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


def find_shared_data() -> Path | None:
    """Return the folder of shared recordings, or None where there is none."""
    override = os.environ.get("HAMSTRONG_SHARED")
    if override:
        folder = Path(override).resolve()
        return folder / "data" if (folder / "data").is_dir() else folder
    for folder in Path(__file__).resolve().parents:
        data = folder.parent / "shared" / "data"
        if data.is_dir():
            return data
    return None


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Shared recordings: clips/, real/ and stills/."""
    data = find_shared_data()
    if data is None or not data.is_dir():
        pytest.skip(
            "needs the shared recordings: put them beside the checkout or set HAMSTRONG_SHARED"
        )
    return data
