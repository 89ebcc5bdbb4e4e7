"""Keypoint recordings and everything the engine says of them, compared whole.

Where a change of the engine is meant to change this: ``python -m tools.golden events`` writes the
lists anew; look at what differs before you commit it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from hamstrong.sources.recording import RECORDING_SUFFIX
from tools import golden

if TYPE_CHECKING:
    from pathlib import Path

RECORDINGS = golden.recordings()
CLOSE = 0.004


def same(found: Any, known: Any, where: str = "") -> list[str]:  # noqa: ANN401 - JSON values
    """Return where two JSON values differ; numbers may by a rounding."""
    if isinstance(known, dict) and isinstance(found, dict):
        keys = sorted({*known, *found})
        return [
            line for key in keys for line in same(found.get(key), known.get(key), f"{where}.{key}")
        ]
    if isinstance(known, list) and isinstance(found, list) and len(known) == len(found):
        pairs = enumerate(zip(found, known, strict=True))
        return [line for index, (a, b) in pairs for line in same(a, b, f"{where}[{index}]")]
    if isinstance(known, float) and isinstance(found, float | int):
        return [] if abs(found - known) <= CLOSE else [f"{where}: {found} instead of {known}"]
    return [] if found == known else [f"{where}: {found} instead of {known}"]


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda path: path.name.partition(".")[0])
def test_the_engine_says_what_it_said(recording: Path) -> None:
    name = recording.name.removesuffix(RECORDING_SUFFIX)
    known = json.loads(recording.with_name(f"{name}.events.json").read_text("utf-8"))
    found = json.loads(json.dumps(golden.describe(recording)))
    assert same(found, known) == []


def test_there_are_recordings_of_several_exercises() -> None:
    lists = [json.loads(path.read_text("utf-8")) for path in golden.FOLDER.glob("*.events.json")]
    assert len(lists) == len(RECORDINGS) >= 3
    assert len({known["exercise"] for known in lists}) >= 3
    for known in lists:
        for path in ("recorded", "live"):
            kinds = {event["event"] for event in known[path]}
            assert {"Armed", "PhaseChanged", "RepCompleted"} <= kinds


def test_a_difference_is_seen() -> None:
    assert same({"a": [1.0, "x"]}, {"a": [1.001, "x"]}) == []
    assert same({"a": [1.0, "x"]}, {"a": [1.01, "x"]}) == [".a[0]: 1.0 instead of 1.01"]
    assert same({"a": [1.0]}, {"a": [1.0, 2.0]}) == [".a: [1.0] instead of [1.0, 2.0]"]
    assert same({"a": 1, "b": 2}, {"a": 1}) == [".b: 2 instead of None"]
