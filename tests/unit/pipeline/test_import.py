"""Importing the package is light: heavy libraries load where they are used."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "ai_edge_litert",
    "av",
    "cv2",
    "fastapi",
    "matplotlib",
    "numpy",
    "polars",
    "pydantic",
    "rich",
    "scipy",
    "sqlalchemy",
    "typer",
)


def loaded(code: str) -> set[str]:
    """Return which heavy libraries a fresh interpreter has loaded after some code."""
    tell = f"import sys; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    command = [sys.executable, "-c", f"{code}\n{tell}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_package_alone_loads_nothing() -> None:
    assert loaded("import hamstrong") == set()


@pytest.mark.parametrize(
    ("code", "never"),
    [
        ("from hamstrong import Engine, Question, PoseFrame", {"cv2", "ai_edge_litert", "av"}),
        ("from hamstrong import analyze", {"cv2", "ai_edge_litert", "av", "fastapi"}),
        ("import hamstrong.cli", {"cv2", "ai_edge_litert", "av", "fastapi", "polars", "scipy"}),
        ("from hamstrong import load_catalogue; load_catalogue()", {"cv2", "scipy", "polars"}),
    ],
)
def test_parts_load_only_what_they_need(code: str, never: set[str]) -> None:
    assert loaded(code) & never == set()
