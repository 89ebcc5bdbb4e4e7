"""Each rule of the plan, one session at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hamstrong.planner import History, Imbalance, Outing, Planner, Profile
from hamstrong.planner.standing import longest_pause
from tests.unit.planner.people import CLEAN, MONDAY, Felt, bridge_of, outing
from tests.unit.session.stage import CATALOGUE

DAILY = Profile(minutes=30)


class Person:
    """Somebody who trains by the plan; the bridge is looked at."""

    def __init__(self, profile: Profile = DAILY) -> None:
        self.profile = profile
        self.day = MONDAY
        self.outings: list[Outing] = []

    def plan(self) -> tuple[str, int, int, str]:
        slot = self._planner().plan_slot(self.day)
        found = bridge_of(slot)
        if found is None:
            left = next(left for left in slot.left_out if left.exercise == "bridge")
            return "", 0, 0, left.reason.id
        item = found.item
        return item.variation, item.sets, item.reps, found.reasons[0].id

    def train(self, *felt: Felt, then_days: int = 1) -> Person:
        for one in felt:
            slot = self._planner().plan_slot(self.day)
            self.outings += [
                outing(entry, self.day, one if entry.item.exercise == "bridge" else CLEAN)
                for entry in slot.entries
            ]
            self.day += timedelta(days=then_days)
        return self

    def _planner(self) -> Planner:
        return Planner(CATALOGUE, self.profile, History(tuple(self.outings)))


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
        assert person.plan() == ("standard", 2, 8, "same-today")

    def test_a_new_form_waits_a_week_for_the_next(self) -> None:
        person = Person(Profile(minutes=60)).train(*[CLEAN] * 6)
        assert person.plan()[0] == "toes-raised"
        began = person.day
        while person.plan()[0] == "toes-raised":
            person.train(CLEAN, then_days=0 if person.plan()[3] == "same-form-wait" else 1)
            if person.plan()[3] == "same-form-wait":
                person.day += timedelta(days=1)
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

    def test_when_an_easier_form_was_chosen(self) -> None:
        person = Person().train(*[CLEAN] * 6)
        assert person.plan()[0] == "toes-raised"
        person.train(CLEAN)
        eased = [one for one in person.outings if one.exercise == "bridge"][-1]
        person.outings[person.outings.index(eased)] = replace(eased, variation="standard")
        assert person.plan()[::3] == ("standard", "easier-chosen")

    def test_never_below_the_gentlest(self) -> None:
        assert Person().train(Felt(cramp=True)).plan() == ("standard", 2, 5, "easier-cramp")


class TestPainTwice:
    def test_stops_the_exercise_and_only_it(self) -> None:
        person = Person().train(Felt(pain=4), Felt(pain=4))
        assert person.plan() == ("", 0, 0, "stopped-pain")
        person.train(CLEAN)
        assert {one.exercise for one in person.outings[-3:]} == set(CATALOGUE) - {"bridge"}

    def test_a_good_session_between_does_not(self) -> None:
        person = Person().train(Felt(pain=4), CLEAN, Felt(pain=4))
        assert person.plan()[3] == "easier-pain"

    def test_comes_back_after_a_rest_at_the_gentlest(self) -> None:
        person = Person(replace(DAILY, experience="regular")).train(Felt(pain=4), Felt(pain=4))
        for _ in range(12):
            person.train(CLEAN)
            assert person.plan()[0] == ""
        person.train(CLEAN)
        assert person.plan() == ("standard", 2, 5, "back-after-pain")

    def test_once_more_stops_again_at_once(self) -> None:
        person = Person().train(Felt(pain=4), Felt(pain=4))
        person.day += timedelta(days=14)
        assert person.train(Felt(pain=4)).plan()[3] == "stopped-pain"


class TestMissed:
    @pytest.mark.parametrize(
        ("days_off", "plan"),
        [
            (6, ("toes-raised", 2, 5, "harder-form")),
            (7, ("standard", 3, 8, "back-missed")),
            (14, ("standard", 2, 8, "back-missed")),
            (28, ("standard", 2, 5, "back-missed")),
        ],
    )
    def test_steps_back(self, days_off: int, plan: tuple[str, int, int, str]) -> None:
        person = Person().train(*[CLEAN] * 6)
        person.day += timedelta(days=days_off)
        assert person.plan() == plan

    def test_the_pauses_of_the_own_week_are_none(self) -> None:
        weekly = Person(Profile(minutes=30, weekdays=(0,))).train(*[CLEAN] * 6, then_days=7)
        assert weekly.plan()[0] == "toes-raised"

    @pytest.mark.parametrize(
        ("weekdays", "days"),
        [((0,), 7), ((0, 2, 4), 3), ((5, 6), 6), (tuple(range(7)), 1)],
    )
    def test_longest_pause(self, weekdays: tuple[int, ...], days: int) -> None:
        assert longest_pause(weekdays) == days


class TestTime:
    def test_less_when_it_must(self) -> None:
        profile = Profile(minutes=5, cramp_prone=True, experience="regular")
        slot = Planner(CATALOGUE, profile, History()).plan_slot(MONDAY)
        assert slot.warm_up
        assert slot.minutes <= 5
        assert {left.reason.id for left in slot.left_out} == {"no-time"}

    def test_the_bridge_comes_first_when_time_is_short(self) -> None:
        slot = Planner(CATALOGUE, Profile(minutes=5), History()).plan_slot(MONDAY)
        assert bridge_of(slot) is not None

    def test_the_order_is_the_routine_s(self) -> None:
        slot = Planner(CATALOGUE, DAILY, History()).plan_slot(MONDAY)
        assert [entry.item.exercise for entry in slot.entries] == list(CATALOGUE)

    def test_golf_wants_hips_first(self) -> None:
        golfer = Profile(minutes=5, sport="golf")
        named = Planner(CATALOGUE, golfer, History()).plan_slot(MONDAY).entries
        assert {entry.item.exercise for entry in named} == {"bridge", "hip-90-90"}


class TestSides:
    def plan(self, minutes: int) -> tuple[object, ...]:
        history = History(imbalances=(Imbalance("active-knee-extension", "left"),))
        slot = Planner(CATALOGUE, Profile(minutes=minutes), history).plan_slot(MONDAY)
        entry = slot.entries[0]
        item = entry.item
        reasons = [reason.id for reason in entry.reasons]
        return item.exercise, item.first_side, item.extra_set, reasons

    def test_the_weaker_begins_and_gets_a_set_more(self) -> None:
        expected = ("leg-activation", "left", "left", ["start-gentle", "weaker-left"])
        assert self.plan(30) == expected

    def test_what_has_no_sides_stays(self) -> None:
        history = History(imbalances=(Imbalance("single-leg-bridge-reps", "left"),))
        found = bridge_of(Planner(CATALOGUE, DAILY, history).plan_slot(date(2026, 3, 2)))
        assert found is not None
        assert found.item.extra_set is None
