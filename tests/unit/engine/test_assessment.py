"""Conditions over the phases of a rep, faults with limits and doubt, and the score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from hamstrong.engine import Engine, FaultSeen
from hamstrong.engine.assessment import FIGURES, score_rep
from hamstrong.exercises import load_catalogue
from tests.unit.engine.signals import DRIVER, exercise, reps_in, run, sample

if TYPE_CHECKING:
    from hamstrong.engine import Rep
    from tests.unit.engine.signals import Array

EXTRA, OTHER = "back_bend_deg", "knees_bent_deg"
CORNERS = [(0.0, 0.0), (1.5, 0.0), (2.5, 40.0), (4.5, 40.0), (6.5, 0.0), (8.0, 0.0)]


def check(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of a check
    return {"fault": "made-up", "measure": EXTRA, "body_part": "trunk", **fields}


def judge(
    *checks: dict[str, Any], extra: Array | None = None, movement: dict[str, Any] | None = None
) -> tuple[Rep, Engine]:
    """Return the one rep of `CORNERS` (up to 40 deg, held 2 s, slowly down) and its engine."""
    time_s, value = sample(CORNERS)
    columns = {DRIVER: value, EXTRA: np.zeros(len(value)) if extra is None else extra}
    engine = Engine(exercise(movement, checks=checks))
    (rep,) = reps_in(run(engine, time_s, columns))
    return rep, engine


def between(start_s: float, stop_s: float, level: float, other: float = 0.0) -> Array:
    time_s, _ = sample(CORNERS)
    return np.where((time_s >= start_s) & (time_s <= stop_s), level, other)


def ids(rep: Rep) -> list[str]:
    return [fault.id for fault in rep.faults]


@pytest.mark.parametrize(
    ("phase", "start_s", "stop_s"),
    [
        ("rest", 0.0, 1.4),
        ("out", 1.75, 2.2),
        ("peak", 2.5, 4.5),
        ("back", 4.8, 6.2),
        ("rep", 1.7, 6.3),
        ("after", 6.22, 8.0),
    ],
)
def test_a_check_looks_at_its_phase(phase: str, start_s: float, stop_s: float) -> None:
    """The measure is high in one phase only: the check of that phase sees it, no other does."""
    phases = ("rest", "out", "peak", "back", "after")
    inside, outside = between(start_s, stop_s, 20.0), between(start_s, stop_s, 0.0, 20.0)
    rep, _ = judge(check(phase=phase, max=10.0), extra=inside)
    assert ids(rep) == ["made-up"]
    others = [check(phase=name, max=10.0) for name in phases if name != phase]
    if phase != "rep":
        rep, _ = judge(*others, extra=inside)
        assert ids(rep) == []
    rep, _ = judge(check(phase=phase, max=10.0), extra=outside)
    assert ids(rep) == []


@pytest.mark.parametrize(
    ("statistic", "value"),
    [("median", 10.0), ("min", 0.0), ("max", 20.0), ("p10", 2.0), ("p90", 18.0), ("range", 20.0)],
)
def test_statistics(statistic: str, value: float) -> None:
    time_s, _ = sample(CORNERS)
    ramp = np.interp(time_s, [2.3, 4.9], [0.0, 20.0])
    rep, _ = judge(check(phase="peak", statistic=statistic, max=-1.0), extra=ramp)
    assert rep.faults[0].value == pytest.approx(value, abs=1.0)
    assert rep.faults[0].limit == -1.0


def test_relative_to_the_rest_before() -> None:
    raised = between(2.5, 4.5, 65.0, 50.0)
    rep, _ = judge(check(phase="peak", relative=True, max=10.0), extra=raised)
    assert rep.faults[0].value == pytest.approx(15.0, abs=0.5)
    rep, _ = judge(check(phase="peak", relative=True, max=20.0), extra=raised)
    assert ids(rep) == []


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (19.0, []),
        (22.0, []),
        (24.0, ["minor"]),
        (29.0, ["minor"]),
        (31.0, ["major"]),
    ],
    ids=["inside", "within the doubt", "beyond", "well beyond", "far beyond"],
)
def test_how_far_beyond_the_limit(level: float, expected: list[str]) -> None:
    wanted = check(phase="rep", max=20.0, hysteresis=3.0, major_beyond=10.0)
    rep, _ = judge(wanted, extra=np.full(241, level))
    assert [fault.severity for fault in rep.faults] == expected


def test_a_lower_limit() -> None:
    wanted = check(phase="rep", min=-5.0, max=5.0)
    low, _ = judge(wanted, extra=np.full(241, -8.0))
    high, _ = judge(wanted, extra=np.full(241, 8.0))
    assert (low.faults[0].limit, high.faults[0].limit) == (-5.0, 5.0)
    assert (low.faults[0].value, high.faults[0].value) == (-8.0, 8.0)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("hold_s", 2.6),
        ("rom", 40.0),
        ("out_s", 0.65),
        ("back_s", 1.3),
        ("duration_s", 4.57),
        ("out_speed", 62.0),
        ("back_speed", 31.0),
        ("peak", 40.0),
        ("rest_after", 0.0),
        ("floor_share", 0.0),
        ("share", 0.8),
    ],
)
def test_a_rep_s_own_figures(figure: str, expected: float) -> None:
    wanted = {"fault": "made-up", "measure": figure, "min": 900.0, "body_part": "trunk"}
    rep, _ = judge(wanted, movement={"full_at": 50.0})
    assert rep.faults[0].value == pytest.approx(expected, abs=max(0.06, 0.03 * expected))
    assert rep.faults[0].measure == figure
    assert rep.faults[0].unit == FIGURES[figure].unit
    beside, _ = judge(check(phase=FIGURES[figure].phase, min=900.0))
    assert (rep.faults[0].start_s, rep.faults[0].end_s) == (
        beside.faults[0].start_s,
        beside.faults[0].end_s,
    )


def test_every_figure_is_tried() -> None:
    marks = test_a_rep_s_own_figures.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {figure for figure, _ in marks} == set(FIGURES)


def test_what_was_not_seen_is_not_judged_and_told() -> None:
    hidden = between(0.0, 8.0, np.nan)
    rep, engine = judge(check(phase="peak", max=10.0), extra=hidden)
    assert ids(rep) == []
    assert engine.not_observable == {"made-up"}


def test_a_hidden_range_is_that_of_the_driver() -> None:
    seen, _ = judge(movement={"rom_measure": EXTRA}, extra=between(2.5, 4.5, 25.0))
    hidden, _ = judge(movement={"rom_measure": EXTRA}, extra=between(0.0, 8.0, np.nan))
    assert seen.rom_deg == 25.0
    assert hidden.rom_deg == pytest.approx(40.0, abs=0.5)


def test_mostly_hidden_counts_as_not_seen() -> None:
    time_s, _ = sample(CORNERS)
    flicker = np.where(np.arange(len(time_s)) % 3 == 0, 20.0, np.nan)
    rep, engine = judge(check(phase="rep", max=10.0), extra=flicker)
    assert (ids(rep), engine.not_observable) == ([], {"made-up"})
    flicker = np.where(np.arange(len(time_s)) % 3 == 0, np.nan, 20.0)
    rep, engine = judge(check(phase="rep", max=10.0), extra=flicker)
    assert (ids(rep), engine.not_observable) == (["made-up"], set())


def test_one_fault_by_two_checks_is_told_once_and_as_the_worse() -> None:
    mild = check(phase="rep", max=10.0)
    grave = check(phase="peak", max=15.0, severity="major")
    for order in ((mild, grave), (grave, mild)):
        rep, _ = judge(*order, extra=np.full(241, 20.0))
        assert [(fault.id, fault.severity) for fault in rep.faults] == [("made-up", "major")]


def test_the_worst_fault_comes_first() -> None:
    faults = {"b-minor": "minor", "a-minor": "minor", "z-major": "major"}
    checks = [check(fault=name, severity=how, max=10.0) for name, how in faults.items()]
    rep, _ = judge(*checks, extra=np.full(241, 20.0))
    assert ids(rep) == ["z-major", "a-minor", "b-minor"]
    assert rep.score == 100 - 25 - 12 - 12


def test_a_check_may_hold_for_some_movements_or_variations_only() -> None:
    high = np.full(241, 20.0)
    for fields, seen in (
        ({"movements": ("lift",)}, True),
        ({"movements": ("other",)}, False),
        ({"variations": ("standard",)}, True),
        ({"variations": ("harder",)}, False),
    ):
        rep, _ = judge(check(max=10.0, **fields), extra=high)
        assert bool(rep.faults) == seen, fields


@pytest.mark.parametrize(("model", "judged"), [("lite", False), ("full", False), ("heavy", True)])
def test_what_a_lesser_model_does_not_see_well_is_not_judged(model: str, *, judged: bool) -> None:
    time_s, value = sample(CORNERS)
    definition = exercise(checks=[check(max=10.0, needs_model="heavy")])
    engine = Engine(definition, model=model)
    (rep,) = reps_in(run(engine, time_s, {DRIVER: value, EXTRA: np.full(len(value), 20.0)}))
    assert bool(rep.faults) == judged
    assert engine.not_observable == (set() if judged else {"made-up"})


@pytest.mark.parametrize(("other", "judged"), [(40.0, True), (10.0, False)])
def test_what_the_rep_does_not_show_is_not_judged(other: float, *, judged: bool) -> None:
    time_s, value = sample(CORNERS)
    when = [{"measure": OTHER, "statistic": "median", "min": 30.0}]
    engine = Engine(exercise(checks=[check(max=10.0, when=when)]))
    columns = {EXTRA: np.full(len(value), 20.0), OTHER: np.full(len(value), other)}
    (rep,) = reps_in(run(engine, time_s, {DRIVER: value, **columns}))
    assert bool(rep.faults) == judged
    assert engine.not_observable == (set() if judged else {"made-up"})


def test_a_condition_of_another_movement_does_not_bind() -> None:
    for movements, bound in ((["lift"], True), (["another"], False)):
        condition = {"measure": EXTRA, "statistic": "median", "min": 30.0, "movements": movements}
        steady = np.full(len(sample(CORNERS)[1]), 20.0)
        rep, _ = judge(check(max=10.0, when=[condition]), extra=steady)
        assert (not rep.faults) == bound


def test_a_fault_that_no_check_looks_for_is_not_observable() -> None:
    definition = load_catalogue()["bridge"]
    assert Engine(definition, "standard").not_observable == {"feet-too-narrow"}
    assert Engine(definition, "single-leg").not_observable == {"pelvis-tilts"}
    assert Engine(definition, "walk-out").not_observable == set()


def test_an_attempt_is_not_judged() -> None:
    time_s, value = sample(CORNERS)
    columns = {DRIVER: value / 2, EXTRA: np.full(len(value), 20.0)}
    events = run(Engine(exercise(checks=[check(max=10.0)])), time_s, columns)
    (attempt,) = [event.rep for event in events if hasattr(event, "rep")]
    assert attempt.faults == ()


def fault(severity: str) -> FaultSeen:
    return FaultSeen("x", "major" if severity == "major" else "minor", 0, 1, 2, 1, EXTRA, "deg")


@pytest.mark.parametrize(
    ("severities", "score"),
    [
        ("", 100),
        ("minor", 88),
        ("major", 75),
        ("minor major", 63),
        ("major major major major", 0),
        ("major major major major minor", 0),
    ],
)
def test_the_score(severities: str, score: int) -> None:
    assert score_rep([fault(severity) for severity in severities.split()]) == score
