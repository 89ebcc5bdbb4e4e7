"""The rules of the plan as data: ``rules.toml``, checked."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from hamstrong.errors import InstallationError
from hamstrong.exercises.dose import HURTS_FROM
from hamstrong.planner.profile import Experience

__all__ = ["Finding", "Focus", "Rules", "load_rules"]

Focus = Literal["ease", "range", "load"]
Finding = Literal["weaker", "stiffer"]
Scale = Annotated[int, Field(ge=0, le=10)]
Share = Annotated[float, Field(gt=0, le=1)]
Days = Annotated[int, Field(ge=1, le=366)]
Count = Annotated[int, Field(ge=1)]

_FILE: Final = Path(__file__).with_name("rules.toml")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Judging(_Strict):
    """What one session says about an exercise; effort and pain from 0 to 10."""

    clean_score: Annotated[int, Field(ge=0, le=100)]
    clean_effort: Scale
    clean_share: Share
    hard_effort: Scale
    hard_share: Share
    hurts_from: Annotated[int, Field(ge=1, le=10)] = HURTS_FROM


class Pace(_Strict):
    """How fast it goes; clean sessions earn credit, which is spent on a step."""

    credit_to_rise: Count
    credit_to_rise_gently: Count
    credit_measured: Count
    credit_unmeasured: Count
    hard_in_a_row: Count
    days_between_rises: Days
    rises_a_week: Count
    days_between_forms: Days


class TroubleRules(_Strict):
    """How long pain, cramps and discomfort count, and how many of them change something."""

    days: Days
    forgiven_after: Count
    pains_to_stop: Count
    cramps_to_advise: Count
    discomforts_to_ease: Count
    stop_days: Days


class Loading(_Strict):
    """From which form on every dose is load work, and days from one load work to the next."""

    from_form: str
    days: Days


class Rounds(_Strict):
    """What fills the time that is left."""

    sets: Count
    after_days: Days


class Lapse(_Strict):
    """How long something counts."""

    days: Days


class Asymmetry(_Strict):
    """What a self-test's difference between the sides means, and for which exercises."""

    finds: Finding
    exercises: tuple[str, ...]


class StepBack(_Strict):
    """How many rungs back after so many days."""

    days: Days
    rungs: Count


class DoseStep(_Strict):
    """A step within a form, as shares of the form's usual dose."""

    focus: Focus
    sets: Share
    reps: Share


class Rules(_Strict):
    """All rules of the plan; the comments in the file say what each of them means."""

    schema_version: Literal[1]
    judging: Judging
    pace: Pace
    trouble: TroubleRules
    loading: dict[str, Loading]
    missed: Annotated[tuple[StepBack, ...], Field(min_length=1)]
    absent: StepBack
    doses: Annotated[tuple[DoseStep, ...], Field(min_length=1)]
    start: dict[Experience, Annotated[int, Field(ge=0)]]
    usefulness: dict[str, dict[str, Annotated[float, Field(gt=0)]]]
    turns: dict[str, Count]
    rounds: Rounds
    top: dict[str, tuple[str, ...]]
    imbalance: Lapse
    asymmetry: dict[str, Asymmetry]

    @model_validator(mode="after")
    def _rises(self) -> Rules:
        steps: dict[str, list[tuple[float, float]]] = {
            "missed": [(step.days, step.rungs) for step in self.missed],
            "doses": [(step.sets, step.reps) for step in self.doses],
        }
        for name, values in steps.items():
            if any(a[0] > b[0] or a[1] > b[1] for a, b in pairwise(values)):
                raise ValueError(f"'{name}' must rise from entry to entry")
        return self


@cache
def load_rules(path: Path = _FILE) -> Rules:
    """Return the rules; `InstallationError` where the file is not valid."""
    try:
        return Rules.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        message = f"The rules of the plan {path} cannot be read ({error})."
        raise InstallationError(message) from error
