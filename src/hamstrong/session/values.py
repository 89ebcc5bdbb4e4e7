"""Values of a session that its log is made of."""

from dataclasses import dataclass

from hamstrong.session.words import OneSide, SessionSide, Severity

__all__ = ["Bout", "FaultRecord", "PlannedExercise", "Practice", "RepRecord"]


@dataclass(frozen=True, slots=True)
class PlannedExercise:
    """One exercise of a session: ``sets`` of ``reps`` for each side and stage.

    Where each side has its turn, ``first_side`` begins, and ``extra_set`` names a side that gets
    one set more.
    """

    exercise: str
    variation: str
    sets: int
    reps: int
    hold_s: float
    rest_s: float
    first_side: OneSide = "right"
    extra_set: OneSide | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    """In how many sessions before this one a form of an exercise was done."""

    exercise: str
    variation: str
    times: int


@dataclass(frozen=True, slots=True)
class Bout:
    """One set of one side and stage: what is done without a break.

    ``exercise`` is the place of the exercise in the plan, from 0; ``set_number`` counts from 1.
    """

    exercise: int
    variation: str
    set_number: int
    stage: str | None
    side: SessionSide


@dataclass(frozen=True, slots=True)
class FaultRecord:
    """A fault of a rep: the measured value and the limit it passed, None where there is none."""

    id: str
    severity: Severity
    measure: str
    unit: str
    value: float | None
    limit: float | None


@dataclass(frozen=True, slots=True)
class RepRecord:
    """A rep or an attempt as the engine measured it; times on the session's clock.

    ``peak_deg`` is None where it was not told, as in older logs.
    """

    side: SessionSide
    stage: str | None
    movement: str
    start_s: float
    peak_s: float
    end_s: float
    hold_s: float
    rom_deg: float
    score: int
    faults: tuple[FaultRecord, ...]
    peak_deg: float | None = None
