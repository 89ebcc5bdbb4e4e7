"""Pictures of the exercises, done by the drawn figure; ``tools.pictures`` takes them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from hamstrong.exercises.model import ExerciseDefinition

__all__ = ["MOMENTS", "PICTURES", "find_picture", "name_fault_picture", "name_picture"]

PICTURES: Final = Path(__file__).parent
"""The folder of the pictures: WebP files with a transparent background."""

MOMENTS: Final = (1, 2, 3)
"""At rest, on the way, and where the movement is fullest."""


def name_picture(
    exercise: str, variation: str, stage: str | None = None, *, moment: int | None = 3
) -> str:
    """Return a picture's file name; a ``moment`` of None is the moving picture of a whole rep."""
    parts = [exercise, variation, *([stage] if stage else [])]
    return f"{'.'.join(parts)}.{'loop' if moment is None else moment}.webp"


def name_fault_picture(exercise: str, variation: str, stage: str | None, fault: str) -> str:
    """Return the file name of the picture that shows a fault where it is clearest."""
    return f"{'.'.join([exercise, variation, *([stage] if stage else []), fault])}.webp"


def find_picture(
    definition: ExerciseDefinition, variation: str, stage: str | None = None, moment: int = 3
) -> Path | None:
    """Return the file of a picture; None when the exercise has no pictures.

    The stage is the variation's first one when left out.
    """
    if stage is None and definition.stages:
        stage = definition.stages[0].id
    path = PICTURES / name_picture(definition.id, variation, stage, moment=moment)
    return path if path.is_file() else None
