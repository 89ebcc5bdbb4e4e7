"""Pictures of the exercises, done by the drawn figure; ``tools.pictures`` takes them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from hamstrong.exercises.model import ExerciseDefinition

__all__ = [
    "INDEX",
    "MOMENTS",
    "PICTURES",
    "find_picture",
    "find_step",
    "name_fault_picture",
    "name_picture",
    "read_index",
]

PICTURES: Final = Path(__file__).parent
"""The folder of the pictures: WebP files with a transparent background."""

INDEX: Final = PICTURES / "index.json"
"""What the pictures show: ``sets`` by name of the variation and stage, ``faults`` by file name."""

MOMENTS: Final = (1, 2, 3)
"""At rest, half way, and where the movement is fullest."""


def name_picture(
    exercise: str, variation: str, stage: str | None = None, *, moment: int | None = 3
) -> str:
    """Return a picture's file name; a ``moment`` of None is the moving picture of a whole rep."""
    return f"{_name_set(exercise, variation, stage)}.{'loop' if moment is None else moment}.webp"


def name_fault_picture(exercise: str, variation: str, stage: str | None, fault: str) -> str:
    """Return the file name of the picture of a fault."""
    return f"{_name_set(exercise, variation, stage)}.{fault}.webp"


def find_picture(
    definition: ExerciseDefinition, variation: str, stage: str | None = None, moment: int = 3
) -> Path | None:
    """Return the file of a picture; None when the exercise has no pictures.

    The stage is the variation's first one when left out.
    """
    stage = stage or _first_stage(definition)
    path = PICTURES / name_picture(definition.id, variation, stage, moment=moment)
    return path if path.is_file() else None


def find_step(
    definition: ExerciseDefinition, variation: str, stage: str | None = None, moment: int = 3
) -> int | None:
    """Return which of the variation's steps a picture shows, counted from 1."""
    stage = stage or _first_stage(definition)
    shown = read_index()["sets"].get(_name_set(definition.id, variation, stage))
    if shown is None:
        return None
    steps = [step.id for step in definition.steps_of(variation)]
    step = shown["steps"][MOMENTS.index(moment)]
    return steps.index(step) + 1 if step in steps else None


@cache
def read_index() -> dict[str, Any]:
    """Return what `INDEX` holds."""
    found: dict[str, Any] = json.loads(INDEX.read_text())
    return found


def _name_set(exercise: str, variation: str, stage: str | None) -> str:
    return ".".join([exercise, variation, *([stage] if stage else [])])


def _first_stage(definition: ExerciseDefinition) -> str | None:
    return definition.stages[0].id if definition.stages else None
