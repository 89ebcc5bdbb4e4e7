"""Which columns of the angle table show a movement, and how far each can be trusted there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from hamstrong.kinematics import FAR_SIDE_ERROR_DEG, MEASURES
from hamstrong.kinematics.vocabulary import ROLES, SEATED_KNEE_ERROR_DEG, SIDES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from hamstrong.engine import Rep
    from hamstrong.exercises.model import ExerciseDefinition
    from hamstrong.kinematics import MeasureTable

__all__ = ["driver_of", "errors_of", "exported_columns", "worst_of"]


def exported_columns(views: Iterable[str]) -> tuple[str, ...]:
    """Return the measures that some camera views show, each under its own side and no role."""
    return tuple(
        name
        for name, measure in MEASURES.items()
        if measure.unit != "sign"
        and _role(name) is None
        and (measure.view == "any" or measure.view in views)
    )


def driver_of(
    table: MeasureTable,
    definition: ExerciseDefinition,
    rep: Rep | None,
    span_s: tuple[float, float],
) -> str:
    """Return the exported column that shows what drove a movement.

    Parameters
    ----------
    rep
        The rep or attempt; None for the definition's first movement.
    span_s
        From when to when it was done: a person may turn round between two movements.
    """
    movement = next(
        (item for item in definition.movements if rep is not None and item.id == rep.movement),
        definition.movements[0],
    )
    name = movement.rom_measure or movement.driver
    if _role(name) is None:
        return name
    return _resolved(table, name, _inside(table, span_s))


def errors_of(
    table: MeasureTable,
    names: Sequence[str],
    span_s: tuple[float, float],
    *,
    seated: bool = False,
) -> dict[str, float]:
    """Return typical errors.

    The far side of a side view is guessed by the net, not seen, and so are the knees of somebody
    who sits and faces the camera.
    """
    far = "right" if _near_side(table, _inside(table, span_s)) == "left" else "left"
    errors: dict[str, float] = {}
    for name in names:
        measure = MEASURES[name]
        if measure.typical_error is None:
            continue
        errors[name] = measure.typical_error
        if measure.view == "side" and name == f"{measure.quantity}_{far}_{measure.unit}":
            errors[name] = max(errors[name], FAR_SIDE_ERROR_DEG)
        if seated and measure.quantity == "knee_flexion_3d":
            errors[name] = max(errors[name], SEATED_KNEE_ERROR_DEG)
    return errors


def worst_of(errors: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return the largest error of each column."""
    worst: dict[str, float] = {}
    for some in errors:
        for name, error in some.items():
            worst[name] = max(error, worst.get(name, 0.0))
    return worst


def _role(name: str) -> str | None:
    measure = MEASURES[name]
    who = name.removeprefix(f"{measure.quantity}_").removesuffix(f"_{measure.unit}")
    return who if who in ROLES else None


def _resolved(table: MeasureTable, name: str, inside: NDArray[np.bool_]) -> str:
    """Return whose column a role's is a copy of for most of the time."""
    measure = MEASURES[name]
    values = table.column(name)[inside]
    sided = [f"{measure.quantity}_{side}_{measure.unit}" for side in SIDES]
    left, right = (np.count_nonzero(table.column(item)[inside] == values) for item in sided)
    if left == right:
        return f"{measure.quantity}_{_near_side(table, inside)}_{measure.unit}"
    return sided[0] if left > right else sided[1]


def _inside(table: MeasureTable, span_s: tuple[float, float]) -> NDArray[np.bool_]:
    return (table.time_s >= span_s[0]) & (table.time_s <= span_s[1])


def _near_side(table: MeasureTable, inside: NDArray[np.bool_]) -> str:
    return "left" if np.nansum(table.column("near_side")[inside]) > 0 else "right"
