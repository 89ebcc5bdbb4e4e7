"""Write docs/exercises.md from the definitions and texts: ``python -m tools.exercises_page``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from hamstrong.exercises import load_catalogue, texts
from hamstrong.exercises.dose import compute_duration_s, compute_routine_s

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.exercises.model import Check, Dose

__all__ = ["PAGE", "exercises_page"]

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "exercises.md"

_HEAD: Final = """\
# Exercises

What the coach teaches and what it watches for. Made from the definitions and texts by
`python -m tools.exercises_page`; `hamstrong exercises show ID` prints the same for one exercise.
[Writing an exercise](writing-an-exercise.md) explains how to add one. At the default dose the
whole routine takes about {minutes:.0f} minutes, with getting into position and rests.

**Limit** is where a [measure](measures.md), or a figure of the whole rep, makes a fault; the fault
is called only when the value lies beyond the limit by more than the uncertainty in brackets. A
fault without a limit is taught, but not judged by the camera.
"""


def exercises_page() -> str:
    """Return the page."""
    catalogue = load_catalogue()
    words = texts("en")
    minutes = compute_routine_s(catalogue.values()) / 60
    lines = [_HEAD.format(minutes=minutes)]
    for definition in catalogue.values():
        lines += _exercise(definition, words)
    return "\n".join(lines)


def _exercise(definition: ExerciseDefinition, words: Mapping[str, str]) -> Iterator[str]:
    name = definition.id
    yield f"## {words[f'exercise.{name}.title']} (`{name}`)\n"
    yield words[f"exercise.{name}.why"] + "\n"
    yield (
        f"{definition.posture.capitalize()}, filmed from the {definition.view}; sides: "
        f"{definition.sides}. {_dose(definition.dose)}, about "
        f"{compute_duration_s(definition) / 60:.0f} minutes in all. "
        f"{words[f'exercise.{name}.camera']}\n"
    )
    for stage in definition.stages:
        yield f"- Stage `{stage.id}`: {words[f'stage.{name}.{stage.id}.title']}"
    if definition.stages:
        yield ""
    for number, step in enumerate(definition.steps, 1):
        yield f"{number}. {words[f'exercise.{name}.step.{step.id}']}"
    yield ""
    yield from _variations(definition, words)
    yield from _faults(definition, words)


def _dose(dose: Dose) -> str:
    hold = f" held for {dose.hold_s:g} s" if dose.hold_s else ""
    return f"{dose.sets} sets of {dose.reps} reps{hold}, {dose.rest_s:g} s rest"


def _variations(definition: ExerciseDefinition, words: Mapping[str, str]) -> Iterator[str]:
    yield "| variation | | what is different |"
    yield "|---|---|---|"
    for variation in definition.variations:
        name = f"variation.{definition.id}.{variation.id}"
        yield f"| `{variation.id}` | {words[f'{name}.title']} | {words[f'{name}.description']} |"
    yield ""


def _faults(definition: ExerciseDefinition, words: Mapping[str, str]) -> Iterator[str]:
    checks: dict[str, list[Check]] = {fault: [] for fault in definition.mistakes}
    for check in definition.checks:
        checks.setdefault(check.fault, []).append(check)
    yield "| fault | what the coach says | limit |"
    yield "|---|---|---|"
    for fault, seen_by in checks.items():
        limits = "<br>".join(dict.fromkeys(_limit(check) for check in seen_by)) or "-"
        yield f"| `{fault}` | {words[f'fault.{fault}.cue']} | {limits} |"
    yield ""


def _limit(check: Check) -> str:
    bounds = [
        f"{sign} {bound:g}"
        for sign, bound in (("<", check.min), (">", check.max))
        if bound is not None
    ]
    against_rest = " against rest" if check.relative else ""
    return f"`{check.measure}`{against_rest} {' or '.join(bounds)} ({check.hysteresis:g})"


if __name__ == "__main__":
    PAGE.write_text(exercises_page(), encoding="utf-8")
