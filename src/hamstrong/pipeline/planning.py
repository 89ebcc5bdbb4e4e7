"""A person's answers and history in, the plan out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hamstrong.planner import History, Imbalance, Planner, Profile
from hamstrong.session.verdict import Reading, compare_sides

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.planner import Routine
    from hamstrong.store import ResultRow, Store

__all__ = ["find_imbalances", "plan_ahead"]


def plan_ahead(
    definitions: Mapping[str, ExerciseDefinition],
    tests: Mapping[str, ExerciseDefinition],
    store: Store | None,
    today: date,
) -> Routine:
    """Return today's training and the four weeks ahead.

    Parameters
    ----------
    definitions, tests
        The exercises and the self-tests by id.
    store
        The history; None plans for somebody who begins.
    today
        The day by the calendar of the place.
    """
    if store is None:
        return Planner(definitions, Profile(), History()).plan(today)
    answered = store.read_profile()
    profile = answered.profile if answered is not None else Profile()
    imbalances = tuple(find_imbalances(tests, store.list_test_results()))
    history = History(store.list_outings(), imbalances)
    return Planner(definitions, profile, history).plan(today)


def find_imbalances(
    tests: Mapping[str, ExerciseDefinition], rows: Sequence[ResultRow]
) -> Iterator[Imbalance]:
    """Yield where the newest results of both sides differ by more than their uncertainty."""
    for name, definition in tests.items():
        newest = {row.side: row for row in rows if row.test == name}
        if definition.test is None or not {"left", "right"} <= newest.keys():
            continue
        left, right = (_read(newest["left"]), _read(newest["right"]))
        found = compare_sides(definition.test, left, right)
        if found is not None and found.weaker is not None:
            yield Imbalance(name, found.weaker)


def _read(row: ResultRow) -> Reading:
    return Reading(row.side, row.value, row.uncertainty)
