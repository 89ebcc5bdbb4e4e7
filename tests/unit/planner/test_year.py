"""A year with the plan, for anybody: no unsafe jump, never stuck when clean, within the minutes."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamstrong.planner import History, Planner, Profile, load_rules
from hamstrong.planner.ladder import Ladder, build_ladder
from tests.unit.planner.people import CLEAN, MONDAY, Felt, live, outing
from tests.unit.session.stage import CATALOGUE

if TYPE_CHECKING:
    from datetime import date

    from hamstrong.planner import Entry, Outing, Slot

RULES = load_rules()
LADDERS = {name: build_ladder(one, RULES) for name, one in CATALOGUE.items()}
DAYS = 364

profiles = st.builds(
    Profile,
    cramp_prone=st.booleans(),
    sedentary=st.booleans(),
    sport=st.sampled_from(["running", "golf", "tennis", "other", "none"]),
    experience=st.sampled_from(["new", "some", "regular"]),
    minutes=st.integers(5, 60),
    weekdays=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
)
absences = st.lists(st.tuples(st.integers(0, DAYS), st.integers(1, 60)), max_size=3).map(
    lambda gaps: frozenset(day for start, length in gaps for day in range(start, start + length))
)


def form_of(ladder: Ladder, entry: Entry) -> int:
    return ladder.find_form(entry.item.variation)


class Body:
    """How somebody's exercises go, by chance."""

    def __init__(self, seed: int, hardiness: float) -> None:
        self._random = Random(seed)
        self._hardiness = hardiness
        self.felt: dict[tuple[date, str], Felt] = {}

    def feel(self, day: date, entry: Entry) -> Felt:
        chance = self._random
        bad = chance.random() > self._hardiness
        felt = Felt(
            share=chance.choice([1.0, 0.8, 0.3]) if bad else 1.0,
            score=chance.choice([95, 70, None]) if bad else 95,
            effort=chance.choice([5, 8, 10, None]) if bad else 5,
            pain=chance.choice([0, 0, 2, 3, 8, None]) if bad else 0,
            cramp=bad and chance.random() < 0.2,
        )
        self.felt[day, entry.item.exercise] = felt
        return felt


@settings(max_examples=100)
@given(profiles, absences, st.integers(0, 2**32), st.floats(0.3, 1.0))
def test_never_an_unsafe_jump_and_always_within_the_minutes(
    profile: Profile, away: frozenset[int], seed: int, hardiness: float
) -> None:
    body = Body(seed, hardiness)
    reached: dict[str, tuple[int, int]] = {}
    last: dict[str, tuple[Felt, Entry]] = {}
    for day, slot in live(profile, DAYS, body.feel, away=away):
        assert slot.minutes <= profile.minutes
        told = {entry.item.exercise for entry in slot.entries}
        assert told | {left.exercise for left in slot.left_out} == set(CATALOGUE)
        for entry in slot.entries:
            assert entry.reasons
            name = entry.item.exercise
            if name in last:
                check_step(LADDERS[name], reached[name], *last[name], entry)
            level = (form_of(LADDERS[name], entry), entry.item.reps)
            reached[name] = max(level, reached.get(name, level))
            last[name] = body.felt[day, name], entry


def check_step(
    ladder: Ladder, reached: tuple[int, int], felt: Felt, last: Entry, entry: Entry
) -> None:
    """One step at most: a form begins with its smallest dose, and a set comes one at a time."""
    form, before = form_of(ladder, entry), form_of(ladder, last)
    assert form <= reached[0] + 1
    if form > reached[0]:
        assert entry.item.reps == min(rung.reps for rung in ladder.rungs if rung.form == form)
    assert entry.item.sets <= last.item.sets + 1
    if was_bad(felt):
        assert (form, entry.item.reps) <= (before, last.item.reps)
        assert form < before or entry.item.sets <= last.item.sets


def was_bad(felt: Felt) -> bool:
    """Tell whether a session forbids anything harder."""
    limits = RULES.judging
    return (
        (felt.pain or 0) > 0
        or felt.cramp
        or (felt.effort or 0) > limits.clean_effort
        or felt.share < limits.clean_share
    )


@settings(max_examples=40)
@given(profiles)
def test_whoever_is_clean_gets_on(profile: Profile) -> None:
    """Every exercise has its turn, and its rungs are climbed as long as there are any."""
    seen: dict[str, list[int]] = {name: [] for name in CATALOGUE}
    for _, slot in live(profile, DAYS, lambda _day, _entry: CLEAN):
        for entry in slot.entries:
            seen[entry.item.exercise].append(form_of(LADDERS[entry.item.exercise], entry))
    for name, forms in seen.items():
        assert forms, f"{name} never had its turn"
        assert forms == sorted(forms)
        top = LADDERS[name].rungs[-1].form
        # A form has three rungs of two sessions each.
        enough = len(forms) >= 8 * (top + 1) and len(profile.weekdays) * 52 >= 10 * (top + 1)
        assert forms[-1] == top or not enough, (name, len(forms), forms[-1])


@pytest.mark.parametrize(("score", "effort"), [(None, 5), (92, None), (None, None)])
def test_unmeasured_sessions_get_on_more_slowly(score: int | None, effort: int | None) -> None:
    profile = Profile(minutes=30)

    def sessions_to_rise(felt: Felt) -> int:
        slots = live(profile, 60, lambda _day, _entry: felt)
        doses = [bridge(slot).item for _, slot in slots]
        return next(n for n, item in enumerate(doses) if item != doses[0])

    assert sessions_to_rise(CLEAN) == 2
    assert sessions_to_rise(Felt(score=score, effort=effort)) == 4


def bridge(slot: Slot) -> Entry:
    return next(entry for entry in slot.entries if entry.item.exercise == "bridge")


@settings(max_examples=40)
@given(profiles, st.integers(0, 80), st.integers(0, 2**32), st.floats(0.3, 1.0))
def test_the_four_weeks_ahead_hold_what_they_promise(
    profile: Profile, lived: int, seed: int, hardiness: float
) -> None:
    """If all goes well, the days come as they were shown."""
    body = Body(seed, hardiness)
    outings: list[Outing] = []
    for day, slot in live(profile, lived, body.feel):
        outings += [outing(e, day, body.felt[day, e.item.exercise]) for e in slot.entries]
    today = MONDAY.fromordinal(MONDAY.toordinal() + lived)
    routine = Planner(CATALOGUE, profile, History(tuple(outings))).plan(today)
    assert [day.date.toordinal() - today.toordinal() for day in routine.days] == list(range(28))
    assert routine == Planner(CATALOGUE, profile, History(tuple(outings))).plan(today)
    planner = Planner(CATALOGUE, profile, History(tuple(outings)))
    for ahead in routine.days:
        assert bool(ahead.slots) == (ahead.date.weekday() in profile.weekdays)
        for slot in ahead.slots:
            assert slot.minutes <= profile.minutes
            now = planner.plan_slot(ahead.date)
            assert [e.item for e in now.entries] == [e.item for e in slot.entries]
            planner.follow([outing(entry, ahead.date) for entry in slot.entries])
