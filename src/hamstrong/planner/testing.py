"""When to take self-tests: once to begin with, then every four weeks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final, Literal

from hamstrong.planner.stops import find_stops

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from hamstrong.planner.routine import Slot

__all__ = ["EVERY", "DueTests", "find_due_tests"]

EVERY: Final = timedelta(weeks=4)
"""Strength and range of motion change too slowly to show earlier beyond the uncertainty."""


@dataclass(frozen=True, slots=True)
class DueTests:
    """Self-tests to take: the ``first`` ones, to begin with, or ``again`` after four weeks."""

    kind: Literal["first", "again"]
    tests: tuple[str, ...]


def find_due_tests(
    tests: Iterable[str], newest: Mapping[str, date], today: date, slot: Slot
) -> DueTests | None:
    """Return the self-tests that are due; None if none is.

    Parameters
    ----------
    tests
        All self-tests, in their order.
    newest
        Days of their newest results; a test that was never taken is not in it.
    today, slot
        The user's day and what is planned for it: what pain has stopped is not tested.
    """
    free = [test for test in tests if not find_stops(slot, test)]
    due = [test for test in free if test in newest and newest[test] + EVERY <= today]
    if newest:
        return DueTests("again", tuple(due)) if due else None
    return DueTests("first", tuple(free)) if free else None
