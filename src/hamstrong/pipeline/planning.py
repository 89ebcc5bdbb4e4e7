"""A person's answers and history in, the plan out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hamstrong.planner import History, Imbalance, Planner, Profile, load_rules
from hamstrong.session.verdict import Reading, compare_sides

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from hamstrong.exercises import ExerciseDefinition
    from hamstrong.planner import Routine
    from hamstrong.session.words import SessionSide
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
    answers = store.list_profiles()
    profile = answers[-1].profile if answers else Profile()
    imbalances = tuple(find_imbalances(tests, store.list_test_results(), today))
    history = History(store.list_outings(), imbalances, answers)
    return Planner(definitions, profile, history).plan(today)


def find_imbalances(
    tests: Mapping[str, ExerciseDefinition], rows: Sequence[ResultRow], today: date
) -> Iterator[Imbalance]:
    """Yield where both sides, tested on one day, differ by more than their uncertainty.

    Only the newest such day of a test counts, and only for some weeks.
    """
    lapse = load_rules().imbalance.days
    for name, definition in tests.items():
        days: dict[date, dict[SessionSide, Reading]] = {}
        for row in rows:
            if row.test == name:
                days.setdefault(_day_of(row), {})[row.side] = _read(row)
        both = [day for day, sides in days.items() if {"left", "right"} <= sides.keys()]
        newest = max(both, default=None)
        if definition.test is None or newest is None or (today - newest).days >= lapse:
            continue
        found = compare_sides(definition.test, days[newest]["left"], days[newest]["right"])
        if found is not None and found.weaker is not None:
            yield Imbalance(name, found.weaker)


def _day_of(row: ResultRow) -> date:
    return row.recorded_at.astimezone().date()


def _read(row: ResultRow) -> Reading:
    return Reading(row.side, row.value, row.uncertainty)
