"""The engine as a whole: events, sides, variations; no clock, no chance, no memory of others."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamstrong.engine import Armed, Engine, Event, PhaseChanged
from hamstrong.errors import UnknownNameError
from hamstrong.exercises import load_catalogue
from hamstrong.exercises.motion import Camera, Disturbance, RepPlan, Take, compute_motion, film
from hamstrong.pose import PoseFrame
from tests.unit.engine.signals import (
    DRIVER,
    POSTURE,
    SIDE,
    attempts_in,
    exercise,
    reps_in,
    reps_of,
    rows,
    run,
    sample,
)

if TYPE_CHECKING:
    from hamstrong.exercises.model import ExerciseDefinition
    from hamstrong.pose import PoseTrack


def test_a_rep_tells_its_story() -> None:
    time_s, value = sample(reps_of(1))
    events = run(Engine(exercise()), time_s, {DRIVER: value})
    told = [
        event.phase if isinstance(event, PhaseChanged) else type(event).__name__ for event in events
    ]
    assert told == ["Armed", "out", "hold", "back", "rest", "RepCompleted"]
    times = [event.time_s for event in events]
    assert times == sorted(times)
    (rep,) = reps_in(events)
    assert rep.end_s <= times[-1] <= rep.end_s + 0.5
    assert (rep.exercise, rep.variation, rep.movement, rep.index) == (
        "made-up",
        "standard",
        "lift",
        0,
    )


def test_a_pause_on_the_way_up_is_a_hold_until_it_goes_on() -> None:
    corners = [(0.0, 0.0), (1.0, 0.0), (2.0, 20.0), (4.0, 20.0), (5.0, 40.0), (6.0, 40.0), (7.0, 0)]
    events = run(Engine(exercise()), *as_columns([*corners, (8.0, 0.0)]))
    told = [event.phase for event in events if isinstance(event, PhaseChanged)]
    assert told == ["out", "hold", "out", "hold", "back", "rest"]


def test_reps_and_attempts_are_numbered_apart() -> None:
    corners = [*reps_of(1)[:-1]]
    for top in (18.0, 40.0, 18.0):
        start_s = corners[-1][0]
        corners += [(t + start_s, v) for t, v in reps_of(1, top)[1:-1]]
    events = run(Engine(exercise()), *as_columns([*corners, (corners[-1][0] + 1, 0.0)]))
    assert [rep.index for rep in reps_in(events)] == [0, 1]
    assert [rep.index for rep in attempts_in(events)] == [0, 1]


def as_columns(corners: list[tuple[float, float]]) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    time_s, value = sample(corners)
    return time_s, {DRIVER: value}


@pytest.mark.parametrize(("marks", "side"), [([1.0], "left"), ([-1.0], "right"), ([1, -1], "left")])
def test_the_side_is_what_most_frames_say(marks: list[float], side: str) -> None:
    time_s, value = sample(reps_of(1))
    says = np.resize(np.array([*marks, marks[0]]), len(value))
    events = run(Engine(exercise({"side": SIDE})), time_s, {DRIVER: value, SIDE: says})
    assert [rep.side for rep in reps_in(events)] == [side]


def test_one_side_may_be_asked_for() -> None:
    time_s, value = sample(reps_of(3))
    says = np.where(time_s < 8.0, 1.0, -1.0)
    columns = {DRIVER: value, SIDE: says}
    definition = exercise({"side": SIDE})
    assert [rep.side for rep in reps_in(run(Engine(definition), time_s, columns))] == [
        "left",
        "left",
        "right",
    ]
    for side, expected in (("left", 2), ("right", 1)):
        engine = Engine(definition, side="left" if side == "left" else "right")
        assert len(reps_in(run(engine, time_s, columns))) == expected


def test_a_rep_that_is_not_confirmed_is_none() -> None:
    time_s, value = sample(reps_of(1))
    confirmed = exercise({"confirm": ({"measure": POSTURE, "phase": "peak", "max": 30.0},)})
    for posture, expected in ((10.0, 1), (50.0, 0), (np.nan, 0)):
        columns = {DRIVER: value, POSTURE: np.full(len(value), posture)}
        assert len(reps_in(run(Engine(confirmed), time_s, columns))) == expected


def test_a_small_part_of_a_larger_movement_is_no_attempt() -> None:
    """Two movements watch; what is small for one while the other goes on is not told."""
    other = "knee_flexion_right_deg"
    second = {"id": "walk", "driver": other}
    time_s, small = sample(reps_of(1, top=18.0))
    _, large = sample([(0, 0), (1, 0), (1.8, 40), (5.0, 40), (5.6, 0)])
    large = np.resize(large, len(small))
    definition = exercise({}, second)
    alone = run(Engine(definition), time_s, {DRIVER: small, other: np.zeros(len(small))})
    within = run(Engine(definition), time_s, {DRIVER: small, other: large})
    assert len(attempts_in(alone)) == 1
    assert len(attempts_in(within)) == 0


class TestVariations:
    definition = exercise(
        {},
        {"id": "walk", "driver": "knee_flexion_right_deg"},
        variations=(
            {"id": "standard", "order": 0},
            {"id": "harder", "order": 1},
            {"id": "hardest", "order": 2},
        ),
        signs=(
            {"variation": "standard", "movements": ("lift",)},
            {
                "variation": "harder",
                "movements": ("lift",),
                "side": SIDE,
                "conditions": ({"measure": POSTURE, "min": 20.0},),
            },
            {
                "variation": "hardest",
                "movements": ("lift",),
                "conditions": ({"measure": POSTURE, "min": 40.0},),
            },
        ),
    )

    @staticmethod
    def columns(posture: float) -> tuple[np.ndarray, dict[str, np.ndarray]]:
        time_s, value = sample(reps_of(1))
        size = len(value)
        return time_s, {
            DRIVER: value,
            "knee_flexion_right_deg": value,
            POSTURE: np.full(size, posture),
            SIDE: -np.ones(size),
        }

    def test_only_its_movements_count(self) -> None:
        events = run(Engine(self.definition), *self.columns(0.0))
        assert [rep.movement for rep in reps_in(events)] == ["lift"]

    def test_it_may_tell_the_side_otherwise(self) -> None:
        plain = reps_in(run(Engine(self.definition), *self.columns(0.0)))
        harder = reps_in(run(Engine(self.definition, "harder"), *self.columns(0.0)))
        assert (plain[0].side, harder[0].side) == ("both", "right")

    @pytest.mark.parametrize(
        ("posture", "shown"), [(0.0, ()), (30.0, ("harder",)), (50.0, ("hardest", "harder"))]
    )
    def test_a_rep_tells_what_it_looks_like_hardest_first(
        self, posture: float, shown: tuple[str, ...]
    ) -> None:
        (rep,) = reps_in(run(Engine(self.definition), *self.columns(posture)))
        assert rep.looks_like == shown

    def test_an_unknown_one_is_named_with_those_there_are(self) -> None:
        with pytest.raises(UnknownNameError, match=r"'hard'.*standard, harder, hardest"):
            Engine(self.definition, "hard")


@settings(max_examples=40)
@given(seed=st.integers(0, 10**6), noise=st.floats(0.0, 4.0), shift_s=st.integers(-(10**5), 10**9))
def test_the_origin_of_time_changes_nothing_but_the_times(
    seed: int, noise: float, shift_s: int
) -> None:
    time_s, value = sample(reps_of(3), fps=32)
    value = value + np.random.default_rng(seed).normal(scale=noise, size=len(value))
    definition = exercise(
        checks=[{"fault": "x", "measure": "hold_s", "min": 9.0, "body_part": "feet"}]
    )
    here = run(Engine(definition), time_s, {DRIVER: value})
    there = run(Engine(definition), time_s + shift_s, {DRIVER: value})
    assert [type(event) for event in there] == [type(event) for event in here]
    for one, other in zip(here, there, strict=True):
        assert numbers(other, shift_s) == pytest.approx(numbers(one, 0.0), abs=1e-5)
        assert words(other) == words(one)


def numbers(value: object, origin_s: float) -> dict[str, float]:
    """Return all times, relative to the origin, and all other figures, however deep."""
    found: dict[str, float] = {}
    for name, item in parts(value):
        if isinstance(item, float):
            moment = name in {"time_s", "peak_s"} or name.endswith(("start_s", "end_s"))
            found[name] = item - origin_s if moment else item
        else:
            found |= {f"{name}.{key}": number for key, number in numbers(item, origin_s).items()}
    return found


def words(value: object) -> list[object]:
    flat: list[object] = []
    for _, item in parts(value):
        if not isinstance(item, float):
            flat += words(item) or [item]
    return flat


def parts(value: object) -> list[tuple[str, object]]:
    if isinstance(value, tuple):
        return [(str(index), item) for index, item in enumerate(value)]
    if hasattr(value, "__dataclass_fields__"):
        return [(field.name, getattr(value, field.name)) for field in fields(value)]  # type: ignore[arg-type]
    return []


def test_the_same_rows_give_the_same_events() -> None:
    time_s, value = sample(reps_of(3))
    value = value + np.random.default_rng(1).normal(scale=2.0, size=len(value))
    first, second = (run(Engine(exercise()), time_s, {DRIVER: value}) for _ in range(2))
    assert first == second
    assert len(first) > 6


def test_two_engines_do_not_share_anything() -> None:
    time_s, value = sample(reps_of(2))
    alone = run(Engine(exercise()), time_s, {DRIVER: value})
    one, other = Engine(exercise()), Engine(exercise())
    events: list[Event] = []
    for index, row in enumerate(rows({DRIVER: value})):
        events += one.step_row(time_s[index], row)
        other.step_row(time_s[index] + 0.5, rows({DRIVER: value[::-1]})[index])
    assert events == alone


@pytest.fixture(scope="module")
def bridge() -> ExerciseDefinition:
    return load_catalogue()["bridge"]


@pytest.fixture(scope="module")
def filmed(bridge: ExerciseDefinition) -> PoseTrack:
    done = compute_motion(bridge, "standard", RepPlan("both"), 2, Take(fps=30))
    return film(done.time_s, done.positions_m, Camera(), Disturbance(), np.random.default_rng(7))


def live(definition: ExerciseDefinition, track: PoseTrack, by_s: float = 0.0) -> list[Event]:
    engine = Engine(definition)
    return [
        event
        for frame in track
        for event in engine.step(replace(frame, time_s=frame.time_s + by_s))
    ]


def test_a_live_stream_counts_and_judges(bridge: ExerciseDefinition, filmed: PoseTrack) -> None:
    reps = reps_in(live(bridge, filmed))
    assert [rep.faults for rep in reps] == [(), ()]
    assert [rep.rom_deg for rep in reps] == pytest.approx([60.0, 57.0], abs=6.0)


def test_a_live_stream_may_start_at_any_time(bridge: ExerciseDefinition, filmed: PoseTrack) -> None:
    here, there = live(bridge, filmed), live(bridge, filmed, by_s=-16.0)
    assert [type(event) for event in here] == [type(event) for event in there]
    for one, other in zip(here, there, strict=True):
        assert one.time_s == pytest.approx(other.time_s + 16.0, abs=1e-6)


def test_absent_frames_suspend_a_live_stream(bridge: ExerciseDefinition, filmed: PoseTrack) -> None:
    engine = Engine(bridge)
    events: list[Event] = []
    for index, frame in enumerate(filmed):
        seen = frame if index % 40 > 4 else PoseFrame.absent(frame.time_s)
        events += engine.step(seen)
    assert len(reps_in(events)) == 2


def test_armed_is_told(bridge: ExerciseDefinition, filmed: PoseTrack) -> None:
    engine = Engine(bridge)
    armed = [engine.armed]
    told = [event for frame in list(filmed)[:30] for event in engine.step(frame)]
    assert [*armed, engine.armed] == [False, True]
    assert any(isinstance(event, Armed) and event.movement == "lift" for event in told)
