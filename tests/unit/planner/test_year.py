"""A year with the plan, for anybody: no unsafe jump, never stuck when clean, within the minutes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hamstrong.planner import History, Planner, Profile, load_rules
from hamstrong.planner.ladder import Ladder, build_ladder
from hamstrong.session.plan import find_neighbour
from tests.unit.planner.people import CLEAN, MONDAY, Felt, live, outing
from tests.unit.session.stage import CATALOGUE

if TYPE_CHECKING:
    from hamstrong.planner import Entry, Outing, Slot
    from hamstrong.session import PlannedExercise

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


class Whim:
    """Somebody who does otherwise than planned now and then, each time by chance."""

    def __init__(self, seed: int, ways: frozenset[str]) -> None:
        self._random = Random(seed)
        self._ways = sorted(ways)

    def do(self, item: PlannedExercise) -> PlannedExercise:
        chance = self._random
        if not self._ways or chance.random() < 0.5:
            return item
        way = chance.choice(self._ways)
        if way == "not all":
            return item
        if way == "fewer":
            sets = max(1, item.sets - chance.randint(0, 1))
            return replace(item, sets=sets, reps=chance.randint(min(3, item.reps), item.reps))
        neighbour = find_neighbour(
            CATALOGUE[item.exercise], item.variation, 1 if way == "harder" else -1
        )
        return replace(item, variation=neighbour or item.variation)

    def leaves_out(self, _entry: Entry) -> bool:
        return "not all" in self._ways and self._random.random() < 0.3


whims = st.frozensets(st.sampled_from(["harder", "easier", "fewer", "not all"]))


@settings(max_examples=50)
@given(profiles, absences, st.integers(0, 2**32), st.floats(0.3, 1.0), whims)
def test_never_an_unsafe_jump_and_always_within_the_minutes(
    profile: Profile, away: frozenset[int], seed: int, hardiness: float, ways: frozenset[str]
) -> None:
    body, whim = Body(seed, hardiness), Whim(seed, ways)
    reached: dict[str, tuple[int, int]] = {}
    last: dict[str, Done] = {}
    hard: dict[str, Done] = {}
    done: dict[str, PlannedExercise] = {}

    def as_done(item: PlannedExercise) -> PlannedExercise:
        return done.setdefault(item.exercise, whim.do(item))

    for day, slot in live(
        profile, DAYS, body.feel, away=away, as_done=as_done, leaves_out=whim.leaves_out
    ):
        assert slot.minutes <= profile.minutes
        told = {entry.item.exercise for entry in slot.entries}
        assert told | {left.exercise for left in slot.left_out} == set(CATALOGUE)
        for entry in slot.entries:
            assert entry.reasons
            name = entry.item.exercise
            if name in last:
                check_step(LADDERS[name], reached[name], last[name], hard[name], entry)
            if name not in done:
                continue
            item = done[name]
            level = (LADDERS[name].find_form(item.variation), item.reps)
            reached[name] = max(level, reached.get(name, level))
            last[name] = Done(item, body.felt[day, name])
            if entry.aim != "light" or name not in hard:
                hard[name] = last[name]
        done.clear()


@dataclass(frozen=True)
class Done:
    """What was done of an exercise, and how it felt."""

    item: PlannedExercise
    felt: Felt


def check_step(
    ladder: Ladder, reached: tuple[int, int], last: Done, hard: Done, entry: Entry
) -> None:
    """One step at most: a form begins with its smallest dose, and a set comes one at a time.

    Nothing harder after a bad session; nothing is gentler than the first rung, though.
    ``hard`` is what was done last on a day that was not a lighter one.
    """
    form, before = form_of(ladder, entry), ladder.find_form(last.item.variation)
    assert form <= reached[0] + 1
    if form > reached[0]:
        assert entry.item.reps == ladder.find_least(form).reps
    assert entry.item.sets <= max(hard.item.sets, last.item.sets) + 1
    gentlest = ladder.rungs[0]
    if was_bad(last.felt) and (form, entry.item.reps) != (gentlest.form, gentlest.reps):
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


@settings(max_examples=25)
@given(profiles, st.sampled_from(["", "harder", "sets", "untold"]))
def test_whoever_is_clean_gets_on(profile: Profile, way: str) -> None:
    """Every exercise has its turn, and its rungs are climbed as long as there are any.

    It holds for whoever does a harder form each time, or a set less of three, or never answers a
    check-in, too.
    """
    felt = Felt(score=None, effort=None, pain=None) if way == "untold" else CLEAN

    def as_done(item: PlannedExercise) -> PlannedExercise:
        if way == "harder":
            harder = find_neighbour(CATALOGUE[item.exercise], item.variation, 1)
            return replace(item, variation=harder or item.variation)
        return replace(item, sets=2) if way == "sets" and item.sets == 3 else item

    seen: dict[str, list[int]] = {name: [] for name in CATALOGUE}
    for _, slot in live(profile, DAYS, lambda _day, _entry: felt, as_done=as_done):
        for entry in slot.entries:
            assert not any(reason.id.startswith("back") for reason in entry.reasons)
            if entry.aim in ("full", "short"):
                name = entry.item.exercise
                seen[name].append(form_of(LADDERS[name], entry))
    for name, forms in seen.items():
        assert forms, f"{name} never had its turn"
        assert forms == sorted(forms)
        top = LADDERS[name].rungs[-1].form
        # A form has three rungs of two or three sessions each, twice as many where nobody tells
        # how it was, and of two trainings one may be too short for all of it.
        enough = len(forms) >= (28 if way == "untold" else 14) * (top + 1)
        assert forms[-1] == top or not enough, (name, len(forms), forms[-1])


@settings(max_examples=20)
@given(profiles, st.integers(0, 2**32))
def test_pain_that_comes_back_is_stopped(profile: Profile, seed: int) -> None:
    """However the sessions between are told: twice within four weeks is enough."""
    chance, pains = Random(seed), list[date]()

    def feel(day: date, entry: Entry) -> Felt:
        if entry.item.exercise != "bridge":
            return CLEAN
        hurts = chance.random() < 0.5
        if hurts:
            pains.append(day)
        return Felt(pain=4) if hurts else Felt(pain=chance.choice([None, 2]))

    for day, slot in live(profile, DAYS, feel):
        before = [one for one in pains if one < day]
        if len(before) > 1 and (before[-1] - before[-2]).days < RULES.trouble.days:
            planned = any(entry.item.exercise == "bridge" for entry in slot.entries)
            assert not planned or (day - before[-1]).days >= RULES.trouble.stop_days


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


@settings(max_examples=25)
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
