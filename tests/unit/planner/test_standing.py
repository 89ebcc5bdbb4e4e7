"""Each rule of the plan, one session at a time.

Sessions are two days apart where nothing else is said: load work needs a day between.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from hamstrong.planner import Profile
from hamstrong.planner.habits import find_longest_pause
from tests.unit.planner.people import CLEAN, DAILY, Felt, Person

if TYPE_CHECKING:
    from hamstrong.session import PlannedExercise


class TestStart:
    @pytest.mark.parametrize(
        ("profile", "plan"),
        [
            (Profile(), ("standard", 2, 5, "start-gentle")),
            (Profile(experience="some"), ("standard", 2, 8, "start")),
            (Profile(experience="regular"), ("standard", 3, 8, "start")),
            (Profile(experience="regular", sedentary=True), ("standard", 2, 5, "start-gentle")),
            (Profile(experience="regular", cramp_prone=True), ("standard", 2, 5, "start-gentle")),
        ],
    )
    def test_fits_the_answers(self, profile: Profile, plan: tuple[str, int, int, str]) -> None:
        assert Person(replace(profile, minutes=30)).plan() == plan

    def test_a_better_answer_later_is_no_jump(self) -> None:
        person = Person().train(CLEAN)
        person.profile = replace(DAILY, experience="regular")
        assert person.plan()[:3] == ("standard", 2, 5)


class TestHarder:
    def test_after_two_clean_sessions(self) -> None:
        assert Person().train(CLEAN).plan() == ("standard", 2, 5, "same-again")
        assert Person().train(CLEAN, CLEAN).plan() == ("standard", 2, 8, "harder-dose")

    def test_range_before_load_before_form(self) -> None:
        person, steps = Person(), []
        for _ in range(7):
            steps.append(person.plan()[:3])
            person.train(CLEAN)
        assert list(dict.fromkeys(steps)) == [
            ("standard", 2, 5),
            ("standard", 2, 8),
            ("standard", 3, 8),
            ("toes-raised", 2, 5),
        ]
        assert person.train(CLEAN).plan()[3] in ("harder-dose", "same-again")

    def test_not_twice_a_day(self) -> None:
        person = Person().train(CLEAN, CLEAN, CLEAN, CLEAN, then_days=0)
        assert person.plan() == ("standard", 2, 8, "same-rise-wait")

    def test_a_new_form_waits_a_week_for_the_next(self) -> None:
        person = Person(Profile(minutes=60)).train(*[CLEAN] * 6)
        assert person.plan()[0] == "toes-raised"
        began = person.day
        while person.plan()[0] == "toes-raised":
            person.train(CLEAN, then_days=1)
        assert person.plan()[0] == "heels-raised"
        assert (person.day - began).days >= 7

    @pytest.mark.parametrize(
        ("felt", "reason"),
        [
            (Felt(score=79), "same-faults"),
            (Felt(effort=7), "same-effort"),
            (Felt(pain=2), "same-discomfort"),
            (Felt(share=0.8), "same-unfinished"),
        ],
    )
    def test_not_after_what_was_not_clean(self, felt: Felt, reason: str) -> None:
        assert Person().train(CLEAN, felt).plan() == ("standard", 2, 5, reason)
        assert Person().train(CLEAN, felt, CLEAN).plan()[2] == 5

    def test_not_for_less_than_planned(self) -> None:
        person = Person().train(*[CLEAN] * 2)
        person.outings += [
            replace(one, day=person.day, reps=3, reps_done=6)
            for one in person.outings[-4:]
            if one.exercise == "bridge"
        ]
        person.day += timedelta(days=1)
        assert person.plan() == ("standard", 2, 8, "same-lighter")


class TestEasier:
    @pytest.mark.parametrize(
        ("felt", "reason"),
        [
            (Felt(pain=3), "easier-pain"),
            (Felt(pain=8), "easier-pain"),
            (Felt(cramp=True), "easier-cramp"),
        ],
    )
    def test_at_once(self, felt: Felt, reason: str) -> None:
        person = Person(replace(DAILY, experience="regular")).train(felt)
        assert person.plan() == ("standard", 2, 8, reason)

    @pytest.mark.parametrize(
        ("felt", "first", "second"),
        [
            (Felt(effort=9), "same-effort", "easier-effort"),
            (Felt(share=0.4), "same-unfinished", "easier-unfinished"),
        ],
    )
    def test_the_second_time(self, felt: Felt, first: str, second: str) -> None:
        person = Person(replace(DAILY, experience="regular")).train(felt)
        assert person.plan() == ("standard", 3, 8, first)
        assert person.train(felt).plan() == ("standard", 2, 8, second)

    def test_what_cannot_get_easier_does_not_say_so(self) -> None:
        person = Person().train(Felt(effort=9), Felt(effort=9))
        assert person.plan() == ("standard", 2, 5, "gentlest-effort")
        person = Person().train(Felt(share=0.3), Felt(share=0.3))
        assert person.plan() == ("standard", 2, 5, "gentlest-unfinished")

    def test_no_more_sets_is_not_one_set_more(self) -> None:
        person = Person(replace(DAILY, experience="regular"))
        person.train(Felt(cramp=True), as_done=lambda item: replace(item, sets=1))
        slot = person.plan_slot()
        reasons = [r.id for e in slot.entries if e.item.exercise == "bridge" for r in e.reasons]
        assert reasons == ["gentlest-cramp", "sets-same"]

    def test_when_an_easier_form_was_chosen(self) -> None:
        person = Person().train(*[CLEAN] * 6)
        assert person.plan()[0] == "toes-raised"
        person.train(CLEAN)
        eased = [one for one in person.outings if one.exercise == "bridge"][-1]
        person.outings[person.outings.index(eased)] = replace(eased, variation="standard")
        assert person.plan()[::3] == ("standard", "easier-chosen")

    @pytest.mark.parametrize(
        ("felt", "reason"),
        [(Felt(pain=4), "gentlest-pain"), (Felt(cramp=True), "gentlest-cramp")],
    )
    def test_never_below_the_gentlest(self, felt: Felt, reason: str) -> None:
        assert Person().train(felt).plan() == ("standard", 2, 5, reason)


class TestMissed:
    @pytest.mark.parametrize(
        ("days_off", "plan"),
        [
            (6, ("toes-raised", 2, 5, "harder-form")),
            (7, ("standard", 2, 8, "back-missed")),
            (14, ("standard", 2, 5, "back-gentlest")),
            (28, ("standard", 2, 5, "back-gentlest")),
        ],
    )
    def test_steps_back_from_what_was_done_last(
        self, days_off: int, plan: tuple[str, int, int, str]
    ) -> None:
        """The last dose was 3x8; the step up to another form was earned but never trained."""
        person = Person().train(*[CLEAN] * 6)
        assert [one.reps for one in person.outings if one.exercise == "bridge"][-1] == 8
        person.day += timedelta(days=days_off - 1)
        assert person.plan() == plan

    def test_never_exactly_the_last_dose(self) -> None:
        for sessions in range(3, 30):
            person = Person().train(*[CLEAN] * sessions)
            last = [one for one in person.outings if one.exercise == "bridge"][-1]
            person.day += timedelta(days=8)
            form, sets, reps, reason = person.plan()
            assert reason in ("back-missed", "back-gentlest")
            assert (form, sets, reps) != (last.variation, last.sets, last.reps)

    def test_nor_is_the_gentlest_a_step_back(self) -> None:
        person = Person().train(CLEAN)
        person.day += timedelta(days=8)
        assert person.plan() == ("standard", 2, 5, "back-gentlest")

    def test_the_pauses_of_the_own_week_are_none(self) -> None:
        weekly = Person(Profile(minutes=30, weekdays=(0,))).train(*[CLEAN] * 6, then_days=7)
        assert weekly.plan()[0] == "toes-raised"

    @pytest.mark.parametrize(
        ("weekdays", "days"),
        [((0,), 7), ((0, 2, 4), 3), ((5, 6), 6), (tuple(range(7)), 1)],
    )
    def test_longest_pause(self, weekdays: tuple[int, ...], days: int) -> None:
        assert find_longest_pause(weekdays) == days


class TestOtherThanPlanned:
    @pytest.mark.parametrize(("form", "sets", "reps"), [("single-leg", 1, 3), ("walk-out", 2, 4)])
    def test_a_harder_form_done_cleanly_counts(self, form: str, sets: int, reps: int) -> None:
        def harder(item: PlannedExercise) -> PlannedExercise:
            return replace(item, variation=form, sets=sets, reps=reps)

        person = Person().train(CLEAN, CLEAN, as_done=harder)
        assert person.plan()[0] == "standard"
        assert person.plan()[2:] == (8, "harder-dose")
        assert person.train(*[CLEAN] * 30, as_done=harder).plan()[0] == form

    def test_easing_from_a_harder_form_is_no_step_down(self) -> None:
        person = Person().train(CLEAN, CLEAN)
        person.outings[-1] = replace(
            person.outings[-1], variation="heels-raised", wanted="single-leg"
        )
        assert person.plan() == ("standard", 2, 8, "harder-dose")

    def test_what_was_not_planned_counts_too(self) -> None:
        """Five minutes leave no room for the pendulum; done all the same it gets on."""
        short = replace(DAILY, minutes=5)
        person = Person(short)
        for _ in range(2):
            person.train(CLEAN)
            person.outings = [one for one in person.outings if one.exercise != "hip-pendulum"]
        by_hand = [
            replace(one, exercise="hip-pendulum", sets=1, reps=8, reps_done=32)
            for one in person.outings
            if one.exercise == "bridge"
        ]
        person.outings = sorted([*person.outings, *by_hand], key=lambda one: one.day)
        person.profile = DAILY
        doses = {e.item.exercise: (e.item.sets, e.item.reps) for e in person.plan_slot().entries}
        assert doses["hip-pendulum"] == (1, 12)
