"""Histories to work progress out from."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from hamstrong.exercises import load_catalogue, load_tests
from hamstrong.planner.progress import Feeling, History, TestPoint, Training, Work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hamstrong.session.verdict import Band
    from hamstrong.session.words import SessionSide


CATALOGUE = load_catalogue()
TESTS = load_tests()
MONDAY = date(2026, 1, 5)


def work(  # noqa: PLR0913 - one a field
    rom_deg: float | None = 60.0,
    side: SessionSide = "both",
    *,
    exercise: str = "bridge",
    variation: str = "standard",
    stage: str | None = None,
    hold_s: float = 3.0,
    score: float = 90.0,
) -> Work:
    reps = 0 if rom_deg is None else 8
    measured = rom_deg is not None
    return Work(
        exercise=exercise,
        variation=variation,
        stage=stage,
        side=side,
        reps=reps,
        attempts=0 if measured else 2,
        rom_deg=rom_deg,
        rom_spread_deg=1.0 if measured else None,
        hold_s=hold_s if measured else None,
        score=score if measured else None,
    )


def training(
    day: int, *works: Work, pain: int | None = None, effort: int = 5, stopped: bool = False
) -> Training:
    """Return a session ``day`` days after a Monday."""
    felt = () if pain is None else (Feeling("bridge", "standard", effort, pain, cramp=False),)
    return Training(
        session_id=f"{day:032x}",
        day=MONDAY + timedelta(days=day),
        minutes=12.0,
        reps=sum(each.reps for each in works),
        reps_logged=0 if works else 10,
        work=works,
        feelings=felt,
        stopped=("bridge",) if stopped else (),
    )


def bridges(ranges_deg: Sequence[float], *, hold_s: float = 3.0) -> History:
    """Return a session every other day with these ranges."""
    return History(
        tuple(
            training(2 * index, work(value, hold_s=hold_s))
            for index, value in enumerate(ranges_deg)
        )
    )


def point(
    value: float,
    day: int,
    *,
    test: str = "bridge-hold",
    band: Band | None = None,
    uncertainty: float | None = 1.0,
) -> TestPoint:
    about = TESTS[test].test
    assert about is not None
    return TestPoint(
        test=test,
        about=about,
        side="both",
        day=MONDAY + timedelta(days=day),
        value=value,
        uncertainty=uncertainty,
        measured=True,
        band=band,
    )


FORMS: tuple[tuple[str, str, str | None, SessionSide], ...] = (
    ("bridge", "standard", None, "both"),
    ("bridge", "single-leg", None, "left"),
    ("bridge", "single-leg", None, "right"),
    ("hip-pendulum", "standard", "centre", "left"),
    ("hip-pendulum", "standard", "centre", "right"),
)


@st.composite
def trainings(draw: st.DrawFn) -> Training:
    day = draw(st.integers(0, 120))
    forms = draw(st.lists(st.sampled_from(FORMS), unique=True, max_size=3))
    works = tuple(
        work(
            draw(st.none() | st.floats(5, 150)),
            side,
            exercise=exercise,
            variation=variation,
            stage=stage,
            score=draw(st.integers(0, 100)),
        )
        for exercise, variation, stage, side in forms
    )
    pain = draw(st.none() | st.integers(0, 10))
    return training(day, *works, pain=pain, effort=draw(st.integers(0, 10)))


HISTORIES = st.lists(trainings(), max_size=14, unique_by=lambda done: done.session_id)
