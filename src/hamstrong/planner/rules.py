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

__all__ = ["Focus", "Rules", "load_rules"]

Focus = Literal["ease", "range", "load"]
Scale = Annotated[int, Field(ge=0, le=10)]
Share = Annotated[float, Field(gt=0, le=1)]
Days = Annotated[int, Field(ge=1, le=366)]

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

    credit_to_rise: Annotated[int, Field(ge=1)]
    credit_measured: Annotated[int, Field(ge=1)]
    credit_unmeasured: Annotated[int, Field(ge=1)]
    hard_in_a_row: Annotated[int, Field(ge=1)]
    hurt_in_a_row: Annotated[int, Field(ge=1)]
    days_between_forms: Days
    stop_days: Days


class StepBack(_Strict):
    """How many rungs back after so many days."""

    days: Days
    rungs: Annotated[int, Field(ge=1)]


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
    missed: Annotated[tuple[StepBack, ...], Field(min_length=1)]
    absent: StepBack
    doses: Annotated[tuple[DoseStep, ...], Field(min_length=1)]
    start: dict[Experience, Annotated[int, Field(ge=0)]]
    usefulness: dict[str, dict[str, Annotated[float, Field(gt=0)]]]
    asymmetry: dict[str, tuple[str, ...]]

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
