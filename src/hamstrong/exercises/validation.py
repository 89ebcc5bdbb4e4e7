"""What a definition must fulfil beyond its form: names exist, numbers fit together."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from hamstrong.exercises.motion.body import expand_coordinate
from hamstrong.exercises.motion.contacts import expand_contact
from hamstrong.exercises.motion.truth import KNEE_ROLL
from hamstrong.exercises.texts import suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from hamstrong.exercises.model import (
        Condition,
        ExerciseDefinition,
        Keyframe,
        Motion,
        Movement,
    )

__all__ = ["REP_FIGURES", "Problem", "find_problems", "required_texts"]

Path = tuple[str | int, ...]
Problem = tuple[Path, str]
"""Where in the definition, and what is wrong there."""

REP_FIGURES: Final = frozenset(
    {
        "back_s",
        "back_speed",
        "duration_s",
        "floor_share",
        "hold_s",
        "out_s",
        "out_speed",
        "peak",
        "rest_after",
        "rom",
        "share",
    }
)
"""Figures of a whole rep that a check may name in place of a measure."""


def find_problems(
    definition: ExerciseDefinition, measures: Collection[str] | None
) -> Iterator[Problem]:
    """Find names that lead nowhere and numbers that contradict each other.

    Parameters
    ----------
    definition
        Valid in form.
    measures
        Names of all measures; None leaves them unchecked.
    """
    yield from _duplicates(definition)
    yield from _variations(definition)
    yield from _references(definition)
    yield from _movements(definition)
    yield from _self_test(definition)
    for path, condition in _conditions(definition):
        yield from _bounds(path, condition)
        if measures is not None:
            known = [*measures, *(REP_FIGURES if path[0] == "checks" else ())]
            yield from _missing((*path, "measure"), "measure", condition.measure, known)
    if measures is not None:
        yield from _columns(definition, measures)
    yield from _activity(definition)
    for index, motion in enumerate(definition.motions):
        yield from _motion(("motions", index), motion, definition)


_LISTED: Final = {
    "safety": "safety",
    "praise": "praise",
    "muscles_worked": "muscle",
    "muscles_stretched": "muscle",
}


def required_texts(definition: ExerciseDefinition) -> Iterator[tuple[Path, str]]:
    """List the ids of the texts a definition needs, and what needs them."""
    name = definition.id
    for key in ("title", "why", "camera"):
        yield ("id",), f"exercise.{name}.{key}"
    yield ("routine",), f"routine.{definition.routine}.title"
    for path, step in _all_steps(definition):
        yield path, f"exercise.{name}.step.{step}"
    for index, stage in enumerate(definition.stages):
        yield ("stages", index, "id"), f"stage.{name}.{stage.id}.title"
    for index, variation in enumerate(definition.variations):
        for key in ("title", "description"):
            yield ("variations", index, "id"), f"variation.{name}.{variation.id}.{key}"
    for field, prefix in _LISTED.items():
        for index, entry in enumerate(getattr(definition, field)):
            yield (field, index), f"{prefix}.{entry}"
    for path, fault in _all_faults(definition):
        for key in ("title", "cue", "why"):
            yield path, f"fault.{fault}.{key}"


def _all_steps(definition: ExerciseDefinition) -> Iterator[tuple[Path, str]]:
    for index, step in enumerate(definition.steps):
        yield ("steps", index, "id"), step.id
    for number, variation in enumerate(definition.variations):
        for index, step in enumerate(variation.steps or ()):
            yield ("variations", number, "steps", index, "id"), step.id


def _all_faults(definition: ExerciseDefinition) -> Iterator[tuple[Path, str]]:
    for index, check in enumerate(definition.checks):
        yield ("checks", index, "fault"), check.fault
    for index, mistake in enumerate(definition.mistakes):
        yield ("mistakes", index), mistake
    for index, motion in enumerate(definition.motions):
        for fault in motion.faults:
            yield ("motions", index, "faults", fault), fault


def _duplicates(definition: ExerciseDefinition) -> Iterator[Problem]:
    for field in ("steps", "stages", "movements", "variations", "motions"):
        seen: set[str] = set()
        for index, entry in enumerate(getattr(definition, field)):
            if entry.id in seen:
                yield (field, index, "id"), f"'{entry.id}' is there twice; ids must differ"
            seen.add(entry.id)


def _variations(definition: ExerciseDefinition) -> Iterator[Problem]:
    easiest = [entry.id for entry in definition.variations if entry.order == 0]
    if easiest != ["standard"]:
        reason = "exactly one variation has order 0, and its id is 'standard'"
        yield ("variations",), reason
    orders = [variation.order for variation in definition.variations]
    for index, order in enumerate(orders):
        if order in orders[:index]:
            yield (
                ("variations", index, "order"),
                f"order {order} is there twice; orders must differ",
            )


def _references(definition: ExerciseDefinition) -> Iterator[Problem]:
    stages = [stage.id for stage in definition.stages]
    variations = [variation.id for variation in definition.variations]
    movements = [movement.id for movement in definition.movements]
    for field in ("steps", "movements", "motions"):
        for index, entry in enumerate(getattr(definition, field)):
            if entry.stage is not None:
                yield from _missing((field, index, "stage"), "stage", entry.stage, stages)
    for index, signs in enumerate(definition.signs):
        yield from _missing(("signs", index, "variation"), "variation", signs.variation, variations)
    for field, name, known in (
        ("checks", "variations", variations),
        ("signs", "movements", movements),
        ("motions", "variations", variations),
        ("activity", "stages", stages),
        ("activity", "variations", variations),
    ):
        for index, entry in enumerate(getattr(definition, field)):
            for place, used in enumerate(getattr(entry, name) or ()):
                path = (field, index, name, place)
                yield from _missing(path, name.removesuffix("s"), used, known)
    for where, condition in _conditions(definition):
        for place, used in enumerate(getattr(condition, "movements", None) or ()):
            yield from _missing((*where, "movements", place), "movement", used, movements)


def _activity(definition: ExerciseDefinition) -> Iterator[Problem]:
    listed = {"works": definition.muscles_worked, "stretches": definition.muscles_stretched}
    for index, entry in enumerate(definition.activity):
        path = ("activity", index, "muscle")
        yield from _missing(path, f"muscle that {entry.kind}", entry.muscle, listed[entry.kind])


def _missing(path: Path, what: str, name: str, known: Iterable[str]) -> Iterator[Problem]:
    known = list(known)
    if name not in known:
        yield path, f"there is no {what} '{name}'{suggest(name, known)}"


def _movements(definition: ExerciseDefinition) -> Iterator[Problem]:
    for index, movement in enumerate(definition.movements):
        yield from ((("movements", index, field), reason) for field, reason in _ill_sized(movement))


def _self_test(definition: ExerciseDefinition) -> Iterator[Problem]:
    test = definition.test
    if (definition.kind == "test") != (test is not None):
        yield ("kind",), "kind 'test' and a [test] part belong together: give both or neither"
    if test is None:
        return
    units = {"hold_s": "s", "reps": "reps"}
    if units.get(test.figure, test.unit) != test.unit:
        yield ("test", "unit"), f"{test.figure} is told in {units[test.figure]}"
    checked = {check.fault for check in definition.checks}
    for place, fault in enumerate(test.spoiled_by):
        yield from _missing(("test", "spoiled_by", place), "check", fault, checked)
    given = (test.uncertainty.mean_error, test.uncertainty.half_width)
    if given.count(None) != 1:
        yield ("test", "uncertainty"), "give mean_error or half_width"
    if test.compare != "none" and definition.sides != "each":
        yield ("test", "compare"), "only a test of each side compares them"


def _ill_sized(movement: Movement) -> Iterator[tuple[str, str]]:
    if movement.attempt_range > movement.min_range:
        yield "attempt_range", "attempt_range must not be larger than min_range"
    if movement.min_duration_s >= movement.max_duration_s:
        yield "min_duration_s", "min_duration_s must be smaller than max_duration_s"
    if (movement.full_at is None) != (movement.min_share is None):
        yield "full_at", "full_at and min_share belong together: give both or neither"


def _conditions(definition: ExerciseDefinition) -> Iterator[tuple[Path, Condition]]:
    for index, movement in enumerate(definition.movements):
        for field in ("start", "keep", "confirm"):
            for place, condition in enumerate(getattr(movement, field)):
                yield ("movements", index, field, place), condition
    for index, signs in enumerate(definition.signs):
        for field in ("conditions", "between"):
            for place, condition in enumerate(getattr(signs, field)):
                yield ("signs", index, field, place), condition
    for index, check in enumerate(definition.checks):
        yield ("checks", index), check
        for place, condition in enumerate(check.when):
            yield ("checks", index, "when", place), condition


def _bounds(path: Path, condition: Condition) -> Iterator[Problem]:
    if condition.min is None and condition.max is None:
        yield (*path, "measure"), "give min, max or both"
    elif condition.min is not None and condition.max is not None and condition.min > condition.max:
        yield (*path, "min"), f"min {condition.min:g} is larger than max {condition.max:g}"


def _columns(definition: ExerciseDefinition, measures: Collection[str]) -> Iterator[Problem]:
    for index, movement in enumerate(definition.movements):
        named: list[tuple[str, str | None]] = [
            ("driver", movement.driver),
            ("rom_measure", movement.rom_measure),
            ("side", movement.side),
        ]
        yield from _unknown_columns(("movements", index), named, measures)
    for index, signs in enumerate(definition.signs):
        yield from _unknown_columns(("signs", index), [("side", signs.side)], measures)


def _unknown_columns(
    path: Path, named: Iterable[tuple[str, str | None]], measures: Collection[str]
) -> Iterator[Problem]:
    for field, name in named:
        if name is not None and not (field == "side" and name in ("both", "driver")):
            yield from _missing((*path, field), "measure", name, measures)


def _motion(path: Path, motion: Motion, definition: ExerciseDefinition) -> Iterator[Problem]:
    if motion.driver != KNEE_ROLL:
        yield from _unknown(path, "driver", [motion.driver], expand_coordinate)
    yield from _unknown(path, "base", motion.base, expand_coordinate)
    yield from _unknown(path, "solve", motion.solve, expand_coordinate)
    yield from _unknown(path, "contacts", motion.contacts, expand_contact)
    steps = {step for _, step in _all_steps(definition)}
    for field in ("first", "keyframes", "outro"):
        frames: tuple[Keyframe, ...] = getattr(motion, field)
        yield from _times((*path, field), frames, starts_at_0=field != "outro")
        for index, frame in enumerate(frames):
            here = (*path, field, index)
            if frame.step is not None:
                yield from _missing((*here, "step"), "step", frame.step, steps)
            yield from _unknown(here, "angles_deg", frame.angles_deg, expand_coordinate)
            yield from _unknown(here, "contacts", frame.contacts or (), expand_contact)
            for moves in ("moved_norm", "lifted_norm"):
                yield from _unknown(here, moves, getattr(frame, moves), expand_contact)
    for fault, change in motion.faults.items():
        here = (*path, "faults", fault)
        for phase, angles in change.angles_deg.items():
            yield from _unknown((*here, "angles_deg"), phase, angles, expand_coordinate)
        for phase, moved in change.moved_norm.items():
            yield from _unknown((*here, "moved_norm"), phase, moved, expand_contact)


def _times(path: Path, frames: Iterable[Keyframe], *, starts_at_0: bool) -> Iterator[Problem]:
    frames = list(frames)
    if frames and starts_at_0 and frames[0].time_s != 0:
        yield (*path, 0, "time_s"), "the first keyframe is at 0 s"
    if frames and not starts_at_0 and frames[0].time_s <= 0:
        yield (*path, 0, "time_s"), "an outro's first keyframe is later than 0 s"
    for index, (before, after) in enumerate(pairwise(frames)):
        if after.time_s <= before.time_s:
            reason = f"{after.time_s:g} s is not later than the keyframe before"
            yield (*path, index + 1, "time_s"), reason


def _unknown(
    path: Path,
    field: str,
    names: Iterable[str] | Mapping[str, object],
    expand: Callable[[str], object],
) -> Iterator[Problem]:
    what = "contact" if expand is expand_contact else "joint coordinate"
    for place, name in enumerate(names):
        try:
            expand(name)
        except KeyError:
            key = name if isinstance(names, dict) else place
            yield (*path, field, key), f"there is no {what} '{name}'"
