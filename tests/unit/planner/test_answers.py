"""Answers hold from when they were told: nothing that was trained before is judged by them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hamstrong.planner import Answered, History, Planner, Profile
from tests.unit.planner.people import CLEAN, DAILY, MONDAY, Felt, Person
from tests.unit.session.stage import CATALOGUE

REGULAR = replace(DAILY, experience="regular")


@pytest.mark.parametrize(
    "changed",
    [
        replace(REGULAR, sedentary=True),
        replace(REGULAR, cramp_prone=True),
        replace(REGULAR, experience="new"),
        replace(REGULAR, weekdays=(0, 3)),
        replace(REGULAR, sport="golf"),
    ],
)
@pytest.mark.parametrize("sessions", [5, 12, 42])
def test_a_change_leaves_what_was_reached(changed: Profile, sessions: int) -> None:
    person = Person(REGULAR).train(*[CLEAN] * sessions)
    before = person.plan()
    person.tell(changed)
    assert person.plan() == before


def test_a_later_change_of_the_week_makes_no_past_pause_a_break() -> None:
    weekly = replace(DAILY, weekdays=(0,))
    person = Person(weekly).train(*[CLEAN] * 6, then_days=7)
    before = person.plan()
    assert before[0] == "toes-raised"
    person.tell(replace(weekly, weekdays=(0, 1, 2, 3, 4, 5, 6)))
    assert person.plan() == before


def test_whoever_is_prone_to_cramps_gets_on_more_slowly_from_then_on() -> None:
    person = Person().train(CLEAN, CLEAN)
    person.tell(replace(DAILY, cramp_prone=True))
    for _ in range(3):
        assert person.plan()[:3] == ("standard", 2, 8)
        person.train(CLEAN)
    assert person.plan()[:3] == ("standard", 3, 8)


@pytest.mark.parametrize("hour", [6, 20])
def test_the_hour_decides_on_the_day_itself(hour: int) -> None:
    """Told before the first training it sets the start; told after it, it does not."""
    person = Person(REGULAR).train(CLEAN)
    at = datetime(MONDAY.year, MONDAY.month, MONDAY.day, hour, tzinfo=UTC)
    person.answers = [
        Answered(REGULAR, at - timedelta(days=3)),
        Answered(replace(REGULAR, sedentary=True), at),
    ]
    assert person.plan()[:3] == (("standard", 2, 5) if hour == 6 else ("standard", 3, 8))


def test_before_the_first_answer_nothing_was_known() -> None:
    person = Person(Profile()).train(CLEAN)
    person.answers = [Answered(REGULAR, datetime.combine(person.day, datetime.min.time(), UTC))]
    person.profile = REGULAR
    assert person.plan()[:3] == ("standard", 2, 5)


def test_without_answers_one_profile_holds_for_all_times() -> None:
    person = Person(REGULAR).train(CLEAN, Felt(effort=7))
    history = History(tuple(person.outings))
    assert Planner(CATALOGUE, REGULAR, history).plan_slot(person.day) == person.plan_slot()
