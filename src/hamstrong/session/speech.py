"""Which texts introduce an exercise, a stage, a bout; all by text id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hamstrong.session.plan import find_variation

if TYPE_CHECKING:
    from collections.abc import Container

    from hamstrong.exercises.model import ExerciseDefinition
    from hamstrong.session.values import Bout, PlannedExercise

__all__ = ["FAMILIAR_FROM", "WARM_UP", "WARM_UP_STEP_S", "announce", "introduce", "list_steps"]

WARM_UP: Final = ("say.warm-up.march", "say.warm-up.swing", "say.warm-up.bend")
WARM_UP_STEP_S: Final = 30.0

FAMILIAR_FROM: Final = 3
"""So often a form was done before its introduction is short."""

_GENERAL_SAFETY: Final = frozenset(
    {"no-pain", "control", "warm-up-first", "breathe-nose", "acute-injury"}
)


def introduce(
    definition: ExerciseDefinition,
    item: PlannedExercise,
    pain_before: Container[str] = (),
    times: int = 0,
) -> list[str]:
    """Return what is said before an exercise: what, why, how, and what to mind.

    Of the safety rules that hold for every exercise only the first is repeated. Whoever has done
    this form often enough in earlier sessions (``times``) hears which it is and that rule.
    """
    name = definition.id
    if times >= FAMILIAR_FROM:
        form = [] if item.variation == "standard" else [f"variation.{name}.{item.variation}.title"]
        hurt = ["say.pain-before"] if name in pain_before else []
        return [f"exercise.{name}.title", *form, *hurt, "safety.no-pain"]
    own = [entry for entry in definition.safety if entry not in _GENERAL_SAFETY]
    stage = definition.stages[0].id if definition.stages else None
    return [
        f"exercise.{name}.title",
        f"exercise.{name}.why",
        *(["say.pain-before"] if name in pain_before else []),
        *list_steps(definition, item.variation, stage),
        *(f"safety.{entry}" for entry in (*own, "no-pain")),
    ]


def list_steps(
    definition: ExerciseDefinition, variation: str, stage: str | None, *, only: bool = False
) -> list[str]:
    """Return the instructions of a stage, with those of no stage unless ``only`` its own."""
    steps = find_variation(definition, variation).steps or definition.steps
    wanted = (stage,) if only else (stage, None)
    return [f"exercise.{definition.id}.step.{step.id}" for step in steps if step.stage in wanted]


def announce(
    definition: ExerciseDefinition, bout: Bout, before: Bout | None, *, timer: bool
) -> list[str]:
    """Return what is said before a bout: the side and the stage where they are new."""
    lines = []
    if bout.side != "both" and (before is None or before.side != bout.side):
        lines.append(f"say.side.{bout.side}")
    if before is not None and bout.stage is not None and before.stage != bout.stage:
        lines.append(f"stage.{definition.id}.{bout.stage}.title")
        if bout.side == before.side:
            lines += list_steps(definition, bout.variation, bout.stage, only=True)
    lines.append("say.ready.timer" if timer else "say.ready")
    return lines
