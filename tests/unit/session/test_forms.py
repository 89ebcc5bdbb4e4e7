"""Another form of an exercise in the middle of it: never more work than was planned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hamstrong.planner.ladder import build_ladder
from hamstrong.planner.rules import load_rules
from hamstrong.session import PlannedExercise, Session, plan_exercise
from hamstrong.session.inputs import PainAnswered
from hamstrong.session.plan import change_form, list_bouts
from tests.unit.session.stage import CATALOGUE, EVERYTHING, Play

BRIDGE = CATALOGUE["bridge"]


def count_reps(item: PlannedExercise) -> int:
    return item.reps * len(list_bouts(BRIDGE, item, 0))


def play_plan(item: PlannedExercise) -> Play:
    """Return a session without a camera in the first set of a planned exercise."""
    play = Play(Session.begin(EVERYTHING, [item], "timer"))
    play.join("timer")
    play.screen()
    play.wish("next")
    play.wait_for("set")
    return play


def now(play: Play) -> tuple[str, int, int]:
    item = play.session.route.item
    return item.variation, item.sets, item.reps


class TestDose:
    @pytest.mark.parametrize("before", [entry.id for entry in BRIDGE.variations])
    @pytest.mark.parametrize("after", [entry.id for entry in BRIDGE.variations])
    @pytest.mark.parametrize("dose", [(1, 4), (2, 5), (3, 8), (4, 20)])
    def test_is_never_more_work(self, before: str, after: str, dose: tuple[int, int]) -> None:
        item = plan_exercise(BRIDGE, before, *dose)
        changed = change_form(BRIDGE, item, after)
        assert changed.sets <= item.sets
        assert changed.reps <= item.reps
        assert count_reps(changed) <= count_reps(item) + changed.sets

    @pytest.mark.parametrize("exercise", list(CATALOGUE))
    def test_of_a_harder_form_is_where_the_plan_would_begin_it(self, exercise: str) -> None:
        definition = CATALOGUE[exercise]
        ladder = build_ladder(definition, load_rules())
        easiest, *harder = sorted(definition.variations, key=lambda entry: entry.order)
        plenty = plan_exercise(definition, easiest.id, 10, 50)
        for variation in harder:
            least = next(rung for rung in ladder.rungs if rung.variation == variation.id)
            changed = change_form(definition, plenty, variation.id)
            assert (changed.sets, changed.reps) == (least.sets, least.reps)

    def test_of_an_easier_form_is_no_more_than_usual(self) -> None:
        changed = change_form(BRIDGE, plan_exercise(BRIDGE, "toes-raised", 5, 20), "standard")
        assert (changed.sets, changed.reps) == (3, 8)

    def test_keeps_the_side_that_begins_and_the_extra_set(self) -> None:
        item = replace(plan_exercise(BRIDGE, "single-leg"), first_side="left", extra_set="left")
        changed = change_form(BRIDGE, item, "single-leg-hold")
        assert (changed.first_side, changed.extra_set) == ("left", "left")
        both = change_form(BRIDGE, item, "heels-raised")
        assert both.extra_set is None


class TestSession:
    def test_easier_after_pain_asks_for_no_more_than_was_planned(self) -> None:
        play = play_plan(plan_exercise(BRIDGE, "toes-raised", 1, 4))
        play.wish("pain")
        play.give(PainAnswered(play.now_s, "easier"))
        assert now(play) == ("standard", 1, 4)
        assert play.session.view().set_count == 1

    def test_harder_begins_with_little(self) -> None:
        play = play_plan(plan_exercise(BRIDGE, "standard", 3, 8))
        play.wish("harder")
        assert now(play) == ("toes-raised", 2, 5)

    def test_a_side_that_is_done_is_not_done_again(self) -> None:
        play = play_plan(plan_exercise(BRIDGE, "single-leg-hold", 2, 3))
        play.wait_for("side-change")
        play.wait_for("set")
        assert play.session.view().side == "left"
        play.wish("easier")
        view = play.session.view()
        assert (view.variation, view.side, view.set_number) == ("single-leg", "left", 1)

    @pytest.mark.parametrize("side", ["right", "left"])
    def test_the_side_that_hurt_gets_its_easier_form(self, side: str) -> None:
        play = play_plan(plan_exercise(BRIDGE, "single-leg-hold", 1, 3))
        while play.session.view().side != side:
            play.wait(0.25)
        play.wait_for("set")
        play.wish("pain")
        play.give(PainAnswered(play.now_s, "easier"))
        view = play.session.view()
        assert (view.state, view.variation, view.side) == ("get-ready", "single-leg", side)

    def test_an_extra_set_does_not_bring_back_the_sets_before(self) -> None:
        item = replace(plan_exercise(BRIDGE, "single-leg-hold", 1, 2), extra_set="left")
        play = play_plan(item)
        while play.session.view().set_number == 1:
            play.wait(0.25)
        play.wait_for("set")
        play.wish("easier")
        view = play.session.view()
        assert (view.set_number, view.side) == (2, "left")
        play.wait_for("check-in")
