"""Counting from the middle to one side and back: each side on its own, the sign is the side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamstrong.engine import Engine
from tests.unit.engine.signals import (
    DRIVER,
    POSTURE,
    attempts_in,
    course,
    exercise,
    reps_in,
    run,
    sample,
)

if TYPE_CHECKING:
    from hamstrong.engine import Rep
    from tests.unit.engine.signals import Corner

FRAME_RATES = (10, 15, 30, 60, 120)
CHANGE = {
    "pattern": "alternating",
    "min_range": 38.0,
    "attempt_range": 15.0,
    "side": "driver",
    "start": ({"measure": POSTURE, "max": 40.0}, {"measure": DRIVER, "min": -15.0, "max": 15.0}),
}


def changes(ends: str, top: float = 70.0, rest_s: float = 0.4) -> list[Corner]:
    """Return changes of side: ``L`` and ``R`` are full, ``l`` and ``r`` half-hearted ones."""
    corners: list[Corner] = [(0.0, 0.0), (1.0, 0.0)]
    levels = {"L": top, "R": -top, "l": 0.4 * top, "r": -0.4 * top}
    for end in ends:
        start_s = corners[-1][0]
        corners += [(start_s + 0.7, levels[end]), (start_s + 1.4, levels[end]), (start_s + 2.1, 0)]
        if rest_s:
            corners += [(start_s + 2.1 + rest_s, 0.0)]
    return [*corners, (corners[-1][0] + 1.0, 0.0)]


def told(
    corners: list[Corner], fps: float = 30.0, middle: float = 0.0
) -> tuple[list[Rep], list[Rep]]:
    time_s, value = sample(corners, fps)
    columns = {DRIVER: value + middle, POSTURE: np.zeros(len(value))}
    events = run(Engine(exercise(CHANGE)), time_s, columns)
    return reps_in(events), attempts_in(events)


def sides(reps: list[Rep]) -> str:
    return "".join(rep.side[0].upper() for rep in reps)


@pytest.mark.parametrize("fps", FRAME_RATES)
@pytest.mark.parametrize("rest_s", [0.0, 0.1, 0.4, 2.0])
@pytest.mark.parametrize("ends", ["L", "R", "LR", "RLRL", "LLL", "RRLLR"])
def test_counts_each_side(ends: str, rest_s: float, fps: int) -> None:
    reps, attempts = told(changes(ends, rest_s=rest_s), fps)
    assert (sides(reps), len(attempts)) == (ends, 0)


@pytest.mark.parametrize(
    ("ends", "full", "half"), [("l", "", "L"), ("Lr", "L", "R"), ("LrLR", "LLR", "R")]
)
def test_a_half_hearted_change_is_an_attempt(ends: str, full: str, half: str) -> None:
    reps, attempts = told(changes(ends))
    assert (sides(reps), sides(attempts)) == (full, half)


@pytest.mark.parametrize("middle", [-12.0, 0.0, 12.0])
def test_the_middle_is_where_the_start_pose_was(middle: float) -> None:
    reps, _ = told(changes("LR"), middle=middle)
    assert sides(reps) == "LR"
    assert [rep.rom_deg for rep in reps] == pytest.approx([70.0, 70.0], abs=2.5)


def test_times_are_the_passages_through_the_middle() -> None:
    corners: list[Corner] = [(0, 0), (1, 0), (2, 70), (3, 70), (5, -70), (6, -70), (7, 0), (8, 0)]
    reps, _ = told(corners)
    assert sides(reps) == "LR"
    assert reps[0].start_s == pytest.approx(1.15, abs=0.1)
    assert reps[0].end_s == pytest.approx(4.0, abs=0.1)
    assert reps[0].peak_s == pytest.approx(2.5, abs=0.1)
    assert reps[1].start_s == pytest.approx(4.0, abs=0.1)
    assert reps[1].peak_s == pytest.approx(5.5, abs=0.1)
    assert reps[1].end_s == pytest.approx(6.85, abs=0.1)


@settings(max_examples=60)
@given(ends=st.text("LR", min_size=1, max_size=5), seed=st.integers(0, 10**6))
def test_any_order_of_sides_with_jitter(ends: str, seed: int) -> None:
    corners = changes(ends)
    time_s, value = sample(corners)
    jitter = np.random.default_rng(seed).normal(scale=0.8, size=len(value))
    columns = {DRIVER: value + jitter, POSTURE: np.zeros(len(value))}
    assert sides(reps_in(run(Engine(exercise(CHANGE)), time_s, columns))) == ends


@settings(max_examples=60)
@given(data=st.data())
def test_dropped_frames_never_invent_a_change(data: st.DataObject) -> None:
    corners = changes("LRL")
    time_s = np.arange(int(corners[-1][0] * 15)) / 15
    size = len(time_s)
    keep = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)))
    columns = {DRIVER: course(corners, time_s)[keep], POSTURE: np.zeros(int(keep.sum()))}
    events = run(Engine(exercise(CHANGE)), time_s[keep], columns)
    assert len(reps_in(events)) + len(attempts_in(events)) <= 3
