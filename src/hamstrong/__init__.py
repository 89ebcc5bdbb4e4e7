"""Hamstrong: a hamstring coach that sees you.

>>> import hamstrong
>>> analysis = hamstrong.analyze("clip.mp4")  # doctest: +SKIP
>>> analysis.summary.reps, analysis.to_dataframe()  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hamstrong.analysis import Analysis, Question
    from hamstrong.engine import Engine
    from hamstrong.errors import HamstrongError
    from hamstrong.exercises import load_catalogue
    from hamstrong.pipeline import analyze, analyze_recording
    from hamstrong.pose import PoseFrame, PoseTrack

__all__ = [
    "Analysis",
    "Engine",
    "HamstrongError",
    "PoseFrame",
    "PoseTrack",
    "Question",
    "analyze",
    "analyze_recording",
    "load_catalogue",
]

_HOMES = {
    "Analysis": "hamstrong.analysis",
    "Engine": "hamstrong.engine",
    "HamstrongError": "hamstrong.errors",
    "PoseFrame": "hamstrong.pose",
    "PoseTrack": "hamstrong.pose",
    "Question": "hamstrong.analysis",
    "analyze": "hamstrong.pipeline",
    "analyze_recording": "hamstrong.pipeline",
    "load_catalogue": "hamstrong.exercises",
}


def __getattr__(name: str) -> object:
    """Load a public name where it is first used, so that importing the package stays light."""
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'hamstrong' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
