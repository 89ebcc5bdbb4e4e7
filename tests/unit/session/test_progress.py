"""The state rebuilt from events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hamstrong.session import PlannedExercise, SessionError, rebuild
from hamstrong.session.events import (
    Began,
    CheckedIn,
    Entered,
    Paused,
    RepCounted,
    RepsLogged,
    ScreeningAnswered,
)
from hamstrong.session.progress import PAUSABLE, TRANSITIONS, Progress, TransitionError
from hamstrong.session.values import Bout, RepRecord

if TYPE_CHECKING:
    from hamstrong.session.words import StateName

PLAN = (PlannedExercise("bridge", "standard", 1, 3, 3.0, 30.0),)
BOUT = Bout(0, "standard", 1, None, "both")
REP = RepRecord("both", None, "lift", 1.0, 2.0, 3.0, 1.0, 60.0, 100, ())
STATES: list[StateName] = list(TRANSITIONS)


def at(state: StateName) -> Progress:
    return Progress(plan=PLAN, state=state, bout=BOUT)


class TestTransitions:
    @pytest.mark.parametrize("source", STATES)
    @pytest.mark.parametrize("target", STATES)
    def test_only_the_legal_ones_pass(self, source: StateName, target: StateName) -> None:
        progress = at(source)
        entered = Entered(1.0, target, 0, BOUT)
        if target in TRANSITIONS[source]:
            progress.apply(entered)
            assert progress.state == target
        else:
            with pytest.raises(TransitionError, match=target):
                progress.apply(entered)
            assert progress.state == source

    @pytest.mark.parametrize("source", STATES)
    def test_only_what_can_be_paused_is(self, source: StateName) -> None:
        progress = at(source)
        if source in PAUSABLE:
            progress.apply(Paused(1.0, "command"))
            assert progress.state == "paused"
            assert progress.resumes_to == ("get-ready" if source == "set" else source)
        else:
            with pytest.raises(SessionError):
                progress.apply(Paused(1.0, "command"))

    def test_the_end_is_reached_from_everywhere(self) -> None:
        reached: set[StateName] = {"screening"}
        while True:
            more = reached.union(*(TRANSITIONS[state] for state in reached))
            if more == reached:
                break
            reached = more
        assert reached == set(STATES) - {"paused"}
        assert TRANSITIONS["ended"] == frozenset()


class TestEvents:
    def test_begin_once(self) -> None:
        began = Began(0.0, PLAN, "camera")
        with pytest.raises(SessionError):
            rebuild([began, began])

    def test_come_in_the_order_of_time(self) -> None:
        with pytest.raises(SessionError):
            rebuild(
                [
                    Began(5.0, PLAN, "camera"),
                    ScreeningAnswered(4.0, acute_injury=False, cramp_prone=False),
                ]
            )

    @pytest.mark.parametrize("state", [state for state in STATES if state != "set"])
    def test_no_rep_counts_outside_a_set(self, state: StateName) -> None:
        with pytest.raises(SessionError):
            at(state).apply(RepCounted(1.0, BOUT, REP))

    def test_a_rep_counts_for_its_bout(self) -> None:
        progress = at("set")
        progress.apply(RepCounted(1.0, BOUT, REP))
        progress.apply(RepCounted(2.0, BOUT, REP))
        assert progress.count == 2
        assert len(progress.reps) == 2

    def test_reps_are_logged_only_of_a_bout_that_is_over(self) -> None:
        with pytest.raises(SessionError):
            at("rest").apply(RepsLogged(1.0, BOUT, 8))

    def test_a_check_in_needs_its_state(self) -> None:
        with pytest.raises(SessionError):
            at("set").apply(CheckedIn(1.0, 0, 5, 0, cramp=False))
