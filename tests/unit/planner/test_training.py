"""What a day's training consists of: time, sides, lighter days, turns of forms, further rounds."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from hamstrong.planner import History, Imbalance, Planner, Profile, load_rules, planner_texts
from tests.unit.planner.people import CLEAN, DAILY, MONDAY, Felt, Person, bridge_of, live
from tests.unit.session.stage import CATALOGUE

if TYPE_CHECKING:
    from hamstrong.planner import Entry, Slot

REGULAR = replace(DAILY, experience="regular")
THRICE = replace(DAILY, weekdays=(0, 2, 4))


def find(slot: Slot, exercise: str) -> Entry:
    return next(entry for entry in slot.entries if entry.item.exercise == exercise)


def reasons_of(slot: Slot, exercise: str) -> list[str]:
    return [reason.id for reason in find(slot, exercise).reasons]


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

    @pytest.mark.parametrize("weekdays", [(0, 2, 4), (0, 1, 2, 3, 4, 5, 6), (5, 6)])
    def test_five_minutes_have_the_bridge_every_second_time(
        self, weekdays: tuple[int, ...]
    ) -> None:
        profile = Profile(minutes=5, cramp_prone=True, weekdays=weekdays)
        has = [bridge_of(slot) is not None for _, slot in live(profile, 300, lambda *_: CLEAN)]
        assert all(a or b for a, b in pairwise(has))

    def test_what_the_coach_shortened_is_no_fault_of_the_person(self) -> None:
        profile = Profile(minutes=5, cramp_prone=True)
        told: dict[str, int] = {}
        for _, slot in live(profile, 200, lambda *_: CLEAN):
            for entry in slot.entries:
                for reason in entry.reasons:
                    told[reason.id] = told.get(reason.id, 0) + 1
        assert told["same-short"]
        assert "same-lighter" not in told

    def test_a_step_that_was_cut_short_is_not_called_more(self) -> None:
        profile = Profile(minutes=5, cramp_prone=True)
        for _, slot in live(profile, 200, lambda *_: CLEAN):
            for entry in slot.entries:
                ids = {reason.id for reason in entry.reasons}
                assert not {"harder-dose", "shorter"} <= ids

    def test_who_does_less_than_planned_is_told_so(self) -> None:
        person = Person().train(CLEAN, as_done=lambda item: replace(item, reps=3))
        assert person.plan() == ("standard", 2, 5, "same-lighter")


class TestSides:
    KNEE = Imbalance("active-knee-extension", "left")
    BRIDGE = Imbalance("single-leg-bridge-reps", "left")

    def plan(self, minutes: int, *found: Imbalance) -> Slot:
        history = History(imbalances=found)
        return Planner(CATALOGUE, Profile(minutes=minutes), history).plan_slot(MONDAY)

    def test_the_stiffer_begins_and_gets_a_set_more(self) -> None:
        entry = find(self.plan(30, self.KNEE), "leg-activation")
        assert (entry.item.first_side, entry.item.extra_set) == ("left", "left")
        told = entry.reasons[1]
        assert told.id == "side-more"
        assert dict(told.values) == {"side": "side.left", "found": "found.stiffer"}

    def test_it_only_begins_when_there_is_no_time_for_more(self) -> None:
        slot = self.plan(12, self.KNEE)
        assert find(slot, "leg-activation").item.extra_set is None
        assert "side-first" in reasons_of(slot, "leg-activation")
        assert "shorter" not in reasons_of(slot, "leg-activation")

    def test_tests_that_disagree_change_nothing(self) -> None:
        slot = self.plan(30, self.KNEE, Imbalance("straight-leg-raise", "right"))
        assert find(slot, "leg-activation").item.extra_set is None

    def test_a_form_with_both_legs_says_what_evens_it_out(self) -> None:
        slot = self.plan(30, self.BRIDGE)
        assert find(slot, "bridge").item.extra_set is None
        assert reasons_of(slot, "bridge") == ["start-gentle", "side-later"]

    def test_above_the_one_legged_forms_they_take_turns(self) -> None:
        person = Person(REGULAR, (self.BRIDGE,))
        forms = []
        for _ in range(40):
            item = find(person.plan_slot(), "bridge").item
            forms.append(item.variation)
            if item.variation.startswith("single-leg"):
                assert (item.first_side, item.extra_set) == ("left", "left")
            person.train(CLEAN)
            if len([form for form in forms if form == "walk-out"]) > 3:
                break
        first = forms.index("walk-out")
        assert "single-leg-hold" in forms[first:]


class TestLightDays:
    def test_load_work_has_a_day_without_after_it(self) -> None:
        person = Person(REGULAR).train(CLEAN, then_days=1)
        assert person.plan() == ("standard", 2, 5, "light-day")
        person.train(CLEAN, then_days=1)
        assert person.plan() == ("standard", 3, 8, "same-again")

    @pytest.mark.parametrize("experience", ["new", "regular"])
    def test_never_on_two_days_running_all_year(self, experience: str) -> None:
        rules = load_rules()
        hard = [v.id for v in sorted(CATALOGUE["bridge"].variations, key=lambda one: one.order)]
        hard = hard[hard.index(rules.loading["bridge"].from_form) :]
        profile = replace(DAILY, experience=experience)  # type: ignore[arg-type]
        loads = []
        for day, slot in live(profile, 364, lambda *_: CLEAN):
            item = find(slot, "bridge").item
            if item.sets >= 3 or item.variation in hard:
                loads.append(day)
        assert len(loads) > 100
        assert all((b - a).days >= 2 for a, b in pairwise(loads))

    def test_a_light_day_earns_nothing_and_takes_nothing(self) -> None:
        person = Person(REGULAR).train(*[CLEAN] * 3, then_days=1)
        assert person.plan()[3] == "light-day"
        person.train(CLEAN, then_days=1)
        assert person.plan()[:3] == ("standard", 3, 8)

    def test_a_light_day_that_was_hard_is_repeated(self) -> None:
        person = Person(REGULAR).train(CLEAN, Felt(effort=8), then_days=1)
        person.day += timedelta(days=2)
        assert person.plan() == ("standard", 2, 5, "same-effort")
        assert person.train(CLEAN).plan()[:3] == ("standard", 3, 8)

    def test_a_repeated_light_day_is_no_longer_than_the_first(self) -> None:
        person = Person(REGULAR).train(CLEAN, then_days=1)
        person.train(Felt(share=0.8), as_done=lambda item: replace(item, sets=1))
        assert person.plan() == ("standard", 1, 5, "same-unfinished")


class TestPaceOfADailyUser:
    def test_two_steps_a_week_and_a_week_between_forms(self) -> None:
        items = [
            (day, find(slot, "bridge"))
            for day, slot in live(DAILY, 200, lambda *_: CLEAN)
            if find(slot, "bridge").aim == "full"
        ]
        steps = [
            (b[0], b[1].item.variation != a[1].item.variation)
            for a, b in pairwise(items)
            if (a[1].item.variation, a[1].item.reps) != (b[1].item.variation, b[1].item.reps)
        ]
        for (first, _), (_, _), (third, _) in zip(steps, steps[1:], steps[2:], strict=False):
            assert (third - first).days >= 7
        formed = [MONDAY, *(day for day, new in steps if new)]
        assert all((b - a).days >= 7 for a, b in pairwise(formed))

    def test_whoever_sits_much_goes_more_slowly(self) -> None:
        def sessions_to_rise(profile: Profile) -> int:
            reps = [
                find(slot, "bridge").item.reps for _, slot in live(profile, 60, lambda *_: CLEAN)
            ]
            return next(number for number, one in enumerate(reps) if one != reps[0])

        assert sessions_to_rise(THRICE) == 2
        assert sessions_to_rise(replace(THRICE, sedentary=True)) == 3
        assert sessions_to_rise(replace(THRICE, cramp_prone=True)) == 3


class TestTop:
    def climb(self) -> Person:
        person = Person(REGULAR)
        while person.plan()[:3] != ("walk-out", 2, 4):
            person.train(CLEAN)
        return person

    def test_the_hard_forms_take_turns(self) -> None:
        person, forms = self.climb(), []
        for _ in range(7):
            forms.append(person.plan()[0])
            person.train(CLEAN)
        turns = list(load_rules().top["bridge"])
        assert forms == (turns * 3)[:7]

    def test_a_turn_that_was_not_clean_is_repeated(self) -> None:
        person = self.climb().train(CLEAN)
        assert person.plan()[::3] == ("single-leg", "turn-form")
        person.train(Felt(effort=8))
        assert person.plan()[::3] == ("single-leg", "same-effort")
        assert person.train(CLEAN).plan()[0] == "single-leg-hold"

    def test_what_has_one_form_is_not_called_the_hardest(self) -> None:
        person = Person().train(*[CLEAN] * 5)
        assert reasons_of(person.plan_slot(), "leg-activation") == ["same-full"]


class TestRounds:
    def last(self, profile: Profile, days: int = 120) -> Slot:
        return list(live(profile, days, lambda *_: CLEAN))[-1][1]

    def test_time_that_is_left_is_filled(self) -> None:
        minutes = [self.last(replace(THRICE, minutes=m)).minutes for m in (10, 15, 20, 30)]
        assert minutes == sorted(minutes)
        assert minutes[0] < minutes[1] < minutes[2]
        assert minutes[3] > 16

    def test_the_help_with_the_minutes_says_what_they_give(self) -> None:
        slots = [slot for _, slot in live(replace(THRICE, minutes=60), 364, lambda *_: CLEAN)]
        help_text = planner_texts("en")["plan.minutes-help"]
        first, least, most, longest = map(int, re.findall(r"\d+", help_text))
        assert round(slots[0].minutes) in (first, first + 1)
        assert all(least - 2 < slot.minutes < most + 1 for slot in slots[2:6])
        assert longest - 5 < max(slot.minutes for slot in slots) <= longest

    def test_one_set_more_than_usual_at_most(self) -> None:
        for _, slot in live(replace(THRICE, minutes=60), 364, lambda *_: CLEAN):
            for entry in slot.entries:
                usual = CATALOGUE[entry.item.exercise].dose_of(entry.item.variation)
                assert entry.item.sets <= usual.sets + 1

    def test_not_in_the_first_two_weeks(self) -> None:
        for day, slot in live(replace(REGULAR, minutes=60), 60, lambda *_: CLEAN):
            told = {reason.id for entry in slot.entries for reason in entry.reasons}
            assert "round-more" not in told or (day - MONDAY).days >= 14

    @pytest.mark.parametrize("felt", [Felt(pain=3), Felt(pain=1), Felt(cramp=True)])
    def test_not_while_something_hurts(self, felt: Felt) -> None:
        def told(person: Person) -> set[str]:
            entries = person.plan_slot().entries
            return {reason.id for entry in entries for reason in entry.reasons}

        person = Person(replace(REGULAR, minutes=60)).train(*[CLEAN] * 10)
        assert "round-more" in told(person)
        person.train(felt)
        for _ in range(3):
            assert "round-more" not in told(person)
            person.train(CLEAN)
        assert "round-more" in told(person)

    def test_not_on_a_step_back(self) -> None:
        person = Person(replace(REGULAR, minutes=60)).train(*[CLEAN] * 12)
        person.day += timedelta(days=8)
        told = {reason.id for entry in person.plan_slot().entries for reason in entry.reasons}
        assert "back-missed" in told
        assert "round-more" not in told

    def test_not_on_a_step_that_was_never_trained(self) -> None:
        sets: dict[str, int] = {}
        for _, slot in live(replace(THRICE, minutes=60), 364, lambda *_: CLEAN):
            for entry in slot.entries:
                before = sets.get(entry.item.exercise, entry.item.sets)
                assert entry.item.sets <= before + 1
                sets[entry.item.exercise] = entry.item.sets
