"""The page counts what a person does in front of the camera, exercise by exercise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.camera import Clip
from tests.e2e.live_page import LivePage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.e2e.coach import Coach

    Open = Callable[..., Page]

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CLIPS = (
    Clip("o2-leg-activation-front-faults", "leg-activation", start_s=2.35),
    Clip("o3-hip-90-90-standard", "hip-90-90", start_s=3.0),
    Clip("o5-hip-pendulum-standard", "hip-pendulum", start_s=18.45),
    Clip("o8-bridge-standard-faults", "bridge", start_s=3.5),
)
MORE = 3
"""The set asks for more reps than the clip has: it would show if too many were counted."""


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.exercise)
def test_the_page_shows_and_stores_what_was_done(
    clip: Clip, coach: Coach, open_with_camera: Callable[[Clip], Open], shared_data: Path
) -> None:
    truth = clip.truth(shared_data)
    whole = [rep for rep in truth if rep["complete"]]
    coach.settle(model="full", voice=False, sounds=False)
    session = coach.begin(clip.exercise, sets=1, reps=len(whole) + MORE)
    live = LivePage(open_with_camera(clip)(f"/live/{session}"))
    live.pass_screening()
    live.pass_introduction()
    live.wait_for_set()
    assert live.counted() == 0
    length_s = truth[-1]["end_s"] - clip.start_s
    shown = live.watch_counts(len(whole), within_s=clip.still_s + length_s + 10)
    live.page.wait_for_timeout(2500)
    assert [*shown, live.counted()] == [*range(len(whole) + 1), len(whole)]
    live.end()
    stored = coach.get(f"sessions/{session}")
    check_stored(stored["reps"], truth)
    assert stored["summary"]["reps"] == len(whole)
    assert f"{len(whole)}" in live.page.locator("dl").first.inner_text()


def check_stored(reps: list[dict[str, Any]], truth: list[dict[str, Any]]) -> None:
    counted = [rep for rep in reps if rep["counts"]]
    whole = [rep for rep in truth if rep["complete"]]
    assert [rep["side"] for rep in counted] == [rep["side"] for rep in whole]
    # A busy machine plays the film slower than life; what the coach measured stretches alike.
    stretch = _span_s(counted) / _span_s(whole)
    for rep, true in zip(counted, whole, strict=True):
        assert rep["hold_s"] / stretch == pytest.approx(true["hold_s"], abs=1.0)
        length_s = (rep["end_s"] - rep["start_s"]) / stretch
        assert length_s == pytest.approx(true["end_s"] - true["start_s"], abs=1.0)
    assert len(reps) - len(counted) <= len(truth) - len(whole)


def _span_s(reps: list[dict[str, Any]]) -> float:
    span_s: float = reps[-1]["end_s"] - reps[0]["start_s"]
    return span_s
