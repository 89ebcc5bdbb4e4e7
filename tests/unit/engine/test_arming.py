"""When movements count at all: start pose, posture kept, keypoints lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamstrong.engine import Armed, AttemptMade, Disarmed, Engine, PhaseChanged, RepCompleted
from tests.unit.engine.signals import DRIVER, POSTURE, exercise, reps_in, reps_of, run, sample

if TYPE_CHECKING:
    from hamstrong.engine import Event
    from hamstrong.exercises.model import ExerciseDefinition
    from tests.unit.engine.signals import Array

UPRIGHT = {"measure": POSTURE, "max": 30.0}


def guarded(**fields: object) -> ExerciseDefinition:
    """Return an exercise that starts upright and ends where one is not upright any more."""
    return exercise({"start": (UPRIGHT,), "keep": ({"measure": POSTURE, "max": 60.0},), **fields})


def story(events: list[Event]) -> list[str]:
    """Return the names of the events, the reason for disarming included."""
    return [
        event.reason if isinstance(event, Disarmed) else type(event).__name__.lower()
        for event in events
        if not isinstance(event, PhaseChanged)
    ]


def tell(
    time_s: Array, value: Array, posture: Array, definition: ExerciseDefinition | None = None
) -> list[str]:
    columns = {DRIVER: value, POSTURE: posture}
    return story(run(Engine(definition or guarded()), time_s, columns))


def test_nothing_counts_before_the_start_pose() -> None:
    time_s, value = sample(reps_of(3))
    bent_until_s = 4.1
    posture = np.where(time_s < bent_until_s, 45.0, 10.0)
    assert tell(time_s, value, posture).count("repcompleted") == 2
    assert tell(time_s, value, np.full(len(value), 45.0)) == []


def test_the_start_pose_must_be_held() -> None:
    time_s = np.arange(90) / 30
    columns = {DRIVER: np.zeros(90), POSTURE: np.where((time_s * 5).astype(int) % 2, 10.0, 45.0)}
    assert story(run(Engine(guarded(start_hold_s=0.4)), time_s, columns)) == []
    columns[POSTURE] = np.full(90, 10.0)
    (armed,) = run(Engine(guarded(start_hold_s=0.4)), time_s, columns)
    assert isinstance(armed, Armed)
    assert armed.time_s == pytest.approx(0.4, abs=0.05)


def test_a_start_pose_is_steady() -> None:
    """Ten degrees to and fro are no start pose, three are."""
    time_s = np.arange(120) / 30
    upright = np.full(120, 10.0)
    definition = guarded(attempt_range=10.0)
    assert tell(time_s, 10.0 * np.sin(6 * time_s), upright, definition) == []
    assert tell(time_s, 1.5 * np.sin(6 * time_s), upright, definition) == ["armed"]


def test_a_recording_cut_close_to_the_first_rep_is_armed_sooner() -> None:
    time_s, value = sample(reps_of(1))
    late = time_s >= 0.8
    columns = {DRIVER: value[late], POSTURE: np.full(int(late.sum()), 10.0)}
    patient, close = guarded(start_hold_s=0.6), guarded(start_hold_s=0.6)
    assert len(reps_in(run(Engine(patient), time_s[late], columns))) == 0
    assert len(reps_in(run(Engine(close, cut_close=True), time_s[late], columns))) == 1


@pytest.mark.parametrize(("gone_s", "expected"), [(0.3, 1), (1.0, 0)])
def test_leaving_the_posture_ends_it(gone_s: float, expected: int) -> None:
    time_s, value = sample(reps_of(1))
    gone = (time_s >= 2.2) & (time_s < 2.2 + gone_s)
    told = tell(time_s, value, np.where(gone, 80.0, 10.0))
    assert told.count("repcompleted") == expected
    assert told.count("posture") == 1 - expected


def test_after_another_posture_it_arms_again() -> None:
    time_s, value = sample(reps_of(3))
    away = (time_s > 5.2) & (time_s < 7.5)
    told = tell(time_s, np.where(away, 90.0, value), np.where(away, 85.0, 10.0))
    assert told == ["armed", "repcompleted", "posture", "armed", "repcompleted"]


def test_an_unknown_posture_is_neither_start_nor_end() -> None:
    time_s, value = sample(reps_of(1))
    unknown = np.full(len(value), np.nan)
    assert tell(time_s, value, unknown) == []
    assert tell(time_s, value, np.where(time_s < 1.5, 10.0, np.nan)) == ["armed", "repcompleted"]


@pytest.mark.parametrize(
    ("from_s", "to_s"),
    [(0.2, 0.4), (1.3, 1.7), (2.2, 3.2), (2.0, 2.9), (3.4, 3.8)],
    ids=["at rest", "on the way up", "at the top", "most of the hold", "on the way down"],
)
def test_a_short_loss_suspends(from_s: float, to_s: float) -> None:
    time_s, value = sample(reps_of(1))
    lost = (time_s >= from_s) & (time_s < to_s)
    told = tell(time_s, np.where(lost, np.nan, value), np.where(lost, np.nan, 10.0))
    assert told == ["armed", "repcompleted"]


def test_a_long_loss_disarms_and_drops_what_was_begun() -> None:
    time_s, value = sample(reps_of(2, rest_s=2.5))
    lost = (time_s >= 2.0) & (time_s < 4.5)
    told = tell(time_s, np.where(lost, np.nan, value), np.where(lost, np.nan, 10.0))
    assert told == ["armed", "not-seen", "armed", "repcompleted"]


@settings(max_examples=100)
@given(seed=st.integers(0, 10**6), share=st.floats(0.0, 1.0))
def test_lost_keypoints_never_invent_a_rep(seed: int, share: float) -> None:
    time_s, value = sample(reps_of(3))
    rng = np.random.default_rng(seed)
    lost = np.repeat(rng.random(len(time_s) // 10 + 1) < share, 10)[: len(time_s)]
    columns = {DRIVER: np.where(lost, np.nan, value), POSTURE: np.full(len(value), 10.0)}
    events = run(Engine(guarded()), time_s, columns)
    assert sum(isinstance(event, RepCompleted | AttemptMade) for event in events) <= 3


def test_somebody_who_only_passes_is_nothing() -> None:
    time_s = np.arange(300) / 30
    value = np.where((time_s % 1.0) < 0.2, 20.0 * (time_s % 1.0), np.nan)
    assert tell(time_s, value, np.where(np.isnan(value), np.nan, 10.0)) == []


def test_a_movement_that_never_ends_disarms() -> None:
    time_s, value = sample([(0, 0), (1, 0), (2, 40), (20, 40)])
    told = tell(time_s, value, np.full(len(value), 10.0), guarded(max_duration_s=10.0))
    assert told[:2] == ["armed", "too-long"]
    assert "repcompleted" not in told
