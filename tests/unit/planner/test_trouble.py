"""Pain, cramps and discomfort: what stops an exercise, what eases it, and when it is forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.unit.planner.people import CLEAN, DAILY, Felt, Person
from tests.unit.session.stage import CATALOGUE

REGULAR = replace(DAILY, experience="regular")
HURT, UNTOLD = Felt(pain=4), Felt(pain=None, effort=None)
STOPPED = ("", 0, 0, "stopped-pain")


class TestPain:
    def test_twice_stops_the_exercise_and_only_it(self) -> None:
        person = Person().train(HURT, HURT)
        assert person.plan() == STOPPED
        person.train(CLEAN)
        assert {one.exercise for one in person.outings[-3:]} == set(CATALOGUE) - {"bridge"}

    @pytest.mark.parametrize(
        "between",
        [(CLEAN,), (CLEAN, CLEAN), (UNTOLD,), (UNTOLD,) * 5, (Felt(effort=8),), (Felt(pain=2),)],
    )
    def test_what_lies_between_does_not_undo_it(self, between: tuple[Felt, ...]) -> None:
        person = Person(REGULAR).train(HURT, *between)
        assert person.plan()[0] != ""
        assert person.train(HURT).plan() == STOPPED

    def test_three_good_sessions_do(self) -> None:
        person = Person(REGULAR).train(HURT, CLEAN, CLEAN, CLEAN, HURT)
        assert person.plan()[3] == "easier-pain"

    def test_four_weeks_do(self) -> None:
        person = Person(REGULAR).train(HURT, *[UNTOLD] * 13)
        assert person.train(HURT).plan()[0] != ""

    def test_nothing_gets_harder_while_nobody_tells_how_it_feels(self) -> None:
        person = Person(REGULAR).train(HURT, *[UNTOLD] * 6)
        assert person.plan() == ("standard", 2, 8, "same-unanswered")

    def test_comes_back_after_a_rest_at_the_gentlest(self) -> None:
        person = Person(REGULAR).train(HURT, HURT)
        for _ in range(6):
            assert person.plan() == STOPPED
            person.train(CLEAN)
        assert person.plan() == ("standard", 2, 5, "back-after-pain")

    def test_training_it_all_the_same_does_not_end_the_rest(self) -> None:
        person = Person(REGULAR).train(HURT, CLEAN, HURT)
        done = [one for one in person.outings if one.exercise == "bridge"][-1]
        for felt in (0, 0, 5):
            person.outings.append(replace(done, day=person.day, pain=felt, stopped=False))
            person.day += timedelta(days=2)
            assert person.plan() == STOPPED
        person.day += timedelta(days=11)
        assert person.plan() == STOPPED
        person.day += timedelta(days=1)
        assert person.plan()[3] == "back-after-pain"

    def test_once_more_stops_again_at_once(self) -> None:
        person = Person().train(HURT, HURT)
        person.day += timedelta(days=14)
        assert person.train(HURT).plan() == STOPPED


class TestCramps:
    def test_more_than_one_brings_advice(self) -> None:
        person = Person(REGULAR).train(Felt(cramp=True))
        assert person.plan() == ("standard", 2, 8, "easier-cramp")
        person.train(CLEAN, Felt(cramp=True))
        assert person.plan() == ("standard", 2, 5, "easier-cramps")
        assert person.train(Felt(cramp=True)).plan()[3] == "gentlest-cramps"

    def test_three_good_sessions_end_it(self) -> None:
        person = Person(REGULAR).train(Felt(cramp=True), CLEAN, CLEAN, CLEAN, Felt(cramp=True))
        assert person.plan()[3] == "easier-cramp"


class TestDiscomfort:
    def test_the_third_time_is_easier_with_advice(self) -> None:
        person = Person(REGULAR).train(Felt(pain=2), Felt(pain=2))
        assert person.plan() == ("standard", 3, 8, "same-discomfort")
        person.train(Felt(pain=2))
        assert person.plan() == ("standard", 2, 8, "easier-discomfort")

    def test_it_goes_on_down_and_never_stays_the_same_for_ever(self) -> None:
        person = Person(REGULAR).train(*[Felt(pain=2)] * 5)
        assert person.plan() == ("standard", 2, 5, "easier-discomfort")
        assert person.train(*[Felt(pain=2)] * 2).plan()[3] == "gentlest-discomfort"

    def test_sessions_between_that_are_not_told_do_not_hide_it(self) -> None:
        person = Person(REGULAR).train(Felt(pain=2), UNTOLD, Felt(pain=1), UNTOLD, Felt(pain=2))
        assert person.plan()[3] == "easier-discomfort"
