"""Pain in a session, and coming back to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hamstrong.session import Session, SessionError, rebuild, summarise
from hamstrong.session.inputs import (
    PainAnswered,
)
from tests.unit.session.stage import (
    CATALOGUE,
    Play,
    at_set,
    bridge,
    ready,
)

if TYPE_CHECKING:
    from hamstrong.session.words import PainChoice, StateName


class TestPain:
    def test_ends_the_set_at_once(self) -> None:
        play = at_set()
        play.wish("pain")
        assert play.at("pain")
        play.wait(0.25)
        assert play.cues[-1] == "say.pain"
        assert any(event.kind == "pain-felt" for event in play.events)

    def test_offers_an_easier_form(self) -> None:
        play = at_set(variation="toes-raised")
        play.wish("pain")
        play.give(PainAnswered(play.now_s, "easier"))
        view = play.session.view()
        assert (view.state, view.variation) == ("get-ready", "standard")

    def test_has_no_easier_form_to_offer_below_the_easiest(self) -> None:
        play = at_set()
        play.wish("pain")
        assert play.session.view().easier is None
        with pytest.raises(SessionError):
            play.give(PainAnswered(play.now_s, "easier"))
        assert play.at("pain")

    @pytest.mark.parametrize(("choice", "state"), [("skip", "check-in"), ("end", "summary")])
    def test_may_end_exercise_or_session(self, choice: PainChoice, state: StateName) -> None:
        play = at_set()
        play.wish("pain")
        play.give(PainAnswered(play.now_s, choice))
        assert play.at(state)

    def test_is_remembered(self) -> None:
        play = at_set()
        play.wish("pain")
        play.give(PainAnswered(play.now_s, "end"))
        outcome = summarise(CATALOGUE, play.session.progress)
        assert outcome.stopped_by == "pain"
        assert [pain.variation for pain in outcome.pain] == ["standard"]
        assert outcome.exercises[0].stopped_by_pain
        assert outcome.improve is None

    def test_answers_need_the_question(self) -> None:
        with pytest.raises(SessionError):
            at_set().give(PainAnswered(1e6, "end"))


class TestReturning:
    def test_in_a_set_takes_the_start_pose_and_keeps_the_reps(self) -> None:
        play = ready("bridge", reps=5)
        play.show(bridge(2))
        restored = Play(Session.restore(CATALOGUE, play.events))
        restored.now_s = play.now_s
        restored.join()
        assert restored.at("get-ready")
        assert restored.session.progress.count == 2
        restored.show(bridge(3))
        assert restored.at("check-in")

    def test_to_a_pause_stays_paused(self) -> None:
        play = at_set()
        play.wish("pause")
        play.join("timer")
        assert play.at("paused")

    def test_an_incomplete_log_is_refused(self) -> None:
        play = at_set()
        with pytest.raises(SessionError):
            Session.restore(CATALOGUE, play.events[1:])
        with pytest.raises(SessionError):
            Session.restore(CATALOGUE, [])

    def test_events_tell_everything(self) -> None:
        play = ready("bridge", "hip-90-90", sets=2, reps=2)
        play.show(bridge(2))
        play.wish("pause")
        play.wish("harder")
        play.wish("pain")
        assert rebuild(play.events) == play.session.progress
